"""All that the past of many units says about their next months, in one object."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from naerverk.problems import refuse
from naerverk.statistics.probability.panel import Flags, Floats, Panel, month_rates
from naerverk.statistics.probability.variation import Variation, distances, estimate

FEWEST_UNITS = 4
FEWEST_MONTHS = 12
LOWEST_LEVEL = 0.3
# Months that go together hold less than their number: (1 + 0.6) / (1 - 0.6) = 4 months of spells make one piece of
# knowledge, (1 + 0.95) / (1 - 0.95) = 39 months of drift.
MONTHS_PER_PIECE = 4
DRIFT_MONTHS = 39


@dataclass(frozen=True, slots=True)
class Fit:
    """The fitted past.

    month_rate: common share per month. expected: N x month_rate. deviation: lost / expected - 1, NaN where not
    usable. level: each unit's own level, shrunk towards 1. month_effect and its covariance: what the common months
    still deviate once units are weighed by what they are worth.
    """

    panel: Panel
    usable: Flags
    month_rate: Floats
    expected: Floats
    deviation: Floats
    variation: Variation
    level: Floats
    month_effect: Floats
    month_covariance: Floats


def fit(panel: Panel) -> Fit:
    """Fit at least 4 units over at least 12 months; refuses less."""
    if panel.units < FEWEST_UNITS or panel.months < FEWEST_MONTHS:
        raise refuse("targets.too_little_history", units=FEWEST_UNITS)
    rate = month_rates(panel)
    expected = panel.agreed * rate
    usable = panel.usable & (expected > 0)
    if not usable.any(axis=0).all():
        raise refuse("targets.too_little_history", units=FEWEST_UNITS)
    expected = np.where(usable, expected, np.nan)
    deviation = panel.lost / expected - 1
    variation = estimate(deviation, expected, usable)
    level = _levels(panel, expected, usable, variation)
    effect, covariance = _month_effects(deviation, expected, usable, variation)
    return Fit(panel, usable, rate, expected, deviation, variation, level, effect, covariance)


def _levels(panel: Panel, expected: Floats, usable: Flags, variation: Variation) -> Floats:
    """Each unit's level: its mean deviation, believed as far as its size and length of history allow."""
    whole, months = np.nansum(expected, axis=1), usable.sum(axis=1)
    lost = np.nansum(np.where(usable, panel.lost, 0), axis=1)
    mean = np.divide(lost, whole, out=np.ones_like(whole), where=whole > 0) - 1
    noise = MONTHS_PER_PIECE * variation.phi / np.maximum(whole, 1e-9)
    noise = noise + variation.delta2 * np.minimum(1, DRIFT_MONTHS / np.maximum(months, 1))
    believed: Floats = 1 + variation.tau2 / (variation.tau2 + noise) * mean
    return np.maximum(believed, LOWEST_LEVEL)


def _month_effects(deviation: Floats, expected: Floats, usable: Flags, variation: Variation) -> tuple[Floats, Floats]:
    """Generalised least squares for the mean deviation of each month over all units, and its covariance."""
    months = np.arange(deviation.shape[1], dtype=float)
    precision, pulled = np.zeros((len(months), len(months))), np.zeros(len(months))
    for seen, own_deviation, own_expected in zip(usable, deviation, expected, strict=True):
        apart = distances(months[seen], months[seen])
        covariance = variation.lasting(apart) + variation.spells(own_expected[seen], own_expected[seen], apart)
        inverse = np.linalg.inv(covariance)
        precision[np.ix_(seen, seen)] += inverse
        pulled[seen] += inverse @ own_deviation[seen]
    found: Floats = np.linalg.inv(precision)
    effect: Floats = found @ pulled
    return effect, found
