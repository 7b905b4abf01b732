"""Refund of sick pay from NAV to an employer that pays wages: how much per day, and how far back.

ftrl. § 8-22: NAV's amount, at most 6 G a year; what the wage is above that, the employer bears. ftrl. § 22-13: a claim
reaches three months back from the month it is made in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from naerverk.law.answers import Answer, Step
from naerverk.law.parameters import value
from naerverk.law.provisions import Act, Provision, Sure
from naerverk.law.spans import plus_months

REFUND = Provision(Act.NATIONAL_INSURANCE, "8-22", sure=Sure.B)
HIGHEST_BASE = Provision(Act.NATIONAL_INSURANCE, "8-10", 2)
TIME_LIMIT = Provision(Act.NATIONAL_INSURANCE, "22-13", 3, Sure.B)


@dataclass(frozen=True, slots=True)
class Refund:
    """NOK per weekday, whole kroner: the wage for the sick share of the day, and who bears it."""

    daily_wage: int
    nav_refund: int
    employer_bears: int


def refund(yearly_wage: Decimal, day: date, *, grade: Decimal = Decimal(100)) -> Answer[Refund]:
    """What NAV refunds for one weekday after the employer period, for a yearly wage in NOK and a grade in percent."""
    divisor = value("sick_pay.daily_divisor", day).value
    multiple = value("sick_pay.max_base", day).value
    ceiling = value("base_amount", day).value * multiple
    share = grade / 100
    wage = _whole(yearly_wage / divisor * share)
    from_nav = _whole(min(yearly_wage, ceiling) / divisor * share)
    found = Refund(wage, from_nav, wage - from_nav)
    steps = [
        Step("law.rf_daily", REFUND, {"wage": wage, "grade": grade}),
        Step("law.rf_nav", REFUND, {"nav": from_nav}),
    ]
    if found.employer_bears:
        facts = {"ceiling": ceiling, "multiple": multiple, "rest": found.employer_bears}
        steps.append(Step("law.rf_above_ceiling", HIGHEST_BASE, facts))
    return Answer(found, REFUND, tuple(steps))


def _whole(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def refund_reaches_back_to(claimed_on: date) -> Answer[date]:
    """The first day a claim made on `claimed_on` can cover: three months before the month of the claim."""
    months = int(value("refund.time_limit", claimed_on))
    first = plus_months(claimed_on.replace(day=1), -months)
    return Answer(
        first, TIME_LIMIT, (Step("law.rf_back", TIME_LIMIT, {"claimed": claimed_on, "first": first, "n": months}),)
    )


def last_day_to_claim(day: date) -> Answer[date]:
    """The last day a refund for `day` can be claimed."""
    months = int(value("refund.time_limit", day))
    after = plus_months(day.replace(day=1), months + 1)
    last = date.fromordinal(after.toordinal() - 1)
    return Answer(last, TIME_LIMIT, (Step("law.rf_last", TIME_LIMIT, {"day": day, "last": last, "n": months}),))
