"""Spells laid over jobs and periods: how many working days, whether they begin there, how long they are by then."""

from __future__ import annotations

import narwhals as nw

from naerverk.records import OFF_DUTY, SICKNESS
from naerverk.statistics.definitions import GRADE_SCALE, LENGTH_BANDS, Definition
from naerverk.statistics.facts.tables import Frame, Tables, not_after, not_before
from naerverk.statistics.grid import OLDEST_START, Grid

OFF_DUTY_KIND = len(SICKNESS)
KIND_SLOTS = OFF_DUTY_KIND + 1
"""Kinds are numbered self-certified, doctor-certified, off duty."""


def spells_of(tables: Tables) -> Frame:
    """The spells that count, with their kind as a number."""
    grid = tables.grid
    start, end, kind = nw.col("start"), nw.col("end"), nw.col("kind")
    wanted = [*SICKNESS, *(OFF_DUTY if grid.question.definition is Definition.REGULATION else ())]
    in_time = (start <= grid.last) & (end.is_null() | (end >= grid.first))
    number = nw.lit(OFF_DUTY_KIND, nw.Int64)
    for place, name in enumerate(SICKNESS):
        number = nw.when(kind == name.value).then(nw.lit(place, nw.Int64)).otherwise(number)
    spells = tables.rows("absences", ("person_id", "unit_id", "start", "end", "kind", "grade_percent"))
    return spells.filter(in_time & kind.is_in([name.value for name in wanted])).select(
        "person_id",
        nw.col("unit_id").alias("spell_unit"),
        "start",
        "end",
        number.alias("kind"),
        "grade_percent",
    )


def stretches_of(tables: Tables, jobs: Frame) -> Frame:
    """Each spell on each of its person's jobs in each period, with working days, start and length."""
    grid = tables.grid
    here = nw.col("spell_unit").is_null() | (nw.col("spell_unit") == nw.col("unit_id"))
    meets = (nw.col("start") <= nw.col("last")) & (nw.col("end").is_null() | (nw.col("end") >= nw.col("first")))
    rows = spells_of(tables).join(jobs.drop("before", "through", "uncut", "cut"), on="person_id").filter(here & meets)
    rows = rows.with_columns(
        nw.max_horizontal("start", "first").alias("from_day"), nw.min_horizontal("end", "last").alias("to_day")
    )
    rows = _over_periods(tables, rows)
    days = nw.min_horizontal("through", "period_through") - nw.max_horizontal("before", "period_before")
    begins = (nw.col("start") == nw.col("from_day")) & (nw.col("period") <= nw.col("last_start"))
    rows = rows.with_columns(days.alias("days"), begins.alias("begins"))
    if grid.ages > 1:
        rows = rows.filter((nw.col("period") >= nw.col("enters")) & (nw.col("period") < nw.col("leaves")))
    return with_length(tables, rows)


def _over_periods(tables: Tables, rows: Frame) -> Frame:
    days = tables.days
    start = days.select(
        nw.col("day").alias("from_day"),
        "before",
        nw.col("from_period").alias("first_period"),
        nw.col("to_period").alias("last_start"),
    )
    stop = days.select(nw.col("day").alias("to_day"), "through", nw.col("to_period").alias("last_period"))
    rows = rows.join(start, on="from_day").join(stop, on="to_day")
    span = nw.col("first_period") * tables.grid.steps + nw.col("last_period")
    # A left join keeps DuckDB from joining days with spans before there are any spells.
    return rows.with_columns(span.alias("span")).join(tables.spans, on="span", how="left")


def with_length(tables: Tables, rows: Frame) -> Frame:
    """The class of the spell's calendar days as known at the end of the period."""
    grid = tables.grid
    if grid.lengths == 1:
        return rows.with_columns(nw.lit(0, nw.Int64).alias("length"))
    numbers = tables.engine.put(grid.day_numbers())
    start, end = not_before("start", OLDEST_START), not_after("end", grid.last)
    rows = rows.with_columns(start.alias("known_start"), end.alias("known_end"))
    rows = rows.join(numbers.rename({"day": "known_start", "number": "start_number"}), on="known_start")
    rows = rows.join(numbers.rename({"day": "known_end", "number": "end_number"}), on="known_end")
    days = nw.min_horizontal("end_number", "period_last") - nw.col("start_number") + 1
    number = nw.lit(0, nw.Int64)
    for place, band in enumerate(LENGTH_BANDS[grid.question.length_classes][1:], 1):
        number = nw.when(days >= band.first).then(nw.lit(place, nw.Int64)).otherwise(number)
    return rows.with_columns(number.alias("length"))


def absence_place(grid: Grid) -> nw.Expr:
    """The packed key of an absence sum, without the place where jobs meet."""
    cell = (nw.col("node") * grid.groups + nw.col("group")) * grid.steps + nw.col("period")
    return ((cell * KIND_SLOTS + nw.col("kind")) * grid.lengths + nw.col("length")) * grid.meetings


def absences_of(grid: Grid, stretches: Frame) -> Frame:
    """Absence sums and spells that begin, by node, group, period, kind and length, and by where jobs meet."""
    grade = (nw.col("grade_percent") * GRADE_SCALE + 0.5).floor()
    # A spell in one unit only is not counted by the person's jobs elsewhere.
    together = nw.col("begins") & (nw.col("spell_unit").is_null() | (nw.col("meet") == nw.col("node")))
    meet = nw.when(together).then(nw.col("meet") + 1).otherwise(nw.lit(0, nw.Int64))
    rows = stretches.select(
        (absence_place(grid) + meet).alias("key"),
        (nw.col("days") * nw.col("fte") * grade).alias("absent"),
        nw.col("begins").cast(nw.Int64).alias("spells"),
    )
    sums = rows.group_by("key").agg(nw.col("absent").sum(), nw.col("spells").sum())
    return sums.with_columns(nw.col("spells").cast(nw.Int64))
