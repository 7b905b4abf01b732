"""Which units stand out from the others over twelve months: a funnel of published figures, not a league table.

Days of absence come in spells, so that chance is much larger than independent days would have it. What a year of a
unit varies by itself was measured for `targets.people`; agreed days are counted in portions that vary so. What the
units differ by beyond that is the funnel's own spread.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from naerverk.calendar import Month, rolling12
from naerverk.reports.figures import Rate
from naerverk.reports.months import Months
from naerverk.statistics.control_charts.finding import Measure
from naerverk.statistics.control_charts.funnel import FEWEST_UNITS, Flag, Funnel, FunnelPoint, funnel
from naerverk.statistics.graded import full_time_equivalents
from naerverk.statistics.targets.people import chance_portion
from naerverk.statistics.targets.target import Days

CURVE = 48
"""Places in which the limits are drawn."""
PORTION = chance_portion(12)
"""Agreed days that vary together as one, in a year: about 37."""


@dataclass(frozen=True, slots=True)
class FunnelUnit:
    """One unit: its size, its percent of what is measured, the limits for that size, and where it lies."""

    unit_id: str
    full_time_equivalents: float
    percent: float
    lower: float
    upper: float
    flag: Flag
    days: Days


@dataclass(frozen=True, slots=True)
class Edge:
    """The limits for one size."""

    full_time_equivalents: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class UnitFunnel:
    """The units in order of their ids, the common percent, and the limits from the smallest to the largest size."""

    centre: float
    units: tuple[FunnelUnit, ...]
    edges: tuple[Edge, ...]

    def lying(self, flag: Flag) -> tuple[FunnelUnit, ...]:
        """The units above, below or within their limits."""
        return tuple(unit for unit in self.units if unit.flag is flag)


def unit_funnel(months: Months, unit_id: str, month: Month, measure: Measure) -> UnitFunnel | None:
    """The lowest published units below one, over the twelve months to `month`; None when they are fewer than three.

    Only units that are shown in every one of the months, and no unit together with one above it.
    """
    days = _days(months, month)
    parents = months.parents.get(month.label, {})
    found = sorted(_lowest(days, parents, unit_id))
    if len(found) < FEWEST_UNITS or not any(days[unit][0] for unit in found):
        return None
    model = funnel([days[unit][0] / PORTION for unit in found], [days[unit][1] / PORTION for unit in found])
    return UnitFunnel(
        _of(measure, 100 * model.centre),
        tuple(
            _unit(unit, Days(*days[unit]), point, month, measure)
            for unit, point in zip(found, model.points, strict=True)
        ),
        tuple(_edges(model, [days[unit][1] for unit in found], month, measure)),
    )


def _days(months: Months, month: Month) -> dict[str, tuple[float, float]]:
    """Lost and agreed days of the units whose twelve months are all shown."""
    year = [each.label for each in rolling12(month)]
    shown = (pl.col("part") == "whole") & (pl.col("status") == "ok") & (pl.col("agreed_days") > 0)
    rows = months.table.frame.filter(pl.col("month").is_in(year) & shown)
    sums = rows.group_by("unit").agg(pl.len(), pl.col("absence_days").sum(), pl.col("agreed_days").sum())
    return {unit: (lost, agreed) for unit, n, lost, agreed in sums.iter_rows() if n == len(year)}


def _lowest(shown: Mapping[str, object], parents: Mapping[str, str | None], top: str) -> Iterator[str]:
    """The shown units below the top that have no shown unit below them."""
    above = {unit: list(_line(unit, parents)) for unit in shown}
    taken = {each for line in above.values() for each in line}
    return (unit for unit, line in above.items() if top in line and unit not in taken)


def _line(unit: str, parents: Mapping[str, str | None]) -> Iterator[str]:
    at = parents.get(unit)
    while at is not None:
        yield at
        at = parents.get(at)


def _unit(unit: str, days: Days, point: FunnelPoint, month: Month, measure: Measure) -> FunnelUnit:
    ends = _ends(measure, point.adjusted.lower, point.adjusted.upper)
    flag = point.adjusted.flag
    if measure is Measure.PRESENCE:
        flag = {Flag.HIGH: Flag.LOW, Flag.LOW: Flag.HIGH}.get(flag, flag)
    return FunnelUnit(unit, _jobs(days.agreed, month), _of(measure, 100 * point.share), *ends, flag, days)


def _edges(model: Funnel, agreed: list[float], month: Month, measure: Measure) -> Iterator[Edge]:
    low, high = min(agreed) * 0.9, max(agreed) * 1.05
    for n in range(CURVE):
        size = low + (high - low) * n / (CURVE - 1)
        yield Edge(_jobs(size, month), *_ends(measure, *model.limits(size / PORTION)))


def _ends(measure: Measure, lower: float, upper: float) -> tuple[float, float]:
    one, other = _of(measure, 100 * lower), _of(measure, 100 * upper)
    return min(one, other), max(one, other)


def _of(measure: Measure, absence: float) -> float:
    return Rate(absence).of(measure) or 0.0


def _jobs(agreed: float, month: Month) -> float:
    year = rolling12(month)
    return full_time_equivalents(agreed, year[0].first, year[-1].last) or 0.0
