"""From sums on nodes to rows of the answer: up the tree, along the periods, out to kinds and lengths.

The same for all dataframe engines: it starts where their work has become small.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from naerverk.statistics.answer import Answer
from naerverk.statistics.definitions import DAY, GRADED_DAY, KINDS, TOTAL, Definition
from naerverk.statistics.facts import Facts
from naerverk.statistics.facts.jobs import EVENT_SUMS
from naerverk.statistics.facts.stretches import ABSENT_SUMS, KIND_NUMBERS, OFF_DUTY_KIND
from naerverk.statistics.grid import Grid
from naerverk.statistics.tree import Forest

TOTAL_KIND = KINDS.index(TOTAL)


def rows_of(answer: Answer, grid: Grid, sums: Facts) -> Iterator[pl.DataFrame]:
    """The answer's rows: each unit, group and period with persons employed, by the kinds and lengths asked for.

    Columns: `place` (in order), `agreed`, `absent` (whole sums, GRADED_DAY to a day), `persons`, `spells`.
    """
    employed = employed_cells(grid, sums).with_columns(answer.place(grid)).sort("place")
    absent = _once(grid.forest, up(grid.forest, sums.absences, grid.groups * grid.steps * grid.lengths * KIND_NUMBERS))
    absent = _on_rows(grid, employed["cell"], absent)
    if grid.question.definition is Definition.REGULATION:
        employed = _without_leave(employed, absent)
    for length in range(grid.lengths):
        for kind, (lost, spells) in _kinds_asked(grid, employed.height, absent, length).items():
            place = employed["place"] + answer.step(kind, length)
            yield employed.select(place, "agreed", lost.alias("absent"), "persons", spells.alias("spells"))


def _on_rows(grid: Grid, cells: pl.Series, absent: pl.DataFrame) -> pl.DataFrame:
    """The absence sums with the `row` of their cell, and `sort` (length and kind), in place of the key."""
    sorts = grid.lengths * KIND_NUMBERS
    rows = _numbers_of(cells, absent["key"] // sorts, grid)
    return absent.select(rows.alias("row"), (pl.col("key") % sorts).alias("sort"), *ABSENT_SUMS).drop_nulls("row")


def _numbers_of(cells: pl.Series, wanted: pl.Series, grid: Grid) -> pl.Series:
    """At which number in `cells` each wanted cell stands, or null."""
    place = _Places(grid, cells // grid.steps)
    numbers = pl.repeat(None, place.count * grid.steps, dtype=pl.UInt32, eager=True)
    numbers.scatter(place.at(cells), pl.int_range(cells.len(), dtype=pl.UInt32, eager=True))
    return numbers.gather(place.at(wanted))


class _Places:
    """The places (unit and group) that occur, with all their steps in a row: looked up by number, not by hashing."""

    def __init__(self, grid: Grid, places: pl.Series) -> None:
        self._steps = grid.steps
        self.places = places.unique().sort()
        self.count = self.places.len()
        known = len(grid.forest.unit_numbers()) * grid.groups
        self._ranks = pl.repeat(None, known, dtype=pl.Int64, eager=True)
        self._ranks.scatter(self.places, pl.int_range(self.count, eager=True))

    def at(self, cells: pl.Series) -> pl.Series:
        """Where each cell stands; null when nobody is ever employed in its place."""
        return self._ranks.gather(cells // self._steps) * self._steps + cells % self._steps


def _kinds_asked(grid: Grid, rows: int, absent: pl.DataFrame, length: int) -> dict[int, tuple[pl.Series, pl.Series]]:
    """Absence and spells of each kind asked for, on the rows employed."""
    kinds = {kind: _spread(rows, absent, length * KIND_NUMBERS + kind) for kind in range(OFF_DUTY_KIND)}
    total = {TOTAL_KIND: (kinds[0][0] + kinds[1][0], kinds[0][1] + kinds[1][1])}
    return kinds | total if "kind" in grid.question.by else total


def _spread(rows: int, absent: pl.DataFrame, sort: int) -> tuple[pl.Series, pl.Series]:
    mine = absent.filter(pl.col("sort") == sort)
    lost, begun = (pl.zeros(rows, dtype=mine.schema[name], eager=True) for name in ABSENT_SUMS)
    return lost.scatter(mine["row"], mine["absent"]), begun.scatter(mine["row"], mine["begins"])


def _without_leave(employed: pl.DataFrame, absent: pl.DataFrame) -> pl.DataFrame:
    off = absent.filter(pl.col("sort") % KIND_NUMBERS == OFF_DUTY_KIND).group_by("row").agg(pl.col("absent").sum())
    leave = pl.zeros(employed.height, dtype=pl.Float64, eager=True).scatter(off["row"], off["absent"])
    return employed.with_columns(pl.col("agreed") - leave)


def employed_cells(grid: Grid, sums: Facts) -> pl.DataFrame:
    """Agreed sums and persons by `cell` (unit, group, step), where there are persons, in order."""
    no_days = [pl.lit(0.0).alias(name) for name in EVENT_SUMS[:-1]]
    on_nodes = pl.concat([sums.events, sums.node_persons.select("key", *no_days, "persons")])
    on_units = up(grid.forest, on_nodes, grid.groups * grid.steps)
    events = pl.concat([on_units, sums.unit_persons.select("key", *no_days, "persons")])
    events = events.group_by("key").agg(pl.col(EVENT_SUMS).sum())
    place = _Places(grid, events["key"] // grid.steps)
    at, cells = place.at(events["key"]), place.count * grid.steps
    filled = pl.DataFrame(
        {name: pl.zeros(cells, dtype=events.schema[name], eager=True).scatter(at, events[name]) for name in EVENT_SUMS}
    )
    # The events of a place sum to nothing by its last step, so that one running sum starts anew with each place.
    running = filled.select(pl.col(EVENT_SUMS).cum_sum()).with_row_index("number").filter(pl.col("persons") > 0)
    bounds, step = grid.bounds(), pl.col("number") % grid.steps
    through, before = (pl.lit(bounds[name]).gather(step) for name in ("period_through", "period_before"))
    agreed = pl.col("through") * through + pl.col("fixed") - pl.col("before") * before
    cell = pl.lit(place.places).gather(pl.col("number") // grid.steps) * grid.steps + step
    return running.select(cell.alias("cell"), (agreed * (GRADED_DAY // DAY)).alias("agreed"), "persons")


def up(forest: Forest, rows: pl.DataFrame, size: int) -> pl.DataFrame:
    """Sums on nodes (`key // size`) to sums on units with all below them; a unit's nodes stay apart."""
    values = [name for name in rows.columns if name != "key"]
    depths = [len(path) for path in forest.paths]
    numbers = forest.unit_numbers()
    unit = pl.Series([numbers[path[0]] for path in forest.paths], dtype=pl.Int64)
    parent, depth = pl.Series(forest.parents, dtype=pl.Int64), pl.Series(depths, dtype=pl.Int8)
    node, rest = pl.col("key") // size, pl.col("key") % size
    level = rows.select(pl.lit(depth).gather(node)).to_series()
    done: list[pl.DataFrame] = []
    carried = rows.clear()
    for deep in range(max(depths, default=0), 0, -1):
        here = rows.filter(level == deep)
        here = pl.concat([here, carried]).group_by("key").agg(pl.col(values).sum()) if len(carried) else here
        done.append(here.with_columns((pl.lit(unit).gather(node) * size + rest).alias("key")))
        if deep > 1:
            above = here.with_columns((pl.lit(parent).gather(node) * size + rest).alias("key"))
            carried = above.group_by("key").agg(pl.col(values).sum())
    return pl.concat([rows.clear(), *done])


def _once(forest: Forest, rows: pl.DataFrame) -> pl.DataFrame:
    """One row per key; there are several only where a unit has several nodes."""
    if len(forest.unit_numbers()) == len(forest.paths):
        return rows
    return rows.group_by("key").agg(pl.exclude("key").sum())
