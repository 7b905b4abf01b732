"""How units and months vary: three numbers, estimated from products of deviations at known distances.

R = lost / expected - 1 of one unit has, between months s and t,
    Cov = tau2 + delta2 level^2 0.95^|s-t| + phi level 0.6^|s-t| / sqrt(E_s E_t)
tau2: lasting differences between units. delta2: slow drift of a unit's level. phi: noise of spells, in days.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.optimize import nnls

from naerverk.statistics.probability.panel import Flags, Floats

DRIFT = 0.95
SPELLS = 0.6
PRIOR = np.array([0.05, 0.02, 9.0])
PRIOR_WEIGHT = np.array([0.15, 0.6, 0.15])
PRIOR_UNITS = 6
FLOORS = np.array([0.005, 0.004, 3.0])
LARGEST_WEIGHT = 60.0


@dataclass(frozen=True, slots=True)
class Variation:
    """`tau2` and `delta2` in squared shares of the expected days, `phi` in days."""

    tau2: float
    delta2: float
    phi: float

    def spells(self, expected_a: Floats, expected_b: Floats, distance: Floats, level: float = 1.0) -> Floats:
        """The part of the covariance that comes from spells."""
        return self.phi * level * SPELLS**distance / np.sqrt(np.outer(expected_a, expected_b))

    def lasting(self, distance: Floats, level: float = 1.0) -> Floats:
        """The part of the covariance that comes from the unit's level and its drift."""
        return self.tau2 + self.delta2 * level**2 * DRIFT**distance


def distances(a: Floats, b: Floats) -> Floats:
    """Months between each pair."""
    found: Floats = np.abs(np.subtract.outer(a, b))
    return found


def estimate(deviation: Floats, expected: Floats, usable: Flags) -> Variation:
    """Non-negative least squares on the products R_s R_t, pulled towards what is known from elsewhere.

    A product weighs the expected days behind it (at most 60), squared. The pull is stronger the fewer units there
    are, and strongest on the drift, which short series hardly show.
    """
    normal, right = np.zeros((3, 3)), np.zeros(3)
    for product, row, weight in _moments(deviation, expected, usable):
        normal += (row * weight) @ row.T
        right += row @ (weight * product)
    pull = PRIOR_WEIGHT * PRIOR_UNITS / len(deviation) * np.diag(normal)
    normal += np.diag(pull)
    right += pull * PRIOR
    scale = 1 / np.sqrt(np.diag(normal))
    root = np.linalg.cholesky(normal * np.outer(scale, scale))
    found = nnls(root.T, np.linalg.solve(root, right * scale))[0] * scale
    tau2, delta2, phi = np.maximum(found, FLOORS)
    return Variation(float(tau2), float(delta2), float(phi))


def _moments(deviation: Floats, expected: Floats, usable: Flags) -> Iterator[tuple[Floats, Floats, Floats]]:
    """Per distance in months: the products, their three regressors (one row each) and their weights."""
    months = deviation.shape[1]
    for lag in _lags(months):
        both = usable[:, : months - lag] & usable[:, lag:]
        product = (deviation[:, : months - lag] * deviation[:, lag:])[both]
        size = np.sqrt(expected[:, : months - lag] * expected[:, lag:])[both]
        row = np.vstack([np.ones_like(size), np.full_like(size, DRIFT**lag), SPELLS**lag / size])
        yield product, row, np.minimum(size, LARGEST_WEIGHT) ** 2


def _lags(months: int) -> list[int]:
    """Every distance up to a year, then ever more sparsely."""
    return [lag for lag in (*range(13), 15, 18, 21, *range(24, months, 6)) if lag < months]
