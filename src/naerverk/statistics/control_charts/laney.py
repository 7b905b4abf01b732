"""Laney's p' chart: the share of a changing denominator, month by month.

A plain p chart takes days as independent trials and finds signals everywhere. Laney (2002, Quality Engineering
14:531) measures the spread between neighbouring months in standard errors and widens the limits by it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from naerverk.problems import refuse
from naerverk.statistics.control_charts.rules import RUN_LENGTH, Signal, signals
from naerverk.statistics.control_charts.xmr import side_of

# The mean distance between two draws from a standard normal distribution.
D2 = 1.128
LIMIT = 3.0
CLOSE = 2.0


@dataclass(frozen=True, slots=True)
class LaneyPoint:
    """One month: share, its own limits (cut at 0 and 1; None without two neighbouring months) and its signal."""

    share: float | None
    lower: float | None
    upper: float | None
    signal: Signal | None


@dataclass(frozen=True, slots=True)
class LaneyChart:
    """`centre` is the common share; `sigma_z` how many times wider than by independent trials the months spread."""

    centre: float
    sigma_z: float | None
    points: tuple[LaneyPoint, ...]


def laney(
    numerators: Sequence[float | None], denominators: Sequence[float | None], trend_length: int = RUN_LENGTH
) -> LaneyChart:
    """The p' chart of months in order; a month without a figure (None, or nothing agreed) is a gap."""
    months = [
        (part, whole) if part is not None and whole else None
        for part, whole in zip(numerators, denominators, strict=True)
    ]
    centre = _centre([month for month in months if month])
    shares = [month[0] / month[1] if month else None for month in months]
    errors = [math.sqrt(centre * (1 - centre) / month[1]) if month else None for month in months]
    z = [
        None if share is None or error is None else (share - centre) / error
        for share, error in zip(shares, errors, strict=True)
    ]
    sigma_z = _sigma_z(z)
    found = _signals(shares, z, centre, sigma_z, trend_length)
    points = (
        LaneyPoint(share, *_limits(centre, error, sigma_z), signal)
        for share, error, signal in zip(shares, errors, found, strict=True)
    )
    return LaneyChart(centre, sigma_z, tuple(points))


def _centre(months: Sequence[tuple[float, float]]) -> float:
    whole = math.fsum(agreed for _, agreed in months)
    centre = math.fsum(lost for lost, _ in months) / whole if whole else 0.0
    if not 0 < centre < 1:
        raise refuse("control_charts.no_variation")
    return centre


def _sigma_z(z: Sequence[float | None]) -> float | None:
    ranges = [abs(b - a) for a, b in pairwise(z) if a is not None and b is not None]
    return math.fsum(ranges) / len(ranges) / D2 if ranges else None


def _limits(centre: float, error: float | None, sigma_z: float | None) -> tuple[float | None, float | None]:
    if error is None or sigma_z is None:
        return None, None
    return max(centre - LIMIT * error * sigma_z, 0.0), min(centre + LIMIT * error * sigma_z, 1.0)


def _signals(
    shares: Sequence[float | None],
    z: Sequence[float | None],
    centre: float,
    sigma_z: float | None,
    trend_length: int,
) -> list[Signal | None]:
    def beyond(score: float | None, times: float) -> bool:
        return score is not None and sigma_z is not None and abs(score) > times * sigma_z

    side = [side_of(share, centre) for share in shares]
    outside = [beyond(score, LIMIT) for score in z]
    near = [beyond(score, CLOSE) and not out for score, out in zip(z, outside, strict=True)]
    return signals(shares, side, outside, near, trend_length)
