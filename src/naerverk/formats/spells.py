"""What must hold between absences of the same person, and between absences and employments.

The quick question ("is anything wrong at all?") is asked of the whole table, a million rows at a time, by
comparing neighbours: what is left is one row per person, and the persons who must be looked at in detail.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from naerverk.formats.chunks import LINE
from naerverk.formats.jobs import Jobs, unknown_persons
from naerverk.formats.neighbours import FAR, unbroken, with_latest_end
from naerverk.formats.strikes import OTHER, Strike, repeats, without
from naerverk.formats.tables import FILE, Tables

COLUMNS = ("person_id", "unit_id", "start", "end")
UNIT_KEY = ["person_id", "unit_id"]
FEW_NAMED = 0.1
"""Below this share of spells that name a unit, those spells are looked at one by one."""
MANY_TOUCHING = 0.1
"""Above this share of spells that touch the one before, the rows are probably not sorted by date."""
DETAIL_ROWS = 2_000_000
"""About so many spells are looked at in detail at a time."""
SHARE = 4_000_000
"""Rows of an unsorted table that are sorted at a time."""
BEYOND = (pl.col("start") < pl.col("from_")) | (pl.col("end") > pl.col("to"))
ELSEWHERE = pl.col("unit_id").is_not_null() & pl.col("unit_id").ne_missing(pl.col("only_unit"))
"""Not within the person's first unbroken employment; naming another unit than the only one the person works in."""


@dataclass
class Runs:
    """The spells of each person as one row, gathered from pieces of a sorted table."""

    sorted: bool = True
    _firsts: list[pl.DataFrame] = field(default_factory=list)
    _lasts: list[pl.DataFrame] = field(default_factory=list)
    _suspects: list[pl.DataFrame] = field(default_factory=list)
    _named: list[pl.DataFrame] = field(default_factory=list)
    _carry: pl.DataFrame | None = None

    def add(self, piece: pl.DataFrame) -> None:
        """The next rows; only looks until the rows turn out to be unsorted."""
        if not self.sorted or not piece.height:
            return
        piece = piece.select(COLUMNS)
        named = piece["unit_id"].is_not_null()
        if named.sum() < FEW_NAMED * piece.height:
            self._named.append(piece.filter(named))
            piece = piece.with_columns(unit_id=pl.lit(None, piece.schema["unit_id"]))
        if self._carry is None:
            self._firsts.append(piece.head(1))
        elif self._carry.schema == piece.schema:
            piece = pl.concat([self._carry, piece])
        else:
            self.sorted = False
            return
        self._compare(piece)
        self._carry = piece.tail(1)

    def fits(self, person_type: pl.DataType) -> bool:
        """Whether every piece came sorted and with persons of this type."""
        return self.sorted and self._carry is not None and self._carry.schema["person_id"] == person_type

    def _compare(self, piece: pl.DataFrame) -> None:
        before, now = piece.slice(0, piece.height - 1), piece.slice(1)
        same = before["person_id"] == now["person_id"]
        firsts = now.filter(~same)
        self._firsts.append(firsts)
        self._lasts.append(before.select("end").filter(~same))
        # A row that starts before the one above it in the same person also touches it, so persons are enough.
        others = pl.concat([piece.head(1), firsts])["person_id"]
        self.sorted = others.is_sorted()
        touching = same & (before["end"].is_null() | (now["start"] <= before["end"]))
        self.sorted = self.sorted and touching.sum() <= MANY_TOUCHING * piece.height + 100
        if before["unit_id"].null_count() + now["unit_id"].null_count() < 2 * before.height:
            touching = touching | (same & before["unit_id"].ne_missing(now["unit_id"]))
        if touching.any():
            self._suspects.append(now.filter(touching).select("person_id").unique())

    def persons(self) -> pl.DataFrame | None:
        """One row per person: person_id, unit_id of the first spell, start of the first, end of the last."""
        if self._carry is None:
            return None
        ends = pl.concat([*self._lasts, self._carry.select("end")])
        return pl.concat(self._firsts).with_columns(ends["end"])

    def suspects(self) -> list[pl.DataFrame]:
        """The persons with spells that touch or that name different units."""
        return self._suspects

    def named(self) -> list[pl.DataFrame]:
        """The spells that name a unit, from pieces where few do; `persons` shows those as if they named none."""
        return self._named


def spell_strikes(tables: Tables, runs: Runs, jobs: Jobs | None) -> Iterator[Strike]:
    """All checks between spells; `runs` has seen every piece of the table."""
    found = [runs] if runs.fits(tables.key_type("person_id")) else list(_sorted_runs(tables))
    each = [one for run in found if (one := run.persons()) is not None]
    if not each:
        return
    unit = pl.col("unit_id").cast(tables.key_type("unit_id"))
    persons = pl.concat(each).with_columns(unit)
    touching = pl.concat([persons.head(0).select("person_id"), *(one for run in found for one in run.suspects())])
    touching = touching.unique(maintain_order=True)
    uncovered = touching.head(0)
    if jobs:
        employed = persons.join(jobs.summary(), on="person_id", how="left")
        yield from unknown_persons(tables, "absences", employed.filter(pl.col("from_").is_null()))
        uncovered = _perhaps_uncovered(employed)
        named = [one for run in found for one in run.named() if one.height]
        if named:
            by_unit = _uncovered_by_unit(pl.concat(named).with_columns(unit), jobs)
            uncovered = pl.concat([uncovered, by_unit]).unique(maintain_order=True)
    at_a_time = 1 + DETAIL_ROWS * persons.height // tables.rows("absences")
    for some in touching.iter_slices(at_a_time):
        yield from _in_detail(tables, some, jobs)
    if jobs and uncovered.height:
        yield from _uncovered(tables, uncovered.join(touching, on="person_id", how="anti"), jobs)


