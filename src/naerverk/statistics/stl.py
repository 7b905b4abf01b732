"""Season, trend and rest of a series, by loess (STL).

Cleveland, Cleveland, McRae and Terpenning: STL: A Seasonal-Trend Decomposition Procedure Based on Loess. Journal of
Official Statistics 6 (1990), pages 3-73; section numbers below are that paper's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
INNER, OUTER = 2, 15
"""Passes: within each set of robustness weights, and with how many sets of these (section 3.3)."""
LINE = 0.001
"""Weights on so narrow a stretch of the series tell no slope; distances this close to the border count as on it."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A series as the sum of season, trend and rest; `weights` are low where a value is unlike the others."""

    season: Array
    trend: Array
    rest: Array
    weights: Array


def stl(values: Sequence[float], *, period: int, seasonal: int, outer: int = OUTER, inner: int = INNER) -> Parts:
    """Decompose a series of at least two periods without gaps.

    `seasonal` (odd) is how many periods a season is smoothed over: a larger number changes it more slowly. Trend and
    low-pass windows are those of section 3.4 and 3.5. `outer` 0: no robustness weights.
    """
    series = np.asarray(values, dtype=np.float64)
    trend, season, weights = np.zeros_like(series), np.zeros_like(series), np.ones_like(series)
    for number in range(outer + 1):
        if number:
            weights = _robustness(series - season - trend)
        for _ in range(inner):
            season = _season(series - trend, weights, period, seasonal)
            trend = loess(series - season, _odd(1.5 * period / (1 - 1.5 / seasonal)), weights)
    return Parts(season, trend, series - season - trend, weights)


def _odd(least: float) -> int:
    """The smallest odd whole number that is not less."""
    whole = ceil(least)
    return whole + (whole + 1) % 2


def _season(detrended: Array, weights: Array, period: int, window: int) -> Array:
    """Each calendar month smoothed on its own, one period longer at both ends; what is slow in that is trend (3.3)."""
    cycles = np.empty(len(detrended) + 2 * period)
    for first in range(period):
        own = slice(first, None, period)
        cycles[own] = loess(detrended[own], window, weights[own], beyond=1)
    slow = _moving_mean(_moving_mean(_moving_mean(cycles, period), period), 3)
    return cycles[period:-period] - loess(slow, _odd(period), np.ones_like(slow))


def _moving_mean(values: Array, length: int) -> Array:
    return np.convolve(values, np.full(length, 1 / length), mode="valid")


def loess(values: Array, window: int, weights: Array, beyond: int = 0) -> Array:
    """A local straight line through the `window` nearest values at each place, and at `beyond` places at both ends."""
    places = np.arange(len(values), dtype=np.float64)
    found = [_at(place, places, values, window, weights) for place in range(-beyond, len(values) + beyond)]
    return np.array(found)


def _at(place: int, places: Array, values: Array, window: int, weights: Array) -> float:
    """Weighted least squares at one place, tricube weights by distance (section 2)."""
    count = len(values)
    first = min(max(place - (window + 1) // 2 + 1, 0), max(count - window, 0))
    near = slice(first, first + window)
    distance = np.abs(places[near] - place)
    # Where the window is longer than the series, the weights fall off as if the series were longer.
    reach = distance.max() + max(window - count, 0) // 2
    weight = weights[near] * _falling(distance, reach, 3)
    if weight.sum() <= 0:
        return float(values[min(max(place, 0), count - 1)])
    weight /= weight.sum()
    middle = weight @ places[near]
    offset = places[near] - middle
    spread = weight @ offset**2
    if np.sqrt(spread) > LINE * (count - 1):
        weight *= 1 + (place - middle) * offset / spread
    return float(weight @ values[near])


def _falling(distance: Array, reach: float, power: int) -> Array:
    """(1 - (d/r)^p)^p: tricube for p = 3, bisquare for p = 2; 1 at the middle and 0 from the border on."""
    share = np.minimum(distance / reach, 1)
    return np.where(share <= LINE, 1, np.where(share <= 1 - LINE, (1 - share**power) ** power, 0))


def _robustness(rest: Array) -> Array:
    """Weights that leave values out that lie six median deviations off (section 3.3)."""
    off = np.abs(rest)
    median = float(np.median(off))
    return _falling(off, 6 * median, 2) if median else np.equal(off, 0).astype(np.float64)
