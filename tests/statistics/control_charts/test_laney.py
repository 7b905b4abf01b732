"""Laney's p' chart of a share whose denominator changes."""

import math
import random

import pytest

from naerverk.problems import Refusal
from naerverk.statistics.control_charts.laney import laney
from naerverk.statistics.control_charts.rules import Signal


def test_the_chart_by_hand():
    """Shares 0.1, 0.2, 0.1 of 100: centre 40/300, z = -+ 0.981 and 1.961, mean range 2.942, over 1.128."""
    chart = laney([10, 20, 10], [100, 100, 100])
    centre = 40 / 300
    error = math.sqrt(centre * (1 - centre) / 100)
    sigma_z = 0.1 / error / 1.128
    assert chart.centre == pytest.approx(centre)
    assert chart.sigma_z == pytest.approx(sigma_z)
    assert chart.points[0].upper == pytest.approx(centre + 3 * error * sigma_z)
    assert chart.points[0].lower == 0


def test_independent_trials_give_a_width_of_one():
    chance = random.Random(2)
    wholes = [chance.randint(500, 1500) for _ in range(400)]
    parts = [sum(chance.random() < 0.1 for _ in range(whole)) for whole in wholes]
    assert laney(parts, wholes).sigma_z == pytest.approx(1, abs=0.1)


def test_days_of_long_absences_widen_the_limits_and_stay_ordinary():
    chance = random.Random(3)
    parts = [20 * sum(chance.random() < 0.07 for _ in range(200)) for _ in range(36)]
    chart = laney(parts, [4000] * 36)
    assert chart.sigma_z > 3
    assert sum(point.signal in (Signal.ABOVE_UPPER, Signal.BELOW_LOWER) for point in chart.points) == 0


def test_a_larger_month_has_narrower_limits():
    chart = laney([70, 700, 71, 690], [1000, 10_000, 1000, 10_000])
    assert chart.points[1].upper - chart.points[1].lower < chart.points[0].upper - chart.points[0].lower


def test_a_month_outside_is_signalled():
    chart = laney([70, 72, 69, 71, 70, 68, 200, 70, 71, 69, 72], [1000] * 11)
    assert [point.signal for point in chart.points].index(Signal.ABOVE_UPPER) == 6


def test_two_of_three_near_the_limit_are_signalled():
    parts = [70, 75, 71, 74, 70, 76, 70, 75, 73, 84, 84, 83]
    assert [point.signal for point in laney(parts, [1000] * 12).points] == [None] * 9 + [Signal.NEAR_UPPER] * 3


def test_a_month_without_figures_is_a_gap():
    chart = laney([70, None, 71, 69], [1000, 1000, 1000, 0])
    assert [point.share is None for point in chart.points] == [False, True, False, True]
    assert chart.sigma_z is None
    assert chart.points[0].upper is None
    assert {point.signal for point in chart.points} == {None}


@pytest.mark.parametrize(("parts", "wholes"), [([], []), ([0, 0], [9, 9]), ([None], [9])])
def test_nothing_to_draw_is_refused(parts, wholes):
    with pytest.raises(Refusal, match=r"control_charts\.no_variation"):
        laney(parts, wholes)
