"""Targets: proposed by leaders and representatives, adopted with a locked and signed baseline."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from naerverk.calendar import Month, rolling12
from naerverk.problems import Refusal
from naerverk.reports.figures import Standing
from naerverk.reports.line import Line, line_of
from naerverk.reports.standing import place_of
from naerverk.statistics.targets.people import people_more
from naerverk.statistics.targets.target import Baseline, Days, Kind, Target
from naerverk_web.access.public import Permission, Viewer
from naerverk_web.audit.public import record
from naerverk_web.insight.disclosed.figures import Figures, figures
from naerverk_web.insight.disclosed.revision import stale
from naerverk_web.insight.models import Goal
from naerverk_web.insight.targets.telling import tell_of_target
from naerverk_web.organisation.models import Unit


class NoReason(Exception):
    """What is adopted is only changed by a new version that says why."""


class NotShown(Exception):
    """There are no figures to start a target from: hidden, too few months, or just being calculated."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A target and what it means: so many more at work every day when it is reached, from so many full-time jobs."""

    number: int
    target: Target
    full_time_equivalents: float
    more_at_work: float
    proposed_as: str
    adopted_as: str = ""
    adopted_on: date | None = None
    owner: str = ""


class Meanwhile(Exception):
    """Somebody else has proposed a target since the one who proposes looked."""


@dataclass(frozen=True, slots=True)
class Version:
    """One adopted version of a unit's target. `signed` says whether its signature still holds."""

    number: int
    target: Target
    full_time_equivalents: float
    adopted_as: str
    adopted_on: date
    replaced_on: date | None
    reason: str
    signed: bool


def goals_in_force(unit_ids: Iterable[str] | None = None) -> dict[str, Target]:
    """The adopted target of each unit that has one; of these units only, or of all."""
    rows = Goal.objects.filter(adopted_on__isnull=False, replaced_on=None).select_related("unit")
    if unit_ids is not None:
        rows = rows.filter(unit__unit_id__in=list(unit_ids))
    return {goal.unit.unit_id: _locked(goal) for goal in rows}


def target_of_unit(unit_id: str) -> Target | None:
    """The adopted target of one unit."""
    goal = Goal.objects.filter(unit__unit_id=unit_id, adopted_on__isnull=False, replaced_on=None).first()
    return _locked(goal) if goal else None


def promise_in_force(viewer: Viewer, unit_id: str) -> Promise | None:
    """The adopted target with what it means."""
    viewer.must(Permission.SEE_FIGURES, unit_id)
    rows = Goal.objects.filter(unit__unit_id=unit_id, adopted_on__isnull=False, replaced_on=None)
    goal = rows.first()
    if goal is None or goal.full_time_equivalents is None:
        return None
    target = _locked(goal)
    return Promise(
        goal.pk,
        target,
        goal.full_time_equivalents,
        people_more(goal.full_time_equivalents, target.baseline.days.rate, target.rate),
        goal.proposed_as,
        goal.adopted_as,
        goal.adopted_on,
        goal.owner,
    )


def versions(viewer: Viewer, unit_id: str) -> list[Version]:
    """What has been adopted for the unit, the newest first."""
    viewer.must(Permission.SEE_FIGURES, unit_id)
    rows = Goal.objects.filter(unit__unit_id=unit_id, adopted_on__isnull=False).order_by("-adopted_on", "-pk")
    return [
        Version(
            goal.pk,
            _locked(goal),
            goal.full_time_equivalents,
            goal.adopted_as,
            goal.adopted_on,
            goal.replaced_on,
            goal.reason,
            _is_signed(goal),
        )
        for goal in rows.select_related("unit")
        if goal.adopted_on and goal.full_time_equivalents
    ]


def _is_signed(goal: Goal) -> bool:
    # Before the role was kept it was not signed: what is shown of those was worked out from the roles held that day.
    return goal.signature in (signature(goal), signature(goal, with_role=False))


def promise_proposed(viewer: Viewer, unit_id: str) -> Promise | None:
    """The proposed target as it would be if it were adopted now; None without one, or without figures to start from."""
    viewer.must(Permission.SEE_FIGURES, unit_id)
    goal = Goal.objects.filter(unit__unit_id=unit_id, adopted_on=None).first()
    if goal is None:
        return None
    try:
        baseline, jobs = start_of(unit_id, viewer.tree.on)
        target = Target(Kind(goal.kind), goal.value, baseline, Month.parse(goal.due))
    except (NotShown, Refusal):
        return None
    more = people_more(jobs, baseline.days.rate, target.rate)
    return Promise(goal.pk, target, jobs, more, goal.proposed_as, owner=goal.owner)


def waiting_for(viewer: Viewer) -> list[str]:
    """Units with a proposed target that the viewer may adopt."""
    units = Goal.objects.filter(adopted_on=None).values_list("unit__unit_id", flat=True)
    return sorted(set(units) & viewer.units(Permission.ADOPT_TARGETS))


def proposed(unit_id: str) -> int:
    """The number of the proposal that waits; 0 without one."""
    return int(Goal.objects.filter(unit__unit_id=unit_id, adopted_on=None).values_list("pk", flat=True).first() or 0)


