"""The facts: one expression, written once in Narwhals, that any engine carries out.

Three ideas keep it fast and exact.

* A *job* is a stretch of an employment on one node of the organisation and in one age group.
* What a job agrees to, and that its person is employed, is told by four *events*: where the job enters the periods,
  where its start no longer cuts, where its end begins to cut, where it has left. Running sums of the events give
  every period, so that the cost does not grow with the length of the job.
* A spell is laid over its person's jobs and then over the periods it touches: a handful of rows each.

Persons and spells are counted as if everybody had one job. Those with several are looked at once more, and the counts
are corrected where their jobs meet.

Everything summed is a whole number, so that engines agree to the last digit whatever order they add in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import narwhals as nw
import polars as pl

from naerverk.records import OFF_DUTY, SICKNESS, Dataset
from naerverk.statistics.columns import alike, empty, files, keys_are_numbers, schema_of
from naerverk.statistics.definitions import BIRTH_YEARS, FTE_SCALE, GRADE_SCALE, LENGTH_BANDS, SEXES, Definition
from naerverk.statistics.engines import Engine
from naerverk.statistics.grid import NO_BIRTH_YEAR, OLDEST_START, Grid

Frame = nw.LazyFrame[Any]
OFF_DUTY_KIND = len(SICKNESS)
KIND_SLOTS = OFF_DUTY_KIND + 1
"""Kinds are numbered self-certified, doctor-certified, off duty."""
EVENT_SUMS = ("through", "fixed", "before", "persons")
SPELL_NAME = ("person_id", "spell_unit", "start", "end", "kind", "grade_percent")
"""What a spell is known by: rows alike in all of these are one spell."""


class Facts(NamedTuple):
    """Lazy sums by packed key; `naerverk.statistics.rollup` unpacks them.

    `events` and `absences` stand on nodes. `node_persons` corrects persons on a node, `unit_persons` and
    `unit_spells` correct a unit with all that lies below it.
    """

    events: Frame
    absences: Frame
    node_persons: Frame
    unit_persons: Frame
    unit_spells: Frame


def facts(engine: Engine, dataset: Dataset, grid: Grid) -> Facts:
    """All sums of one question over the periods of one grid."""
    tables = Tables(engine, dataset, grid)
    jobs = engine.keep(jobs_of(tables))
    above = engine.put(grid.above())
    several = _several(jobs)
    return Facts(
        events=_events(grid, jobs),
        absences=_absences(grid, stretches_of(tables, jobs)),
        node_persons=_persons_twice(grid, several.filter(~nw.col("apart")), "node"),
        unit_persons=_persons_twice(grid, several.filter(nw.col("apart")).join(above, on="node"), "unit"),
        unit_spells=_spells_twice(tables, jobs, above),
    )


class Tables:
    """Where rows come from: the data set's files and the grid's small tables, as one engine sees them."""

    def __init__(self, engine: Engine, dataset: Dataset, grid: Grid) -> None:
        self.engine, self.dataset, self.grid = engine, dataset, grid
        self.numbered = {key: keys_are_numbers(dataset, key) for key in ("person_id", "unit_id")}
        self.days = engine.put(grid.days())

    def rows(self, table: str, columns: Sequence[str]) -> Frame:
        """Some columns of one table, blank where a file lacks them; keys stay numbers if they are so everywhere."""
        groups = [self._group(table, self.engine.scan(group), columns) for group in alike(files(self.dataset, table))]
        if not groups:
            return self._group(table, self.engine.put(empty(table)), columns)
        return nw.concat(groups) if len(groups) > 1 else groups[0]

    def _group(self, table: str, frame: Frame, columns: Sequence[str]) -> Frame:
        present = frame.collect_schema()
        chosen = []
        for name in columns:
            type_ = nw.Int64() if self.numbered.get(name) else _NARWHALS[schema_of(table)[name]]
            column = nw.col(name) if name in present else nw.lit(None, type_)
            chosen.append((column if present.get(name) == type_ else column.cast(type_)).alias(name))
        return frame.select(*chosen)

    def stays(self) -> Frame:
        """Each unit's nodes over time, with keys of the same type as in the employments."""
        stays = self.grid.stays()
        return self.engine.put(stays.cast({"unit_id": pl.Int64}, strict=False) if self.numbered["unit_id"] else stays)


