"""Absences as plain rows for the library: no names, only ids. For insight, which makes figures of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import F, FloatField, Q
from django.db.models.functions import Cast

from naerverk_web.absence.models import MonthlySum, Spell

FIELDS = ("person__person_id", "unit__unit_id", "start", "end", "kind", "grade", "work_injury")


def spell_rows(first: date, last: date, *, known_at: datetime | None = None) -> Iterator[tuple[object, ...]]:
    """(person_id, unit_id, start, end, kind, grade, injury) of absences that touch the days, as known then."""
    rows = Spell.objects.filter(Q(end=None) | Q(end__gte=first), start__lte=last)
    if known_at is None:
        rows = rows.filter(known_to=None)
    else:
        rows = rows.filter(Q(known_to=None) | Q(known_to__gt=known_at), known_from__lte=known_at)
    # A number for the library at once: a decimal for each of hundreds of thousands costs as much as reading them.
    rows = rows.annotate(grade=Cast(F("grade_percent"), FloatField()))
    yield from rows.order_by("person__person_id", "start").values_list(*FIELDS).iterator(20_000)


def newest_at() -> datetime | None:
    """When the newest absence or monthly sum came in."""
    found = (
        model.objects.order_by("-pk").values_list("known_from", flat=True).first() for model in (Spell, MonthlySum)
    )
    return max((at for at in found if at), default=None)
