"""Disclosure control of free tables of figures: every combination somebody asks for, made safe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from naerverk.problems import refuse, refuse_usage
from naerverk.statistics.disclosure.attack import attack
from naerverk.statistics.disclosure.rests import Rest, suppress_with_rests
from naerverk.statistics.table import DisclosedTable, Table

LIMIT = 5
"""No cell rests on fewer persons employed; can only be raised."""
FIGURES = ("agreed_days", "absence_days", "rate_percent", "persons", "spells")
SPLITS = ("kind", "length")
"""Rows that differ only in these are figures about the same persons: they are shown or hidden together."""
NOTHING = 1e-6
"""Days; a sum below this is zero."""


def disclose(
    table: Table,
    *,
    by: Sequence[str],
    of_rows: pl.DataFrame,
    persons: pl.DataFrame,
    bounds: pl.DataFrame | None = None,
    limit: int = LIMIT,
) -> DisclosedTable:
    """The table with every unsafe cell blank and `status` ok or hidden.

    `by`: the columns that name a row. `of_rows` (row, part): the disjoint groups of persons each row adds up.
    `persons` (part, persons). `bounds` (row, least, most): how many persons a row may be about that does not say it;
    it counts as the fewest, and as the most when it is taken from another. A row about fewer than `limit` persons is
    hidden, and so is what would give it away by addition and subtraction. What is left of a row when the shown rows
    within it are taken away (own staff, hidden units) is guarded in the same way when it may be fewer than `limit`
    persons, or when it holds hidden rows and has
    no absence at all. Raises Refusal when the persons are unknown, UsageRefusal below the least limit.
    """
    if limit < LIMIT:
        raise refuse_usage("disclosure.limit_too_low", limit=limit, least=LIMIT)
    frame = _bounded(table.frame, bounds)
    if unknown := frame["least"].null_count():
        raise refuse("disclosure.persons_unknown", rows=unknown)
    numbered = frame.with_columns(_cell_numbers(frame, [name for name in by if name not in SPLITS]))
    cells = _cells(numbered, of_rows)
    groups = _Groups.of(cells, persons, limit)
    hidden = suppress_with_rests(
        groups.parts,
        groups.secret,
        importance=[float(each) for each in groups.least],
        unsafe=groups.unsafe,
        pinned=groups.pinned,
    )
    away = cells.select("cell").with_columns(pl.Series("away", hidden, dtype=pl.Boolean))
    marked = numbered.join(away, on="cell", how="left", maintain_order="left")
    shown = ~pl.col("away")
    blanked = [pl.when(shown).then(pl.col(name)).alias(name) for name in FIGURES if name in frame.columns]
    status = pl.when(shown).then(pl.lit("ok")).otherwise(pl.lit("hidden")).alias("status")
    return DisclosedTable(marked.with_columns(*blanked, status).select(table.frame.columns), table.origin)


def _bounded(frame: pl.DataFrame, bounds: pl.DataFrame | None) -> pl.DataFrame:
    """With `least` and `most` persons of each row; least is blank where nothing is known."""
    if bounds is None:
        bounds = pl.DataFrame(schema={"row": pl.Int64, "least": pl.Int64, "most": pl.Int64})
    rows = frame.with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))
    rows = rows.join(bounds, on="row", how="left", maintain_order="left").drop("row")
    known = pl.when((pl.col("least") > 0) | pl.col("most").is_not_null()).then("least")
    return rows.with_columns(pl.coalesce("persons", known).alias("least"), pl.coalesce("persons", "most").alias("most"))


def _cell_numbers(frame: pl.DataFrame, names: Sequence[str]) -> pl.Expr:
    if not names:
        return pl.lit(0, dtype=pl.Int64).alias("cell")
    return pl.struct(names).rank("dense").cast(pl.Int64).alias("cell")


def _cells(numbered: pl.DataFrame, of_rows: pl.DataFrame) -> pl.DataFrame:
    """One row per group of persons: cell, least and most persons, parts, and the absence of each kind."""
    rows = numbered.with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))
    first = rows.group_by("cell").agg(pl.col("row", "least", "most").first()).sort("cell")
    parts = of_rows.join(first.select("row", "cell"), on="row").group_by("cell").agg(pl.col("part").alias("parts"))
    kinds = ["cell", *(name for name in ("kind",) if name in rows.columns)]
    days = pl.when(pl.col("absence_days").null_count() == 0).then(pl.col("absence_days").sum()).alias("absence_days")
    absence = rows.group_by(kinds).agg(days).sort(kinds).group_by("cell").agg(pl.col("absence_days"))
    return (
        first.join(parts, on="cell", how="left", maintain_order="left")
        .join(absence, on="cell", how="left", maintain_order="left")
        .with_columns(pl.col("parts").fill_null([]))
    )


@dataclass(frozen=True, slots=True)
class _Groups:
    """Groups of persons behind the rows: their parts, persons, absence by kind, and the persons of each part."""

    parts: list[frozenset[int]]
    least: list[int]
    most: list[int | None]
    absence: list[list[float | None]]
    of_part: Mapping[int, int]
    limit: int
    secret_parts: frozenset[int]

    @staticmethod
    def of(cells: pl.DataFrame, persons: pl.DataFrame, limit: int) -> _Groups:
        parts: list[frozenset[int]] = [frozenset(each) for each in cells["parts"].to_list()]
        sizes: list[int] = cells["least"].to_list()
        # Where it is not known how many a part is, it is somebody.
        of_part = dict(persons.with_columns(pl.col("persons").fill_null(1)).iter_rows())
        secret = frozenset[int]().union(*(group for group, size in zip(parts, sizes, strict=True) if size < limit))
        return _Groups(parts, sizes, cells["most"].to_list(), cells["absence_days"].to_list(), of_part, limit, secret)

    @property
    def secret(self) -> list[bool]:
        """Which groups cannot be shown whatever else is: too few, or nobody absent in a row that holds such a one."""
        whole = (Rest(row, parts, (), True) for row, parts in enumerate(self.parts))
        return [self.least[rest.row] < self.limit or self._says_zero(rest) for rest in whole]

    def unsafe(self, rest: Rest) -> bool:
        """Whether a rest is somebody but too few, or shows that nobody in a hidden row was absent."""
        return self._too_few(rest) or self._says_zero(rest)

    def pinned(self, shown: Sequence[int], hidden: Sequence[int]) -> bool:
        """Whether the absence of a row about too few follows from the shown rows, since no part of it is negative."""
        few = {row for row in hidden if self.least[row] < self.limit}
        rows = [self.parts[row] for row in (*shown, *hidden)]
        for kind in range(len(self.absence[shown[0]])) if few and shown else ():
            known = [self.absence[row][kind] for row in shown]
            got = attack(rows, [*known, *(None for _ in hidden)]).pinned
            if any(hidden[place - len(shown)] in few for place in got if place >= len(shown)):
                return True
        return False

    def _too_few(self, rest: Rest) -> bool:
        """Somebody may be in several parts, so that persons cannot be subtracted exactly: these are lower bounds."""
        largest = max((self.of_part.get(part, 1) for part in rest.parts), default=0)
        taken = [self.most[row] for row in rest.inside]
        left = 0 if None in taken else self.least[rest.row] - sum(most or 0 for most in taken)
        return largest > 0 and max(largest, left) < self.limit

    def _says_zero(self, rest: Rest) -> bool:
        if not rest.exact or rest.parts.isdisjoint(self.secret_parts):
            return False
        taken = [self.absence[row] for row in rest.inside]
        for kind, whole in enumerate(self.absence[rest.row]):
            away = [days[kind] for days in taken]
            if whole is not None and None not in away and whole - sum(day or 0.0 for day in away) < NOTHING:
                return True
        return False
