"""Berit recognises a Norwegian municipality: every margin is counted day by day and held against published figures."""

import csv
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from counting import Counted, count

from naerverk.calendar import working_days
from naerverk.synthetic import Frames, frames
from naerverk.synthetic.services import CARE, OCCUPATIONS
from shared import shared_path

DATA = Path(__file__).parent.parent / "data" / "synthetic"
ENOUGH_PEOPLE = 30


@pytest.fixture(scope="module", params=[(1200, 7), (1200, 1), (1200, 2), (1200, 3), (13000, 7)], ids=str)
def counted(request) -> tuple[Frames, Counted]:
    employees, seed = request.param
    town = frames(employees, years=3, seed=seed)
    return town, count(town)


def published() -> dict[str, float]:
    with (DATA / "ssb_14789.csv").open(encoding="utf-8", newline="") as file:
        return {row["yrke"]: float(row["sykefravaer_pst"]) for row in csv.DictReader(file)}


def test_total_and_self_certified(counted):
    _, days = counted
    assert 8 <= days.rate() <= 10
    assert 1.0 <= days.rate("self_certified") <= 1.8


def test_the_summary_says_what_a_slow_count_finds(counted):
    town, days = counted
    assert town.summary.rate == pytest.approx(days.rate(), abs=0.05)
    assert town.summary.self_certified_rate == pytest.approx(days.rate("self_certified"), abs=0.05)


def test_winter_is_worse_than_summer(counted):
    _, days = counted
    first, third = days.rate(months={1, 2, 3}), days.rate(months={7, 8, 9})
    assert 1.2 < first / third < 1.7
    assert days.rate(months={7}) == min(days.rate(months={month}) for month in range(1, 13))


def test_most_spells_begin_on_mondays(counted):
    town, _ = counted
    begun = town.absences.filter(pl.col("kind").is_in(["self_certified", "doctor_certified"]))
    # The first day holds the cases that were under way, whatever weekday it is.
    begun = begun.filter(pl.col("start") > town.summary.first.first)
    # A grade that changes is no onset.
    before = pl.col("end").shift().over("person_id") == pl.col("start") - pl.duration(days=1)
    begun = begun.filter(~before.fill_null(value=False))
    assert 0.2 <= begun.filter(pl.col("start").dt.weekday() == 1).height / begun.height <= 0.3


def test_a_tenth_of_the_people_have_about_half_of_the_days(counted):
    _, days = counted
    assert 45 <= days.share_of_top_tenth() <= 65


def test_doctor_certified_by_occupation_within_a_point_and_in_order(counted):
    town, days = counted
    levels = published()
    heads = dict(town.employments.group_by("occupation").agg(pl.col("person_id").n_unique()).iter_rows())
    ours = {
        code: 100 * lost / days.agreed_by_occupation[code]
        for code, lost in days.doctor_by_occupation.items()
        if heads[code] >= ENOUGH_PEOPLE
    }
    assert {"5321", "2342", "2223", "2341"} <= set(ours)
    for code, rate in ours.items():
        assert abs(rate - levels[code]) <= 1
    by_level = sorted(ours, key=lambda code: levels[code])
    for lower, higher in pairwise(by_level):
        if levels[higher] - levels[lower] >= 0.5:
            assert ours[lower] < ours[higher]


def test_spell_lengths_fall_off_as_published(counted):
    town, _ = counted
    lengths = case_lengths(town)
    with (DATA / "nics_spell_lengths.csv").open(newline="") as file:
        rows = [{key: int(value) for key, value in row.items()} for row in csv.DictReader(file)]
    for first, last, tolerance in ((1, 20, 0.15), (21, 276, 0.08)):
        inside = [n for n in lengths if first <= n <= last]
        classes = [row for row in rows if first <= row["from_working_days"] <= last]
        everyone = sum(row["spells"] for row in classes)
        for row in classes:
            share = sum(row["from_working_days"] <= n <= row["to_working_days"] for n in inside) / len(inside)
            assert share == pytest.approx(row["spells"] / everyone, abs=tolerance)


def case_lengths(town: Frames) -> list[int]:
    """Working days of each case that began and ended in the data; adjoining spells are one case."""
    lengths = []
    person, start, end = None, None, None
    sick = town.absences.filter(pl.col("kind").is_in(["self_certified", "doctor_certified"]))
    for row in sick.iter_rows(named=True):
        if row["person_id"] == person and end is not None and (row["start"] - end).days == 1:
            end = row["end"]
            continue
        if end is not None and start > town.summary.first.first:
            lengths.append(working_days(start, end))
        person, start, end = row["person_id"], row["start"], row["end"]
    return [length for length in lengths if length]


def test_part_time_and_turnover(counted):
    town, _ = counted
    last = town.summary.last.last
    now = town.employments.filter((pl.col("start") <= last) & (pl.col("end").is_null() | (pl.col("end") >= last)))
    assert 0.71 <= now["fte_percent"].sum() / 100 / town.summary.employees <= 0.76
    care = now.join(town.units.filter(pl.col("kind").is_in(CARE)).unique("unit_id"), on="unit_id")
    assert 0.69 <= care["fte_percent"].sum() / 100 / care["person_id"].n_unique() <= 0.77
    gone = town.summary.persons - town.summary.employees
    assert 0.11 <= gone / 3 / town.summary.employees <= 0.17


def test_a_fifth_to_a_third_of_doctor_certified_days_are_graded(counted):
    town, _ = counted
    noted = town.absences.filter((pl.col("kind") == "doctor_certified") & pl.col("end").is_not_null())
    days = (noted["end"] - noted["start"]).dt.total_days() * noted["grade_percent"]
    assert 0.15 <= days.filter(noted["grade_percent"] < 100).sum() / days.sum() <= 0.35


def test_lyngholt_stands_where_its_story_begins():
    town = frames(1200, years=3, seed=7)
    assert round(town.summary.full_time_equivalents) == 880
    assert round(count(town).rate(year=2025), 1) == 9.4


def test_fifty_employees_are_still_a_municipality():
    town = frames(50, years=3, seed=7)
    days = count(town)
    assert 6 <= days.rate() <= 11
    assert town.summary.workplaces >= 4


def test_the_levels_are_the_published_ones():
    assert {o.code: o.doctor for o in OCCUPATIONS} == published()


def test_our_excerpt_is_what_statistics_norway_published():
    with shared_path("data/ssb/ssb_14789_by_occupation.csv").open(encoding="utf-8", newline="") as file:
        whole = {row["yrke"]: row["sykefravaer_pst"] for row in csv.DictReader(file)}
    assert all(float(whole[code]) == level for code, level in published().items())
