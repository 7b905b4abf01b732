"""From sums on nodes to the rows of the answer: up the tree, along the periods, out to kinds and lengths.

The same for all dataframe engines: it starts where their work has become small.
"""

from __future__ import annotations

from collections.abc import Sequence

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
from naerverk.statistics.facts.stretches import KIND_SLOTS, OFF_DUTY_KIND
from naerverk.statistics.grid import Grid
from naerverk.statistics.question import Question
from naerverk.statistics.tree import Forest

TOTAL_KIND = KINDS.index("total")


def cells(grid: Grid, sums: Facts) -> pl.DataFrame:
    """One row for each unit, group and period with persons employed, by kind and length where they are asked for.

    Columns: `cell`, `kind`, `length` (numbers), agreed_days, absence_days, rate_percent, persons, spells.
    """
    employed = employed_cells(grid, sums)
    absent = _absent(grid, sums)
    if grid.question.definition is Definition.REGULATION:
        employed = _without_leave(employed, absent)
    sick = _by_asked_kinds(grid, absent.filter(pl.col("kind") != OFF_DUTY_KIND))
    rows = employed.join(_slots(grid), how="cross").join(sick, on=("cell", "kind", "length"), how="left")
    rows = with_figures(rows.with_columns(pl.col("absent", "spells").fill_null(0)))
    return rows.select("cell", "kind", "length", "agreed_days", "absence_days", "rate_percent", "persons", "spells")


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


def _without_leave(employed: pl.DataFrame, absent: pl.DataFrame) -> pl.DataFrame:
    off = absent.filter(pl.col("kind") == OFF_DUTY_KIND).group_by("cell").agg(pl.col("absent").sum().alias("off"))
    employed = employed.join(off, on="cell", how="left")
    return employed.select("cell", pl.col("agreed") - pl.col("off").fill_null(0), "persons")


def employed_cells(grid: Grid, sums: Facts) -> pl.DataFrame:
    """Agreed sums and persons by `cell` (unit, group, step), where there are persons."""
    no_days = [pl.lit(0.0).alias(name) for name in EVENT_SUMS[:-1]]
    on_nodes = pl.concat([sums.events, sums.node_persons.select("key", *no_days, "persons")])
    on_units = _up(grid.forest, on_nodes, grid.groups * grid.steps)
    events = pl.concat([on_units, sums.unit_persons.select("key", *no_days, "persons")])
    events = events.group_by("key").agg(pl.col(EVENT_SUMS).sum())
    places = events.select((pl.col("key") // grid.steps).unique().alias("place"))
    steps = pl.DataFrame({"step": range(grid.steps)}, schema={"step": pl.Int64})
    dense = places.join(steps, how="cross").with_columns((pl.col("place") * grid.steps + pl.col("step")).alias("key"))
    dense = (
        dense.sort("key")
        .join(events, on="key", how="left", maintain_order="left")
        .with_columns(pl.col(EVENT_SUMS).fill_null(0).cum_sum().over("place"))
    )
    agreed = pl.col("through") * pl.col("period_through") + pl.col("fixed") - pl.col("before") * pl.col("period_before")
    found = dense.filter(pl.col("persons") > 0).join(grid.bounds(), on="step")
    return found.select(pl.col("key").alias("cell"), (agreed * (GRADED_DAY // DAY)).alias("agreed"), "persons")


def _absent(grid: Grid, sums: Facts) -> pl.DataFrame:
    """Absence sums and spells by `cell`, kind and length."""
    slots = KIND_SLOTS * grid.lengths
    size = grid.groups * grid.steps * slots
    rows = _up(grid.forest, _meetings_taken_out(sums.absences, grid.meetings, size), size)
    rows = rows.group_by("key").agg(pl.col("absent", "spells").sum())
    key = pl.col("key")
    return rows.select(
        (key // slots).alias("cell"),
        (key // grid.lengths % KIND_SLOTS).alias("kind"),
        (key % grid.lengths).alias("length"),
        "absent",
        "spells",
    )


def _meetings_taken_out(rows: pl.DataFrame, meetings: int, size: int) -> pl.DataFrame:
    """Each spell that began in two jobs at once is one too many on the node where they meet."""
    key = pl.col("key")
    met = rows.filter(key % meetings > 0)
    rows = rows.with_columns(key // meetings)
    if met.is_empty():
        return rows
    where = (key % meetings - 1) * size + key // meetings % size
    return pl.concat([rows, met.select(where.alias("key"), pl.lit(0.0).alias("absent"), -pl.col("spells"))])


def _up(forest: Forest, rows: pl.DataFrame, size: int) -> pl.DataFrame:
    """Sums on nodes (`key // size`) to sums on units with all below them; a unit's nodes stay apart."""
    values = [name for name in rows.columns if name != "key"]
    columns = ["key", *values]
    depth = pl.Series([len(path) for path in forest.paths], dtype=pl.Int64)
    parent = pl.Series(forest.parents, dtype=pl.Int64)
    numbers = forest.unit_numbers()
    unit = pl.Series([numbers[path[0]] for path in forest.paths], dtype=pl.Int64)
    node, rest = pl.col("key") // size, pl.col("key") % size
    rows = rows.with_columns(pl.lit(depth).gather(node).alias("depth"))
    done: list[pl.DataFrame] = []
    carried = rows.clear().select(columns)
    for level in range(max(depth, default=0), 0, -1):
        here = rows.filter(pl.col("depth") == level).select(columns)
        here = pl.concat([here, carried]).group_by("key").agg(pl.col(values).sum()) if len(carried) else here
        done.append(here.with_columns((pl.lit(unit).gather(node) * size + rest).alias("key")))
        above = here.with_columns((pl.lit(parent).gather(node) * size + rest).alias("key")).filter(pl.col("key") >= 0)
        carried = above.group_by("key").agg(pl.col(values).sum())
    return pl.concat([rows.clear().select(columns), *done])


def _slots(grid: Grid) -> pl.DataFrame:
    kinds = range(len(KINDS)) if "kind" in grid.question.by else [TOTAL_KIND]
    pairs = [(kind, length) for kind in kinds for length in range(grid.lengths)]
    return pl.DataFrame(pairs, schema={"kind": pl.Int64, "length": pl.Int64}, orient="row")


def _by_asked_kinds(grid: Grid, sick: pl.DataFrame) -> pl.DataFrame:
    total = sick.group_by("cell", "length").agg(pl.col("absent", "spells").sum())
    total = total.select("cell", pl.lit(TOTAL_KIND, pl.Int64).alias("kind"), "length", "absent", "spells")
    return pl.concat([sick, total]) if "kind" in grid.question.by else total


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
