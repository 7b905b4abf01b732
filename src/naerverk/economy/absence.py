"""One person's absence, and a whole group's: days, prices and the two views in one answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from naerverk.calendar import FIRST_DAY, LAST_DAY, working_days
from naerverk.economy.assumed import Basics, Choices, basics, share_in_period
from naerverk.economy.cost import (
    BudgetView,
    DayPrices,
    Days,
    ProductionView,
    Variant,
    budget_view,
    day_prices,
    production_view,
    sensitivity,
)
from naerverk.economy.terms import Assumption, Basis, Measure, within
from naerverk.law import parameters as law
from naerverk.problems import refuse_usage


@dataclass(frozen=True, slots=True)
class Absence:
    """One unbroken absence of one person, both days included.

    `period_days_used` are calendar days already counted in a running employer period (an absence less than 16 days
    earlier), `nav_days_used` days NAV has already paid this year.
    """

    first: date
    last: date
    grade_percent: float = 100.0
    period_days_used: int = 0
    nav_days_used: int = 0

    def __post_init__(self) -> None:
        if not FIRST_DAY <= self.first <= self.last <= LAST_DAY:
            raise refuse_usage("economy.wrong_period", first=self.first, last=self.last, least=FIRST_DAY, most=LAST_DAY)
        within("grade", self.grade_percent, 0, 100)
        within("period-days-used", self.period_days_used, 0, 366)
        within("nav-days-used", self.nav_days_used, 0, 366)


@dataclass(frozen=True, slots=True)
class CostAnswer:
    """What absence costs in two views, and everything that was assumed.

    `working_days` are whole days, `days` the same weighted by grade; `price_day` is the day whose rates were used.
    """

    working_days: Days
    days: Days
    prices: DayPrices
    production: ProductionView
    budget: BudgetView
    variants: tuple[Variant, Variant]
    assumptions: tuple[Assumption, ...]
    price_day: date


def cost_of_absence(absence: Absence, choices: Choices, *, today: date) -> CostAnswer:
    """What one person's absence costs. Rates of the first day, as known today."""
    found = basics(choices, absence.first, today)
    whole = split_days(absence)
    grade = absence.grade_percent / 100
    weighted = Days(whole.in_period * grade, whole.after_early * grade, whole.after_late * grade)
    limit = law.value("employer_period.days", absence.first)
    rule = Assumption("employer_period_days", float(limit), Measure.COUNT, Basis.RULE, limit.reference)
    return _answer(whole, weighted, found, (rule,), absence.first)


def cost_of_days(absent_days: float, choices: Choices, *, on: date, today: date) -> CostAnswer:
    """What a group's absent days cost (full-time working days weighted by grade, as in the rates).

    A group's days are split by an assumed share in the employer period, and NAV is assumed to pay holiday money on
    all the others: both are printed. Counting the group's own spells would give away how long one person was ill.
    """
    found = basics(choices, on, today)
    share = share_in_period(choices)
    inside = absent_days * share.value / 100
    days = Days(inside, absent_days - inside)
    early = Assumption("nav_days_before", 0, Measure.COUNT, Basis.ASSUMED)
    return _answer(days, days, found, (share, early), on)


def split_days(absence: Absence) -> Days:
    """Working days inside the employer period, then on NAV with and without holiday money from NAV.

    The employer period is the first 16 calendar days (ftrl. § 8-19), less those already used.
    """
    limit = int(law.value("employer_period.days", absence.first))
    left = max(0, limit - absence.period_days_used)
    inside = working_days(absence.first, min(absence.last, absence.first + timedelta(days=left - 1)))
    after = working_days(absence.first, absence.last) - inside
    early_left = max(0, int(law.value("holiday_pay.nav_days", absence.first)) - absence.nav_days_used)
    return Days(inside, min(after, early_left), max(0, after - early_left))


def saving_a_year(more_at_work: float, answer: CostAnswer) -> float:
    """What the employer saves in a year when so many more full-time equivalents are at work every day, kroner.

    The production view, with the answer's own mix of days inside and after the employer period.
    """
    if not answer.days.total:
        return 0.0
    per_day = answer.production.employer / answer.days.total
    return more_at_work * float(law.value("work.days_per_year", answer.price_day)) * per_day


def persons_of(full_time_equivalents: float, mean_position_percent: float) -> float:
    """Full-time equivalents as persons in the mean position: 17 are 23 persons where the mean position is 73 %."""
    within("fte", mean_position_percent, 0.01, 100)
    return full_time_equivalents * 100 / mean_position_percent


def _answer(working: Days, days: Days, found: Basics, more: tuple[Assumption, ...], price_day: date) -> CostAnswer:
    prices = day_prices(found.terms, found.replacement)
    return CostAnswer(
        working_days=working,
        days=days,
        prices=prices,
        production=production_view(days, prices),
        budget=budget_view(days, prices, found.replacement),
        variants=sensitivity(days, found.terms, found.replacement),
        assumptions=(*found.assumptions, *more),
        price_day=price_day,
    )
