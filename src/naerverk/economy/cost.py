"""The price of an absent day, and of many: production view and budget view."""

from __future__ import annotations

from dataclasses import dataclass, replace

from naerverk.economy.terms import Replacement, Terms

SENSITIVITY = 0.20


@dataclass(frozen=True, slots=True)
class Days:
    """Absent working days by who pays, weighted by grade: in the employer period, and after it.

    NAV's days are apart by whether NAV still pays holiday money on them (`after_early`) or not (`after_late`).
    """

    in_period: float
    after_early: float
    after_late: float = 0.0

    @property
    def after(self) -> float:
        """Days after the employer period."""
        return self.after_early + self.after_late

    @property
    def total(self) -> float:
        """All absent days."""
        return self.in_period + self.after


@dataclass(frozen=True, slots=True)
class DayPrices:
    """Kroner per absent working day of one job. `value` is what the work not done is worth, any day."""

    pay: float
    refund: float
    in_period: float
    after_early: float
    after_late: float
    substitute: float

    @property
    def value(self) -> float:
        """The value of the work of one day: what the employer is willing to pay for it."""
        return self.in_period


@dataclass(frozen=True, slots=True)
class ProductionView:
    """The value of lost work, kroner: who bears it."""

    employer_in_period: float
    employer_after: float
    state: float

    @property
    def employer(self) -> float:
        """What the employer bears."""
        return self.employer_in_period + self.employer_after

    @property
    def total(self) -> float:
        """The employer's and the state's part together."""
        return self.employer + self.state


@dataclass(frozen=True, slots=True)
class BudgetView:
    """The net effect on the employer's accounts, kroner; below zero when the refund is more than replacement costs."""

    replacement: float
    refund: float
    administration: float

    @property
    def effect(self) -> float:
        """Replacement and administration less what the refund relieves."""
        return self.replacement + self.administration - self.refund


@dataclass(frozen=True, slots=True)
class Variant:
    """The budget effect with another replacement rate (a fraction)."""

    rate: float
    effect: float


def day_prices(terms: Terms, replacement: Replacement) -> DayPrices:
    """Prices of one absent day.

    The refund is a day's pay, at most of six G (ftrl. § 8-10). Employer's tax falls on pay, holiday pay and pension
    alike.
    """
    pay = terms.wage_year * terms.fte_share / terms.days_a_year
    refund = min(pay, terms.refund_cap / terms.days_a_year)
    taxed = 1 + terms.employer_tax
    above_cap = (pay - refund) * (1 + terms.holiday_rate) + pay * terms.pension_rate
    substitute_pay = pay * replacement.wage_share * (1 + terms.holiday_rate + replacement.pension_rate) * taxed
    covered = replacement.rate * substitute_pay * (1 + replacement.overtime_share * replacement.overtime_premium)
    return DayPrices(
        pay=pay,
        refund=refund,
        in_period=pay * (1 + terms.holiday_rate + terms.pension_rate) * taxed,
        after_early=(above_cap + refund * (terms.holiday_rate - terms.nav_holiday_rate)) * taxed,
        after_late=(above_cap + refund * terms.holiday_rate) * taxed,
        substitute=covered + replacement.agency_share * replacement.agency_price,
    )


def production_view(days: Days, prices: DayPrices) -> ProductionView:
    """Who bears the value of the lost work."""
    after = days.after_early * prices.after_early + days.after_late * prices.after_late
    return ProductionView(
        employer_in_period=days.in_period * prices.in_period,
        employer_after=after,
        state=days.after * prices.value - after,
    )


def budget_view(days: Days, prices: DayPrices, replacement: Replacement) -> BudgetView:
    """What the absence does to the accounts."""
    return BudgetView(
        replacement=days.total * prices.substitute,
        refund=production_view(days, prices).state,
        administration=replacement.admin_hours * replacement.hour_cost,
    )


def sensitivity(days: Days, terms: Terms, replacement: Replacement) -> tuple[Variant, Variant]:
    """The budget effect with a fifth less and a fifth more replacement (never above all days)."""
    low, high = (_variant(days, terms, replacement, 1 + change) for change in (-SENSITIVITY, SENSITIVITY))
    return low, high


def _variant(days: Days, terms: Terms, replacement: Replacement, factor: float) -> Variant:
    changed = replace(replacement, rate=min(1.0, replacement.rate * factor))
    return Variant(changed.rate, budget_view(days, day_prices(terms, changed), changed).effect)
