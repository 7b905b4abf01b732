"""XmR charts: the rule, not the list."""

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naerverk.statistics.control_charts.rules import Signal
from naerverk.statistics.control_charts.xmr import Chart, PointType, XmrOptions, xmr

VALUES = st.lists(st.one_of(st.none(), st.floats(0, 30).map(lambda x: round(x, 2))), max_size=40)


def usual_and_limits(chart: Chart, segment: int = 0) -> tuple[float | None, float | None, float | None]:
    part = chart.segments[segment]
    return part.mean, part.lower, part.upper


def test_two_points_already_give_limits():
    assert usual_and_limits(xmr([3.2, 4.1])) == pytest.approx((3.65, 1.256, 6.044))


def test_one_point_has_a_level_but_no_limits():
    chart = xmr([4.0])
    assert usual_and_limits(chart) == (4.0, None, None)
    assert chart.point_types == (PointType.COMMON_CAUSE,)


def test_no_points_give_an_empty_chart():
    chart = xmr([])
    assert usual_and_limits(chart) == (None, None, None)
    assert chart.point_types == ()


def test_months_without_figures_only_have_neither_level_nor_type():
    chart = xmr([None, None])
    assert usual_and_limits(chart) == (None, None, None)
    assert chart.point_types == (None, None)


@pytest.mark.parametrize("level", [0.0, 0.1, 5.3, 1 / 3])
@pytest.mark.parametrize("screen", [True, False])
def test_a_constant_series_is_ordinary_and_its_limits_are_the_value(level, screen):
    chart = xmr([level] * 30, XmrOptions(screen_outliers=screen))
    assert usual_and_limits(chart) == (level, level, level)
    assert set(chart.point_types) == {PointType.COMMON_CAUSE}


def test_a_gap_gives_no_moving_range():
    # Across the gap the range would be 6; without it both ranges are 1.
    assert usual_and_limits(xmr([1, 2, None, 8, 9])) == pytest.approx((5.0, 5 - 2.66, 5 + 2.66))


def test_a_gap_breaks_a_run_on_one_side():
    series = [8, 1, 8, 1, 8, 3, 2, 3, 2, 3, 2]
    assert Signal.SHIFT_BELOW not in xmr([*series, None, 3]).signals
    assert Signal.SHIFT_BELOW in xmr([*series, 3]).signals


def test_one_odd_month_does_not_widen_the_limits():
    series = [5, 6, 5, 6, 5, 6, 5, 20, 5, 6, 5, 6, 5, 6]
    screened, plain = xmr(series), xmr(series, XmrOptions(screen_outliers=False))
    assert screened.segments[0].upper == pytest.approx(sum(series) / 14 + 2.66)
    assert plain.segments[0].upper > screened.segments[0].upper + 5
    assert screened.signals[7] is plain.signals[7] is Signal.ABOVE_UPPER


def test_the_baseline_can_be_fixed_to_the_first_points():
    series = [5, 6] * 6 + [15, 16] * 6
    chart = xmr(series, XmrOptions(fix_after_n_points=12))
    assert usual_and_limits(chart) == pytest.approx((5.5, 5.5 - 2.66, 5.5 + 2.66))
    assert set(chart.signals[12:]) == {Signal.ABOVE_UPPER}


def test_a_baseline_longer_than_the_series_is_the_whole_series():
    assert usual_and_limits(xmr([5, 6, 7], XmrOptions(fix_after_n_points=12))) == usual_and_limits(xmr([5, 6, 7]))


def test_a_rebase_starts_level_limits_and_rules_afresh():
    rising = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    assert Signal.RISING in xmr(rising).signals
    chart = xmr(rising, XmrOptions(rebase_at_index1=(6,)))
    assert [(part.start, part.stop, part.mean) for part in chart.segments] == [(0, 5, 3.0), (5, 10, 8.0)]
    assert Signal.RISING not in chart.signals


def test_a_fixed_baseline_starts_afresh_at_a_rebase():
    chart = xmr([1, 2, 9, 9, 5, 6, 9, 9], XmrOptions(rebase_at_index1=(5,), fix_after_n_points=2))
    assert [part.mean for part in chart.segments] == [1.5, 5.5]


def test_a_rebase_at_the_first_point_changes_nothing():
    series = [4.0, 5.5, 3.9, 6.1]
    assert xmr(series, XmrOptions(rebase_at_index1=(1,))).segments == xmr(series).segments


def test_a_rebase_at_the_last_point_leaves_it_without_limits():
    chart = xmr([4.0, 5.5, 3.9], XmrOptions(rebase_at_index1=(3, 3)))
    assert usual_and_limits(chart, 0) == pytest.approx((4.75, 4.75 - 1.5 * 2.66, 4.75 + 1.5 * 2.66))
    assert usual_and_limits(chart, 1) == (3.9, None, None)


def test_rebases_need_no_order():
    series = list(range(12))
    assert xmr(series, XmrOptions(rebase_at_index1=(9, 5))) .segments == (
        xmr(series, XmrOptions(rebase_at_index1=(5, 9))).segments
    )  # fmt: skip


def test_what_is_good_news_depends_on_the_direction():
    series = [5.0] * 8 + [5.1] * 8 + [9.0]
    absence, presence = xmr(series), xmr(series, XmrOptions(improvement_direction=1))
    assert absence.point_types[-1] is PointType.CONCERN
    assert presence.point_types[-1] is PointType.IMPROVEMENT
    assert absence.signals == presence.signals


@settings(deadline=None, max_examples=100, derandomize=True)
@given(VALUES)
def test_turning_the_series_upside_down_turns_the_signals(values):
    up = xmr(values, XmrOptions(improvement_direction=1))
    down = xmr([None if value is None else -value for value in values], XmrOptions(improvement_direction=-1))
    assert up.point_types == down.point_types
    assert up.close_to_limits == down.close_to_limits


@settings(deadline=None, max_examples=100, derandomize=True)
@given(VALUES, st.lists(st.integers(1, 40), max_size=3))
def test_a_rebased_chart_is_its_segments_drawn_apart(values, rebases):
    rebases = [index for index in rebases if index <= len(values)]
    chart = xmr(values, XmrOptions(rebase_at_index1=tuple(rebases)))
    apart = [xmr(values[part.start : part.stop]) for part in chart.segments]
    assert chart.signals == tuple(signal for part in apart for signal in part.signals)
    assert [(part.mean, part.upper) for part in chart.segments] == [
        (one.segments[0].mean, one.segments[0].upper) for one in apart
    ]


def test_limits_by_a_second_way():
    """The textbook formula written out with the standard deviation constant d2 = 1.128 in place of 2.66."""
    chance = random.Random(4)
    series = [round(chance.gauss(7, 1), 2) for _ in range(36)]
    ranges = [abs(series[i + 1] - series[i]) for i in range(35)]
    sigma = math.fsum(ranges) / 35 / 1.128
    mean, lower, upper = usual_and_limits(xmr(series, XmrOptions(screen_outliers=False)))
    assert mean == pytest.approx(math.fsum(series) / 36)
    assert (lower, upper) == pytest.approx((mean - 3 * sigma, mean + 3 * sigma), abs=0.001)
