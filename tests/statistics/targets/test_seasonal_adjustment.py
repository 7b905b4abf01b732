"""July looks low every year; what is left when the season is taken out is what Berit can talk about."""

import json
from pathlib import Path

import numpy as np
import pytest

from naerverk.problems import Refusal
from naerverk.statistics.seasonal_adjustment import seasonally_adjusted
from naerverk.statistics.stl import loess, stl
from naerverk.statistics.targets.target import Days

REFERENCE = json.loads((Path(__file__).parents[2] / "data" / "stl" / "stl.json").read_text(encoding="utf-8"))
SEASON = np.array([30, 40, 20, 0, -5, -10, -60, -20, 0, 5, 0, 0.0])
WORKING_DAYS = np.array([22, 20, 22, 18, 20, 21, 23, 21, 22, 22, 21, 19.0])


def months(years, slope=0.0):
    lost = [500 + slope * place + SEASON[place % 12] for place in range(12 * years)]
    return [Days(one, 300 * WORKING_DAYS[place % 12]) for place, one in enumerate(lost)]


@pytest.mark.parametrize("case", REFERENCE["cases"], ids=lambda case: f"{len(case['values'])} months")
def test_season_trend_and_weights_are_those_of_statsmodels(case):
    found = stl(case["values"], period=12, seasonal=case["seasonal"], outer=case["outer"])
    for name in ("season", "trend", "weights"):
        assert getattr(found, name) == pytest.approx(np.array(case[name]), abs=1e-8)
    assert found.season + found.trend + found.rest == pytest.approx(np.array(case["values"]), abs=1e-9)


def test_a_strike_moves_neither_season_nor_trend():
    """Three months at twice the level count for nothing."""
    quiet = [1000 + 2 * place + SEASON[place % 12] + (-1) ** place for place in range(60)]
    struck = [value + 900 * (20 <= place < 23) for place, value in enumerate(quiet)]
    calm, found = (stl(values, period=12, seasonal=13) for values in (quiet, struck))
    assert found.weights[20:23].max() == 0
    assert np.abs(found.season - calm.season).max() < 2
    assert np.abs(found.trend - calm.trend).max() < 2


def test_a_series_of_nothing_but_its_level_has_no_season():
    found = stl([0.0] * 48, period=12, seasonal=13)
    assert not found.season.any()
    assert found.weights.all()


def test_where_no_neighbour_counts_the_value_stands():
    assert loess(np.array([3.0, 5.0, 4.0]), 3, np.zeros(3), beyond=1).tolist() == [3, 3, 5, 4, 4]


def test_what_is_left_without_the_season_is_the_slow_rise():
    adjusted = seasonally_adjusted(months(5, slope=2.0))
    assert [days.lost for days in adjusted] == pytest.approx([500 + 2.0 * place for place in range(60)], rel=0.02)
    agreed = [days.agreed for days in adjusted]
    assert max(agreed) - min(agreed) < 1  # from 5,400 to 6,900 before


def test_lost_and_agreed_are_adjusted_each_on_their_own():
    """The rate is a quotient of adjusted days: in a month with few working days it is not what adjusted rates give."""
    as_given = months(4)
    adjusted = seasonally_adjusted(as_given)
    rates = stl([days.rate for days in as_given], period=12, seasonal=13)
    of_rates = np.array([days.rate for days in as_given]) - rates.season
    assert [days.rate for days in adjusted] == pytest.approx([100 * 500 / 6275] * 48, rel=0.02)
    assert np.abs(of_rates - [days.rate for days in adjusted]).max() > 0.01


def test_47_months_are_too_few_and_the_sentence_says_what_to_do_instead():
    with pytest.raises(Refusal) as refused:
        seasonally_adjusted(months(4)[1:])
    (problem,) = refused.value.problems
    assert problem.code == "statistics.too_few_months"
    assert problem.params == {"n": 47, "least": 48}


def test_only_the_last_unbroken_run_is_adjusted():
    series = [*months(1), None, *months(4), None]
    adjusted = seasonally_adjusted(series)
    assert [days is None for days in adjusted] == [True] * 13 + [False] * 48 + [True]
    assert adjusted[13:-1] == seasonally_adjusted(months(4))


def test_a_gap_in_the_middle_leaves_too_few():
    with pytest.raises(Refusal, match="too_few_months"):
        seasonally_adjusted([*months(3), None, *months(3)])


def test_nothing_at_all_is_too_few():
    with pytest.raises(Refusal):
        seasonally_adjusted([None, None])


def test_absence_never_falls_below_nothing():
    series = [Days(50.0 if place % 12 == 1 else 0.0, 6000.0) for place in range(48)]
    series[13] = Days(0.0, 6000.0)
    assert min(days.lost for days in seasonally_adjusted(series)) == 0
