"""Reading the absences of one person, for those who may put them right. P4: the caller records the reading."""

from __future__ import annotations

from datetime import date
from typing import NoReturn

from django.http import Http404
from django.shortcuts import get_object_or_404

from naerverk_web.absence.models import Spell
from naerverk_web.access.public import Permission, Viewer
from naerverk_web.audit.public import record


def spells_of(viewer: Viewer, person_id: str) -> list[Spell]:
    """What is known of one person's absences, the newest first."""
    if not viewer.may(Permission.CORRECT_ABSENCE):
        _refuse(viewer, person_id)
    known = Spell.objects.filter(person__person_id=person_id, known_to=None)
    return list(known.select_related("unit").order_by("-start"))


def spell_seen_by(viewer: Viewer, spell_id: int) -> Spell:
    """One absence, also one that has been corrected since somebody opened it: `known_to` says so."""
    if not viewer.may(Permission.CORRECT_ABSENCE):
        rows = Spell.objects.filter(pk=spell_id)
        _refuse(viewer, rows.values_list("person__person_id", flat=True).first() or "")
    return get_object_or_404(Spell.objects.select_related("person", "unit"), pk=spell_id)


def _refuse(viewer: Viewer, person_id: str) -> NoReturn:
    """A look that was refused is written down as well, and at whom."""
    record("absence.read", by=viewer.actor, about=("person", person_id), refused=True)
    raise Http404


def absences_clash(one: str, other: str) -> bool:
    """Whether two ids have known absences on the same day."""
    known = Spell.objects.filter(known_to=None).values_list("start", "end")
    first, second = (list(known.filter(person__person_id=each)) for each in (one, other))
    return any(
        start <= (last or date.max) and since <= (end or date.max) for start, end in first for since, last in second
    )