_NARWHALS: dict[type[pl.DataType], nw.dtypes.DType] = {
    pl.String: nw.String(),
    pl.Date: nw.Date(),
    pl.Float64: nw.Float64(),
    pl.Int64: nw.Int64(),
}


def jobs_of(tables: Tables) -> Frame:
    grid = tables.grid
    columns = ("person_id", "unit_id", "start", "end", "fte_percent")
    grouping = [name for name, asked in (("sex", grid.sexes > 1), ("birth_year", grid.ages > 1)) if asked]
    rows = tables.rows("employments", (*columns, *grouping))
    start, end = nw.col("start"), nw.col("end")
    rows = rows.filter((start <= grid.last) & (end.is_null() | (end >= grid.first))).select(
        "person_id",
        "unit_id",
        nw.max_horizontal(start, nw.lit(grid.first)).alias("first"),
        nw.min_horizontal(end, nw.lit(grid.last)).alias("last"),
        (nw.col("fte_percent") * FTE_SCALE + 0.5).floor().alias("fte"),
        _sex_number(grid).alias("group"),
        *(name for name in grouping if name == "birth_year"),
    )
    rows = _on_nodes(tables, rows)
    rows = _on_days(tables, rows)
    rows = _in_age_groups(tables, rows)
    return rows.select("person_id", "unit_id", "node", "group", "first", "last", "fte", *_STEPS, "before", "through")


_STEPS = ("enters", "uncut", "cut", "leaves")
"""Steps of a job's events: its first period, the first after its first day, the first to hold its last day, the one
after its last period; all within its age group's run of periods."""


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


def _events(grid: Grid, jobs: Frame) -> Frame:
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
    return nw.concat(rows).group_by("key").agg(*(nw.col(name).sum() for name in EVENT_SUMS))


def _spells(tables: Tables) -> Frame:
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
    rows = _spells(tables).join(jobs.drop("before", "through", "uncut", "cut"), on="person_id").filter(here & meets)
    rows = rows.with_columns(
        nw.max_horizontal("start", "first").alias("from_day"), nw.min_horizontal("end", "last").alias("to_day")
    )
    rows = _over_periods(tables, rows)
    days = nw.min_horizontal("through", "period_through") - nw.max_horizontal("before", "period_before")
    begins = (nw.col("start") == nw.col("from_day")) & (nw.col("period") <= nw.col("last_start"))
    rows = rows.with_columns(days.alias("days"), begins.alias("begins"))
    if grid.ages > 1:
        rows = rows.filter((nw.col("period") >= nw.col("enters")) & (nw.col("period") < nw.col("leaves")))
    return _with_length(tables, rows)


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
    return rows.with_columns(span.alias("span")).join(tables.engine.put(tables.grid.spans()), on="span", how="left")


def _with_length(tables: Tables, rows: Frame) -> Frame:
    """The class of the spell's calendar days as known at the end of the period."""
    grid = tables.grid
    if grid.lengths == 1:
        return rows.with_columns(nw.lit(0, nw.Int64).alias("length"))
    numbers = tables.engine.put(grid.day_numbers())
    start = nw.max_horizontal(nw.col("start"), nw.lit(OLDEST_START)).alias("known_start")
    rows = rows.with_columns(start, nw.min_horizontal(nw.col("end"), nw.lit(grid.last)).alias("known_end"))
    rows = rows.join(numbers.rename({"day": "known_start", "number": "start_number"}), on="known_start")
    rows = rows.join(numbers.rename({"day": "known_end", "number": "end_number"}), on="known_end")
    days = nw.min_horizontal("end_number", "period_last") - nw.col("start_number") + 1
    number = nw.lit(0, nw.Int64)
    for place, band in enumerate(LENGTH_BANDS[grid.question.length_classes][1:], 1):
        number = nw.when(days >= band.first).then(nw.lit(place, nw.Int64)).otherwise(number)
    return rows.with_columns(number.alias("length"))


