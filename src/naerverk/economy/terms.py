"""The terms of one job or one group of jobs: what a price is computed from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from naerverk.problems import refuse_usage


class Basis(StrEnum):
    """Where a number comes from: the user, a dated rule, or Nærverk's own guess."""

    GIVEN = "given"
    RULE = "rule"
    ASSUMED = "assumed"


class Measure(StrEnum):
    """How a number is written."""

    KRONER = "kroner"
    PERCENT = "percent"
    COUNT = "count"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Assumption:
    """One number behind an answer. `code` names it in `naerverk.locale` (`economy.assumed_<code>`).

    Percents are written 0-100. `reference` is the rule's paragraph or the source, None for what the user gave.
    """

    code: str
    value: float
    measure: Measure
    basis: Basis
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """Pay and rates of one job. Shares are fractions (0.12 = 12 %), pay is kroner a year in a full position.

    `holiday_rate` is the holiday pay of the agreement (0.12; 0.143 from the year one turns 60), `nav_holiday_rate`
    what NAV pays of it on its first 48 days a year (ftrl. § 8-33), `pension_rate` the employer's part, `employer_tax`
    the zone's rate (arbeidsgiveravgift), `refund_cap` the highest yearly pay NAV refunds (six G, ftrl. § 8-10 (2)),
    `days_a_year` the working days a yearly pay is divided by (260, ftrl. § 8-10 (3)).
    """

    wage_year: float
    holiday_rate: float
    pension_rate: float
    employer_tax: float
    refund_cap: float
    nav_holiday_rate: float
    days_a_year: float
    fte_share: float = 1.0

    def __post_init__(self) -> None:
        within("wage", self.wage_year, 1, 100_000_000)
        within("fte", self.fte_share * 100, 0.01, 100)
        within("holiday-rate", self.holiday_rate * 100, 0, 100)
        within("pension", self.pension_rate * 100, 0, 100)
        within("employer-tax", self.employer_tax * 100, 0, 100)


@dataclass(frozen=True, slots=True)
class Replacement:
    """Who does the work meanwhile. Shares are fractions.

    `rate` is the share of absent days that are covered, `wage_share` the substitute's pay compared with the absent
    person's, `overtime_share` of the covered days are overtime at `overtime_premium` on top, `agency_share` of all
    absent days are bought at `agency_price` kroner a day. `admin_hours` at `hour_cost` kroner come once.
    """

    rate: float
    wage_share: float
    pension_rate: float = 0.0
    overtime_share: float = 0.0
    overtime_premium: float = 0.0
    agency_share: float = 0.0
    agency_price: float = 0.0
    admin_hours: float = 0.0
    hour_cost: float = 0.0

    def __post_init__(self) -> None:
        within("replacement", self.rate * 100, 0, 100)
        within("substitute-wage", self.wage_share * 100, 0, 300)
        within("substitute-pension", self.pension_rate * 100, 0, 100)
        within("overtime-share", self.overtime_share * 100, 0, 100)
        within("overtime-premium", self.overtime_premium * 100, 0, 300)
        within("agency-share", self.agency_share * 100, 0, 100)
        within("agency-price", self.agency_price, 0, 1_000_000)
        within("admin-hours", self.admin_hours, 0, 1_000_000)
        within("hour-cost", self.hour_cost, 0, 1_000_000)


def within(name: str, value: float, least: float, most: float) -> None:
    """Refuse a number outside its range; NaN fails both comparisons, so it is refused too."""
    if not least <= value <= most:
        raise refuse_usage("economy.out_of_range", name=name, value=round(value, 6), least=least, most=most)
