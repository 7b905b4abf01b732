"""What must hold between units, and between units and the rows that name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from graphlib import CycleError, TopologicalSorter

import polars as pl

from naerverk.formats.chunks import LINE
from naerverk.formats.neighbours import FAR, unbroken, with_latest_end
from naerverk.formats.strikes import OTHER, Strike, repeats, without
from naerverk.formats.tables import FILE, Tables

LONG_AGO = date(1900, 1, 1)


def unit_strikes(tables: Tables) -> Iterator[Strike]:
    """All checks on units; none when no units were given."""
    if not tables.has("units"):
        return
    units = tables.located("units").collect()
    same = repeats("units", units, "unit_id")
    yield same
    yield from _overlapping(without(units, same.rows))
    yield from _unknown_parents(tables, units)
    yield from _cycles(units)
    for table in ("employments", "absences", "monthly", "shifts"):
        yield from _unknown_units(tables, table)
    if tables.has("employments"):
        yield from _jobs_outside(tables, units)


def _unknown_units(tables: Tables, table: str) -> Iterator[Strike]:
    if not tables.has(table):
        return
    known = tables.distinct("units", "unit_id")
    strangers = tables.distinct(table, "unit_id").join(known, on="unit_id", how="anti")
    ids = tables.unknown(strangers, "unit_id")["unit_id"]
    if ids.len():
        rows = tables.rows_of(table, "unit_id", ids)
        yield Strike(table, "unknown_unit", "unit_id", rows.select(FILE, LINE, value=pl.col("unit_id").cast(pl.String)))


def _jobs_outside(tables: Tables, units: pl.DataFrame) -> Iterator[Strike]:
    """The first employment of each unit that lies where the unit is not valid, and how many do."""
    dated = _dated(units).rename({"valid_from": "start", "valid_to": "end"}).sort("unit_id", "start")
    valid = unbroken(dated, ["unit_id"])
    always = (pl.col("from_") <= LONG_AGO) & (pl.col("to") >= FAR)
    valid = valid.join(valid.filter(always), on="unit_id", how="anti")
    if not valid.height:
        return
    there = tables.located("employments").join(valid.lazy().select("unit_id").unique(), on="unit_id", how="semi")
    jobs = there.select(FILE, LINE, "unit_id", "start", pl.col("end").fill_null(FAR)).collect()
    within = jobs.join(valid, on="unit_id").filter(
        (pl.col("from_") <= pl.col("start")) & (pl.col("to") >= pl.col("end"))
    )
    outside = jobs.join(within, on=[FILE, LINE], how="anti").sort(FILE, LINE)
    if outside.height:
        first = outside.group_by("unit_id", maintain_order=True).agg(pl.col(FILE, LINE).first(), n=pl.len())
        rows = first.select(FILE, LINE, "n", value=pl.col("unit_id").cast(pl.String))
        yield Strike("employments", "job_outside_unit", "unit_id", rows, ("n",))


def _overlapping(units: pl.DataFrame) -> Iterator[Strike]:
    """Two rows of one unit that are valid on the same day."""
    dated = _dated(units).rename({"valid_from": "start", "valid_to": "end"})
    dated = with_latest_end(dated.sort("unit_id", "start", FILE, LINE), ["unit_id"])
    place = (pl.col(column).shift().alias(other) for column, other in zip((FILE, LINE), OTHER, strict=True))
    clashes = dated.with_columns(place).filter(pl.col("start") <= pl.col("until"))
    if clashes.height:
        rows = clashes.select(FILE, LINE, *OTHER, value=pl.col("unit_id").cast(pl.String))
        yield Strike("units", "overlapping_validity", "valid_from", rows, OTHER)


def _dated(units: pl.DataFrame) -> pl.DataFrame:
    return units.with_columns(pl.col("valid_from").fill_null(LONG_AGO), pl.col("valid_to").fill_null(FAR))


def _unknown_parents(tables: Tables, units: pl.DataFrame) -> Iterator[Strike]:
    above = units.select(unit_id="parent_id").unique().drop_nulls()
    parents = tables.unknown(above.join(units, on="unit_id", how="anti"), "unit_id")
    unknown = units.filter(pl.col("parent_id").is_in(parents["unit_id"].implode()))
    yield Strike(
        "units", "unknown_unit", "parent_id", unknown.select(FILE, LINE, value=pl.col("parent_id").cast(pl.String))
    )
    ids = set(units["unit_id"].cast(pl.String))
    named = units.filter(pl.col("continues").is_not_null()).select(FILE, LINE, "continues").iter_rows()
    lost = [
        (file, line, before.strip())
        for file, line, continues in named
        for before in continues.split(";")
        if before.strip() and before.strip() not in ids
    ]
    if lost:
        rows = pl.DataFrame(lost, schema={FILE: pl.Int32, LINE: pl.Int64, "value": pl.String}, orient="row")
        yield Strike("units", "unknown_unit", "continues", rows)


def _cycles(units: pl.DataFrame) -> Iterator[Strike]:
    """A unit that is its own ancestor on some day.

    A ring that exists on some day exists on the day its last link becomes valid, so those days are enough; and
    without a ring in the tree of all days together there is none on any day.
    """
    links = _core(_dated(units).filter(pl.col("parent_id").is_not_null()))
    for day in links["valid_from"].unique().sort():
        valid = links.filter(pl.col("valid_from") <= day, pl.col("valid_to") >= day)
        ring = _ring(valid)
        if ring:
            rows = valid.filter(pl.col("unit_id").is_in(ring)).head(1)
            path = " > ".join(str(unit) for unit in ring)
            rows = rows.select(FILE, LINE, value="parent_id").with_columns(ring=pl.lit(path))
            yield Strike("units", "unit_cycle", "parent_id", rows, ("ring",))
            return


def _core(links: pl.DataFrame) -> pl.DataFrame:
    """The links that are left when units without children and units without parents are peeled off, again and again."""
    before = -1
    while links.height != before:
        before = links.height
        links = links.join(links, left_on="unit_id", right_on="parent_id", how="semi")
        links = links.join(links, left_on="parent_id", right_on="unit_id", how="semi")
    return links


def _ring(links: pl.DataFrame) -> list[object]:
    graph: dict[object, set[object]] = {}
    for unit, parent in links.select("unit_id", "parent_id").unique().iter_rows():
        graph.setdefault(unit, set()).add(parent)
    return _find_ring(graph)


def _find_ring(graph: Mapping[object, set[object]]) -> list[object]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        ring: list[object] = error.args[1]
        return ring
    return []
