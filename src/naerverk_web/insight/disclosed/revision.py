"""How far the data have come from which figures are made. Two equal revisions: nothing has changed in between.

Whoever changes absences, employments or sums notes what is touched in the same transaction, and whoever makes figures
gives them a new key. So what is read between two equal revisions belongs together, without holding anybody up.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from naerverk.records import Unit as UnitRow
from naerverk.statistics.disclosure.publication_plan import Limits
from naerverk_web.absence.models import Touched
from naerverk_web.absence.public import is_touched, touched
from naerverk_web.insight.models import Build
from naerverk_web.organisation.models import Employer, TreeChange, Unit
from naerverk_web.organisation.public import by_hand, employer, tree_rows


@dataclass(frozen=True, slots=True)
class Revision:
    """All that figures are made from, or by what it is known. `figures`: the key of those that are there."""

    figures: UUID | None
    by_hand: str
    units: tuple[UnitRow, ...]
    limits: Limits
    touched: frozenset[int]


def revision() -> Revision:
    """What holds now."""
    return Revision(
        figures=Build.objects.values_list("key", flat=True).first(),
        by_hand=by_hand(),
        units=tuple(tree_rows(Unit.objects.values_list("unit_id", flat=True))),
        limits=limits_in_force(),
        touched=frozenset(months.number for months in touched()),
    )


def stale() -> bool:
    """Whether something has been brought in, corrected or undone that the figures do not hold yet."""
    held = Build.objects.values_list("by_hand", flat=True).first()
    return is_touched() or (held is not None and held != by_hand())


def limits_in_force() -> Limits:
    """From how many persons figures are shown here: what the employer chose, never below what the method allows."""
    settled = employer()
    return Limits(k=settled.least_persons, unit_min=settled.least_in_unit)


def hold_changes() -> None:
    """Until the transaction ends nobody else changes anything. On SQLite whoever is in a transaction is alone already.

    Of the last three tables no change writes in two, and who makes figures begins with the first: so nobody waits in a
    circle.
    """
    if connection.vendor == "postgresql":
        tables = ", ".join(f'"{model._meta.db_table}"' for model in (Build, Touched, TreeChange, Employer))
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")
