"""Random numbers that are the same everywhere and for ever.

Only the raw 64-bit words of PCG64 are used, whose stream numpy promises never to change (NEP 19); numpy's own
distributions may change between versions. Every other distribution is a table of rounded quantiles picked by a uniform
number, so that the last bit of a logarithm on another processor cannot move a date.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy import special

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

TABLE = 4096
GOLDEN = 0.6180339887498949
"""Steps of the golden section spread points evenly over 0-1, however many there are."""


class Draws:
    """One stream of random numbers, named by the seed and a path: `Draws(7, 2, 15)`."""

    def __init__(self, *path: int) -> None:
        self._words = np.random.PCG64(np.random.SeedSequence(path))

    def uniform(self, n: int) -> Floats:
        """`n` numbers in [0, 1)."""
        words = np.asarray(self._words.random_raw(n), dtype=np.uint64)
        return (words >> np.uint64(11)).astype(np.float64) * 2.0**-53

    def happens(self, probability: Floats) -> Flags:
        """One yes or no per probability."""
        return self.uniform(len(probability)) < probability

    def pick(self, table: Floats, n: int) -> Floats:
        """`n` entries of a table, each as likely as the next."""
        return at(table, self.uniform(n))

    def days(self, table: Floats, n: int) -> Ints:
        """`n` entries of a table of whole numbers of days."""
        return self.pick(table, n).astype(np.int64)

    def order(self, n: int) -> Ints:
        """The numbers 0 to n-1, shuffled."""
        return np.argsort(self.uniform(n), kind="stable")


def at(table: Floats, quantile: Floats) -> Floats:
    """The values of a table at quantiles in [0, 1)."""
    return table[(quantile * len(table)).astype(np.int64)]


def rows_at(tables: Floats, row: Ints, quantile: Floats) -> Floats:
    """The values of several tables, one per row, at quantiles in [0, 1)."""
    return np.asarray(tables[row, (quantile * tables.shape[1]).astype(np.int64)])


def sums(places: Ints, values: Floats, length: int) -> Floats:
    """The sum of the values at each place 0 to length-1."""
    return np.bincount(places, weights=values, minlength=length).astype(np.float64)


def total(values: Floats) -> float:
    """The sum, added one after the other, so that it is the same on every processor."""
    return float(np.cumsum(values)[-1]) if len(values) else 0.0


def _middles() -> Floats:
    return (np.arange(TABLE) + 0.5) / TABLE


def weighted(weights: Mapping[float, float]) -> Floats:
    """A table in which each value stands in proportion to its weight."""
    values = np.array(list(weights), dtype=np.float64)
    ends = np.cumsum(np.array(list(weights.values()), dtype=np.float64))
    return np.asarray(values[np.searchsorted(ends, _middles() * ends[-1], side="right")])


def exponential(mean: float) -> Floats:
    """Whole numbers, at least 1, of an exponential distribution."""
    return np.maximum(np.rint(-mean * np.log(1 - _middles())), 1)


def normal() -> Floats:
    """The standard normal distribution, to five decimals."""
    return np.round(special.ndtri(_middles()), 5)


def gamma(shape: float) -> Floats:
    """A gamma distribution with mean 1 (variance 1/shape), to four decimals and never quite 0."""
    return np.maximum(np.round(special.gammaincinv(shape, _middles()) / shape, 4), 0.001)


def curve(knots: Sequence[tuple[float, float]]) -> Floats:
    """Whole numbers whose quantiles run through (quantile, value), straight on a logarithmic scale."""
    quantiles, values = zip(*knots, strict=True)
    return np.rint(np.exp(np.interp(_middles(), quantiles, np.log(values))))
