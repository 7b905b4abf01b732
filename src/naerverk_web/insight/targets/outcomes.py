"""The goal card: presence and what else shall become better, so that no single number steers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.shortcuts import get_object_or_404

from naerverk_web.access.public import Permission, Viewer
from naerverk_web.audit.public import record
from naerverk_web.insight.models import Outcome, OutcomeValue
from naerverk_web.organisation.models import Unit

NEAR = 0.15
"""A sixth of the way behind the straight line is almost there: values by hand are few and rough."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line of the card as it is set."""

    theme: str
    name: str
    measured_in: str
    start: float
    start_on: date
    goal: float
    due_on: date
    owner: str


@dataclass(frozen=True, slots=True)
class CardLine:
    """A line with its values, the newest first. `face`: good, even or short against the path; empty before a value."""

    number: int
    wanted: Wanted
    values: tuple[tuple[date, float], ...]
    face: str
    reached: bool
    done: float | None = None
    """How far from start (0) to goal (1)."""


def card_of(viewer: Viewer, unit_id: str) -> list[CardLine]:
    """The unit's lines, in the order of the themes."""
    viewer.must(Permission.SEE_FIGURES, unit_id)
    rows = Outcome.objects.filter(unit__unit_id=unit_id, ended_on=None).prefetch_related("values")
    themes = list(Outcome._meta.get_field("theme").choices or ())
    order = {str(theme): n for n, (theme, _) in enumerate(themes)}
    return [_line(row) for row in sorted(rows, key=lambda row: (order[row.theme], row.pk))]


def _line(row: Outcome) -> CardLine:
    values = tuple(sorted(((value.on, value.value) for value in row.values.all()), reverse=True))
    wanted = Wanted(
        row.theme, row.name, row.measured_in, row.start, row.start_on, row.goal, row.due_on, row.owner
    )  # fmt: skip
    if not values:
        return CardLine(row.pk, wanted, (), "", reached=False)
    on, now = values[0]
    done = (now - row.start) / (row.goal - row.start)
    gone = (on - row.start_on).days / (row.due_on - row.start_on).days
    return CardLine(row.pk, wanted, values, _face(done, min(max(gone, 0.0), 1.0)), reached=done >= 1, done=done)


def _face(done: float, gone: float) -> str:
    if done >= gone:
        return "good"
    return "even" if done >= gone - NEAR else "short"


@transaction.atomic
def set_outcome(viewer: Viewer, unit_id: str, wanted: Wanted, *, on: date) -> int:
    """Put a line on the card."""
    viewer.must(Permission.SET_TARGETS, unit_id)
    row = Outcome.objects.create(
        unit=Unit.objects.get(unit_id=unit_id),
        set_by_id=viewer.account_id,
        set_on=on,
        theme=wanted.theme,
        name=wanted.name,
        measured_in=wanted.measured_in,
        start=wanted.start,
        start_on=wanted.start_on,
        goal=wanted.goal,
        due_on=wanted.due_on,
        owner=wanted.owner,
    )
    _record("insight.outcome_set", viewer, row, {"start": wanted.start, "goal": wanted.goal})
    return int(row.pk)


@transaction.atomic
def note_value(viewer: Viewer, unit_id: str, number: int, *, on: date, value: float) -> None:
    """Note what was measured on a day; another value of the same day takes its place."""
    viewer.must(Permission.SET_TARGETS, unit_id)
    row = _in_force(unit_id, number)
    OutcomeValue.objects.update_or_create(
        outcome=row, on=on, defaults={"value": value, "noted_by_id": viewer.account_id}
    )
    _record("insight.outcome_noted", viewer, row, {"on": str(on), "value": value})


@transaction.atomic
def end_outcome(viewer: Viewer, unit_id: str, number: int, *, because: str, on: date) -> None:
    """Take a line off the card, with a reason; what was measured is kept."""
    viewer.must(Permission.SET_TARGETS, unit_id)
    row = _in_force(unit_id, number)
    row.ended_on, row.ended_because = on, because
    row.save(update_fields=["ended_on", "ended_because"])
    _record("insight.outcome_ended", viewer, row, {"because": because})


def _in_force(unit_id: str, number: int) -> Outcome:
    rows = Outcome.objects.select_for_update().select_related("unit")
    return get_object_or_404(rows, pk=number, unit__unit_id=unit_id, ended_on=None)


def _record(action: str, viewer: Viewer, row: Outcome, details: dict[str, object]) -> None:
    record(action, by=viewer.actor, about=("unit", row.unit.unit_id), details={"outcome": row.pk, **details})
