"""A unit's target in the report: path, smiley, and how likely it is to be reached."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import polars as pl

from naerverk.calendar import Month, rolling12
from naerverk.problems import Refusal
from naerverk.reports.figures import Standing, TargetView
from naerverk.reports.line import Line
from naerverk.reports.months import Months
from naerverk.reports.sources import Parents
from naerverk.reports.standing import Place
from naerverk.statistics.statement import Statement
from naerverk.statistics.targets.smiley import NEAR_POINTS, smiley
from naerverk.statistics.targets.target import Baseline, Kind, Target

if TYPE_CHECKING:
    from naerverk.statistics.probability.fit import Fit


@dataclass(frozen=True, slots=True)
class Aim:
    """What was promised: absence in percent for the twelve months that end with `due`.

    `baseline` is the last of the twelve months the path starts from; None leaves it to `baseline_of`.
    """

    percent: float
    due: Month
    baseline: Month | None = None


def baseline_of(aim: Aim, started: Month | None, first_known: Month) -> Month:
    """The baseline's last month: as given, else before measures began, else of the data's first twelve months."""
    if aim.baseline:
        return aim.baseline
    return started.plus(-1) if started else first_known.plus(11)


def target_of(aim: Aim, started: Month | None, first_known: Month, line: Line) -> Target | None:
    """The target that starts from the aim's baseline; None when a month of the baseline is not shown."""
    baseline = baseline_of(aim, started, first_known)
    days = line.sum(rolling12(baseline))
    return Target(Kind.ABSOLUTE, aim.percent, Baseline(baseline, days), aim.due) if days else None


def target_view(
    target: Target, line: Line, months: Months, place: Place, month: Month, near_points: float = NEAR_POINTS
) -> TargetView | None:
    """Where the unit or its pool stands in a month; None when a month of the last twelve is not shown."""
    now = line.sum(rolling12(month))
    if now is None:
        return None
    chance = _chance(target, months, place.unit_id, month) if place.standing is Standing.OWN else None
    return TargetView(target, smiley(target, month, now, near_points), chance, near_points)


def _chance(target: Target, months: Months, unit_id: str, month: Month) -> Statement | None:
    """How likely, from the units on the same level; None where the model cannot say."""
    # SciPy takes a second to load, and only reports with a target need it.
    from naerverk.statistics.probability.reaching import LONGEST, chance_in_words, chance_of_reaching  # noqa: PLC0415

    if not 1 <= target.due.number - month.number <= LONGEST:
        return None
    try:
        peers, fitted = _fit(months, _depth(unit_id, months.parents[month.label]), month)
        chance = chance_of_reaching(fitted, peers.index(unit_id), target, month)
    except Refusal:
        # Too few units or months, or one of the unit's last twelve is hidden.
        return None
    return chance_in_words(chance)


@lru_cache(maxsize=16)
def _fit(months: Months, depth: int, month: Month) -> tuple[list[str], Fit]:
    """The units on one level and their model: the same for all of them, and half of the work of a report."""
    from naerverk.statistics.probability.fit import fit  # noqa: PLC0415 - SciPy, as above
    from naerverk.statistics.probability.panel import panel_of  # noqa: PLC0415

    parents, shown = months.parents[month.label], sorted(months.plans[month.label].shown)
    peers = [unit for unit in shown if _depth(unit, parents) == depth]
    return peers, fit(panel_of(*_days(months, peers, month)))


def _days(months: Months, units: Sequence[str], last: Month) -> tuple[list[list[float]], list[list[float]]]:
    """Lost and agreed disclosed days, a row per unit and a column per month up to the last; NaN where hidden."""
    labels = [label for label in sorted(months.plans) if label <= last.label]
    rows = months.table.frame.filter((pl.col("part") == "whole") & (pl.col("status") == "ok"))
    columns = rows.select("unit", "month", "absence_days", "agreed_days")
    found = {(unit, month): days for unit, month, *days in columns.iter_rows()}
    cells = [[found.get((unit, label), (math.nan, math.nan)) for label in labels] for unit in units]
    return [[cell[0] for cell in row] for row in cells], [[cell[1] for cell in row] for row in cells]


def _depth(unit: str, parents: Parents) -> int:
    """How many units stand above."""
    depth, at = 0, parents.get(unit)
    while at is not None:
        depth, at = depth + 1, parents.get(at)
    return depth
