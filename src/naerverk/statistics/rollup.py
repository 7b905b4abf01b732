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
from naerverk.statistics.facts.stretches import OFF_DUTY_DAYS, OFF_DUTY_KIND, SICK, SPELLS
from naerverk.statistics.grid import Grid
from naerverk.statistics.tree import Forest

TOTAL_KIND = KINDS.index(TOTAL)


def rows_of(answer: Answer, grid: Grid, sums: Facts) -> Iterator[pl.DataFrame]:
    """The answer's rows: each unit, group and period with persons employed, by the kinds and lengths asked for.

    Columns: `place`, `agreed`, `absent` (whole sums, GRADED_DAY to a day), `persons`, `spells`.
    """
    employed = employed_cells(grid, sums)
    absent = _once(grid.forest, up(grid.forest, sums.absences, grid.groups * grid.steps * grid.lengths))
    if grid.question.definition is Definition.REGULATION:
        employed = _without_leave(employed, absent, grid.lengths)
    for length in range(grid.lengths):
        wide = _with_absence(employed, absent, grid.lengths, length).with_columns(answer.place(grid))
        for kind, (lost, spells) in _kinds_asked(grid).items():
            place = pl.col("place") + answer.step(kind, length)
            yield wide.select(place, "agreed", lost.alias("absent"), "persons", spells.alias("spells"))


def _with_absence(employed: pl.DataFrame, absent: pl.DataFrame, lengths: int, length: int) -> pl.DataFrame:
    if lengths > 1:
        absent = absent.filter(pl.col("key") % lengths == length).with_columns(pl.col("key") // lengths)
    wide = employed.join(absent, left_on="cell", right_on="key", how="left", maintain_order="left")
    return wide.with_columns(pl.col(*SICK, *SPELLS).fill_null(0))


def _kinds_asked(grid: Grid) -> dict[int, tuple[pl.Expr, pl.Expr]]:
    total = {TOTAL_KIND: (pl.sum_horizontal(SICK), pl.sum_horizontal(SPELLS))}
    if "kind" not in grid.question.by:
        return total
    return {kind: (pl.col(SICK[kind]), pl.col(SPELLS[kind])) for kind in range(OFF_DUTY_KIND)} | total


def _without_leave(employed: pl.DataFrame, absent: pl.DataFrame, lengths: int) -> pl.DataFrame:
    off = pl.col(OFF_DUTY_DAYS).sum().alias("off")
    by_cell = absent.group_by((pl.col("key") // lengths).alias("cell")).agg(off)
    employed = employed.join(by_cell, on="cell", how="left", maintain_order="left")
    return employed.select("cell", pl.col("agreed") - pl.col("off").fill_null(0), "persons")


def employed_cells(grid: Grid, sums: Facts) -> pl.DataFrame:
    """Agreed sums and persons by `cell` (unit, group, step), where there are persons, in order."""
    no_days = [pl.lit(0.0).alias(name) for name in EVENT_SUMS[:-1]]
    on_nodes = pl.concat([sums.events, sums.node_persons.select("key", *no_days, "persons")])
    on_units = up(grid.forest, on_nodes, grid.groups * grid.steps)
    events = pl.concat([on_units, sums.unit_persons.select("key", *no_days, "persons")])
    events = events.group_by("key").agg(pl.col(EVENT_SUMS).sum())
    places = events.select((pl.col("key") // grid.steps).unique().alias("place")).sort("place")
    bounds = grid.bounds()
    every = places.join(bounds, how="cross", maintain_order="left_right")
    every = every.with_columns((pl.col("place") * grid.steps + pl.col("step")).alias("cell"))
    filled = every.join(events, left_on="cell", right_on="key", how="left", maintain_order="left")
    # The events of a place sum to nothing by its last step, so that one running sum starts anew with each place.
    running = filled.with_columns(pl.col(EVENT_SUMS).fill_null(0).cum_sum()).filter(pl.col("persons") > 0)
    agreed = pl.col("through") * pl.col("period_through") + pl.col("fixed") - pl.col("before") * pl.col("period_before")
    return running.select("cell", (agreed * (GRADED_DAY // DAY)).alias("agreed"), "persons")


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
