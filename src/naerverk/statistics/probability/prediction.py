"""The days a unit can be expected to lose in some months, from all its own past and the other units'.

Best linear unbiased prediction (Robinson 1991, Stat Sci 6:15): the unit's past deviations tell about its coming
ones as far as the covariance says, so that a unit that was high by chance is expected back towards the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from naerverk.statistics.probability.fit import Fit
from naerverk.statistics.probability.panel import Flags, Floats
from naerverk.statistics.probability.variation import distances


@dataclass(frozen=True, slots=True)
class Ahead:
    """Months to predict for one unit.

    month: numbers on the fit's scale (0 is the first month; those after the last are in the future). reference: the
    fitted month whose common rate stands in for each. agreed: agreed days.
    """

    month: Floats
    reference: Sequence[int]
    agreed: Floats


@dataclass(frozen=True, slots=True)
class Prediction:
    """Expected lost days in all, with the variance of the new noise and of what we do not know about the level."""

    days: float
    noise_variance: float
    level_variance: float

    @property
    def variance(self) -> float:
        """Both together."""
        return self.noise_variance + self.level_variance


def predict(fit: Fit, unit: int, ahead: Ahead) -> Prediction:
    """The sum over the months ahead of what this unit would lose if all went on as before."""
    seen = fit.usable[unit]
    past, level = np.flatnonzero(seen).astype(float), float(fit.level[unit])
    before = fit.expected[unit, seen]
    coming = ahead.agreed * fit.month_rate[list(ahead.reference)]
    pull, explained = _regression(fit, level, past, before, ahead.month, coming)
    surprise = fit.deviation[unit, seen] - fit.month_effect[seen]
    days = coming @ (1 + fit.month_effect[list(ahead.reference)] + pull @ surprise)
    apart = distances(ahead.month, ahead.month)
    noise = coming @ fit.variation.spells(coming, coming, apart, level) @ coming
    lasting = coming @ (fit.variation.lasting(apart, level) - explained) @ coming
    leaning = _leaning(fit, seen, coming, ahead.reference, pull)
    return Prediction(float(days), float(noise), float(lasting + leaning @ fit.month_covariance @ leaning))


def _regression(
    fit: Fit, level: float, past: Floats, before: Floats, month: Floats, coming: Floats
) -> tuple[Floats, Floats]:
    """How the coming deviations lean on the past ones, and the covariance this explains."""
    apart, ahead = distances(past, past), distances(month, past)
    own = fit.variation.lasting(apart, level) + fit.variation.spells(before, before, apart, level)
    cross = fit.variation.lasting(ahead, level) + fit.variation.spells(coming, before, ahead, level)
    pull: Floats = np.linalg.solve(own, cross.T).T
    return pull, pull @ cross.T


def _leaning(fit: Fit, seen: Flags, coming: Floats, reference: Sequence[int], pull: Floats) -> Floats:
    """The derivative of the predicted days by each month effect: through the reference and through the past."""
    found = np.zeros(len(fit.month_effect))
    np.add.at(found, list(reference), coming)
    found[seen] -= coming @ pull
    return found
