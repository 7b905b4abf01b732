"""The roster gives everybody the position they have, night and weekend included."""

from datetime import date

import polars as pl
import pytest

from naerverk.calendar import public_holidays
from naerverk.synthetic import frames


@pytest.fixture(scope="module")
def town():
    return frames(300, years=1, seed=7, shifts=True)


def test_one_row_per_job_and_day_inside_the_job(town):
    assert town.shifts.select("person_id", "unit_id", "date").is_duplicated().sum() == 0
    assert town.shifts["person_id"].is_sorted()
    joined = town.shifts.join(town.employments, on=["person_id", "unit_id"])
    inside = (pl.col("start") <= pl.col("date")) & (pl.col("end").is_null() | (pl.col("date") <= pl.col("end")))
    assert joined.filter(inside).select("person_id", "unit_id", "date").n_unique() == town.shifts.height
    assert town.shifts["date"].min() == date(2025, 1, 1)
    assert town.shifts["date"].max() == date(2025, 12, 31)


def test_shares_add_up_to_the_position(town):
    """Over 15 weeks (five cycles) without a public holiday in between nobody is due more or less than agreed."""
    first, last = date(2025, 8, 4), date(2025, 11, 16)
    whole = town.employments.filter((pl.col("start") <= first) & (pl.col("end").is_null() | (pl.col("end") >= last)))
    due = (
        town.shifts.filter(pl.col("date").is_between(first, last))
        .group_by("person_id", "unit_id")
        .agg(pl.col("agreed_share").sum())
        .join(whole, on=["person_id", "unit_id"])
    )
    assert due.height > 200
    assert (due["agreed_share"] - 75 * due["fte_percent"] / 100).abs().max() < 0.02


def test_shift_workers_have_every_third_weekend_and_day_workers_their_holidays(town):
    all_year = town.employments.filter(pl.col("end").is_null() & (pl.col("start") < date(2025, 1, 1)))
    shifts = town.shifts.filter(pl.col("person_id").is_in(all_year["person_id"].implode()))
    saturdays = shifts.filter(pl.col("date").dt.weekday() == 6).group_by("person_id").len()
    assert 0.25 < saturdays.height / all_year["person_id"].n_unique() < 0.5
    assert saturdays["len"].min() >= 52 // 3
    day_workers = shifts.filter(~pl.col("person_id").is_in(saturdays["person_id"].implode()))
    assert day_workers.height > 10_000
    assert not set(day_workers["date"].to_list()) & set(public_holidays())


def test_no_roster_unless_asked_for():
    assert frames(50, years=1, seed=7).shifts is None
