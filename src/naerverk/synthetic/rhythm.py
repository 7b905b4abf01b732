"""When absences begin: season, weekday, common waves and each unit's slow drift, as one clock per unit.

The clock of a unit runs faster when absences are likelier. A person's exposure is the clock's run between two days; a
uniform number on that run, read back, is a day of onset with the right season and weekday.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from naerverk.synthetic.draws import Draws, Flags, Floats, Ints, normal
from naerverk.synthetic.organisation import Organisation
from naerverk.synthetic.services import SERVICES
from naerverk.synthetic.timeline import Timeline

_SHORT = np.array([1.42, 1.38, 1.22, 0.86, 0.82, 0.76, 0.42, 0.92, 1.16, 1.16, 1.14, 1.0])
_LONG = np.array([1.42, 1.36, 1.26, 0.92, 0.92, 0.8, 0.46, 0.9, 1.04, 1.06, 1.06, 0.86])
"""Onsets by month, 1 on average: the shape of NISRA's table 5.1 and of KS's quarters, with the Norwegian July."""

_SUMMER = {"school": 0.2, "kindergarten": 0.6}
_DRIFT_SD, _DRIFT_KEPT = 0.15, 0.95
_LEVEL_SD = 0.15
_WAVE_SD, _WAVE_KEPT = 0.07, 0.6
_GROWTH = 1.03
"""Absence rises a little from year to year, as it has since 2019; what the whole period adds up to stays the same."""

_NORMAL = normal()


@dataclass(frozen=True, eq=False)
class Rhythm:
    """`run[leaf, m]` is what the leaf's clock shows when month m begins (m counts from the run-in)."""

    run: Floats
    timeline: Timeline

    def at(self, leaf: Ints, shift: Flags, day: Ints) -> Floats:
        """What the clock shows as a day begins."""
        moment = np.where(shift, self.timeline.clock[1][day], self.timeline.clock[0][day])
        month = self.timeline.month_of[day]
        low = self.run[leaf, month]
        return low + (self.run[leaf, month + 1] - low) * (moment - month)

    def day(self, leaf: Ints, shift: Flags, shown: Floats, first: Ints, last: Ints) -> Ints:
        """The day, from first to last, on which the clock shows a value."""
        low, high = self.timeline.month_of[first], self.timeline.month_of[last]
        while np.any(low < high):
            middle = (low + high + 1) // 2
            passed = self.run[leaf, middle] <= shown
            low, high = np.where(passed, middle, low), np.where(passed, high, middle - 1)
        begins = self.run[leaf, low]
        span = np.maximum(self.run[leaf, low + 1] - begins, 1e-12)
        moment = low + np.minimum((shown - begins) / span, 1 - 1e-9)
        found = [np.searchsorted(clock, moment, side="right") - 1 for clock in self.timeline.clock]
        return np.clip(np.where(shift, found[1], found[0]), first, last)


def rhythms_of(organisation: Organisation, timeline: Timeline, draws: Draws) -> tuple[Rhythm, Rhythm]:
    """The clocks of short and of long absences. The sd of a unit's drift is 0.15, month to month correlation 0.95."""
    months = len(timeline.month_start) - 1
    growth = np.log(_GROWTH) / 12 * np.arange(months)
    wave = np.round(np.exp(growth + _wandering(1, months, _WAVE_SD, _WAVE_KEPT, draws)[0]), 4)
    leaves = len(organisation.leaves)
    level = _LEVEL_SD * draws.pick(_NORMAL, leaves)
    drift = np.round(np.exp(level[:, None] + _wandering(leaves, months, _DRIFT_SD, _DRIFT_KEPT, draws)), 4)
    days = np.diff(timeline.month_start)
    calendar = (timeline.origin.month - 1 + np.arange(months)) % 12
    summer = np.array([_SUMMER.get(service.year, 1.0) for service in SERVICES])[organisation.service]
    july = np.where(calendar == 6, summer[:, None], 1.0)
    speed = drift * july * (wave * days)
    short, long = (Rhythm(_run(speed * season[calendar]), timeline) for season in (_SHORT, _LONG))
    return short, long


def _run(speed: Floats) -> Floats:
    start = np.zeros((len(speed), 1))
    run = np.cumsum(speed, axis=1)
    return np.concatenate((start, run, run[:, -1:]), axis=1)


def _wandering(rows: int, months: int, sd: float, kept: float, draws: Draws) -> Floats:
    """First-order autoregression per row, stationary with this sd."""
    steps = draws.pick(_NORMAL, rows * months).reshape(months, rows)
    values = np.empty((months, rows))
    values[0] = sd * steps[0]
    fresh = sd * np.sqrt(1 - kept * kept)
    for month in range(1, months):
        values[month] = kept * values[month - 1] + fresh * steps[month]
    return values.T
