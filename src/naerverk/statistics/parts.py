"""What published rows are made of: disjoint groups of persons, for disclosure control.

A part is the persons of one node (a unit for as long as the chain of units above it is the same), one period, one sex
and one age group. Every published figure is the sum over its parts; kinds and lengths of a row share its parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from naerverk.calendar import Month, months_between
from naerverk.problems import refuse_usage
from naerverk.records import Dataset
from naerverk.statistics import monthly
from naerverk.statistics.columns import read
from naerverk.statistics.definitions import AGE_GROUPS, SEXES
from naerverk.statistics.engines import DEFAULT, opened
from naerverk.statistics.grid import Grid
from naerverk.statistics.question import Period, Question
from naerverk.statistics.rates import forest_of, is_monthly, periods_for, sums_of
from naerverk.statistics.rollup import employed_cells
from naerverk.statistics.table import Table
from naerverk.statistics.tree import Forest


@dataclass(frozen=True, slots=True)
class Parts:
    """`of_rows`: `row` (place in the table, from 0) and `part`. `persons`: `part` and `persons`, blank when unknown.

    `bounds`: the fewest and the most persons (`row`, `least`, `most`) of rows that do not know how many they are.
    """

    of_rows: pl.DataFrame
    persons: pl.DataFrame
    bounds: pl.DataFrame | None = None


def parts(dataset: Dataset, question: Question, table: Table, *, engine: str = DEFAULT) -> Parts:
    """The parts of each row of `rates(dataset, question)`.

    Raises UsageRefusal for rolling years by age group: people change group inside them, so that they have no parts.
    """
    periods = periods_for(dataset, question)
    if is_monthly(dataset):
        return _of_monthly_sums(dataset, question, periods, table)
    if question.period_word == "rolling12" and "age_group" in question.by:
        raise refuse_usage("statistics.rolling_age_groups")
    finer = replace(question, by=tuple(name for name in question.by if name not in ("kind", "length")))
    inner = _months_of(periods) if question.period_word == "rolling12" else periods
    forest = forest_of(dataset, question, inner[0].first, inner[-1].last)
    with opened(engine) as at_work:
        blocks = sums_of(at_work, dataset, finer, inner, _nodes_apart(forest))
        cells = [_numbered(grid, employed_cells(grid, sums)) for grid, sums in blocks]
    atoms = pl.concat(cells).with_row_index("part").cast({"part": pl.Int64})
    named = _named(finer, forest, atoms).join(_labels(periods, inner), on="period")
    return Parts(_rows_of(finer, table, named), atoms.select("part", "persons"))


def _numbered(grid: Grid, rows: pl.DataFrame) -> pl.DataFrame:
    """Unpack `cell` into the numbers of node, group and period."""
    place = pl.col("cell") // grid.steps
    return rows.with_columns(
        (place // grid.groups).alias("node"),
        (place % grid.groups).alias("group"),
        (pl.col("cell") % grid.steps + grid.offset).alias("period"),
    )


def _months_of(periods: Sequence[Period]) -> list[Period]:
    months = months_between(Month.of(periods[0].first), Month.of(periods[-1].last))
    return [Period(month.label, month.first, month.last) for month in months]


def _nodes_apart(forest: Forest) -> Forest:
    """The same stays with nothing above anything, so that persons are told apart by node."""
    return Forest(forest.stays, [(str(node),) for node in range(len(forest.paths))], [-1] * len(forest.paths))


def _labels(periods: Sequence[Period], inner: Sequence[Period]) -> pl.DataFrame:
    """Which labels of the table each inner period counts in."""
    rows = [
        (number, period.label)
        for number, part in enumerate(inner)
        for period in periods
        if period.first <= part.first and part.last <= period.last
    ]
    return pl.DataFrame(rows, schema={"period": pl.Int64, "label": pl.String}, orient="row")


def _named(question: Question, forest: Forest, atoms: pl.DataFrame) -> pl.DataFrame:
    above = [(node, unit) for node, path in enumerate(forest.paths) for unit in path]
    units = pl.DataFrame(above, schema={"node": pl.Int64, "unit": pl.String}, orient="row")
    ages = len(AGE_GROUPS) if "age_group" in question.by else 1
    sexes = pl.lit(pl.Series(SEXES)).gather(pl.col("group") // ages).alias("sex")
    groups = pl.lit(pl.Series(AGE_GROUPS)).gather(pl.col("group") % ages).alias("age_group")
    return atoms.with_columns(sexes, groups).join(units, on="node")


def _rows_of(question: Question, table: Table, named: pl.DataFrame, *what: str) -> pl.DataFrame:
    word = question.period_word
    named = named.rename({"label": word}) if word else named
    rows = table.frame.with_row_index("row").select(pl.col("row").cast(pl.Int64), *question.by)
    joined = rows.join(named, on=question.by) if question.by else rows.join(named, how="cross")
    return joined.select("row", *(what or ("part",))).sort(pl.all())


def _of_monthly_sums(dataset: Dataset, question: Question, periods: Sequence[Period], table: Table) -> Parts:
    cells = monthly.figures_by_cell(dataset, question, periods)
    finer = replace(question, by=tuple(name for name in question.by if name != "kind"))
    places = [(unit, periods[number].label) for unit, number in cells]
    leaves = [
        (*place, leaf)
        for place, figures in zip(places, cells.values(), strict=True)
        for figure in figures
        for leaf in figure.leaves
    ]
    bounds = [(*place, *monthly.bounds_of(figures)) for place, figures in zip(places, cells.values(), strict=True)]
    remainders = {leaf for figures in cells.values() for figure in figures for leaf in figure.remainders}
    persons = read(dataset, "monthly", ("persons",)).with_row_index("part").cast({"part": pl.Int64})
    whole = pl.when(~pl.col("part").is_in(remainders)).then("persons").alias("persons")
    return Parts(
        _rows_of(finer, table, _with_names(leaves, "part")),
        persons.with_columns(whole),
        _rows_of(finer, table, _with_names(bounds, "least", "most"), "least", "most"),
    )


def _with_names(rows: Sequence[tuple[object, ...]], *names: str) -> pl.DataFrame:
    schema = {"unit": pl.String, "label": pl.String, **dict.fromkeys(names, pl.Int64)}
    return pl.DataFrame(rows, schema=schema, orient="row")
