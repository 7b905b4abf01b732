"""Persons and spells that were counted more than once because a person has several jobs."""

from __future__ import annotations

import narwhals as nw

from naerverk.statistics.facts.stretches import absence_place, stretches_of
from naerverk.statistics.facts.tables import Frame, Tables
from naerverk.statistics.grid import Grid

SPELL_NAME = ("person_id", "spell_unit", "start", "end", "kind", "grade_percent")
"""What a spell is known by: rows alike in all of these are one spell."""


def several_of(jobs: Frame) -> Frame:
    """Jobs of persons with more than one; `apart` when not all of them are on the same node."""
    nodes = nw.col("node").max().over("person_id") != nw.col("node").min().over("person_id")
    counted = jobs.with_columns(nw.len().over("person_id").alias("jobs"))
    return counted.filter(nw.col("jobs") > 1).with_columns(nodes.alias("apart"))


def persons_twice(grid: Grid, jobs: Frame, place: str) -> Frame:
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


def spells_twice(tables: Tables, jobs: Frame, above: Frame) -> Frame:
    """How many times too often spells are counted in a unit by being absent from several jobs at once, negative."""
    persons = _with_jobs_at_once(jobs)
    busy = jobs.join(persons, on="person_id", how="semi")
    rows = stretches_of(tables, busy).filter(nw.col("begins")).join(above, on="node")
    key = absence_place(tables.grid, "unit")
    counted = rows.select(key, *SPELL_NAME).group_by("key", *SPELL_NAME).agg(nw.len().alias("times"))
    surplus = counted.filter(nw.col("times") > 1).select("key", (1 - nw.col("times").cast(nw.Int64)).alias("spells"))
    return surplus.group_by("key").agg(nw.col("spells").sum())


def _with_jobs_at_once(jobs: Frame) -> Frame:
    order = ("first", "last", "enters", "node")
    rows = several_of(jobs).with_columns(nw.col("last").cum_max().over("person_id", order_by=order).alias("until"))
    rows = rows.with_columns(nw.col("until").shift(1).over("person_id", order_by=order).alias("until"))
    return rows.filter(nw.col("until") >= nw.col("first")).select("person_id").unique()