@transaction.atomic
def propose_target(
    viewer: Viewer,
    unit_id: str,
    *,
    kind: Kind,
    value: float,
    due: Month,
    on: date,
    owner: str = "leader",
    reason: str = "",
    seen: str | None = None,
) -> int:
    """Propose a target; one that nobody has adopted gives way, but not unseen.

    `owner` is the role that answers for it. Where a target is in force, `reason` says why it should be another. `seen`
    is the number of the proposal that the person saw. Refusal, NoReason, NotShown or Meanwhile when it cannot be.
    """
    viewer.must(Permission.SET_TARGETS, unit_id)
    # Locked, so that of two who propose in the same moment one meets the other's proposal.
    unit = Unit.objects.select_for_update().get(unit_id=unit_id)
    if seen is not None and seen != str(proposed(unit_id)):
        raise Meanwhile
    if not reason.strip() and target_of_unit(unit_id):
        raise NoReason
    baseline, _ = start_of(unit_id, on)
    Target(kind, value, baseline, due)
    Goal.objects.filter(unit=unit, adopted_on=None).delete()
    goal = Goal.objects.create(
        unit=unit,
        kind=kind.value,
        value=value,
        due=due.label,
        proposed_by_id=viewer.account_id,
        proposed_as=viewer.role_for(Permission.SET_TARGETS, unit_id),
        proposed_on=on,
        owner=owner,
        reason=reason.strip(),
    )
    _record("insight.target_proposed", viewer, goal)
    return int(goal.pk)


@transaction.atomic
def adopt_target(viewer: Viewer, unit_id: str, number: int, *, on: date) -> int | None:
    """Adopt a proposed target: its baseline is locked and signed. None when somebody else has adopted or changed it."""
    viewer.must(Permission.ADOPT_TARGETS, unit_id)
    rows = Goal.objects.select_for_update().filter(pk=number, unit__unit_id=unit_id, adopted_on=None)
    goal = rows.select_related("unit").first()
    if goal is None:
        return None
    baseline, jobs = start_of(unit_id, on)
    Target(Kind(goal.kind), goal.value, baseline, Month.parse(goal.due))
    replaced = Goal.objects.filter(unit=goal.unit, adopted_on__isnull=False, replaced_on=None).update(replaced_on=on)
    goal.adopted_by_id, goal.adopted_on = viewer.account_id, on
    goal.adopted_as = viewer.role_for(Permission.ADOPT_TARGETS, unit_id)
    goal.baseline_month = baseline.month.label
    goal.baseline_lost, goal.baseline_agreed = baseline.days.lost, baseline.days.agreed
    goal.full_time_equivalents = jobs
    goal.signature = signature(goal)
    goal.save()
    _record("insight.target_adopted", viewer, goal, {"signature": goal.signature, "as": goal.adopted_as})
    tell_of_target(viewer, unit_id, changed=bool(replaced), on=on)
    return int(goal.pk)


def signature(goal: Goal, *, with_role: bool = True) -> str:
    """SHA-256 of what was adopted, by whom, as what and when; it is in the sealed log too, so that a change is seen."""
    said = [
        goal.unit.unit_id, goal.kind, goal.value, goal.due, goal.baseline_month, goal.baseline_lost,
        goal.baseline_agreed, goal.full_time_equivalents, goal.adopted_by_id, str(goal.adopted_on),
        *(text for text in (goal.owner, goal.reason) if text), *([{"as": goal.adopted_as}] if with_role else []),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _locked(goal: Goal) -> Target:
    assert goal.baseline_lost is not None  # a constraint of the table
    assert goal.baseline_agreed is not None
    days = Days(goal.baseline_lost, goal.baseline_agreed)
    return Target(Kind(goal.kind), goal.value, Baseline(Month.parse(goal.baseline_month), days), Month.parse(goal.due))


def start_of(unit_id: str, on: date) -> tuple[Baseline, float]:
    """The last twelve months before a day, and the full-time jobs of the last. NotShown when there are none."""
    found = figures()
    if found is None or stale():
        raise NotShown
    line, last = _own_line(found, unit_id), last_month(found, on)
    days, jobs = line.sum(rolling12(last)), line.full_time_equivalents(last)
    if days is None or jobs is None:
        raise NotShown
    return Baseline(last, days), jobs


def last_month(found: Figures, on: date) -> Month:
    """The last whole month that had figures on a day."""
    return min(found.last, Month.of(on).plus(-1))


def _own_line(found: Figures, unit_id: str) -> Line:
    months = found.published.months
    if place_of(months, unit_id, found.last).standing is not Standing.OWN:
        raise NotShown
    return line_of(months.table, unit_id, "whole")


def _record(action: str, viewer: Viewer, goal: Goal, details: dict[str, object] | None = None) -> None:
    said = {"kind": goal.kind, "value": goal.value, "due": goal.due, "owner": goal.owner, **(details or {})}
    record(action, by=viewer.actor, about=("unit", goal.unit.unit_id), details=said)
