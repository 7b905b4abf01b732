"""Employments as plain rows for the library: no names, only ids. For insight, which makes figures of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Q

from naerverk_web.people.models import Employment

FIELDS = (
    "person__person_id",
    "unit__unit_id",
    "start",
    "end",
    "fte_percent",
    "person__sex",
    "person__birth_year",
    "occupation",
)


def employment_rows(first: date, last: date, *, known_at: datetime | None = None) -> Iterator[tuple[object, ...]]:
    """(person_id, unit_id, start, end, fte, sex, birth_year, occupation) of the jobs that touch the days."""
    rows = Employment.objects.filter(Q(end=None) | Q(end__gte=first), start__lte=last)
    if known_at is None:
        rows = rows.filter(known_to=None)
    else:
        rows = rows.filter(Q(known_to=None) | Q(known_to__gt=known_at), known_from__lte=known_at)
    yield from rows.order_by("person__person_id", "start").values_list(*FIELDS).iterator(20_000)


def jobs_ever() -> Iterator[tuple[str, str, date, date | None]]:
    """(person_id, unit_id, start, end) of all jobs that are known or once were."""
    names = ("person__person_id", "unit__unit_id", "start", "end")
    yield from Employment.objects.values_list(*names).iterator(20_000)