def _in_detail(tables: Tables, persons: pl.DataFrame, jobs: Jobs | None) -> Iterator[Strike]:
    rows = tables.rows_of("absences", "person_id", persons["person_id"])
    same = repeats("absences", rows, "person_id")
    yield same
    rows = without(rows, same.rows).with_columns(pl.col("end").fill_null(FAR))
    yield _clashes(rows)
    if jobs:
        yield _outside(rows, jobs.of(persons))


def _uncovered(tables: Tables, persons: pl.DataFrame, jobs: Jobs) -> Iterator[Strike]:
    """The spells outside employment of persons whose spells are sound among themselves.

    One look at the table settles it for those employed without a break; only the rows of others are brought in.
    """
    known = persons.join(jobs.summary(), on="person_id").lazy()
    spells = tables.located("absences").select(*COLUMNS, FILE, LINE).with_columns(pl.col("end").fill_null(FAR))
    # The persons are the small side: left to find that out, Polars first gathers millions of spells.
    spells = spells.join(known, on="person_id", build_side="force_right").filter(BEYOND | ELSEWHERE)
    settled = pl.col("unbroken") & (pl.col("unit_id").is_null() | ~ELSEWHERE)
    # Taken apart afterwards: asked for two results, Polars looks at the table twice.
    found = spells.select(*COLUMNS, FILE, LINE, settled=settled).collect(engine="streaming")
    outside = found.filter("settled").select(FILE, LINE, value="start")
    yield Strike("absences", "absence_outside_employment", "start", outside)
    doubtful = found.filter(~pl.col("settled")).drop("settled")
    yield _outside(doubtful, jobs.of(doubtful.select("person_id").unique()))


def _sorted_runs(tables: Tables) -> Iterator[Runs]:
    """The same from an unsorted table: it is taken in shares of the persons that fit in memory."""
    spells = tables.scan("absences").select(COLUMNS)
    shares = 1 + tables.rows("absences") // SHARE
    for share in range(shares):
        mine = spells.filter(pl.col("person_id").hash(seed=1) % shares == share) if shares > 1 else spells
        runs = Runs()
        runs.add(mine.collect().sort("person_id", "start"))
        yield runs


def _perhaps_uncovered(persons: pl.DataFrame) -> pl.DataFrame:
    """Persons whose spells do not all lie within their first unbroken employment, in their only unit."""
    ended = persons.with_columns(pl.col("end").fill_null(FAR))
    return ended.filter(pl.col("from_").is_not_null() & (BEYOND | ELSEWHERE)).select("person_id")


def _uncovered_by_unit(named: pl.DataFrame, jobs: Jobs) -> pl.DataFrame:
    """Persons with a spell that names a unit and does not lie within their employment there."""
    spells = named.with_columns(pl.col("end").fill_null(FAR)).with_row_index(LINE).with_columns(pl.lit(0).alias(FILE))
    theirs = jobs.of(named.select("person_id").unique()).sort(*UNIT_KEY, "start")
    return without(spells, _covered(spells, theirs, UNIT_KEY)).select("person_id").unique()


def _clashes(spells: pl.DataFrame) -> Strike:
    """Each spell that begins before an earlier spell in the same employment has ended."""
    found = pl.concat([_clash_within(spells), _clash_across(spells)])
    rows = found.unique([FILE, LINE], keep="first", maintain_order=True)
    return Strike("absences", "overlapping_spells", "start", rows, OTHER)


def _clash_within(spells: pl.DataFrame) -> pl.DataFrame:
    """Spells with the same unit, or both without."""
    ordered = with_latest_end(spells.sort(*UNIT_KEY, "start", FILE, LINE), UNIT_KEY)
    lasts_longest = pl.col("until").is_null() | (pl.col("end") > pl.col("until"))
    ordered = ordered.with_columns(
        pl.when(lasts_longest).then(place).forward_fill().shift().alias(other)
        for place, other in zip((FILE, LINE), OTHER, strict=True)
    )
    return _shown(ordered.filter(pl.col("start") <= pl.col("until")))


def _clash_across(spells: pl.DataFrame) -> pl.DataFrame:
    """A spell in all employments against one in a single employment."""
    named = spells.filter(pl.col("unit_id").is_not_null())
    everywhere = spells.filter(pl.col("unit_id").is_null()).select(
        "person_id", from_="start", to="end", other_file=FILE, other_line=LINE
    )
    both = named.join(everywhere, on="person_id")
    return _shown(both.filter((pl.col("start") <= pl.col("to")) & (pl.col("from_") <= pl.col("end"))))


def _shown(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(FILE, LINE, *OTHER, value=pl.col("start").dt.to_string("iso"))


def _outside(spells: pl.DataFrame, jobs: pl.DataFrame) -> Strike:
    """Spells with days on which the person (in that unit, when one is named) was not employed."""
    anywhere = _covered(spells.filter(pl.col("unit_id").is_null()), jobs, ["person_id"])
    there = _covered(spells.filter(pl.col("unit_id").is_not_null()), jobs.sort(*UNIT_KEY, "start"), UNIT_KEY)
    known = spells.join(jobs.select("person_id").unique(), on="person_id", how="semi")
    outside = without(known, pl.concat([anywhere, there]))
    rows = outside.select(FILE, LINE, value=pl.col("start").dt.to_string("iso"))
    return Strike("absences", "absence_outside_employment", "start", rows)


def _covered(spells: pl.DataFrame, jobs: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    both = spells.join(unbroken(jobs, key), on=key)
    inside = both.filter((pl.col("start") >= pl.col("from_")) & (pl.col("end") <= pl.col("to")))
    return inside.select(FILE, LINE)
