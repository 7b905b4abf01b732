"""What must hold between rows about the same person: absences, employments, shifts.

The quick question ("is anything wrong at all?") is asked of the whole table with one comparison between
neighbouring rows; only the persons it points at are looked at in detail.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from naerverk.formats.chunks import LINE
from naerverk.formats.tables import FILE, Tables

FAR = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Strike:
    """Rows where a check between rows struck: FILE, LINE, `value` and the columns named in `params`."""

    table: str
    code: str
    column: str
    rows: pl.DataFrame
    params: Sequence[str] = field(default=())


def people_strikes(tables: Tables) -> Iterator[Strike]:
    """All checks between rows of persons."""
    if tables.has("employments"):
        yield from _employments(tables)
    if tables.has("absences"):
        yield from _unknown_persons(tables, "absences")
        yield from _overlapping(tables)
        yield from _outside(tables)
    if tables.has("shifts"):
        yield from _unknown_persons(tables, "shifts")


def _unknown_persons(tables: Tables, table: str) -> Iterator[Strike]:
    if not tables.has("employments"):
        return
    known = tables.scan("employments").select("person_id").unique()
    ids = tables.scan(table).select("person_id").unique().join(known, on="person_id", how="anti").collect()
    if ids.height:
        rows = tables.located(table).join(ids.lazy(), on="person_id", how="semi")
        yield Strike(table, "unknown_person", "person_id", rows.select(FILE, LINE, value="person_id").collect())


def _overlapping(tables: Tables) -> Iterator[Strike]:
    """Spells of one person in one employment that share a day; a blank unit means all the person's employments."""
    spells = tables.scan("absences").select("person_id", "start", pl.col("end").fill_null(FAR)).collect()
    if not _sorted(spells):
        spells = spells.sort("person_id", "start")
    touching = spells.filter(
        (pl.col("person_id") == pl.col("person_id").shift()) & (pl.col("start") <= pl.col("end").shift())
    )
    if not touching.height:
        return
    persons = touching.select("person_id").unique().lazy()
    suspects = tables.located("absences").join(persons, on="person_id", how="semi").collect()
    repeats = _repeats(suspects)
    if repeats.height:
        yield Strike("absences", "identical_row", "person_id", repeats, ("other_file", "other_line"))
    suspects = suspects.join(repeats, on=[FILE, LINE], how="anti")
    clashes = _clashes(suspects.with_columns(pl.col("end").fill_null(FAR)))
    if clashes.height:
        yield Strike("absences", "overlapping_spells", "start", clashes, ("other_file", "other_line"))


def _sorted(spells: pl.DataFrame) -> bool:
    before = pl.col("person_id").shift()
    wrong = (pl.col("person_id") < before) | (
        (pl.col("person_id") == before) & (pl.col("start") < pl.col("start").shift())
    )
    return not spells.select(wrong.any()).item()


