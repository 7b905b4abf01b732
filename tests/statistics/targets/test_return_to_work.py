"""How long people are away, counted by hand and by the curve."""

import math
import random

import pytest

from naerverk.problems import Refusal
from naerverk.statistics.return_to_work import median_days, return_curve, still_absent


def test_the_curve_by_hand():
    """Six spells: 3, 5, 5+, 8, 12+, 20 days (+ is still going on).

    Day 3: 6 at risk, 1 back: 5/6. Day 5: 5 at risk, 1 back (the open one still at risk): 5/6 x 4/5 = 2/3.
    Day 8: 3 at risk: 2/3 x 2/3 = 4/9. Day 20: 1 at risk: 0.
    """
    curve = return_curve([3, 5, 5, 8, 12, 20], [True, True, False, True, False, True])
    assert [(step.day, step.at_risk, step.returned) for step in curve] == [(3, 6, 1), (5, 5, 1), (8, 3, 1), (20, 1, 1)]
    assert [step.still_absent for step in curve] == pytest.approx([5 / 6, 2 / 3, 4 / 9, 0])


def test_the_interval_by_hand():
    """Day 3: Greenwood sum 1/(6 x 5) = 1/30; exponent 1.96 x sqrt(1/30) / |log(5/6)|."""
    first = return_curve([3, 5, 5, 8, 12, 20], [True, True, False, True, False, True])[0]
    scale = math.exp(1.959964 * math.sqrt(1 / 30) / -math.log(5 / 6))
    assert first.low == pytest.approx((5 / 6) ** scale)
    assert first.high == pytest.approx((5 / 6) ** (1 / scale))
    assert 0 < first.low < 5 / 6 < first.high < 1


def test_when_all_are_back_there_is_no_interval():
    last = return_curve([2, 2], [True, True])[-1]
    assert (last.still_absent, last.low, last.high) == (0, None, None)


def test_without_open_spells_the_curve_is_the_plain_share():
    chance = random.Random(5)
    days = [chance.randint(1, 60) for _ in range(200)]
    curve = return_curve(days, [True] * 200)
    for day in range(1, 61):
        assert still_absent(curve, day) == pytest.approx(sum(length > day for length in days) / 200)


def test_an_open_spell_counts_as_long_as_it_was_seen():
    closed = return_curve([4, 9], [True, True])
    opened = return_curve([4, 9, 30], [True, True, False])
    assert still_absent(opened, 4) > still_absent(closed, 4)


def test_before_the_first_return_all_are_absent():
    assert still_absent(return_curve([4], [True]), 3) == 1.0
    assert still_absent([], 3) == 1.0


def test_the_median_is_the_first_day_with_half_back():
    assert median_days(return_curve([1, 2, 3, 4], [True] * 4)) == 2
    assert median_days(return_curve([1, 9, 9, 9], [True, False, False, False])) is None


@pytest.mark.parametrize(("durations", "ended"), [([0], [True]), ([1, 2], [True])])
def test_spells_that_cannot_be_are_refused(durations, ended):
    with pytest.raises(Refusal, match=r"targets\.bad_durations"):
        return_curve(durations, ended)


def test_open_spells_only_give_no_steps():
    assert return_curve([5, 6], [False, False]) == []
