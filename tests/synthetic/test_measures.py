"""The key tells the truth: Ingrid can judge a method by it."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from naerverk.calendar import working_days
from naerverk.synthetic import frames
from naerverk.synthetic.measures import Measure
from naerverk.synthetic.timeline import STILL_GOING


@pytest.fixture(scope="module")
def town():
    return frames(13_000, years=3, seed=7)


def lost_by_unit(town, first: date, last: date) -> dict[str, float]:
    """Sick days per unit, slowly: spell by spell, job by job."""
    jobs = {}
    for job in town.employments.iter_rows(named=True):
        jobs.setdefault(job["person_id"], []).append(job)
    lost = {}
    sick = town.absences.filter(pl.col("kind").is_in(["self_certified", "doctor_certified"]))
    for spell in sick.iter_rows(named=True):
        for job in jobs[spell["person_id"]]:
            start = max(first, spell["start"], job["start"])
            end = min(last, spell["end"] or last, job["end"] or last)
            days = working_days(start, end) * job["fte_percent"] / 100 * spell["grade_percent"] / 100
            lost[job["unit_id"]] = lost.get(job["unit_id"], 0) + days
    return lost


def test_the_measure_that_works_takes_away_what_it_says(town):
    works = town.truth["measures"][0]
    assert works["works"]
    since = date.fromisoformat(works["from"])
    assert since == date(2025, 1, 1)
    counted = lost_by_unit(town, since, town.summary.last.last)
    with_measure = sum(unit["days_lost"] for unit in works["units"])
    without = sum(unit["days_without_measure"] for unit in works["units"])
    assert sum(counted[unit["unit_id"]] for unit in works["units"]) == pytest.approx(with_measure, rel=0.01)
    ratios = list(works["rate_ratio_by_month"].values())
    assert ratios[:3] == [0.88, 0.76, 0.65]
    assert len(ratios) == 12
    assert with_measure / without == pytest.approx(sum(ratios) / 12, abs=0.05)


def test_its_units_are_named_care_units_without_reorganisation(town):
    kinds = dict(town.units.select("unit_id", "kind").iter_rows())
    reorganised = {unit for r in town.truth["reorganisations"] for unit in (*r["before"], *r["after"])}
    for unit in town.truth["measures"][0]["units"]:
        assert kinds[unit["unit_id"]] in {"home_care", "nursing_home", "housing"}
        assert unit["name"] in town.units["name"]
        assert unit["unit_id"] not in reorganised


def test_the_measure_that_does_nothing_is_tried_where_absence_was_highest(town):
    works, nothing = town.truth["measures"]
    assert not nothing["works"]
    assert nothing["rate_ratio_by_month"] == {}
    tried = {unit["unit_id"] for unit in nothing["units"]}
    assert len(tried) == len(works["units"])
    assert tried <= set(town.truth["untouched_units"])
    assert not tried & {unit["unit_id"] for unit in works["units"]}
    counted = lost_by_unit(town, date(2024, 1, 1), date(2024, 12, 31))
    positions = {}
    for job in town.employments.iter_rows(named=True):
        start, end = max(job["start"], date(2024, 1, 1)), min(job["end"] or date.max, date(2024, 12, 31))
        agreed = working_days(start, end) * job["fte_percent"] / 100
        positions[job["unit_id"]] = positions.get(job["unit_id"], 0) + agreed
    rates = {unit: counted.get(unit, 0) / positions[unit] for unit in town.truth["untouched_units"]}
    average = np.mean(list(rates.values()))
    assert min(rates[unit] for unit in tried) > 1.4 * average


def test_a_case_stops_counting_when_its_luck_runs_out():
    measure = Measure(np.array([4]), 100, ((100, 0.1), (130, 0.2)))
    leaf, luck = np.array([4, 4, 4, 3]), np.array([0.05, 0.15, 0.5, 0.05])
    assert measure.stops(leaf, luck).tolist() == [100, 130, STILL_GOING, STILL_GOING]


def test_every_kind_of_reorganisation_happens():
    truth = frames(1200, years=3, seed=7).truth
    assert [r["kind"] for r in truth["reorganisations"]] == ["merger", "new_number", "division", "move"]
    merger, _, division, move = truth["reorganisations"]
    assert (len(merger["before"]), len(merger["after"])) == (2, 1)
    assert (len(division["before"]), len(division["after"])) == (1, 2)
    assert move["before"] == move["after"]
