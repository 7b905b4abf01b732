"""What absence costs: the model's own figures, a second way of counting, and the edges."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naerverk.calendar import is_working_day
from naerverk.economy.absence import Absence, cost_of_absence, cost_of_days, persons_of, saving_a_year, split_days
from naerverk.economy.assumed import Choices, basics
from naerverk.economy.cost import Days, budget_view, day_prices, production_view
from naerverk.economy.terms import Basis
from naerverk.law.employer_period import DayKind, employer_period
from naerverk.law.timelines import Record
from naerverk.problems import Refusal, UsageRefusal
from naerverk.statistics.targets.people import mean_share, people_more

TODAY = date(2026, 11, 21)
SIX_WEEKS = Absence(date(2026, 1, 5), date(2026, 2, 13))
RUNE = Choices(wage_year=540_000, holiday_rate=12, pension_rate=14, zone="1", replacement_rate=100, substitute_wage=95)


def test_runes_six_weeks_cost_what_the_model_says() -> None:
    answer = cost_of_absence(SIX_WEEKS, RUNE, today=TODAY)
    assert (answer.working_days.in_period, answer.working_days.after) == (12, 18)
    assert answer.production.employer_in_period == pytest.approx(35_831, abs=0.5)
    assert answer.production.employer_after == pytest.approx(6_740, abs=0.5)
    assert answer.production.employer == pytest.approx(42_571, abs=0.5)
    assert answer.production.total == pytest.approx(89_577, abs=0.5)
    assert answer.production.state == pytest.approx(47_007, abs=0.5)


def test_the_price_of_one_day_is_the_models() -> None:
    prices = cost_of_absence(SIX_WEEKS, RUNE, today=TODAY).prices
    assert prices.pay == pytest.approx(2_076.92, abs=0.005)
    assert prices.refund == prices.pay
    assert prices.in_period == prices.value == pytest.approx(2_985.91, abs=0.005)
    assert prices.after_early == pytest.approx(374.42, abs=0.005)
    assert prices.after_late == pytest.approx(616.14, abs=0.005)
    assert prices.substitute == pytest.approx(2_521.43, abs=0.005)


def test_a_fully_replaced_day_on_nav_relieves_the_budget() -> None:
    found = basics(RUNE, SIX_WEEKS.first, TODAY)
    prices = day_prices(found.terms, found.replacement)
    assert budget_view(Days(0, 1), prices, found.replacement).effect == pytest.approx(-90.06, abs=0.01)


def test_pay_above_six_g_is_refunded_only_up_to_it() -> None:
    prices = cost_of_absence(SIX_WEEKS, replace(RUNE, wage_year=900_000), today=TODAY).prices
    assert prices.refund == pytest.approx(3_003.69, abs=0.005)
    assert prices.pay - prices.refund == pytest.approx(457.85, abs=0.005)
    assert prices.after_early == pytest.approx(1_199.73, abs=0.005)


def test_half_a_position_of_a_high_wage_stays_under_the_cap() -> None:
    prices = cost_of_absence(SIX_WEEKS, replace(RUNE, wage_year=900_000, fte_percent=50), today=TODAY).prices
    assert prices.refund == prices.pay == pytest.approx(450_000 / 260)


def test_graded_leave_costs_by_degree_but_the_period_counts_whole_days() -> None:
    half = cost_of_absence(replace(SIX_WEEKS, grade_percent=50), RUNE, today=TODAY)
    assert half.working_days.in_period == 12
    assert half.production.total == pytest.approx(89_577 / 2, abs=0.5)


def test_an_absence_soon_after_another_joins_its_employer_period() -> None:
    answer = cost_of_absence(replace(SIX_WEEKS, period_days_used=16), RUNE, today=TODAY)
    assert answer.working_days.in_period == 0
    assert answer.production.employer == pytest.approx(30 * 374.42, abs=0.5)


def test_after_48_days_nav_pays_no_holiday_money_any_more() -> None:
    answer = cost_of_absence(replace(SIX_WEEKS, nav_days_used=40), RUNE, today=TODAY)
    assert (answer.working_days.after_early, answer.working_days.after_late) == (8, 10)
    assert cost_of_absence(replace(SIX_WEEKS, nav_days_used=60), RUNE, today=TODAY).working_days.after_early == 0


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    start=st.integers(0, 4_000),
    length=st.integers(1, 380),
    grade=st.integers(0, 100),
    wage=st.integers(100_000, 2_000_000),
    fte=st.integers(1, 100),
    period_used=st.integers(0, 20),
    nav_used=st.integers(0, 60),
)
def test_day_by_day_with_fractions_gives_the_same(
    start: int, length: int, grade: int, wage: int, fte: int, period_used: int, nav_used: int
) -> None:
    """The second way: walk the calendar, one day at a time, in exact fractions."""
    first = date(2010, 1, 1) + timedelta(days=start)
    absence = Absence(first, first + timedelta(days=length - 1), grade, period_used, nav_used)
    choices = Choices(wage_year=wage, fte_percent=fte, holiday_rate=12, pension_rate=14, employer_tax=14.1)
    found = basics(choices, first, TODAY)
    pay = Fraction(wage) * fte / 100 / 260
    refund = min(pay, Fraction(found.terms.refund_cap) / 260)
    taxed = Fraction(1141, 1000)
    employer = total = Fraction(0)
    nav_days = nav_used
    for number in range(length):
        if not is_working_day(first + timedelta(days=number)):
            continue
        value = pay * Fraction(126, 100) * taxed * grade / 100
        total += value
        if number + period_used < 16:
            employer += value
            continue
        nav_days += 1
        from_nav = Fraction(102, 1000) if nav_days <= 48 else Fraction(0)
        above = (pay - refund) * Fraction(112, 100) + pay * Fraction(14, 100)
        employer += (above + refund * (Fraction(12, 100) - from_nav)) * taxed * grade / 100
    answer = cost_of_absence(absence, choices, today=TODAY)
    assert answer.production.employer == pytest.approx(float(employer), rel=1e-9, abs=1e-6)
    assert answer.production.total == pytest.approx(float(total), rel=1e-9, abs=1e-6)


def test_every_number_is_given_a_rule_or_said_to_be_a_guess() -> None:
    said = {one.code: one for one in cost_of_absence(SIX_WEEKS, Choices(wage_year=540_000), today=TODAY).assumptions}
    assert said["wage_year"].basis is Basis.GIVEN
    assert said["base_amount"].basis is Basis.RULE
    assert said["base_amount"].value == 130_160
    assert said["employer_tax"].basis is Basis.ASSUMED, "nobody said which zone"
    assert said["replacement_rate"].basis is Basis.ASSUMED
    assert "agency_price" not in said, "no agency, no price to explain"
    with_agency = cost_of_absence(SIX_WEEKS, replace(RUNE, agency_share=20, agency_price=5_000), today=TODAY)
    assert "agency_price" in {one.code for one in with_agency.assumptions}
    assert {one.code: one.basis for one in with_agency.assumptions}["employer_tax"] is Basis.RULE


def test_the_zone_decides_employers_tax_and_a_given_rate_wins() -> None:
    assert basics(replace(RUNE, zone="4a"), SIX_WEEKS.first, TODAY).terms.employer_tax == pytest.approx(0.079)
    assert basics(replace(RUNE, zone="5"), SIX_WEEKS.first, TODAY).terms.employer_tax == 0
    assert basics(replace(RUNE, employer_tax=6.4), SIX_WEEKS.first, TODAY).terms.employer_tax == pytest.approx(0.064)
    with pytest.raises(UsageRefusal) as refusal:
        basics(replace(RUNE, zone="6"), SIX_WEEKS.first, TODAY)
    assert refusal.value.problems[0].code == "economy.unknown_zone"


def test_the_budget_view_counts_overtime_agency_and_administration() -> None:
    choices = replace(
        RUNE, overtime_share=20, overtime_premium=50, agency_share=10, agency_price=6_000, admin_hours=8, hour_cost=450
    )
    answer = cost_of_absence(SIX_WEEKS, choices, today=TODAY)
    a_day = 540_000 / 260 * 0.95 * 1.12 * 1.141 * (1 + 0.2 * 0.5) + 0.1 * 6_000
    assert answer.budget.replacement == pytest.approx(30 * a_day)
    assert answer.budget.administration == 3_600
    assert answer.budget.effect == pytest.approx(30 * a_day + 3_600 - answer.production.state)


def test_a_fifth_less_and_more_replacement_and_never_above_all_days() -> None:
    low, high = cost_of_absence(SIX_WEEKS, replace(RUNE, replacement_rate=50), today=TODAY).variants
    assert (low.rate, high.rate) == pytest.approx((0.4, 0.6))
    answer = cost_of_absence(SIX_WEEKS, replace(RUNE, replacement_rate=50), today=TODAY)
    assert (low.effect + high.effect) / 2 == pytest.approx(answer.budget.effect)
    assert cost_of_absence(SIX_WEEKS, RUNE, today=TODAY).variants[1].rate == 1


def test_vefsns_sum_fits_a_full_yearly_pay_cost() -> None:
    """50 million for 8.6 % of 1,000 full-time equivalents is 581,000 per absent one: the whole pay cost of its time."""
    per_year = 50e6 / 86
    assert per_year == pytest.approx(581_000, rel=0.001)
    prices = cost_of_absence(SIX_WEEKS, replace(RUNE, wage_year=404_000), today=TODAY).prices
    assert prices.value * 260 == pytest.approx(per_year, rel=0.001)


def test_what_17_more_at_work_save_in_a_year() -> None:
    answer = cost_of_days(86 * 260, replace(RUNE, share_in_period=40), on=date(2026, 1, 1), today=TODAY)
    expected = 17 * 260 * (0.4 * answer.prices.in_period + 0.6 * answer.prices.after_early)
    assert saving_a_year(17, answer) == pytest.approx(expected)
    assert answer.production.total == pytest.approx(86 * 260 * answer.prices.value)
    assert saving_a_year(17, cost_of_days(0, RUNE, on=date(2026, 1, 1), today=TODAY)) == 0


def test_a_groups_split_is_an_assumption_unless_given() -> None:
    guessed = cost_of_days(100, RUNE, on=date(2026, 1, 1), today=TODAY)
    said = {one.code: one for one in guessed.assumptions}
    assert said["share_in_period"].basis is Basis.ASSUMED
    assert said["share_in_period"].value == pytest.approx(100 * 11.0 / 30.3, abs=0.05)
    assert said["nav_days_before"].basis is Basis.ASSUMED
    assert guessed.days.in_period == pytest.approx(36.3)


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"wage_year": 0}, "wage"),
        ({"wage_year": float("nan")}, "wage"),
        ({"fte_percent": 0}, "fte"),
        ({"fte_percent": 120}, "fte"),
        ({"holiday_rate": -1}, "holiday-rate"),
        ({"pension_rate": 101}, "pension"),
        ({"employer_tax": 141}, "employer-tax"),
        ({"replacement_rate": 101}, "replacement"),
        ({"substitute_wage": -5}, "substitute-wage"),
        ({"agency_price": -1}, "agency-price"),
        ({"hour_cost": float("inf")}, "hour-cost"),
    ],
)
def test_numbers_that_cannot_be_are_refused_by_name(wrong: dict[str, float], name: str) -> None:
    with pytest.raises(UsageRefusal) as refusal:
        cost_of_absence(SIX_WEEKS, replace(RUNE, **wrong), today=TODAY)
    problem = refusal.value.problems[0]
    assert (problem.code, problem.params["name"]) == ("economy.out_of_range", name)


def test_absences_that_cannot_be_are_refused() -> None:
    for first, last in (
        (date(2026, 2, 2), date(2026, 2, 1)),
        (date(1, 1, 1), date(2026, 1, 1)),
        (date(2030, 1, 1), date(2040, 1, 1)),
    ):
        with pytest.raises(UsageRefusal):
            Absence(first, last)
    with pytest.raises(UsageRefusal):
        Absence(date(2026, 1, 1), date(2026, 1, 2), grade_percent=101)
    with pytest.raises(UsageRefusal):
        Absence(date(2026, 1, 1), date(2026, 1, 2), period_days_used=-1)
    with pytest.raises(UsageRefusal):
        Absence(date(2026, 1, 1), date(2026, 1, 2), nav_days_used=-1)


def test_rates_before_the_first_known_day_are_refused_not_guessed() -> None:
    with pytest.raises(Refusal) as refusal:
        cost_of_absence(Absence(date(2000, 3, 1), date(2000, 3, 10)), Choices(wage_year=300_000), today=TODAY)
    assert refusal.value.problems[0].code == "law.not_known_before"


def test_a_weekend_costs_nothing() -> None:
    weekend = Absence(date(2026, 1, 10), date(2026, 1, 11))
    assert split_days(weekend) == Days(0, 0, 0)
    assert production_view(split_days(weekend), cost_of_absence(weekend, RUNE, today=TODAY).prices).total == 0


@settings(max_examples=40, deadline=None, derandomize=True)
@given(start=st.integers(0, 4_000), length=st.integers(1, 60))
def test_the_law_counts_the_same_employer_period(start: int, length: int) -> None:
    """One unbroken absence: the law room's day-by-day count and the first sixteen calendar days are the same days."""
    first = date(2010, 1, 1) + timedelta(days=start)
    last = first + timedelta(days=length - 1)
    found = employer_period([Record(first, last, DayKind.SICK)]).value
    paid = [
        span.first + timedelta(days=n) for span in found.employer_days for n in range((span.last - span.first).days + 1)
    ]
    assert split_days(Absence(first, last)).in_period == sum(is_working_day(day) for day in paid)


def test_the_real_programmes() -> None:
    """Vefsn: 1,000 full-time equivalents, 8.6 to 6.9 and 6.7 percent. Evje og Hornnes: 246 of 336."""
    assert people_more(1_000, 8.6, 6.9) == pytest.approx(17.0)
    assert people_more(1_000, 8.6, 6.7) == pytest.approx(19.0)
    assert mean_share(246, 336) == pytest.approx(73.2, abs=0.05)
    assert persons_of(17.0, mean_share(246, 336)) == pytest.approx(23.2, abs=0.05)
    with pytest.raises(Refusal, match="no_persons"):
        mean_share(246, 0)
