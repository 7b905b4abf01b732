"""The base amount (grunnbeløp, G), ftrl. § 1-4: what it was, or what it was known to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from naerverk.law.answers import Answer, Step
from naerverk.law.parameters import parameter, value
from naerverk.law.provisions import Act, Provision
from naerverk.problems import refuse

G = Provision(Act.NATIONAL_INSURANCE, "1-4")
DAILY = Provision(Act.NATIONAL_INSURANCE, "8-10", 3)


@dataclass(frozen=True, slots=True)
class BaseAmount:
    """NOK per year, and per weekday of sick pay in whole kroner (None before the rule of 260 days is known)."""

    yearly: Decimal
    daily: int | None
    valid_from: date | None


def base_amount(day: date, *, multiple: Decimal = Decimal(1), known_on: date | None = None) -> Answer[BaseAmount]:
    """`multiple` times G on `day`, as it was known on `known_on` (that day, when not given)."""
    g = value("base_amount", day, known_on)
    yearly = g.value * multiple
    found = BaseAmount(yearly, _daily(yearly, day), g.valid_from)
    facts = {"day": day, "g": g.value, "valid_from": g.valid_from}
    return Answer(found, G, (Step("law.ba_on", G, facts), *_multiplied(yearly, multiple), *_per_day(found, day)))


def base_amount_average(year: int, *, multiple: Decimal = Decimal(1)) -> Answer[BaseAmount]:
    """The average of the year's twelve months, whole kroner. Refuses a year whose G is not set yet."""
    newest = parameter("base_amount").latest_change
    if year > newest.year:
        raise refuse("law.not_set_yet", year=str(year), newest=newest)
    months = [value("base_amount", date(year, month, 1), date(year, 12, 31)).value for month in range(1, 13)]
    yearly = (sum(months, Decimal(0)) / 12 * multiple).quantize(Decimal(1), ROUND_HALF_UP)
    found = BaseAmount(yearly, _daily(yearly, date(year, 12, 31)), None)
    return Answer(
        found,
        G,
        (Step("law.ba_average", G, {"year": str(year), "yearly": yearly}), *_per_day(found, date(year, 12, 31))),
    )


def _daily(yearly: Decimal, day: date) -> int | None:
    if day < parameter("sick_pay.daily_divisor").first_day:
        return None
    return int((yearly / value("sick_pay.daily_divisor", day).value).quantize(Decimal(1), ROUND_HALF_UP))


def _multiplied(yearly: Decimal, multiple: Decimal) -> list[Step]:
    return [] if multiple == 1 else [Step("law.ba_multiple", G, {"multiple": multiple, "yearly": yearly})]


def _per_day(found: BaseAmount, day: date) -> list[Step]:
    if found.daily is None:
        return []
    days = int(value("sick_pay.daily_divisor", day))
    return [Step("law.ba_daily", DAILY, {"daily": found.daily, "days": days})]
