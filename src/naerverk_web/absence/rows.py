"""Absences as plain rows for the library: no names, only ids. For insight, which makes figures of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, F, FloatField, Func, Q
from django.db.models.functions import Cast

from naerverk_web.absence.models import MonthlySum, Spell

FIELDS = ("person__person_id", "unit__unit_id", "first_day", "last_day", "kind", "grade", "work_injury")


class IsoDay(Func):
    """A day as text that the database writes: 2026-03-07."""

    template = "CAST(%(expressions)s AS TEXT)"
    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """TO_CHAR: a cast follows the server's DateStyle."""
        return self.as_sql(compiler, connection, template="TO_CHAR(%(expressions)s, 'YYYY-MM-DD')", **context)


def spell_rows(first: date, last: date, *, known_at: datetime | None = None) -> Iterator[tuple[object, ...]]:
    """(person_id, unit_id, start, end, kind, grade, injury) of absences that touch the days, as known then.

    Days are ISO text.
    """
    # Hundreds of thousands: a decimal or a date of Python's for each costs as much as reading them.
    rows = Spell.objects.annotate(
        grade=Cast(F("grade_percent"), FloatField()), first_day=IsoDay(F("start")), last_day=IsoDay(F("end"))
    )
    # By text too: an index on the days would fetch nearly all of them one by one.
    rows = rows.filter(Q(last_day=None) | Q(last_day__gte=first.isoformat()), first_day__lte=last.isoformat())
    if known_at is None:
        rows = rows.filter(known_to=None)
    else:
        rows = rows.filter(Q(known_to=None) | Q(known_to__gt=known_at), known_from__lte=known_at)
    yield from rows.order_by("person__person_id", "start").values_list(*FIELDS).iterator(20_000)


def newest_at() -> datetime | None:
    """When the newest absence or monthly sum came in."""
    found = (
        model.objects.order_by("-pk").values_list("known_from", flat=True).first() for model in (Spell, MonthlySum)
    )
    return max((at for at in found if at), default=None)
