"""Monthly sums per unit: brought in, undone, and handed to insight for employers without absences of persons."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from naerverk.records import MonthlySum as Row
from naerverk_web.absence.models import MonthlySum
from naerverk_web.audit.public import Actor, record
from naerverk_web.organisation.models import Unit
from naerverk_web.people.public import Changed, Differences, Place, differences, undo_changes, write_changes

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


@transaction.atomic
def import_sums(rows: Iterable[Row], *, batch: str, at: datetime, by: Actor) -> Changed:
    """Write the sums; one that is known for the same unit and month is corrected, all others stay."""
    units = dict(Unit.objects.values_list("unit_id", "pk"))
    changed = write_changes(
        MonthlySum,
        _differences(rows),
        fields=("unit", "start", "end", *DAYS),
        values=lambda month: (units[month.row.unit_id], month.start, month.end, *_days(month.row)),
        batch=batch,
        at=at,
    )
    details = {"added": changed.added, "closed": changed.closed}
    record("absence.sums_imported", by=by, about=("batch", batch), details=details)
    return changed


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
