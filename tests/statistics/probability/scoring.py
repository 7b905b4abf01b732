"""Scores of probabilities and intervals against what then happened."""

from dataclasses import dataclass, field

import numpy as np

TARGETS = (0.80, 0.90, 0.95, 1.00)


@dataclass
class Trials:
    """Forecasts and outcomes, collected one unit at a time."""

    chance: list = field(default_factory=list)
    reached: list = field(default_factory=list)
    inside95: list = field(default_factory=list)
    inside80: list = field(default_factory=list)

    def add(self, outlook, rate_now, rate_then):
        """One unit: the targets are shares of today's twelve-month rate."""
        for share in TARGETS:
            self.chance.append(outlook.chance(share * rate_now))
            self.reached.append(rate_then <= share * rate_now)
        for level, held in ((0.95, self.inside95), (0.80, self.inside80)):
            low, high = outlook.interval(level)
            held.append(low <= rate_then <= high)

    def scores(self):
        """Brier, skill over always saying the overall share, mean gap and slope of calibration, interval shares."""
        chance, reached = np.array(self.chance), np.array(self.reached, dtype=float)
        brier = float(np.mean((chance - reached) ** 2))
        base = reached.mean()
        return {
            "n": len(chance),
            "reached": float(base),
            "brier": brier,
            "skill": float(1 - brier / (base * (1 - base))),
            "gap": _gap(chance, reached),
            "lean": float(np.mean(chance) - base),
            "slope": _slope(chance, reached),
            "holds95": float(np.mean(self.inside95)),
            "holds80": float(np.mean(self.inside80)),
        }


def _gap(chance, reached):
    """The mean distance between what was said and what happened, over tenths of what was said."""
    tenth = np.minimum((chance * 10).astype(int), 9)
    groups = [tenth == i for i in range(10) if (tenth == i).any()]
    return float(sum(group.sum() * abs(chance[group].mean() - reached[group].mean()) for group in groups) / len(chance))


def _slope(chance, reached):
    """Of what happened on what was said, both as log odds: 1 is right, below 1 is too sure of itself."""
    odds = np.log(np.clip(chance, 1e-3, 1 - 1e-3) / (1 - np.clip(chance, 1e-3, 1 - 1e-3)))
    design, weights = np.column_stack([np.ones_like(odds), odds]), np.zeros(2)
    for _ in range(25):
        fitted = 1 / (1 + np.exp(-design @ weights))
        hessian = (design * (fitted * (1 - fitted))[:, None]).T @ design
        weights = weights + np.linalg.solve(hessian, design.T @ (reached - fitted))
    return float(weights[1])


def rate(lost, agreed):
    """Per cent over some months."""
    return 100 * lost.sum() / agreed.sum()
