"""Funnels: which units lie outside what their size explains, in place of a league table.

Days of absence are not independent trials: one long illness is two hundred of them. Limits from size alone
therefore call nearly every large unit special. The additive model lets true levels differ between units by a
standard deviation tau on top of that (Spiegelhalter 2005, Stat Med 24:1185; DerSimonian & Laird's tau2 from
z-scores winsorised at 10 %), and keeps as special only what stands out from the others.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from naerverk.problems import refuse

WINSORISED = 0.1
LIMIT = 3.0
FEWEST_UNITS = 3


class Flag(StrEnum):
    """Where a unit lies against its limits."""

    HIGH = "high"
    LOW = "low"
    ORDINARY = "ordinary"


@dataclass(frozen=True, slots=True)
class Limits:
    """z-score, limits of the rate as shares (cut at 0 and 1), and the flag of one unit under one model."""

    z: float
    lower: float
    upper: float

    @property
    def flag(self) -> Flag:
        """Outside when the z-score passes `LIMIT` either way."""
        if abs(self.z) <= LIMIT:
            return Flag.ORDINARY
        return Flag.HIGH if self.z > 0 else Flag.LOW


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """One unit: its share, and how it lies by size alone (`plain`) and with overdispersion (`adjusted`)."""

    share: float
    plain: Limits
    adjusted: Limits


@dataclass(frozen=True, slots=True)
class Funnel:
    """All units in the order given; `centre` is the common share (sums, not a mean), `tau` the spread of levels."""

    centre: float
    tau: float
    points: tuple[FunnelPoint, ...]

    def limits(self, denominator: float) -> tuple[float, float]:
        """The lower and upper limit with overdispersion, as shares, of a unit of any size."""
        found = _limits(self.centre, self.centre, math.hypot(_error(self.centre, denominator), self.tau))
        return found.lower, found.upper


def funnel(numerators: Sequence[float], denominators: Sequence[float]) -> Funnel:
    """The funnel of at least three units, each with 0 <= numerator <= denominator and denominator > 0."""
    if len(numerators) < FEWEST_UNITS:
        raise refuse("control_charts.too_few_units", needed=FEWEST_UNITS, n=len(numerators))
    centre = math.fsum(numerators) / math.fsum(denominators)
    if not 0 < centre < 1:
        raise refuse("control_charts.no_variation")
    shares = [part / whole for part, whole in zip(numerators, denominators, strict=True)]
    errors = [_error(centre, whole) for whole in denominators]
    tau = math.sqrt(
        tau_squared([(share - centre) / error for share, error in zip(shares, errors, strict=True)], errors)
    )
    points = (
        FunnelPoint(share, _limits(share, centre, error), _limits(share, centre, math.hypot(error, tau)))
        for share, error in zip(shares, errors, strict=True)
    )
    return Funnel(centre, tau, tuple(points))


def _error(centre: float, denominator: float) -> float:
    return math.sqrt(centre * (1 - centre) / denominator)


def _limits(share: float, centre: float, error: float) -> Limits:
    lower, upper = centre - LIMIT * error, centre + LIMIT * error
    return Limits((share - centre) / error, max(lower, 0.0), min(upper, 1.0))


def tau_squared(z: Sequence[float], errors: Sequence[float]) -> float:
    """The variance between units beyond their standard errors, 0 when there is none."""
    n = len(z)
    overdispersion = sum(score * score for score in winsorised(z)) / n
    weights = [1 / (error * error) for error in errors]
    scale = sum(weights) - sum(weight * weight for weight in weights) / sum(weights)
    return max(0.0, (n * overdispersion - (n - 1)) / scale)


def winsorised(z: Sequence[float], share: float = WINSORISED) -> list[float]:
    """The lowest and highest tenth moved in to the nearest of the others, so that outliers do not hide themselves."""
    moved = int(len(z) * share)
    inner = sorted(z)[moved : len(z) - moved]
    return [min(max(score, inner[0]), inner[-1]) for score in z]
