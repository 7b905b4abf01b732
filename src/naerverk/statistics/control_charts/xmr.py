"""XmR charts: one series, its usual level and the limits of ordinary variation.

The limits are the mean +/- 2.66 times the mean moving range of the segment (2.66 = 3 / 1.128, Wheeler & Chambers,
Understanding Statistical Process Control). Moving ranges above 3.267 times their mean are left out once, so that
one odd month does not widen the limits for all the others. A new segment (rebase) starts everything afresh.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

# The standard library's mean is exact: a constant series gets its own value, not a neighbour of it.
from statistics import mean

from naerverk.statistics.control_charts.rules import RUN_LENGTH, Signal, signals

LIMIT = 2.66
CLOSE = LIMIT * 2 / 3
SCREEN = 3.267


class PointType(StrEnum):
    """What a point says, given which direction is good."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT = "special_cause_improvement"
    CONCERN = "special_cause_concern"


@dataclass(frozen=True, slots=True)
class XmrOptions:
    """How to draw a chart.

    improvement_direction: 1 when up is good, -1 when down is good (absence).
    screen_outliers: leave out moving ranges above 3.267 times their mean, once.
    fix_after_n_points: compute mean and limits of a segment from its first n points only.
    rebase_at_index1: points, counted from 1, at which a new segment begins.
    trend_length: strictly rising or falling points that make a trend.
    """

    improvement_direction: int = -1
    screen_outliers: bool = True
    fix_after_n_points: int | None = None
    rebase_at_index1: tuple[int, ...] = ()
    trend_length: int = RUN_LENGTH


@dataclass(frozen=True, slots=True)
class Segment:
    """Points `start` up to, not including, `stop` (from 0) with one mean and one pair of limits.

    The mean is None without a value, the limits are None without two neighbouring values.
    """

    start: int
    stop: int
    mean: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class Chart:
    """A series with its limits and what stands out. Per point: None where there is no value or no signal."""

    values: tuple[float | None, ...]
    segments: tuple[Segment, ...]
    signals: tuple[Signal | None, ...]
    close_to_limits: tuple[bool, ...]
    point_types: tuple[PointType | None, ...]
    options: XmrOptions


def xmr(values: Sequence[float | None], options: XmrOptions | None = None) -> Chart:
    """The XmR chart of a series in time order; None is a period without a figure.

    No limit is drawn across a missing value, and no run goes through one. Two neighbouring values already give
    limits; how few points a chart rests on is for `finding` to say.
    """
    options = options or XmrOptions()
    values = [None if value is None else float(value) for value in values]
    drawn = [_draw(values, start, stop, options) for start, stop in _bounds(len(values), options.rebase_at_index1)]
    found = tuple(signal for part in drawn for signal in part.signals)
    return Chart(
        values=tuple(values),
        segments=tuple(part.segment for part in drawn),
        signals=found,
        close_to_limits=tuple(close for part in drawn for close in part.near),
        point_types=tuple(
            None if value is None else _point_type(signal, options.improvement_direction)
            for value, signal in zip(values, found, strict=True)
        ),
        options=options,
    )


@dataclass(frozen=True, slots=True)
class _Drawn:
    segment: Segment
    signals: list[Signal | None]
    near: list[bool]


def _bounds(length: int, rebases: Sequence[int]) -> list[tuple[int, int]]:
    """Where segments start and stop; a rebase at the first point changes nothing."""
    starts = sorted({0, *(index - 1 for index in rebases)})
    return list(pairwise([*starts, length]))


def _draw(values: Sequence[float | None], start: int, stop: int, options: XmrOptions) -> _Drawn:
    points = values[start:stop]
    level, spread = level_and_spread(points[: options.fix_after_n_points], options.screen_outliers)
    side = [side_of(value, level) for value in points]
    outside = [_beyond(value, level, spread, LIMIT) for value in points]
    near = [_beyond(value, level, spread, CLOSE) and not out for value, out in zip(points, outside, strict=True)]
    found = signals(points, side, outside, near, options.trend_length)
    return _Drawn(Segment(start, stop, level, *_limits(level, spread)), found, near)


def level_and_spread(points: Sequence[float | None], screen: bool = True) -> tuple[float | None, float | None]:
    """The mean and the (screened) mean moving range; None for what the points cannot give."""
    known = [value for value in points if value is not None]
    ranges = [abs(b - a) for a, b in pairwise(points) if a is not None and b is not None]
    if ranges and screen:
        highest = SCREEN * mean(ranges)
        ranges = [moved for moved in ranges if moved <= highest]
    return (float(mean(known)) if known else None), (float(mean(ranges)) if ranges else None)


def _limits(level: float | None, spread: float | None) -> tuple[float | None, float | None]:
    if level is None or spread is None:
        return None, None
    return level - LIMIT * spread, level + LIMIT * spread


def side_of(value: float | None, level: float | None) -> int:
    """1 above the level, -1 below, 0 on it or without a value."""
    if value is None or level is None:
        return 0
    return (value > level) - (value < level)


def _beyond(value: float | None, level: float | None, spread: float | None, times: float) -> bool:
    """Strictly further from the mean than `times` the mean moving range."""
    if value is None or level is None or spread is None:
        return False
    return value > level + times * spread or value < level - times * spread


def _point_type(signal: Signal | None, improvement_direction: int) -> PointType:
    if signal is None:
        return PointType.COMMON_CAUSE
    return PointType.IMPROVEMENT if signal.direction == improvement_direction else PointType.CONCERN
