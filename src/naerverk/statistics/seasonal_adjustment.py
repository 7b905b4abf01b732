"""Months with the season taken out, from four years of data on.

Lost and agreed days are adjusted each on their own, and the rate is the one over the other: a rate is never adjusted,
since an agreed day in July does not weigh what one in March does.
"""

from __future__ import annotations

from collections.abc import Sequence

from naerverk.problems import refuse
from naerverk.statistics.seasonal import YEAR
from naerverk.statistics.stl import stl
from naerverk.statistics.targets.target import Days

LEAST = 4 * YEAR
"""Months in a row that it takes to tell the season from chance."""
WINDOW = 13
"""Years a season is smoothed over: in a short series all years count nearly alike, in a long one it may drift."""


def seasonally_adjusted(months: Sequence[Days | None]) -> list[Days | None]:
    """The last unbroken run of months without their season; None before it, and after it where figures are missing.

    The season of a calendar month is what it usually lies above or below the trend (STL, with little weight on months
    unlike the others). All months change a little when a new one comes. Raises Refusal when the run is shorter than
    four years.
    """
    end = max((place for place, days in enumerate(months, 1) if days), default=0)
    start = max((place for place, days in enumerate(months[:end], 1) if not days), default=0)
    run = [days for days in months[start:end] if days]
    if len(run) < LEAST:
        raise refuse("statistics.too_few_months", n=len(run), least=LEAST)
    lost, agreed = (_without_season(values) for values in zip(*((days.lost, days.agreed) for days in run), strict=True))
    adjusted = [Days(max(one, 0.0), other) for one, other in zip(lost, agreed, strict=True)]
    return [*[None] * start, *adjusted, *[None] * (len(months) - end)]


def _without_season(values: Sequence[float]) -> list[float]:
    season = stl(values, period=YEAR, seasonal=WINDOW).season
    return [value - usual for value, usual in zip(values, season.tolist(), strict=True)]
