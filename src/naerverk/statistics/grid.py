"""The small tables that the facts expression is joined with: days, periods, spans, nodes, age bands.

Cumulative working days make the cost grow with the number of spells, not of days: the working days of a stretch in a
period are `min(through(stop), through(period's last)) - max(before(start), before(period's first))`.
Periods are numbered from 0; they may overlap (rolling years), but their first and their last days rise.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from naerverk.calendar import days_between, is_working_day, working_days_through
from naerverk.statistics.definitions import (
    AGE_GROUPS,
    BIRTH_YEARS,
    LENGTH_BANDS,
    SEXES,
    age_group,
)
from naerverk.statistics.question import Period, Question
from naerverk.statistics.tree import Forest

OLDEST_START = date(1900, 1, 1)
"""Spells that start earlier are as long as any class needs."""
NO_BIRTH_YEAR = -1


@dataclass(frozen=True, slots=True)
class Grid:
    """All small tables of one question over one run of periods, and how groups are numbered."""

    question: Question
    periods: Sequence[Period]
    forest: Forest
    offset: int = 0
    """The number of the first of these periods among all that are asked for."""

    @property
    def first(self) -> date:
        """The first day counted."""
        return self.periods[0].first

    @property
    def last(self) -> date:
        """The last day counted."""
        return self.periods[-1].last

    @property
    def steps(self) -> int:
        """Periods and one more place for what ends with the last."""
        return len(self.periods) + 1

    @property
    def ages(self) -> int:
        """How many age groups are told apart."""
        return len(AGE_GROUPS) if "age_group" in self.question.by else 1

    @property
    def sexes(self) -> int:
        """How many sexes are told apart."""
        return len(SEXES) if "sex" in self.question.by else 1

    @property
    def groups(self) -> int:
        """A person's group is `sex * ages + age`."""
        return self.sexes * self.ages

    @property
    def lengths(self) -> int:
        """How many classes of length are told apart."""
        return len(LENGTH_BANDS[self.question.length_classes]) if "length" in self.question.by else 1

    def days(self) -> pl.DataFrame:
        """Each day: working days before and through it, the first and the last period that could hold it."""
        firsts, lasts = [p.first for p in self.periods], [p.last for p in self.periods]
        days = list(days_between(self.first, self.last))
        through = [working_days_through(day) for day in days]
        return pl.DataFrame(
            {
                "day": days,
                "through": through,
                "before": [count - is_working_day(day) for count, day in zip(through, days, strict=True)],
                "from_period": [bisect_left(lasts, day) for day in days],
                "to_period": [bisect_right(firsts, day) - 1 for day in days],
            },
            schema={"day": pl.Date, **dict.fromkeys(("through", "before", "from_period", "to_period"), pl.Int32)},
        )

    def spans(self) -> pl.DataFrame:
        """Every run of periods, by its first and last number packed, with each period in it."""
        period = pl.Series("period", range(len(self.periods)), pl.Int32).to_frame()
        runs = period.rename({"period": "start"}).join_where(period, pl.col("start") <= pl.col("period"))
        runs = runs.rename({"period": "stop"})
        runs = runs.join_where(period, pl.col("start") <= pl.col("period"), pl.col("period") <= pl.col("stop"))
        span = (pl.col("start") * self.steps + pl.col("stop")).cast(pl.Int32).alias("span")
        before, through = zip(*map(_bounds, self.periods), strict=True)
        last = [(period.last - OLDEST_START).days for period in self.periods]
        known = {"period_before": before, "period_through": through, "period_last": last}
        each = [pl.lit(pl.Series(name, values, pl.Int32)).gather("period") for name, values in known.items()]
        return runs.select(span, "period", *each)

    def bounds(self) -> pl.DataFrame:
        """Each step: a period's working days before it and through it, and nothing for the step after the last."""
        rows = [(number, *_bounds(period)) for number, period in enumerate(self.periods)]
        rows.append((len(rows), 0, 0))
        columns = ("step", "period_before", "period_through")
        return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.Int64), orient="row")

    def stays(self) -> pl.DataFrame:
        """Each unit's nodes over time."""
        stays = self.forest.stays
        return pl.DataFrame(
            {
                "unit_id": [stay.unit_id for stay in stays],
                "stay_first": [stay.first for stay in stays],
                "stay_last": [stay.last for stay in stays],
                "node": [stay.node for stay in stays],
            },
            schema={"unit_id": pl.String, "stay_first": pl.Date, "stay_last": pl.Date, "node": pl.Int64},
        )

    def above(self) -> pl.DataFrame:
        """Each node with the number of every unit it is or lies below."""
        names = self.forest.unit_numbers()
        rows = [(node, names[unit]) for node, path in enumerate(self.forest.paths) for unit in path]
        return pl.DataFrame(rows, schema={"node": pl.Int64, "unit": pl.Int64}, orient="row")

    def age_runs(self) -> pl.DataFrame:
        """For each year of birth the runs of periods in which the age group stays the same."""
        rows = [
            (born, run[0], run[1], run[2])
            for born in BIRTH_YEARS
            for run in _runs([AGE_GROUPS.index(age_group(born, period.last.year)) for period in self.periods])
        ]
        rows.append((NO_BIRTH_YEAR, AGE_GROUPS.index(age_group(None, 0)), 0, len(self.periods) - 1))
        columns = ("birth_year", "age", "run_first", "run_last")
        return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.Int64), orient="row")

    def day_numbers(self) -> pl.DataFrame:
        """Each day since OLDEST_START, numbered from 0."""
        days = list(days_between(OLDEST_START, self.last))
        return pl.DataFrame({"day": days, "number": range(len(days))}, schema={"day": pl.Date, "number": pl.Int32})


def _bounds(period: Period) -> tuple[int, int]:
    return working_days_through(period.first) - is_working_day(period.first), working_days_through(period.last)


def _runs(values: Sequence[int]) -> list[tuple[int, int, int]]:
    """(value, first place, last place) of each run of equal values."""
    runs: list[tuple[int, int, int]] = []
    for place, value in enumerate(values):
        if runs and runs[-1][0] == value:
            runs[-1] = (value, runs[-1][1], place)
        else:
            runs.append((value, place, place))
    return runs
