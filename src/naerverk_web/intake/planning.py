"""All that a batch changes, worked out from its files and from what is known, while nobody has to wait for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from naerverk.records import Unit as UnitRow
from naerverk_web.absence.public import Days, PlannedSpells, PlannedSums, in_months, plan_spells, plan_sums
from naerverk_web.intake.checking import period_of
from naerverk_web.intake.examining import Examined
from naerverk_web.intake.models import Batch
from naerverk_web.people.public import Planned, PlannedJobs, PlannedPeople, plan_employments, plan_people


@dataclass(frozen=True, slots=True)
class Plan:
    """What is written, by table; None where the files do not hold it."""

    units: Sequence[UnitRow] | None
    jobs: PlannedJobs | None
    people: PlannedPeople | None
    sums: PlannedSums | None
    spells: PlannedSpells | None
    touched: Sequence[Days[str]]
    """The months of units whose figures must be made anew."""

    @property
    def rows(self) -> list[Planned]:
        """What has rows to be staged."""
        found = []
        if self.jobs:
            found.append(self.jobs.jobs)
        if self.people:
            found.append(self.people.leaders)
        if self.sums:
            found.append(self.sums.sums)
        if self.spells:
            found.append(self.spells.spells)
        return found


def plan_of(batch: Batch, found: Examined, *, at: datetime) -> Plan:
    """Read the rows once more, compare them with what is known, and put them into the database's own form."""
    name, there = str(batch.pk), found.tables
    jobs = people = sums = spells = None
    if "employments" in there:
        jobs = plan_employments(found.employments(), batch=name, at=at, complete=bool(batch.holds_everybody))
    if "people" in there:
        new = [one.person_id for one in jobs.new] if jobs else ()
        people = plan_people(found.people(), batch=name, at=at, day=timezone.localdate(at), also=new)
    if "monthly" in there:
        sums = plan_sums(found.sums(), batch=name, at=at)
    if "absences" in there:
        own = jobs.changed if jobs else ()
        spells = plan_spells(found.spells(), batch=name, at=at, period=period_of(batch), jobs=own)
    return Plan(
        units=list(found.units()) if "units" in there else None,
        jobs=jobs,
        people=people,
        sums=sums,
        spells=spells,
        touched=_touched(jobs, sums, spells),
    )


def _touched(jobs: PlannedJobs | None, sums: PlannedSums | None, spells: PlannedSpells | None) -> list[Days[str]]:
    days = [(unit, start, end) for _, unit, start, end in (jobs.changed if jobs else ())]
    return in_months([*days, *(sums.days if sums else ()), *(spells.days if spells else ())])
