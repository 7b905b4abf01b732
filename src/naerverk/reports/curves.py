"""Published curves of return to work, turned to what is asked for, and one year's against the year before."""

from __future__ import annotations

import math
from dataclasses import dataclass

from naerverk.reports.figures import Rate
from naerverk.statistics.certainty import Certainty, certainty_of
from naerverk.statistics.control_charts.finding import Measure

TOLD_BY = 56
"""The day the finding speaks of: eight weeks, when those who can are asked to be active again. All curves have it."""


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Percent still absent after a day of the absence, with its 95 % interval; turned, percent back."""

    day: int
    percent: float
    low: float
    high: float

    def of(self, measure: Measure) -> CurvePoint:
        """As absence, or as those who are back."""
        low, high = sorted(Rate(end).of(measure) or 0.0 for end in (self.low, self.high))
        return CurvePoint(self.day, Rate(self.percent).of(measure) or 0.0, low, high)


@dataclass(frozen=True, slots=True)
class YearCurve:
    """The curve of the absences that began in one year."""

    year: int
    points: tuple[CurvePoint, ...]

    def at(self, day: int) -> CurvePoint:
        """The point of a day that the curve has."""
        return next(point for point in self.points if point.day == day)

    def of(self, measure: Measure) -> YearCurve:
        """The same, turned."""
        return YearCurve(self.year, tuple(point.of(measure) for point in self.points))


def faster(now: YearCurve, before: YearCurve) -> Certainty:
    """Whether more are back by `TOLD_BY` than in the other year, and how sure that is."""
    one, other = now.at(TOLD_BY), before.at(TOLD_BY)
    reach = math.hypot((one.high - one.low) / 2, (other.high - other.low) / 2)
    return certainty_of(other.percent - one.percent, reach)