def _repeats(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows that say the same as an earlier one."""
    content = [name for name in rows.columns if name not in (FILE, LINE)]
    rows = rows.sort(FILE, LINE).with_columns(
        other_file=pl.col(FILE).first().over(content), other_line=pl.col(LINE).first().over(content)
    )
    again = (pl.col(FILE) != pl.col("other_file")) | (pl.col(LINE) != pl.col("other_line"))
    return rows.filter(again).select(FILE, LINE, "other_file", "other_line", value=pl.col("person_id").cast(pl.String))


def _clashes(spells: pl.DataFrame) -> pl.DataFrame:
    """Each spell that begins before an earlier spell in the same employment has ended."""
    found = [_clash_within(spells), _clash_across(spells)]
    return pl.concat(found).unique([FILE, LINE], keep="first", maintain_order=True).sort(FILE, LINE)


def _clash_within(spells: pl.DataFrame) -> pl.DataFrame:
    """Spells with the same unit, or both without."""
    key = ["person_id", "unit_id"]
    ordered = spells.sort(*key, "start", FILE, LINE)
    until = pl.col("end").cum_max().shift().over(key)
    ordered = ordered.with_columns(
        until=until, other_file=pl.col(FILE).shift().over(key), other_line=pl.col(LINE).shift().over(key)
    )
    return _as_strike(ordered.filter(pl.col("start") <= pl.col("until")))


def _clash_across(spells: pl.DataFrame) -> pl.DataFrame:
    """A spell in all employments against one in a single employment."""
    named = spells.filter(pl.col("unit_id").is_not_null())
    everywhere = spells.filter(pl.col("unit_id").is_null()).select(
        "person_id", from_="start", to="end", other_file=FILE, other_line=LINE
    )
    both = named.join(everywhere, on="person_id")
    return _as_strike(both.filter((pl.col("start") <= pl.col("to")) & (pl.col("from_") <= pl.col("end"))))


def _as_strike(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(FILE, LINE, "other_file", "other_line", value=pl.col("start").dt.to_string("iso"))


def _employments(tables: Tables) -> Iterator[Strike]:
    """Identical rows, and persons whose jobs add up to more than 100 % on some day."""
    jobs = tables.scan("employments").select("person_id", "start", pl.col("end").fill_null(FAR)).collect()
    jobs = jobs.sort("person_id", "start")
    until = pl.col("end").cum_max().shift().over("person_id")
    persons = jobs.filter(pl.col("start") <= until).select("person_id").unique().lazy()
    suspects = tables.located("employments").join(persons, on="person_id", how="semi").collect()
    if not suspects.height:
        return
    repeats = _repeats(suspects)
    if repeats.height:
        yield Strike("employments", "identical_row", "person_id", repeats, ("other_file", "other_line"))
    suspects = suspects.join(repeats, on=[FILE, LINE], how="anti")
    crowded = _crowded(suspects.with_columns(pl.col("end").fill_null(FAR)))
    if crowded.height:
        yield Strike("employments", "jobs_over_100", "fte_percent", crowded, ("percent",))


def _crowded(jobs: pl.DataFrame) -> pl.DataFrame:
    """The row with which a person's position shares first pass 100 %."""
    begins = jobs.select("person_id", FILE, LINE, day="start", step="fte_percent")
    ends = jobs.filter(pl.col("end") < FAR).select(
        "person_id", FILE, LINE, day=pl.col("end").dt.offset_by("1d"), step=-pl.col("fte_percent")
    )
    events = pl.concat([begins, ends]).sort("person_id", "day", "step")
    events = events.with_columns(percent=pl.col("step").cum_sum().over("person_id").round(2))
    over = events.filter((pl.col("percent") > 100) & (pl.col("step") > 0))
    first = over.unique("person_id", keep="first", maintain_order=True)
    return first.select(FILE, LINE, "percent", value=pl.col("person_id").cast(pl.String))


def _outside(tables: Tables) -> Iterator[Strike]:
    """Spells with days on which the person (in that unit, when one is named) was not employed."""
    if not tables.has("employments"):
        return
    jobs = tables.scan("employments").select("person_id", "unit_id", "start", pl.col("end").fill_null(FAR)).collect()
    spells = tables.located("absences").select(
        "person_id", "unit_id", "start", pl.col("end").fill_null(FAR), FILE, LINE
    )
    for unit in (False, True):
        key = ["person_id", "unit_id"] if unit else ["person_id"]
        chosen = spells.filter(pl.col("unit_id").is_not_null() if unit else pl.col("unit_id").is_null())
        periods = _unbroken(jobs, key).lazy()
        covered = chosen.sort("start").join_asof(
            periods.sort("from_"), left_on="start", right_on="from_", by=key, check_sortedness=False
        )
        outside = covered.filter((pl.col("end") > pl.col("to")).fill_null(True)).join(
            periods.select("person_id").unique(), on="person_id", how="semi"
        )
        rows = outside.select(FILE, LINE, value=pl.col("start").dt.to_string("iso")).sort(FILE, LINE).collect()
        if rows.height:
            yield Strike("absences", "absence_outside_employment", "start", rows)


def _unbroken(jobs: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    """Employments that follow each other without a free day in between, as one period."""
    ordered = jobs.sort(*key, "start")
    until = pl.col("end").cum_max().shift().over(key)
    fresh = (pl.col("start") > until.dt.offset_by("1d")).fill_null(True)
    ordered = ordered.with_columns(period=fresh.cum_sum())
    return ordered.group_by(*key, "period").agg(from_=pl.col("start").min(), to=pl.col("end").max())
