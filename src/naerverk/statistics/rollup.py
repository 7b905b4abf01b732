"""From sums on nodes to the rows of the answer: up the tree, along the periods, out to kinds and lengths.

The same for all dataframe engines: it starts where their work has become small.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from naerverk.statistics.definitions import (
    AGE_GROUPS,
    DAY,
    GRADED_DAY,
    KINDS,
    LENGTH_BANDS,
    MEASURES,
    PERIOD_WORDS,
    SEXES,
    STATUSES,
    Definition,
)
from naerverk.statistics.facts import Facts
from naerverk.statistics.facts.jobs import EVENT_SUMS
from naerverk.statistics.facts.stretches import ABSENT, OFF_DUTY_KIND, SPELLS
from naerverk.statistics.grid import Grid
from naerverk.statistics.question import Question
from naerverk.statistics.tree import Forest

TOTAL_KIND = KINDS.index("total")


def cells(grid: Grid, sums: Facts) -> pl.DataFrame:
    """One row for each unit, group and period with persons employed, by kind and length where they are asked for.

    Columns: `cell`, `kind`, `length` (numbers), agreed_days, absence_days, rate_percent, persons, spells.
    """
    employed = employed_cells(grid, sums)
    absent = _once(grid.forest, up(grid.forest, sums.absences, grid.groups * grid.steps * grid.lengths))
    if grid.question.definition is Definition.REGULATION:
        employed = _without_leave(employed, absent, grid.lengths)
    return pl.concat([rows for length in range(grid.lengths) for rows in _by_kind(grid, employed, absent, length)])


def _by_kind(grid: Grid, employed: pl.DataFrame, absent: pl.DataFrame, length: int) -> Iterator[pl.DataFrame]:
    """The rows of one class of length, for each kind asked for."""
    lengths = grid.lengths
    here = absent.filter(pl.col("key") % lengths == length) if lengths > 1 else absent
    here = here.with_columns(pl.col("key") // lengths) if lengths > 1 else here
    wide = employed.join(here, left_on="cell", right_on="key", how="left", maintain_order="left")
    wide = wide.with_columns(pl.col(*ABSENT[:OFF_DUTY_KIND], *SPELLS).fill_null(0))
    sums = {TOTAL_KIND: (pl.sum_horizontal(ABSENT[:OFF_DUTY_KIND]), pl.sum_horizontal(SPELLS))}
    if "kind" in grid.question.by:
        sums |= {kind: (pl.col(ABSENT[kind]), pl.col(SPELLS[kind])) for kind in range(OFF_DUTY_KIND)}
    for kind, (lost, spells) in sorted(sums.items()):
        rows = wide.select("cell", "agreed", "persons", lost.alias("absent"), spells.alias("spells"))
        yield with_figures(rows).select(
            "cell",
            pl.lit(kind, pl.Int8).alias("kind"),
            pl.lit(length, pl.Int8).alias("length"),
            *("agreed_days", "absence_days", "rate_percent", "persons", "spells"),
        )


def with_figures(rows: pl.DataFrame) -> pl.DataFrame:
    """Days and rate from the whole sums `agreed` and `absent` (GRADED_DAY to a day), each by one division.

    The rate is blank where nothing was agreed.
    """
    # Series, not expressions: where a column holds one value throughout, an expression multiplies with its reciprocal
    # in place of dividing, and that rounds twice.
    agreed, absent = rows["agreed"], rows["absent"]
    day = pl.repeat(GRADED_DAY, rows.height, dtype=pl.Float64, eager=True)
    rate = 100 * absent / agreed.set(agreed == 0, None)
    return rows.with_columns(agreed_days=agreed / day, absence_days=absent / day, rate_percent=rate)


def _without_leave(employed: pl.DataFrame, absent: pl.DataFrame, lengths: int) -> pl.DataFrame:
    off = pl.col(ABSENT[OFF_DUTY_KIND]).sum().alias("off")
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


def labelled(question: Question, forest: Forest, periods: Sequence[str], rows: pl.DataFrame) -> pl.DataFrame:
    """The answer's columns from numbered rows (`unit`, `group`, `period`, `kind`, `length`), sorted as asked.

    Text columns are Enum: a million labels cost a few megabytes.
    """
    units = list(forest.unit_numbers())
    ranked = sorted(units)
    rank = {unit: place for place, unit in enumerate(ranked)}
    ages = len(AGE_GROUPS) if "age_group" in question.by else 1
    numbers: dict[str, tuple[pl.Expr, Sequence[str]]] = {
        "unit": (pl.lit(pl.Series([rank[unit] for unit in units], dtype=pl.Int64)).gather(pl.col("unit")), ranked),
        "sex": (pl.col("group") // ages, SEXES),
        "age_group": (pl.col("group") % ages, AGE_GROUPS),
        "kind": (pl.col("kind"), KINDS),
        "length": (pl.col("length"), [band.label for band in LENGTH_BANDS[question.length_classes]]),
        **{word: (pl.col("period"), periods) for word in PERIOD_WORDS},
    }
    asked = [numbers[name][0].alias(name) for name in question.by]
    measures = [name for name in MEASURES if name != "status"]
    rows = rows.select(*asked, *measures)
    rows = rows.sort(question.by) if question.by else rows
    named = [_named(name, numbers[name][1]) for name in question.by]
    status = pl.lit("none", pl.Enum(STATUSES)).alias("status")
    return rows.select(*named, *measures, status)


def _named(name: str, labels: Sequence[str]) -> pl.Expr:
    names = pl.Series(labels, dtype=pl.Enum(labels))
    return pl.lit(names).gather(pl.col(name)).alias(name)
