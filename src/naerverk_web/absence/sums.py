"""Monthly sums per unit: brought in, undone, and handed to insight for employers without absences of persons."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter

from django.db import transaction

from naerverk.records import MonthlySum as Row
from naerverk_web.absence.models import MonthlySum
from naerverk_web.absence.touched import Days
from naerverk_web.audit.public import Actor, record
from naerverk_web.people.public import (
    UNIT,
    Changed,
    Differences,
    Place,
    Planned,
    differences,
    plan_changes,
    staged,
    undo_changes,
    write_planned,
)

DAYS = ("agreed_days", "self_certified_days", "doctor_certified_days", "total_days", "persons")


@dataclass(frozen=True, slots=True)
class Month:
    """One row with the days its month begins and ends."""

    row: Row
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class SumChanges:
    """What an import would do with monthly sums."""

    new: int
    corrected: int


def preview_sums(rows: Iterable[Row]) -> SumChanges:
    """What `import_sums` would do, without doing it."""
    found = _differences(rows)
    new, gone = ({key[:2] for key in keys} for keys in (found.new, found.gone))  # type: ignore[index]
    return SumChanges(len(new - gone), len(new & gone))


@dataclass(frozen=True, slots=True)
class PlannedSums:
    """What `write_sums` writes, worked out while nobody has to wait for it."""

    sums: Planned
    days: Sequence[Days[str]]
    """Unit, first and last day of each sum that is written or closed."""


def plan_sums(rows: Iterable[Row], *, batch: str, at: datetime) -> PlannedSums:
    """Work out how the sums become as the rows say: one known for the same unit and month is corrected, others stay."""
    found = _differences(rows)
    values = {"start": attrgetter("start"), "end": attrgetter("end")}
    values |= {name: attrgetter(f"row.{name}") for name in DAYS}
    pointers = {UNIT: attrgetter("row.unit_id")}
    days = [
        *((month.row.unit_id, month.start, month.end) for month in found.new.values()),
        *((key[0], place.start, place.end) for key, place in found.gone.items()),  # type: ignore[index]
    ]
    return PlannedSums(plan_changes(MonthlySum, found, pointers=pointers, values=values, batch=batch, at=at), days)


@transaction.atomic
def write_sums(plan: PlannedSums, *, by: Actor) -> Changed:
    """Write what was planned and is staged, if nothing has changed since. The caller notes the months touched."""
    changed = write_planned(plan.sums)
    details = {"added": changed.added, "closed": changed.closed}
    record("absence.sums_imported", by=by, about=("batch", plan.sums.batch), details=details)
    return changed


def import_sums(rows: Iterable[Row], *, batch: str, at: datetime, by: Actor) -> Changed:
    """Plan and write in one."""
    plan = plan_sums(rows, batch=batch, at=at)
    with staged([plan.sums]):
        return write_sums(plan, by=by)


@transaction.atomic
def undo_sums(batch: str, *, by: Actor) -> Changed:
    """Take away what a batch added and open again what it closed; `undo_spells` before it notes the months."""
    changed = undo_changes(MonthlySum, batch)
    record("absence.sums_undone", by=by, about=("batch", batch))
    return changed


def sum_rows(first: date, last: date) -> Iterator[tuple[object, ...]]:
    """(unit_id, month as YYYY-MM, agreed, self-certified, doctor-certified, total days, persons) of these days."""
    rows = MonthlySum.objects.filter(known_to=None, start__gte=first, end__lte=last).order_by("unit__unit_id", "start")
    for unit, start, *days in rows.values_list("unit__unit_id", "start", *DAYS).iterator(20_000):
        yield unit, f"{start:%Y-%m}", *days


def _differences(rows: Iterable[Row]) -> Differences[Month]:
    months = (Month(row, row.month.first, row.month.last) for row in rows)
    wanted: dict[Hashable, Month] = {(month.row.unit_id, month.start, *_days(month.row)): month for month in months}
    named = {key[:2] for key in wanted}  # type: ignore[index]
    names = ("pk", "unit__unit_id", "start", "end", *DAYS)
    known: dict[Hashable, Place] = {
        (unit, start, *days): Place(pk, start, end)
        for pk, unit, start, end, *days in MonthlySum.objects.filter(known_to=None).values_list(*names)
        if (unit, start) in named
    }
    return differences(known, wanted)


def _days(row: Row) -> tuple[float | None, ...]:
    return tuple(getattr(row, name) for name in DAYS)
