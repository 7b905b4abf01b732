"""Absences from checked rows: what they would change, worked out while nobody has to wait for it, and written."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import attrgetter

from django.db import transaction
from django.db.models import Q

from naerverk.records import Spell as SpellRow
from naerverk_web.absence.models import Spell
from naerverk_web.absence.touched import Days, in_months, of_spells, touch_units
from naerverk_web.audit.public import Actor, record
from naerverk_web.people.public import (
    PERSON,
    UNIT,
    Changed,
    Differences,
    Place,
    Planned,
    differences,
    jobs_ever,
    plan_changes,
    staged,
    write_planned,
)

ITERATE = 5000
FEW = 2000
CLASHES_NAMED = 200


@dataclass(frozen=True, slots=True)
class SpellChanges:
    """What an import would do with absences: the numbers a person confirms."""

    new: int
    corrected: int
    gone: int
    clashes: int
    """New absences that would overlap one that stays."""
    clashing: Sequence[SpellRow] = field(default=(), compare=False)
    """The first of those."""


def preview_spells(rows: Iterable[SpellRow], *, period: tuple[date, date] | None) -> SpellChanges:
    """What `import_spells` would do, without doing it."""
    found = _differences(rows, period)
    new, gone = ({(key[0], key[2]) for key in keys} for keys in (found.new, found.gone))  # type: ignore[index]
    clashing = _clashes(found)
    return SpellChanges(len(new - gone), len(new & gone), len(gone - new), len(clashing), clashing[:CLASHES_NAMED])


@dataclass(frozen=True, slots=True)
class PlannedSpells:
    """What `write_spells` writes, worked out while nobody has to wait for it."""

    spells: Planned
    days: Sequence[Days[str]]
    """Of each unit the months of absences that are written or closed, joined where they meet."""


def plan_spells(
    rows: Iterable[SpellRow],
    *,
    batch: str,
    at: datetime,
    period: tuple[date, date] | None,
    jobs: Iterable[tuple[str, str, date, date | None]] = (),
) -> PlannedSpells:
    """Work out how the known absences become as the rows say.

    `period` says that the file holds all absences that touch those days: known ones that touch them and are not in
    the rows are closed. Without it the rows are only added to, or correct, what has the same person, unit, start and
    kind. `jobs`: (person, unit, start, end) that come in with the same files.
    """
    found = _differences(rows, period)
    spells = plan_changes(
        Spell,
        found,
        pointers={PERSON: attrgetter("person_id"), UNIT: lambda row: row.unit_id or None},
        values={
            "start": attrgetter("start"),
            "end": attrgetter("end"),
            "kind": attrgetter("kind.value"),
            "grade_percent": lambda row: round(row.grade_percent, 2),
            "work_injury": attrgetter("work_injury"),
        },
        batch=batch,
        at=at,
    )
    changed = [
        *((row.person_id, row.unit_id or None, row.start, row.end) for row in found.new.values()),
        *((key[0], key[1], place.start, place.end) for key, place in found.gone.items()),  # type: ignore[index]
    ]
    return PlannedSpells(spells, in_months(of_spells(changed, [*jobs_ever(), *jobs])) if changed else [])


@transaction.atomic
def write_spells(plan: PlannedSpells, *, by: Actor) -> Changed:
    """Write what was planned and is staged, if nothing has changed since. The caller notes the months touched."""
    changed = write_planned(plan.spells)
    details = {"added": changed.added, "closed": changed.closed}
    record("absence.imported", by=by, about=("batch", plan.spells.batch), details=details)
    return changed


def import_spells(
    rows: Iterable[SpellRow], *, batch: str, at: datetime, period: tuple[date, date] | None, by: Actor
) -> Changed:
    """Plan and write in one, and note what is touched."""
    plan = plan_spells(rows, batch=batch, at=at, period=period)
    with staged([plan.spells]), transaction.atomic():
        changed = write_spells(plan, by=by)
        touch_units(plan.days, at=at)
    return changed


def _differences(rows: Iterable[SpellRow], period: tuple[date, date] | None) -> Differences[SpellRow]:
    """In the period every known absence counts; elsewhere those that are the same as one in the rows."""
    wanted: dict[Hashable, SpellRow] = {_key(row): row for row in rows}
    known = dict(_known_spells(_touching(*period))) if period else {}
    elsewhere = {_which(row): row for row in wanted.values()}
    for key in known:
        elsewhere.pop(key[:4], None)
    if elsewhere:
        # The same absence has the same start, so all others are left in the database.
        days = [row.start for row in elsewhere.values()]
        asked = _of({row.person_id for row in elsewhere.values()}, Q(start__range=(min(days), max(days))))
        known |= {key: place for key, place in _known_spells(asked) if key[:4] in elsewhere}
    return differences(known, wanted)


def _clashes(found: Differences[SpellRow]) -> list[SpellRow]:
    """New absences that overlap a known one that stays, in the same unit or where one of them is in all units."""
    if not found.new:
        return []
    persons = {row.person_id for row in found.new.values()}
    first, last = (min(r.start for r in found.new.values()), max(r.end or date.max for r in found.new.values()))
    stay: dict[object, list[tuple[object, Place]]] = {}
    for key, place in _known_spells(_of(persons, _touching(first, last))):
        if key[0] in persons and key not in found.gone:
            stay.setdefault(key[0], []).append((key[1], place))
    return [
        row
        for row in found.new.values()
        if any(
            _touches(place, (row.start, row.end or date.max)) and _same_job(unit, row.unit_id)
            for unit, place in stay.get(row.person_id, ())
        )
    ]


def _of(persons: set[str], asked: Q) -> Q:
    """Few persons are asked for by name: a long absence would else fetch everybody's of all the time it lasted."""
    return asked & Q(person__person_id__in=persons) if len(persons) <= FEW else asked


def _same_job(one: object, other: object) -> bool:
    return one is None or other is None or one == other


def _touching(first: date, last: date) -> Q:
    return Q(Q(end=None) | Q(end__gte=first), start__lte=last)


def _known_spells(asked: Q) -> Iterator[tuple[tuple[object, ...], Place]]:
    names = ("pk", "person__person_id", "unit__unit_id", "start", "kind", "end", "grade_percent", "work_injury")
    for pk, person, unit, start, kind, end, grade, injury in (
        Spell.objects.filter(asked, known_to=None).values_list(*names).iterator(ITERATE)
    ):
        yield (person, unit, start, kind, end, float(grade), injury), Place(pk, start, end)


def _key(row: SpellRow) -> tuple[object, ...]:
    """Two absences are the same when all their values are; the first four say which absence it is."""
    return (*_which(row), row.end, round(row.grade_percent, 2), row.work_injury)


def _which(row: SpellRow) -> tuple[object, ...]:
    return row.person_id, row.unit_id, row.start, row.kind.value


def _touches(days: Place, period: tuple[date, date]) -> bool:
    return days.start <= period[1] and (days.end is None or days.end >= period[0])
