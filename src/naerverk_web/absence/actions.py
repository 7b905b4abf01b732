"""Correcting one absence by hand with a reason, undoing a batch, and joining two ids of one person."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import Q

from naerverk.records import Spell as SpellRow
from naerverk_web.absence.models import Spell
from naerverk_web.absence.touched import touch_batch, touch_person
from naerverk_web.audit.public import Actor, record
from naerverk_web.organisation.models import Unit
from naerverk_web.people.models import Person
from naerverk_web.people.public import Changed, merge_persons, undo_changes, unmerge


class OverlapError(Exception):
    """The corrected spell would overlap another one of the same person."""


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


def _must_not_overlap(old: Spell, row: SpellRow) -> None:
    others = Spell.objects.filter(person=old.person, known_to=None).exclude(pk=old.pk)
    others = others.filter(Q(end=None) | Q(end__gte=row.start))
    if row.end:
        others = others.filter(start__lte=row.end)
    if row.unit_id:
        others = others.filter(Q(unit=None) | Q(unit__unit_id=row.unit_id))
    if others.exists():
        raise OverlapError
