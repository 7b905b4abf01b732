"""Working days and periods: the ground under every figure."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from naerverk import calendar
from naerverk.calendar import Month, PeriodError, Quarter

known_days = st.dates(calendar.FIRST_DAY, calendar.LAST_DAY)


def test_the_stored_holidays_are_those_of_the_holidays_library():
    theirs = holidays.country_holidays("NO", years=range(2000, 2036))
    assert set(calendar.public_holidays()) == set(theirs)


def test_christmas_week_2024_has_three_working_days():
    # 23 (Monday), 24 (Christmas Eve is a working day) and 27 December; 25 and 26 are holidays.
    assert calendar.working_days(date(2024, 12, 23), date(2024, 12, 29)) == 3


@given(known_days, known_days)
def test_the_fast_count_is_the_count_day_by_day(first, last):
    slow = sum(calendar.is_working_day(day) for day in calendar.days_between(first, last))
    assert calendar.working_days(first, last) == slow


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2036, 1, 1)])
def test_a_day_outside_the_stored_years_is_refused(day):
    with pytest.raises(PeriodError):
        calendar.is_working_day(day)


def test_a_leap_day_is_an_ordinary_day():
    assert calendar.is_working_day(date(2024, 2, 29))
    assert Month(2024, 2).last == date(2024, 2, 29)
    assert Month(2023, 2).last == date(2023, 2, 28)


@given(known_days)
def test_a_day_lies_in_its_month_and_quarter(day):
    month, quarter = Month.of(day), Quarter.of(day)
    assert month.first <= day <= month.last
    assert quarter.first <= day <= quarter.last
    assert month.quarter == quarter
    assert month in quarter.months


@given(known_days, st.integers(-300, 300))
def test_steps_forth_and_back_meet(day, steps):
    month, quarter = Month.of(day), Quarter.of(day)
    assert month.plus(steps).plus(-steps) == month
    assert quarter.plus(steps).plus(-steps) == quarter
    assert month.plus(1).first == month.last + timedelta(days=1)
    assert quarter.plus(1).first == quarter.last + timedelta(days=1)


@given(known_days)
def test_labels_are_read_back(day):
    assert Month.parse(str(Month.of(day))) == Month.of(day)
    assert Quarter.parse(str(Quarter.of(day))) == Quarter.of(day)


def test_statistics_norway_writes_quarters_with_k():
    assert Quarter.parse("2024K3") == Quarter(2024, 3)


@pytest.mark.parametrize("text", ["2024", "2024-13", "2024-00", "24-01", "mars 2024", ""])
def test_what_is_not_a_month_is_refused(text):
    with pytest.raises(PeriodError):
        Month.parse(text)


@pytest.mark.parametrize("text", ["2024Q5", "2024", "Q1", "0000Q1"])
def test_what_is_not_a_quarter_is_refused(text):
    with pytest.raises(PeriodError):
        Quarter.parse(text)


def test_rolling_twelve_and_year_to_date():
    march = Month(2025, 3)
    assert calendar.rolling12(march) == calendar.months_between(Month(2024, 4), march)
    assert len(calendar.rolling12(march)) == 12
    assert calendar.year_to_date(march) == [Month(2025, 1), Month(2025, 2), march]
    assert calendar.months_between(march, Month(2025, 2)) == []
