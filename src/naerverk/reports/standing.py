"""Whose figures a unit's report may show in a month, by the publication plan."""

from __future__ import annotations

from dataclasses import dataclass

from naerverk.calendar import Month
from naerverk.reports.figures import Standing
from naerverk.reports.months import Months
from naerverk.statistics.disclosure.publication_plan import Reason


@dataclass(frozen=True, slots=True)
class Place:
    """`unit_id` and `part` of the line to show; `with_units` are the units in a pool."""

    standing: Standing
    unit_id: str = ""
    part: str = "whole"
    with_units: tuple[str, ...] = ()


def place_of(months: Months, unit_id: str, month: Month) -> Place:
    """Own figures, a pool's, or none."""
    plan, parents = months.plans[month.label], months.parents[month.label]
    if unit_id in plan.shown:
        return Place(Standing.OWN, unit_id)
    if unit_id not in plan.hidden:
        return Place(Standing.EMPTY)
    protecting = plan.hidden[unit_id] is Reason.SIBLING
    above = parents.get(unit_id)
    while above is not None and above not in plan.shown:
        above = parents.get(above)
    if above is None or above not in plan.rest_shown:
        return Place(Standing.PROTECTING if protecting else Standing.TOO_SMALL)
    pool = tuple(sorted(unit for unit in plan.hidden if parents.get(unit) == above))
    return Place(Standing.POOLED_TO_PROTECT if protecting else Standing.POOLED, above, "rest", pool)
