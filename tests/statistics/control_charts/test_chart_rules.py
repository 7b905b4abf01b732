"""Each rule of a control chart alone, against the reference package's own rule cases."""

import json

import pytest

from naerverk.statistics.control_charts.rules import (
    Signal,
    ends_of_shifts,
    ends_of_trends,
    in_two_of_three,
    signals,
    spread_back,
    two_of_three,
)
from shared import SHARED, shared_path

# The reference marks an ended shift and a point of a run with 1 whichever way it goes; ours keeps the direction.
ANSWERS = {
    "seventh_point_same_side": lambda case: map(abs, ends_of_shifts(case["side"])),
    "spread_back_to_whole_run_of_7": lambda case: map(abs, spread_back(case["marks"])),
    "seventh_point_of_trend": lambda case: ends_of_trends(case["values"]),
    "window_member_two_of_three_near_limit_same_side": lambda case: in_two_of_three(case["near"], case["side"]),
    "flagged_two_of_three": lambda case: two_of_three(case["near"], case["side"]),
}


def rule_cases():
    path = SHARED / "vectors" / "spc_rules.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []


@pytest.mark.parametrize("case", rule_cases(), ids=lambda case: case["id"])
def test_the_reference_package_marks_the_same_points(case):
    assert list(ANSWERS[case["rule"]](case["inputs"])) == case["expected"]


def test_the_reference_rule_cases_are_all_there():
    assert len(json.loads(shared_path("vectors/spc_rules.json").read_text(encoding="utf-8"))) >= 24


def test_a_shift_keeps_its_side():
    assert ends_of_shifts([-1] * 8) == [0] * 6 + [-1, -1]


def test_a_point_on_the_mean_breaks_a_shift():
    assert ends_of_shifts([1, 1, 1, 1, 0, 1, 1, 1, 1]) == [0] * 9
    assert ends_of_shifts([0] * 9) == [0] * 9


def test_a_shorter_trend_may_be_asked_for():
    assert ends_of_trends([1, 2, 3, 4, 3], length=4) == [0, 0, 0, 1, 0]


def test_a_month_without_a_figure_breaks_a_trend():
    assert ends_of_trends([1, 2, 3, None, 5, 6, 7]) == [0] * 7
    assert ends_of_trends([1, 2, 3, None, 5, 6, 7], length=3) == [0, 0, 1, 0, 0, 0, 1]


def test_the_top_between_a_rise_and_a_fall_belongs_to_the_fall():
    marks = ends_of_trends([1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1])
    assert spread_back(marks) == [1] * 6 + [-1] * 7


def test_the_end_of_a_rise_stays_a_rise_when_the_next_rise_starts_below_it():
    marks = ends_of_trends([1, 2, 3, 4, 5, 6, 7, 1, 2, 3, 4, 5, 6, 7])
    assert spread_back(marks) == [1] * 14


def test_two_near_points_below_the_mean_are_marked_low():
    assert two_of_three([1, 1, 0], [-1, -1, -1]) == [-1, -1, 0]


def test_an_outlier_hides_a_trend_a_trend_hides_two_of_three_and_that_hides_a_shift():
    values, side = [1, 2, 3, 4, 5, 6, 7, 7, 7, 7], [1] * 10
    outside = [False] * 6 + [True] + [False] * 3
    near = [True, True, False, False, False, False, False, True, True, False]
    assert signals(values, side, outside, near) == (
        [Signal.RISING] * 6 + [Signal.ABOVE_UPPER, Signal.NEAR_UPPER, Signal.NEAR_UPPER, Signal.SHIFT_ABOVE]
    )


def test_low_signals_point_down_and_high_ones_up():
    assert {signal for signal in Signal if signal.direction < 0} == {
        Signal.BELOW_LOWER, Signal.FALLING, Signal.NEAR_LOWER, Signal.SHIFT_BELOW,
    }  # fmt: skip