def _absence_place(grid: Grid, place: str) -> nw.Expr:
    cell = (nw.col(place) * grid.groups + nw.col("group")) * grid.steps + nw.col("period")
    return ((cell * KIND_SLOTS + nw.col("kind")) * grid.lengths + nw.col("length")).alias("key")


def _absences(grid: Grid, stretches: Frame) -> Frame:
    grade = (nw.col("grade_percent") * GRADE_SCALE + 0.5).floor()
    rows = stretches.select(
        _absence_place(grid, "node"),
        (nw.col("days") * nw.col("fte") * grade).alias("absent"),
        nw.col("begins").cast(nw.Int64).alias("spells"),
    )
    return rows.group_by("key").agg(nw.col("absent").sum(), nw.col("spells").sum())


def _several(jobs: Frame) -> Frame:
    """Jobs of persons with more than one; `apart` when not all of them are on the same node."""
    nodes = nw.col("node").max().over("person_id") != nw.col("node").min().over("person_id")
    counted = jobs.with_columns(nw.len().over("person_id").alias("jobs"))
    return counted.filter(nw.col("jobs") > 1).with_columns(nodes.alias("apart"))


def _persons_twice(grid: Grid, jobs: Frame, place: str) -> Frame:
    """Events that take away a person from the periods already filled by the person's other jobs at the same place."""
    same = ("person_id", place, "group")
    filled = nw.col("leaves").cum_max().over(*same, order_by=("enters", "leaves", "first", "last"))
    rows = jobs.select(*same, "enters", "leaves", "first", "last").with_columns(filled.alias("filled"))
    before = nw.col("filled").shift(1).over(*same, order_by=("enters", "leaves", "first", "last"))
    rows = rows.with_columns(before.alias("filled")).filter(nw.col("filled") > nw.col("enters"))
    key = (nw.col(place) * grid.groups + nw.col("group")) * grid.steps
    gone = nw.min_horizontal("leaves", "filled")
    events = [
        rows.select((key + nw.col("enters")).alias("key"), nw.lit(-1, nw.Int64).alias("persons")),
        rows.select((key + gone).alias("key"), nw.lit(1, nw.Int64).alias("persons")),
    ]
    return nw.concat(events).group_by("key").agg(nw.col("persons").sum())


def _spells_twice(tables: Tables, jobs: Frame, above: Frame) -> Frame:
    """How many times too often spells are counted in a unit by being absent from several jobs at once, negative."""
    persons = _with_jobs_at_once(jobs)
    busy = jobs.join(persons, on="person_id", how="semi")
    rows = stretches_of(tables, busy).filter(nw.col("begins")).join(above, on="node")
    key = _absence_place(tables.grid, "unit")
    counted = rows.select(key, *SPELL_NAME).group_by("key", *SPELL_NAME).agg(nw.len().alias("times"))
    surplus = counted.filter(nw.col("times") > 1).select("key", (1 - nw.col("times").cast(nw.Int64)).alias("spells"))
    return surplus.group_by("key").agg(nw.col("spells").sum())


def _with_jobs_at_once(jobs: Frame) -> Frame:
    order = ("first", "last", "enters", "node")
    rows = _several(jobs).with_columns(nw.col("last").cum_max().over("person_id", order_by=order).alias("until"))
    rows = rows.with_columns(nw.col("until").shift(1).over("person_id", order_by=order).alias("until"))
    return rows.filter(nw.col("until") >= nw.col("first")).select("person_id").unique()
