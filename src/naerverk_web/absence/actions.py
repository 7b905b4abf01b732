"""Bringing absences in, correcting one by hand with a reason, and undoing a batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import Q

from naerverk.records import Spell as SpellRow
from naerverk_web.absence.models import Spell
from naerverk_web.audit.public import Actor, record
from naerverk_web.organisation.models import Unit
from naerverk_web.people.models import Person
from naerverk_web.people.public import Changed, undo_changes, write_changes

ITERATE = 5000


class OverlapError(Exception):
    """The corrected spell would overlap another one of the same person."""


@transaction.atomic
def import_spells(
    rows: Sequence[SpellRow], *, batch: str, at: datetime, period: tuple[date, date] | None, by: Actor
) -> Changed:
    """Make the known absences as the rows say.

    `period` says that the file holds all absences that touch those days: known ones that touch them and are not in
    the rows are closed. Without it the rows are only added to, or correct, what has the same person, unit, start and
    kind.
    """
    persons = dict(Person.objects.values_list("person_id", "pk"))
    units = dict(Unit.objects.values_list("unit_id", "pk"))
    wanted = {_key(row): row for row in rows}
    starts = {key[:4] for key in wanted}
    known = Spell.objects.filter(known_to=None).select_related("person", "unit")
    changed = write_changes(
        Spell,
        known={
            key: spell
            for spell in known.iterator(ITERATE)
            if (key := _key(spell)) in wanted or key[:4] in starts or _touches(spell, period)
        },
        wanted=wanted,
        make=lambda row: _stored(row, persons, units),
        batch=batch,
        at=at,
    )
    details = {"added": changed.added, "closed": changed.closed}
    record("absence.imported", by=by, about=("batch", batch), details=details)
    return changed


@transaction.atomic
def undo_spells(batch: str, *, by: Actor) -> Changed:
    """Take away what a batch added and open again what it closed."""
    changed = undo_changes(Spell, batch)
    record("absence.undone", by=by, about=("batch", batch))
    return changed


@transaction.atomic
def correct_spell(spell_id: int, *, row: SpellRow, reason: str, at: datetime, by: Actor) -> str:
    """Close one spell and write it as it should be; returns the batch of the correction, which can be undone."""
    if not reason.strip():
        raise ValueError("a correction needs a reason")
    old = Spell.objects.select_for_update().select_related("person", "unit").get(pk=spell_id, known_to=None)
    row = replace(row, person_id=old.person.person_id)
    _must_not_overlap(old, row)
    batch = str(uuid4())
    old.known_to, old.closed_by_batch = at, batch
    old.save(update_fields=["known_to", "closed_by_batch"])
    units = dict(Unit.objects.values_list("unit_id", "pk"))
    new = _stored(row, {row.person_id: old.person_id}, units)
    new.known_from, new.batch = at, batch
    new.save(force_insert=True)
    record("absence.corrected", by=by, about=("person", row.person_id), purpose=reason.strip()[:80])
    return batch


def move_spells(wrong_id: str, *, into: str, by: Actor) -> int:
    """Absences of a wrong person id go to the right one; part of `people.merge_persons`' transaction."""
    right = Person.objects.get(person_id=into)
    moved = Spell.objects.filter(person__person_id=wrong_id).update(person=right)
    record("absence.moved", by=by, about=("person", into), details={"from": wrong_id})
    return moved


def _stored(row: SpellRow, persons: dict[str, int], units: dict[str, int]) -> Spell:
    return Spell(
        person_id=persons[row.person_id],
        unit_id=units[row.unit_id] if row.unit_id else None,
        start=row.start,
        end=row.end,
        kind=row.kind.value,
        grade_percent=round(row.grade_percent, 2),
        work_injury=row.work_injury,
    )


def _key(spell: Spell | SpellRow) -> tuple[object, ...]:
    """Two absences are the same when all their values are; the first four say which absence it is."""
    if isinstance(spell, SpellRow):
        which: tuple[object, ...] = (spell.person_id, spell.unit_id, spell.start, spell.kind.value)
    else:
        unit = spell.unit.unit_id if spell.unit else None
        which = (spell.person.person_id, unit, spell.start, spell.kind)
    return (*which, spell.end, round(float(spell.grade_percent), 2), spell.work_injury)


def _touches(spell: Spell, period: tuple[date, date] | None) -> bool:
    return period is not None and spell.start <= period[1] and (spell.end is None or spell.end >= period[0])


def _must_not_overlap(old: Spell, row: SpellRow) -> None:
    others = Spell.objects.filter(person=old.person, known_to=None).exclude(pk=old.pk)
    others = others.filter(Q(end=None) | Q(end__gte=row.start))
    if row.end:
        others = others.filter(start__lte=row.end)
    if row.unit_id:
        others = others.filter(Q(unit=None) | Q(unit__unit_id=row.unit_id))
    if others.exists():
        raise OverlapError
