"""The days that are simulated: a run-in year, then the months asked for.

Days are whole numbers, 0 being the first day of the run-in year, so that arithmetic on a million spells is fast.
Ranges include both ends, as everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from naerverk.calendar import FIRST_DAY, Month, cumulative_working_days, days_between, public_holidays
from naerverk.synthetic.draws import Floats, Ints

RUN_IN = 12
"""Months simulated and thrown away, so that long cases are already under way on the first day kept."""

STILL_GOING = 1 << 20
"""An end after every day there is."""

_ONSET = (1.47, 1.15, 0.98, 0.86, 0.6, 0.09, 0.11)
_ONSET_SHIFT = (1.26, 1.07, 0.95, 0.86, 0.7, 0.4, 0.42)
_ONSET_HOLIDAY = 0.3


@dataclass(frozen=True, eq=False)
class Timeline:
    """`working[d]` is the number of working days before day d; `month_of[d]` the month, 0 the first of the run-in."""

    months: int
    origin: date
    first: int
    last: int
    month_start: Ints
    month_of: Ints
    working: Ints
    clock: tuple[Floats, Floats]
    """Per day, for day and shift workers: month + the share of the month's onsets that lie before the day."""

    def working_days(self, start: Ints, end: Ints) -> Ints:
        """Working days from start to end; 0 when the range is empty."""
        return np.asarray(np.maximum(self.working[np.maximum(end + 1, start)] - self.working[start], 0))

    def date_of(self, day: int) -> date:
        """The date of a day."""
        return self.origin + timedelta(days=day)

    def day_of(self, when: date) -> int:
        """The number of a date."""
        return (when - self.origin).days

    def month(self, number: int) -> Month:
        """The month asked for with this number, 0 the first that is kept."""
        return Month.of(self.date_of(self.first)).plus(number)


def timeline_of(first: Month, last: Month) -> Timeline:
    """The timeline whose kept months are `first` to `last`."""
    origin = first.plus(-RUN_IN).first
    days = list(days_between(origin, last.last))
    starts = [(Month.from_number(n).first - origin).days for n in range(first.number - RUN_IN, last.number + 2)]
    month_start = np.array(starts, dtype=np.int64)
    known = np.array((0, *cumulative_working_days()), dtype=np.int64)
    offset = (origin - FIRST_DAY).days
    return Timeline(
        months=last.number - first.number + 1,
        origin=origin,
        first=(first.first - origin).days,
        last=len(days) - 1,
        month_start=month_start,
        month_of=np.searchsorted(month_start, np.arange(len(days) + 1), side="right") - 1,
        working=known[offset : offset + len(days) + 1],
        clock=(_clock(days, month_start, _ONSET), _clock(days, month_start, _ONSET_SHIFT)),
    )


def _clock(days: list[date], month_start: Ints, by_weekday: tuple[float, ...]) -> Floats:
    holidays = public_holidays()
    weights = [_ONSET_HOLIDAY if day in holidays else by_weekday[day.weekday()] for day in days]
    before = np.concatenate(([0.0], np.cumsum(np.array(weights))))
    month = np.searchsorted(month_start, np.arange(len(days) + 1), side="right") - 1
    edges = before[month_start]
    spans = np.append(np.diff(edges), 1.0)
    return np.asarray(month + (before - edges[month]) / spans[month])
