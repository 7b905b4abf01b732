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
from naerverk.statistics.facts.stretches import KIND_NUMBERS, stretches_of
from naerverk.statistics.facts.tables import Tables
from naerverk.statistics.grid import Grid
from naerverk.statistics.question import Question, periods_of
from naerverk.statistics.rates import forest_of

TENTH = Fraction(1, 10)
SAFE_STEP = 5
"""Fewest persons between two points of the curve."""
TOLD_APART = Fraction(1, 5)
"""A sum tells somebody's days when what the others in it have is less than this share of them (p-percent rule)."""


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


@dataclass(frozen=True, slots=True)
class UnitConcentration:
    """A unit with all below it. `dominated`: one of the tenth could be told apart in it, by one who is in it too."""

    found: Concentration
    dominated: bool


def concentration(dataset: Dataset, first: Month, last: Month, *, engine: str = DEFAULT) -> Concentration:
    """Concentration of sickness absence (full-time working days) over all persons employed in the months."""
    found = _by_unit(dataset, Question((), first, last), engine)
    persons, lost = found.get("", (0, []))
    return _of_days(lost, persons)


def concentrations(
    dataset: Dataset, first: Month, last: Month, *, engine: str = DEFAULT
) -> dict[str, UnitConcentration]:
    """The same of every unit with somebody employed; each person counts once in a unit and in each above it."""
    found = _by_unit(dataset, Question(("unit",), first, last), engine)
    return {
        unit: UnitConcentration(_of_days(lost, persons), _dominated(lost, persons))
        for unit, (persons, lost) in found.items()
    }


def _by_unit(dataset: Dataset, question: Question, engine: str) -> dict[str, tuple[int, list[int]]]:
    """Persons employed, and the lost days of those who were absent, rising; by unit, or all under no name."""
    periods = periods_of(question, (question.first, question.last))
    forest = forest_of(dataset, question, periods[0].first, periods[-1].last)
    grid = Grid(question, periods, forest)
    with opened(engine) as at_work:
        tables = Tables(at_work, dataset, grid)
        jobs = at_work.keep(jobs_of(tables))
        rows = stretches_of(tables, jobs, ("person_id",))
        employed, absent = at_work.take(
            [jobs.select("person_id", "node").unique(), rows.select("person_id", "place", "days", "weight")]
        )
    above = grid.above()
    node = (pl.col("place") // (grid.steps * KIND_NUMBERS)).cast(pl.Int64).alias("node")
    lost = (pl.col("days") * pl.col("weight")).cast(pl.Int64).alias("lost")
    days = absent.select("person_id", node, lost).group_by("person_id", "node").agg(pl.col("lost").sum())
    days = days.join(above, on="node").group_by("unit", "person_id").agg(pl.col("lost").sum())
    by_unit = days.filter(pl.col("lost") > 0).group_by("unit").agg(pl.col("lost").sort())
    persons = (
        employed.cast({"node": pl.Int64}).join(above, on="node").group_by("unit").agg(pl.col("person_id").n_unique())
    )
    names = {number: name for name, number in forest.unit_numbers().items()}
    found = persons.join(by_unit, on="unit", how="left")
    return {names[unit]: (n, lost_days or []) for unit, n, lost_days in found.iter_rows()}


def _dominated(lost: Sequence[int], persons: int) -> bool:
    """Whether the second in the tenth could tell the first one's days too closely from the sum."""
    first, _second, *others = [*sorted(lost, reverse=True)[: int(persons * TENTH)], 0, 0]
    return sum(others) < first * TOLD_APART and first > 0


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
