"""Bringing absences in, correcting one by hand with a reason, and undoing a batch."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import Q

from naerverk.records import Spell as SpellRow
from naerverk_web.absence.models import Spell
from naerverk_web.absence.touched import touch_batch, touch_person
from naerverk_web.audit.public import Actor, record
from naerverk_web.organisation.models import Unit
from naerverk_web.people.models import Person
from naerverk_web.people.public import (
    Changed,
    Differences,
    Place,
    differences,
    merge_persons,
    undo_changes,
    unmerge,
    write_changes,
)

ITERATE = 5000
FEW = 2000


class OverlapError(Exception):
    """The corrected spell would overlap another one of the same person."""


@dataclass(frozen=True, slots=True)
class SpellChanges:
    """What an import would do with absences: the numbers a person confirms."""

    new: int
    corrected: int
    gone: int
    clashes: int
    """New absences that would overlap one that stays."""


def preview_spells(rows: Iterable[SpellRow], *, period: tuple[date, date] | None) -> SpellChanges:
    """What `import_spells` would do, without doing it."""
    found = _differences(rows, period)
    new, gone = ({(key[0], key[2]) for key in keys} for keys in (found.new, found.gone))  # type: ignore[index]
    return SpellChanges(len(new - gone), len(new & gone), len(gone - new), _clashes(found))


@transaction.atomic
def import_spells(
    rows: Iterable[SpellRow], *, batch: str, at: datetime, period: tuple[date, date] | None, by: Actor
) -> Changed:
    """Make the known absences as the rows say.

    `period` says that the file holds all absences that touch those days: known ones that touch them and are not in
    the rows are closed. Without it the rows are only added to, or correct, what has the same person, unit, start and
    kind.
    """
    persons = dict(Person.objects.values_list("person_id", "pk"))
    units = dict(Unit.objects.values_list("unit_id", "pk"))
    changed = write_changes(
        Spell,
        _differences(rows, period),
        fields=("person", "unit", "start", "end", "kind", "grade_percent", "work_injury"),
        values=lambda row: (
            persons[row.person_id],
            units[row.unit_id] if row.unit_id else None,
            row.start,
            row.end,
            row.kind.value,
            round(row.grade_percent, 2),
            row.work_injury,
        ),
        batch=batch,
        at=at,
    )
    touch_batch(batch, at=at)
    details = {"added": changed.added, "closed": changed.closed}
    record("absence.imported", by=by, about=("batch", batch), details=details)
    return changed


@transaction.atomic
def undo_spells(batch: str, *, at: datetime, by: Actor) -> Changed:
    """Take away what a batch added and open again what it closed."""
    touch_batch(batch, at=at)
    changed = undo_changes(Spell, batch)
    record("absence.undone", by=by, about=("batch", batch))
    return changed


@transaction.atomic
def correct_spell(spell_id: int, *, row: SpellRow, reason: str, at: datetime, by: Actor) -> str:
    """Close one spell and write it as it should be; returns the batch of the correction, which can be undone."""
    if not reason.strip():
        raise ValueError("a correction needs a reason")
    old = Spell.objects.select_for_update(of=("self",)).select_related("person", "unit").get(pk=spell_id, known_to=None)
    row = replace(row, person_id=old.person.person_id)
    _must_not_overlap(old, row)
    batch = str(uuid4())
    old.known_to, old.closed_by_batch = at, batch
    old.save(update_fields=["known_to", "closed_by_batch"])
    Spell.objects.create(
        person=old.person,
        unit=Unit.objects.get(unit_id=row.unit_id) if row.unit_id else None,
        start=row.start,
        end=row.end,
        kind=row.kind.value,
        grade_percent=round(row.grade_percent, 2),
        work_injury=row.work_injury,
        known_from=at,
        batch=batch,
    )
    touch_batch(batch, at=at)
    record("absence.corrected", by=by, about=("person", row.person_id), purpose=reason.strip()[:80])
    return batch


@transaction.atomic
def join_persons(wrong_id: str, *, into: str, at: datetime, by: Actor) -> None:
    """Two ids turn out to be one person: absences, jobs and leaders go to the right one, all or nothing."""
    touch_person(wrong_id, at=at)
    spells = Spell.objects.filter(person__person_id=wrong_id)
    moved = list(spells.values_list("pk", flat=True))
    spells.update(person=Person.objects.get(person_id=into))
    merge_persons(wrong_id, into=into, at=at, by=by, moved={"spells": moved})
    touch_person(into, at=at)
    record("absence.moved", by=by, about=("person", into), details={"from": wrong_id})


@transaction.atomic
def take_apart(merge_id: int, *, at: datetime, by: Actor) -> None:
    """What moved when two ids were joined goes back. UnmergeError when that is done already, or no longer possible."""
    merge = unmerge(merge_id, at=at, by=by)
    touch_person(merge.right.person_id, at=at)
    Spell.objects.filter(pk__in=merge.moved["spells"], person=merge.right).update(person=merge.wrong)
    for one in (merge.wrong, merge.right):
        touch_person(one.person_id, at=at)
    record("absence.moved", by=by, about=("person", merge.wrong.person_id), details={"from": merge.right.person_id})


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


def _clashes(found: Differences[SpellRow]) -> int:
    """New absences that overlap a known one that stays, in the same unit or where one of them is in all units."""
    if not found.new:
        return 0
    persons = {row.person_id for row in found.new.values()}
    first, last = (min(r.start for r in found.new.values()), max(r.end or date.max for r in found.new.values()))
    stay: dict[object, list[tuple[object, Place]]] = {}
    for key, place in _known_spells(_of(persons, _touching(first, last))):
        if key[0] in persons and key not in found.gone:
            stay.setdefault(key[0], []).append((key[1], place))
    return sum(
        any(_touches(place, (row.start, row.end or date.max)) and _same_job(unit, row.unit_id) for unit, place in there)
        for row in found.new.values()
        if (there := stay.get(row.person_id))
    )


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


def _must_not_overlap(old: Spell, row: SpellRow) -> None:
    others = Spell.objects.filter(person=old.person, known_to=None).exclude(pk=old.pk)
    others = others.filter(Q(end=None) | Q(end__gte=row.start))
    if row.end:
        others = others.filter(start__lte=row.end)
    if row.unit_id:
        others = others.filter(Q(unit=None) | Q(unit__unit_id=row.unit_id))
    if others.exists():
        raise OverlapError
