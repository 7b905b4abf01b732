"""How unevenly absence falls: the share of lost days that the tenth with most of them stands for. No names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from naerverk.calendar import Month
from naerverk.records import Dataset
from naerverk.statistics.engines import DEFAULT, opened
from naerverk.statistics.facts.jobs import jobs_of
from naerverk.statistics.facts.stretches import stretches_of
from naerverk.statistics.facts.tables import Tables
from naerverk.statistics.grid import Grid
from naerverk.statistics.question import Question, periods_of
from naerverk.statistics.tree import flat_forest

TENTH = Fraction(1, 10)
SAFE_STEP = 5
"""Fewest persons between two points of the curve."""


@dataclass(frozen=True, slots=True)
class Concentration:
    """Persons employed, persons absent, the top tenth's share of lost days in percent, and the Lorenz curve.

    `curve` holds (percent of persons, percent of lost days), those with least absence first, at every tenth of the
    persons; it is empty when a tenth would be fewer than SAFE_STEP persons. Shares are None without any absence.
    """

    persons: int
    absent_persons: int
    top_tenth_percent: float | None
    curve: tuple[tuple[float, float], ...]


def concentration(dataset: Dataset, first: Month, last: Month, *, engine: str = DEFAULT) -> Concentration:
    """Concentration of sickness absence (full-time working days) over all persons employed in the months."""
    question = Question((), first, last)
    periods = periods_of(question, (first, last))
    with opened(engine) as at_work:
        grid = Grid(question, periods, flat_forest([""], periods[0].first, periods[-1].last))
        tables = Tables(at_work, dataset, grid)
        jobs = at_work.keep(jobs_of(tables))
        rows = stretches_of(tables, jobs, ("person_id",))
        employed, absent = at_work.take([jobs.select("person_id").unique(), rows.select("person_id", "days", "weight")])
    lost = absent.group_by("person_id").agg((pl.col("days") * pl.col("weight")).sum().cast(pl.Int64).alias("lost"))
    lost = lost.filter(pl.col("lost") > 0)
    return _of_days(sorted(lost["lost"]), employed.height)


def _of_days(lost: Sequence[int], persons: int) -> Concentration:
    """From the absent persons' lost days, rising, and the number of all persons."""
    total = sum(lost)
    if not total:
        return Concentration(persons, 0, None, ())
    days = [0] * (persons - len(lost)) + list(lost)
    top = 100 - _percent_below(days, total, 1 - TENTH)
    steps = [TENTH * number for number in range(11)] if persons * TENTH >= SAFE_STEP else []
    curve = tuple((float(100 * step), _percent_below(days, total, step)) for step in steps)
    return Concentration(persons, len(lost), top, curve)


def _percent_below(days: Sequence[int], total: int, share: Fraction) -> float:
    """Percent of lost days of the share of persons with least; a person on the border counts in part."""
    place = share * len(days)
    whole = int(place)
    part = (place - whole) * days[whole] if place > whole else Fraction(0)
    return float(100 * (sum(days[:whole]) + part) / total)
