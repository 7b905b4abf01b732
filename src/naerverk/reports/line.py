"""One unit's disclosed months in a row: days, rates, and why a month has none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from naerverk.calendar import Month, working_days
from naerverk.charts.series import Gap
from naerverk.reports.figures import Rate
from naerverk.statistics.table import DisclosedTable
from naerverk.statistics.targets.people import total
from naerverk.statistics.targets.target import Days


@dataclass(frozen=True, slots=True)
class Line:
    """Disclosed days by month; a month that is known but absent from `days` is hidden."""

    known: frozenset[Month]
    days: dict[Month, Days]
    persons: dict[Month, int]

    def gap(self, months: Sequence[Month]) -> Gap | None:
        """Why these months together have no figure; None when they have one."""
        if any(month not in self.known for month in months):
            return Gap.MISSING
        return Gap.HIDDEN if any(month not in self.days for month in months) else None

    def sum(self, months: Sequence[Month]) -> Days | None:
        """The days of some months; shown only when every month is."""
        return None if self.gap(months) else total([self.days[month] for month in months])

    def rate(self, months: Sequence[Month]) -> Rate:
        """The rate of some months, from summed days."""
        days = self.sum(months)
        return Rate(days.rate, days=days) if days else Rate(None, self.gap(months))

    def full_time_equivalents(self, month: Month) -> float | None:
        """Agreed days over the month's working days."""
        days = self.days.get(month)
        return days.agreed / working_days(month.first, month.last) if days else None


def line_of(table: DisclosedTable, unit_id: str, part: str) -> Line:
    """The line of one unit: `whole`, or `rest` for its small units together."""
    known: set[Month] = set()
    days: dict[Month, Days] = {}
    persons: dict[Month, int] = {}
    columns = ("month", "part", "agreed_days", "absence_days", "persons", "status")
    for label, kind, agreed, lost, people, status in (
        table.frame.filter(pl.col("unit") == unit_id).select(columns).iter_rows()
    ):
        month = Month.parse(label)
        known.add(month)
        if kind == part and status == "ok" and agreed and lost is not None:
            days[month] = Days(max(lost, 0.0), agreed)
            if people is not None:
                persons[month] = people
    return Line(frozenset(known), days, persons)
