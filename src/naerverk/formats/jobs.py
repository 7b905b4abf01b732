"""What must hold between employments of the same person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from naerverk.formats.canonical import canonical_schema
from naerverk.formats.chunks import LINE
from naerverk.formats.neighbours import FAR, in_order, unbroken, with_latest_end
from naerverk.formats.row_checks import DECIMALS
from naerverk.formats.strikes import Strike, repeats, without
from naerverk.formats.tables import FILE, Tables


@dataclass(frozen=True, slots=True)
class Jobs:
    """All employments, sorted by person and start, with FAR for those still going on."""

    rows: pl.DataFrame

    def summary(self) -> pl.DataFrame:
        """One row per person: the first unbroken period (`from_`, `to`), whether it is the only one (`unbroken`), and
        `only_unit` (null when there are several)."""
        person = self.rows["person_id"]
        new = (person != person.shift()).fill_null(True)
        moved = ~new & (self.rows["unit_id"] != self.rows["unit_id"].shift()).fill_null(False)
        number = new.cum_sum()
        several = pl.Series(range(1, int(new.sum()) + 1), dtype=number.dtype).is_in(number.filter(moved).implode())
        unit = self.rows.filter(new).select(unit=pl.when(~several).then("unit_id"))["unit"]
        periods = unbroken(self.rows, ["person_id"])
        first = (periods["person_id"] != periods["person_id"].shift()).fill_null(True)
        only = first & first.shift(-1, fill_value=True)
        return periods.with_columns(unbroken=only).filter(first).with_columns(only_unit=unit)

    def of(self, persons: pl.DataFrame) -> pl.DataFrame:
        """The employments of some persons, in the same order."""
        return self.rows.join(persons, on="person_id", how="semi", maintain_order="left")


def jobs_of(tables: Tables) -> Jobs:
    """The employments of the data set."""
    rows = tables.scan("employments").select("person_id", "unit_id", "start", "end").collect()
    return Jobs(in_order(rows.with_columns(pl.col("end").fill_null(FAR))))


def job_strikes(tables: Tables, jobs: Jobs) -> Iterator[Strike]:
    """Identical rows, persons whose jobs add up to more than 100 % on some day, shares that are no percents."""
    yield from _shares(tables)
    overlapping = with_latest_end(jobs.rows, ["person_id"]).filter(pl.col("start") <= pl.col("until"))
    if not overlapping.height:
        return
    persons = overlapping.select("person_id").unique()
    suspects = tables.rows_of("employments", "person_id", persons["person_id"])
    same = repeats("employments", suspects, "person_id")
    yield same
    yield Strike("employments", "jobs_over_100", "fte_percent", _crowded(without(suspects, same.rows)), ("percent",))


def _shares(tables: Tables) -> Iterator[Strike]:
    """Position shares that are all at most 1: probably 0.8 for 80 %."""
    highest = tables.scan("employments").select(pl.col("fte_percent").max()).collect().item()
    if highest is not None and highest <= 1:
        first = tables.located("employments").head(1).select(FILE, LINE, value=pl.col("fte_percent").cast(pl.String))
        yield Strike("employments", "looks_like_share", "fte_percent", first.collect())


def _crowded(jobs: pl.DataFrame) -> pl.DataFrame:
    """The row with which a person's position shares first pass 100 %."""
    scale = 10 ** DECIMALS["fte_percent"]
    share = (pl.col("fte_percent") * scale).round().cast(pl.Int64)
    begins = jobs.select("person_id", FILE, LINE, day="start", step=share)
    ends = jobs.drop_nulls("end").select("person_id", FILE, LINE, day=pl.col("end").dt.offset_by("1d"), step=-share)
    events = pl.concat([begins, ends]).sort("person_id", "day", "step")
    total = pl.col("step").cum_sum()
    new = pl.col("person_id").ne_missing(pl.col("person_id").shift())
    before = pl.when(new).then(total - pl.col("step")).forward_fill()
    events = events.with_columns(percent=(total - before) / scale)
    over = events.filter((pl.col("percent") > 100) & (pl.col("step") > 0))
    first = over.unique("person_id", keep="first", maintain_order=True)
    return first.select(FILE, LINE, "percent", value=pl.col("person_id").cast(pl.String))


def unknown_persons(tables: Tables, table: str, persons: pl.DataFrame) -> Iterator[Strike]:
    """The rows of persons who have no employment; `persons` are those without."""
    unknown = tables.unknown(persons.select("person_id"), "person_id")
    if unknown.height:
        rows = tables.rows_of(table, "person_id", unknown["person_id"])
        shown = rows.select(FILE, LINE, value=pl.col("person_id").cast(pl.String))
        yield Strike(table, "unknown_person", "person_id", shown)


def shift_strikes(tables: Tables) -> Iterator[Strike]:
    """Shifts of unknown persons, and the same shift twice."""
    shifts = tables.scan("shifts")
    if tables.has("employments"):
        employed = tables.distinct("employments", "person_id")
        strangers = tables.distinct("shifts", "person_id").join(employed, on="person_id", how="anti")
        yield from unknown_persons(tables, "shifts", strangers)
    content = list(canonical_schema("shifts"))
    doubles = shifts.group_by(content).len().filter(pl.col("len") > 1).drop("len").collect()
    if doubles.height:
        rows = tables.located("shifts").join(doubles.lazy(), on=content, how="semi").collect()
        yield repeats("shifts", rows, "person_id")
