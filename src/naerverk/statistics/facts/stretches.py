"""Spells laid over jobs and periods: how many working days, whether they begin there, how long they are by then.

Millions of rows pass here: each step carries on only what the next ones need.
"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from naerverk.records import OFF_DUTY, SICKNESS
from naerverk.statistics.definitions import GRADE_SCALE, LENGTH_BANDS, Definition
from naerverk.statistics.facts.tables import Frame, Tables, not_after, not_before
from naerverk.statistics.grid import OLDEST_START, Grid

OFF_DUTY_KIND = len(SICKNESS)
KIND_NUMBERS = OFF_DUTY_KIND + 1
"""Kinds are numbered self-certified, doctor-certified, off duty."""
ABSENT_SUMS = ("absent", "begins")
"""What is summed: absence, and spells that begin."""


def spells_of(tables: Tables) -> Frame:
    """The spells that count, with kind and grade as whole numbers; open ends are the last day."""
    grid = tables.grid
    start, end, kind = nw.col("start"), nw.col("end"), nw.col("kind")
    in_time = (start <= grid.last) & (end.is_null() | (end >= grid.first))
    off_duty = [one.value for one in OFF_DUTY] if grid.question.definition is Definition.REGULATION else []
    number = nw.when(kind.is_in(off_duty)).then(nw.lit(OFF_DUTY_KIND, nw.Int8)) if off_duty else nw.lit(None, nw.Int8)
    for place, name in enumerate(SICKNESS):
        number = nw.when(kind == name.value).then(nw.lit(place, nw.Int8)).otherwise(number)
    spells = tables.rows("absences", ("person_id", "unit_id", "start", "end", "kind", "grade_percent"))
    numbered = spells.filter(in_time).select(
        "person_id",
        nw.col("unit_id").alias("spell_unit"),
        "start",
        not_after("end", grid.last).alias("end"),
        number.alias("kind"),
        (nw.col("grade_percent") * GRADE_SCALE + 0.5).floor().cast(nw.Float64).alias("grade"),
    )
    return numbered.filter(~nw.col("kind").is_null())


def stretches_of(tables: Tables, jobs: Frame, keep: Sequence[str] = ()) -> Frame:
    """Each spell on each of its person's jobs in each period.

    Columns: `place` (as `place_of`), `period`, `length`, `weight` (share and grade), `days` (working days) and `begins`
    (1 where the spell begins in the period and on the job), and those in `keep`.
    """
    grid = tables.grid
    limits = ("enters", "leaves") if grid.ages > 1 else ()
    lengths = ("start", "end") if grid.lengths > 1 else ()
    held = jobs.select("person_id", "unit_id", "first", "last", "fte", "counts", place_of(grid), *limits)
    here = nw.col("spell_unit").is_null() | (nw.col("spell_unit") == nw.col("unit_id"))
    meets = (nw.col("start") <= nw.col("last")) & (nw.col("end") >= nw.col("first"))
    starts = nw.col("start") >= nw.col("first")
    # What is not needed further on is left behind before the filter, which copies all that is there.
    rows = tables.engine.look_up(spells_of(tables), held, "person_id").select(
        (nw.col("place") + nw.col("kind")).alias("place"),
        (nw.col("fte") * nw.col("grade")).alias("weight"),
        nw.max_horizontal("start", "first").alias("from_day"),
        nw.min_horizontal("end", "last").alias("to_day"),
        nw.when(starts).then(nw.col("counts")).otherwise(nw.lit(0, nw.Int64)).cast(nw.Int8).alias("begins"),
        (here & meets).alias("meets"),
        *limits,
        *lengths,
        *keep,
    )
    rows = _over_periods(tables, rows.filter(nw.col("meets")), (*limits, *lengths, *keep))
    if limits:
        rows = rows.filter((nw.col("period") >= nw.col("enters")) & (nw.col("period") < nw.col("leaves")))
    return with_length(tables, rows)


def place_of(grid: Grid) -> nw.Expr:
    """Node and group as the part of a sum's key that leaves room for period, length and kind."""
    place = (nw.col("node") * grid.groups + nw.col("group")) * grid.steps
    return (place * (grid.lengths * KIND_NUMBERS)).alias("place")


def _over_periods(tables: Tables, rows: Frame, keep: Sequence[str]) -> Frame:
    steps = tables.grid.steps
    start = tables.days.select(
        nw.col("day").alias("from_day"),
        "before",
        (nw.col("from_period") * steps).alias("first_period"),
        nw.col("to_period").alias("last_start"),
    )
    stop = tables.days.select(nw.col("day").alias("to_day"), "through", nw.col("to_period").alias("last_period"))
    rows = tables.engine.look_up_day(tables.engine.look_up_day(rows, start, "from_day"), stop, "to_day")
    carried = ("place", "weight", "before", "through", "begins", "last_start")
    rows = rows.select(*carried, (nw.col("first_period") + nw.col("last_period")).alias("span"), *keep)
    spans = tables.spans if tables.grid.lengths > 1 else tables.spans.drop("period_last")
    # A left join keeps DuckDB from joining days with spans before there are any spells.
    rows = tables.engine.look_up(rows, spans, "span", how="left")
    days = nw.min_horizontal("through", "period_through") - nw.max_horizontal("before", "period_before")
    begins = nw.when(nw.col("period") <= nw.col("last_start")).then(nw.col("begins")).otherwise(nw.lit(0, nw.Int8))
    return rows.select(
        "place",
        "period",
        "weight",
        days.alias("days"),
        begins.alias("begins"),
        *(["period_last"] if tables.grid.lengths > 1 else []),
        *keep,
    )


def with_length(tables: Tables, rows: Frame) -> Frame:
    """The class of the spell's calendar days as known at the end of the period (`period_last`)."""
    grid = tables.grid
    if grid.lengths == 1:
        return rows.with_columns(nw.lit(0, nw.Int64).alias("length"))
    numbers = tables.engine.put(grid.day_numbers())
    rows = rows.with_columns(not_before("start", OLDEST_START).alias("known_start"))
    rows = rows.join(numbers.rename({"day": "known_start", "number": "start_number"}), on="known_start")
    rows = rows.join(numbers.rename({"day": "end", "number": "end_number"}), on="end")
    days = nw.min_horizontal("end_number", "period_last") - nw.col("start_number") + 1
    number = nw.lit(0, nw.Int64)
    for place, band in enumerate(LENGTH_BANDS[grid.question.length_classes][1:], 1):
        number = nw.when(days >= band.first).then(nw.lit(place, nw.Int64)).otherwise(number)
    return rows.with_columns(number.alias("length"))


def absences_of(grid: Grid, stretches: Frame) -> Frame:
    """Absence and spells that begin, with the `key` of node, group, period, length and kind: to be summed by it."""
    return with_key(grid, stretches.with_columns((nw.col("days") * nw.col("weight")).alias("absent")))


def with_key(grid: Grid, rows: Frame) -> Frame:
    """The same from rows with `place` (and kind), `period`, `length`, `absent` and `begins`."""
    key = nw.col("place") + (nw.col("period") * grid.lengths + nw.col("length")) * KIND_NUMBERS
    return rows.select(key.alias("key"), *ABSENT_SUMS)
