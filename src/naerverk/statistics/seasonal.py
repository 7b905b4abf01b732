"""The same month last year and the last twelve months, in place of one month quoted alone.

Absence has seasons: July is low and February high wherever one looks. A month compared with the month before is
mostly calendar. All rates here are sums of lost days over sums of agreed days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from naerverk.calendar import Month
from naerverk.statistics.statement import Statement, shown
from naerverk.statistics.targets.people import total
from naerverk.statistics.targets.target import Days

YEAR = 12
NOTABLE_POINTS = 0.3


@dataclass(frozen=True, slots=True)
class SameMonth:
    """A month beside the same month a year before, in per cent; `points` is computed before any rounding."""

    month: Month
    now: float
    then: float

    @property
    def points(self) -> float:
        """Change in points; negative when absence fell."""
        return self.now - self.then


def rolling12_rates(months: Sequence[Days | None]) -> list[float | None]:
    """Per month: the rate of the twelve months that end with it; None until there are twelve, or over a gap."""
    return [_rate_of(months[max(0, end - YEAR) : end]) for end in range(1, len(months) + 1)]


def _rate_of(window: Sequence[Days | None]) -> float | None:
    known = [days for days in window if days is not None]
    return total(known).rate if len(known) == YEAR else None


def same_month_last_year(last: Month, months: Sequence[Days | None]) -> SameMonth | None:
    """The last of consecutive months against the month twelve before it; None when either has no figure."""
    if len(months) <= YEAR:
        return None
    now, then = months[-1], months[-1 - YEAR]
    return None if now is None or then is None else SameMonth(last, now.rate, then.rate)


def usual_deviation(months: Sequence[Days | None]) -> float | None:
    """How many points the calendar month of the last month has usually lain over its year, in earlier years.

    The mean, over the earlier years, of that month's rate minus the rate of the twelve months that end with it.
    None when no earlier year is whole.
    """
    rolling = rolling12_rates(months)
    found = []
    for place in range(len(months) - 1 - YEAR, -1, -YEAR):
        days, year = months[place], rolling[place]
        if days is not None and year is not None:
            found.append(days.rate - year)
    return sum(found) / len(found) if found else None


def one_month_caution(last: Month, months: Sequence[Days | None]) -> Statement:
    """The warning that goes with any single month: what the season usually does to it, or that it may."""
    usual = usual_deviation(months)
    if usual is None:
        return Statement("control_charts.one_month_alone", {"month": last})
    if abs(usual) < NOTABLE_POINTS:
        return Statement("control_charts.one_month_noisy", {"month": last})
    direction = "high" if usual > 0 else "low"
    return Statement(f"control_charts.one_month_usually_{direction}", {"month": last, "points": shown(abs(usual))})
