"""What must hold between employments of the same person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from naerverk.formats.canonical import canonical_schema
from naerverk.formats.chunks import LINE
from naerverk.formats.neighbours import FAR, in_order, unbroken, with_latest_end
from naerverk.formats.strikes import Strike, repeats, without
from naerverk.formats.tables import FILE, Tables


@dataclass(frozen=True, slots=True)
class Jobs:
    """All employments, sorted by person and start, with FAR for those still going on."""

    rows: pl.DataFrame

    def summary(self) -> pl.DataFrame:
        """One row per person: first unbroken period (`from_`, `to`), and `only_unit` (null when there are several)."""
        periods = unbroken(self.rows, ["person_id"])
        before = self.rows.slice(0, max(0, self.rows.height - 1))
        now = self.rows.slice(1)
        moved = (now["person_id"] == before["person_id"]) & (now["unit_id"] != before["unit_id"])
        movers = now.filter(moved).select("person_id").unique().with_columns(moved=pl.lit(True))
        units = self.rows.select("person_id", "unit_id").unique("person_id", keep="first", maintain_order=True)
        first = periods.unique("person_id", keep="first", maintain_order=True)
        person = first.with_columns(only_unit=units["unit_id"])
        if not movers.height:
            return person
        marked = person.join(movers, on="person_id", how="left", maintain_order="left")
        return marked.with_columns(only_unit=pl.when(pl.col("moved").is_null()).then("only_unit")).drop("moved")

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
    suspects = tables.located("employments").join(persons.lazy(), on="person_id", how="semi").collect()
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
    begins = jobs.select("person_id", FILE, LINE, day="start", step="fte_percent")
    ends = jobs.drop_nulls("end").select(
        "person_id", FILE, LINE, day=pl.col("end").dt.offset_by("1d"), step=-pl.col("fte_percent")
    )
    events = pl.concat([begins, ends]).sort("person_id", "day", "step")
    events = events.with_columns(percent=pl.col("step").cum_sum().over("person_id").round(2))
    over = events.filter((pl.col("percent") > 100) & (pl.col("step") > 0))
    first = over.unique("person_id", keep="first", maintain_order=True)
    return first.select(FILE, LINE, "percent", value=pl.col("person_id").cast(pl.String))


def unknown_persons(tables: Tables, table: str, persons: pl.DataFrame) -> Iterator[Strike]:
    """The rows of persons who have no employment; `persons` are those without."""
    unknown = tables.unknown(persons.select("person_id"), "person_id")
    if unknown.height:
        rows = tables.located(table).join(unknown.lazy(), on="person_id", how="semi")
        shown = rows.select(FILE, LINE, value=pl.col("person_id").cast(pl.String)).collect()
        yield Strike(table, "unknown_person", "person_id", shown)


def shift_strikes(tables: Tables) -> Iterator[Strike]:
    """Shifts of unknown persons, and the same shift twice."""
    shifts = tables.scan("shifts")
    if tables.has("employments"):
        employed = tables.scan("employments").select("person_id").unique()
        strangers = shifts.select("person_id").unique().join(employed, on="person_id", how="anti").collect()
        yield from unknown_persons(tables, "shifts", strangers)
    content = list(canonical_schema("shifts"))
    doubles = shifts.group_by(content).len().filter(pl.col("len") > 1).drop("len").collect()
    if doubles.height:
        rows = tables.located("shifts").join(doubles.lazy(), on=content, how="semi").collect()
        yield repeats("shifts", rows, "person_id")
