"""Two measures that were tried: one that works and one that does not. The key is written beside the data.

The one that works takes away a share p(t) of the absence: every case has a fixed number u in 0-1 and its days count
only where u > p(t), so that the true rate ratio is exactly 1 - p(t). Its units are drawn by lot. The other does
nothing, and its units are those with the highest absence in the year before, as often happens.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from naerverk.synthetic.draws import Draws, Floats, Ints
from naerverk.synthetic.organisation import Organisation
from naerverk.synthetic.services import CARE, SERVICES
from naerverk.synthetic.timeline import STILL_GOING, Timeline

RATE_RATIO = 0.65
_STEPS = (0.12, 0.24, 1 - RATE_RATIO)
"""p(t) in the first, second and all later months."""

_STARTS_AT = 2 / 3
_SHARE_OF_CARE, _MOST_UNITS, _SMALLEST = 0.35, 20, 10


@dataclass(frozen=True, eq=False)
class Measure:
    """The measure that works: its leaves, the day it began and p by month from then on."""

    leaves: Ints
    since: int
    steps: tuple[tuple[int, float], ...]

    def stops(self, leaf: Ints, luck: Floats) -> Ints:
        """The first day on which a case no longer counts; STILL_GOING where the measure does not reach it."""
        day = np.full(len(leaf), STILL_GOING)
        for start, share in reversed(self.steps):
            day = np.where(luck <= share, start, day)
        return np.where(np.isin(leaf, self.leaves), day, STILL_GOING)


def measure_of(organisation: Organisation, timeline: Timeline, draws: Draws) -> Measure:
    """Draw the units of the measure that works among the care units that were never reorganised."""
    begins = min(timeline.months - 1, max(1, round(_STARTS_AT * timeline.months)))
    starts = [timeline.day_of(timeline.month(begins + step).first) for step in range(len(_STEPS))]
    eligible = [
        leaf
        for leaf in organisation.untouched.tolist()
        if SERVICES[organisation.leaves[leaf].service].kind in CARE and organisation.leaves[leaf].people >= _SMALLEST
    ]
    count = min(_MOST_UNITS, max(1, round(_SHARE_OF_CARE * len(eligible))))
    drawn = draws.order(len(eligible))[:count]
    leaves = np.sort(np.array(eligible, dtype=np.int64)[drawn])
    return Measure(leaves, starts[0], tuple(zip(starts, _STEPS, strict=True)))


def twins_of(organisation: Organisation, measure: Measure) -> Ints:
    """For each leaf the next of its service for moves and second jobs; -1 for those reorganised or under the measure.

    People neither come to nor leave the measure's units while employed, so that its rate ratio stays exact.
    """
    plain = np.setdiff1d(organisation.untouched, measure.leaves)
    twins = np.full(len(organisation.leaves), -1)
    for service in range(len(SERVICES)):
        mine = plain[organisation.service[plain] == service]
        if len(mine) > 1:
            twins[mine] = np.roll(mine, -1)
    return twins
