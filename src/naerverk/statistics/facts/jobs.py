"""Jobs: stretches of employments on one node of the organisation and in one age group, and what they agree to."""

from __future__ import annotations

import narwhals as nw

from naerverk.statistics.definitions import BIRTH_YEARS, FTE_SCALE, SEXES
from naerverk.statistics.facts.tables import Frame, Tables, not_after, not_before
from naerverk.statistics.grid import NO_BIRTH_YEAR, Grid

EVENT_SUMS = ("through", "fixed", "before", "persons")
"""What is summed: shares that count to a period's end, fixed days, shares that count from its start, persons."""


def jobs_of(tables: Tables) -> Frame:
    """All jobs, with the steps of their events and the working days before their first and through their last day."""
    grid = tables.grid
    columns = ("person_id", "unit_id", "start", "end", "fte_percent")
    grouping = [name for name, asked in (("sex", grid.sexes > 1), ("birth_year", grid.ages > 1)) if asked]
    rows = tables.rows("employments", (*columns, *grouping))
    start, end = nw.col("start"), nw.col("end")
    rows = rows.filter((start <= grid.last) & (end.is_null() | (end >= grid.first))).select(
        "person_id",
        "unit_id",
        not_before("start", grid.first).alias("first"),
        not_after("end", grid.last).alias("last"),
        (nw.col("fte_percent") * FTE_SCALE + 0.5).floor().cast(nw.Float64).alias("fte"),
        _sex_number(grid).alias("group"),
        *(name for name in grouping if name == "birth_year"),
    )
    rows = _on_nodes(tables, rows)
    rows = _on_days(tables, rows)
    rows = _in_age_groups(tables, rows)
    once = nw.lit(1, nw.Int64).alias("counts")
    return rows.select(
        "person_id", "unit_id", "first", "last", "fte", *(name for name in WHOLE if name != "counts"), once
    )


_STEPS = ("enters", "uncut", "cut", "leaves")
"""Steps of a job's events: its first period, the first after its first day, the first to hold its last day, the one
after its last period; all within its age group's run of periods."""
WHOLE = ("node", "group", *_STEPS, "before", "through", "counts")
"""The columns of jobs that are whole numbers; a job counts spells once."""


def _sex_number(grid: Grid) -> nw.Expr:
    if grid.sexes == 1:
        return nw.lit(0, nw.Int64)
    number = nw.lit(len(SEXES) - 1, nw.Int64)
    for place, sex in enumerate(SEXES[:-1]):
        number = nw.when(nw.col("sex") == sex).then(nw.lit(place, nw.Int64)).otherwise(number)
    return number


def _on_nodes(tables: Tables, rows: Frame) -> Frame:
    if "unit" not in tables.grid.question.by:
        return rows.with_columns(nw.lit(0, nw.Int64).alias("node"))
    rows = rows.join(tables.stays(), on="unit_id").with_columns(
        nw.max_horizontal("first", "stay_first").alias("first"), nw.min_horizontal("last", "stay_last").alias("last")
    )
    return rows.filter(nw.col("first") <= nw.col("last"))


def _on_days(tables: Tables, rows: Frame) -> Frame:
    days = tables.days
    start = days.select(
        nw.col("day").alias("first"),
        "before",
        nw.col("from_period").alias("enters"),
        (nw.col("to_period") + 1).alias("uncut"),
    )
    stop = days.select(
        nw.col("day").alias("last"),
        "through",
        nw.col("from_period").alias("cut"),
        (nw.col("to_period") + 1).alias("leaves"),
    )
    return rows.join(start, on="first").join(stop, on="last")


def _in_age_groups(tables: Tables, rows: Frame) -> Frame:
    grid = tables.grid
    if grid.ages == 1:
        return rows.with_columns(nw.min_horizontal("uncut", "leaves").alias("uncut"))
    known = nw.col("birth_year").is_between(BIRTH_YEARS[0], BIRTH_YEARS[-1])
    born = nw.when(known).then(nw.col("birth_year")).otherwise(nw.lit(NO_BIRTH_YEAR, nw.Int64))
    rows = rows.with_columns(born.alias("birth_year")).join(tables.engine.put(grid.age_runs()), on="birth_year")
    rows = rows.with_columns(
        (nw.col("group") * grid.ages + nw.col("age")).alias("group"),
        nw.max_horizontal("enters", "run_first").alias("enters"),
        nw.min_horizontal(nw.col("leaves"), nw.col("run_last") + 1).alias("leaves"),
    ).filter(nw.col("enters") < nw.col("leaves"))
    within = [nw.max_horizontal(nw.min_horizontal(step, "leaves"), "enters").alias(step) for step in ("uncut", "cut")]
    return rows.with_columns(*within)


def events_of(grid: Grid, jobs: Frame) -> Frame:
    """The jobs' events with the `key` of node, group and step: to be summed by it."""
    fte = nw.col("fte")
    lower, upper, none = fte * nw.col("before"), fte * nw.col("through"), nw.lit(0.0)
    changes = {
        "enters": (fte, -lower, none, nw.lit(1, nw.Int64)),
        "cut": (-fte, upper, none, nw.lit(0, nw.Int64)),
        "uncut": (none, lower, fte, nw.lit(0, nw.Int64)),
        "leaves": (none, -upper, -fte, nw.lit(-1, nw.Int64)),
    }
    place = (nw.col("node") * grid.groups + nw.col("group")) * grid.steps
    rows = [
        jobs.select(
            (place + nw.col(step)).alias("key"),
            *(change.alias(name) for name, change in zip(EVENT_SUMS, by, strict=True)),
        )
        for step, by in changes.items()
    ]
    return nw.concat(rows)
