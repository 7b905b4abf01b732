"""The rules that tell signal from noise, each on its own.

Plain sequences in, one mark per point out. `side` is 1 above the mean, -1 below, 0 on it (or no value);
`near` is True for a point between two thirds of a limit and the limit. As in NHS "Making Data Count".
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

RUN_LENGTH = 7


class Signal(StrEnum):
    """What a point is part of, in the order in which one signal hides another."""

    ABOVE_UPPER = "above_upper"
    BELOW_LOWER = "below_lower"
    RISING = "rising"
    FALLING = "falling"
    NEAR_UPPER = "near_upper"
    NEAR_LOWER = "near_lower"
    SHIFT_ABOVE = "shift_above"
    SHIFT_BELOW = "shift_below"

    @property
    def direction(self) -> int:
        """1 when the signal speaks of high or rising values, -1 when of low or falling ones."""
        return 1 if self in (Signal.ABOVE_UPPER, Signal.RISING, Signal.NEAR_UPPER, Signal.SHIFT_ABOVE) else -1


def ends_of_shifts(side: Sequence[int]) -> list[int]:
    """The side at each point that is at least the seventh in a row on that side of the mean, else 0.

    A point exactly on the mean breaks the run.
    """
    marks = []
    for end in range(len(side)):
        window = set(side[max(0, end - RUN_LENGTH + 1) : end + 1])
        marks.append(side[end] if end >= RUN_LENGTH - 1 and len(window) == 1 else 0)
    return marks


def ends_of_trends(values: Sequence[float | None], length: int = RUN_LENGTH) -> list[int]:
    """1 at each point that ends `length` strictly rising values, -1 at the end of falling ones, else 0.

    A missing value breaks the trend.
    """
    steps = [step(values[i], values[i + 1]) for i in range(len(values) - 1)]
    marks = [0] * len(values)
    for end in range(length - 1, len(values)):
        window = set(steps[end - length + 1 : end])
        marks[end] = window.pop() if len(window) == 1 else 0
    return marks


def step(earlier: float | None, later: float | None) -> int:
    """1 up, -1 down, 0 level or across a missing value."""
    if earlier is None or later is None:
        return 0
    return (later > earlier) - (later < earlier)


def spread_back(marks: Sequence[int], length: int = RUN_LENGTH) -> list[int]:
    """Give every point of a run the mark of its end; a point of two runs gets the later one's."""
    return [next((mark for mark in reversed(marks[i : i + length]) if mark), 0) for i in range(len(marks))]


def in_two_of_three(near: Sequence[bool | int], side: Sequence[int]) -> list[int]:
    """The side of each point in some three in a row, all on one side, of which two or more are near the limit."""
    marks = [0] * len(near)
    for first in range(len(near) - 2):
        window = slice(first, first + 3)
        if sum(near[window]) >= 2 and abs(sum(side[window])) == 3:
            marks[window] = side[window]
    return marks


def two_of_three(near: Sequence[bool | int], side: Sequence[int]) -> list[int]:
    """The side of each near point in such a window; the third point is not itself a signal."""
    return [mark if close else 0 for mark, close in zip(in_two_of_three(near, side), near, strict=True)]


def signals(
    values: Sequence[float | None],
    side: Sequence[int],
    outside: Sequence[bool],
    near: Sequence[bool],
    trend_length: int = RUN_LENGTH,
) -> list[Signal | None]:
    """One signal or none per point of one segment: outside > trend > two of three > shift."""
    found = zip(
        (s if out else 0 for s, out in zip(side, outside, strict=True)),
        spread_back(ends_of_trends(values, trend_length), trend_length),
        two_of_three(near, side),
        spread_back(ends_of_shifts(side)),
        strict=True,
    )
    return [_strongest(marks) for marks in found]


_PAIRS = (
    (Signal.ABOVE_UPPER, Signal.BELOW_LOWER),
    (Signal.RISING, Signal.FALLING),
    (Signal.NEAR_UPPER, Signal.NEAR_LOWER),
    (Signal.SHIFT_ABOVE, Signal.SHIFT_BELOW),
)


def _strongest(marks: tuple[int, ...]) -> Signal | None:
    for (high, low), mark in zip(_PAIRS, marks, strict=True):
        if mark:
            return high if mark > 0 else low
    return None
