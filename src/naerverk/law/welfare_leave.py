"""Welfare leave (velferdspermisjon): what is left of the calendar year's days.

A tariff rule with local leave rules on top; the number of days is from memory and meant to be replaced by the
employer's own. Leave is no sickness: grief and family crises belong here rather than in a self-certification.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from naerverk.law.answers import Answer, Step
from naerverk.law.parameters import value
from naerverk.law.provisions import Act, Provision, Sure

RULE = Provision(Act.AGREEMENT, "14.1", sure=Sure.C)
OWN_RULE = Provision(Act.OWN_SCHEME)


@dataclass(frozen=True, slots=True)
class Taken:
    """Leave taken on a day: 1 for a whole working day, 0.5 for half."""

    day: date
    days: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class WelfareLeave:
    """Working days with pay in a calendar year. `left` is never below zero; `beyond` says what went over."""

    entitled: Decimal
    taken: Decimal
    left: Decimal
    beyond: Decimal


def welfare_leave_balance(
    taken: Sequence[Taken],
    *,
    on: date,
    position_percent: Decimal = Decimal(100),
    days_per_year: Decimal | None = None,
) -> Answer[WelfareLeave]:
    """The balance in the calendar year of `on`, part-time in proportion; `days_per_year` is the employer's own rule."""
    rule = days_per_year if days_per_year is not None else value("welfare_leave.days", on).value
    provision = RULE if days_per_year is None else OWN_RULE
    entitled = rule * position_percent / 100
    used = sum((leave.days for leave in taken if leave.day.year == on.year), Decimal(0))
    found = WelfareLeave(entitled, used, max(Decimal(0), entitled - used), max(Decimal(0), used - entitled))
    facts = {"entitled": entitled, "taken": used, "left": found.left, "year": str(on.year)}
    steps = [Step("law.wl_balance", provision, facts), Step("law.wl_granted", provision)]
    return Answer(found, provision, tuple(steps))
