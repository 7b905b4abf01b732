"""Disclosure control of free tables of figures: every combination somebody asks for, made safe."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from naerverk.problems import refuse, refuse_usage
from naerverk.statistics.disclosure.suppression import suppress
from naerverk.statistics.table import DisclosedTable, Table

LIMIT = 5
"""No cell rests on fewer persons employed; can only be raised."""
FIGURES = ("agreed_days", "absence_days", "rate_percent", "persons", "spells")
SPLITS = ("kind", "length")
"""Rows that differ only in these are figures about the same persons: they are shown or hidden together."""


def disclose(
    table: Table, *, by: Sequence[str], of_rows: pl.DataFrame, persons: pl.DataFrame, limit: int = LIMIT
) -> DisclosedTable:
    """The table with every unsafe cell blank and `status` ok or hidden.

    `by`: the columns that name a row. `of_rows` (row, part): the disjoint groups of persons each row adds up.
    `persons` (part, persons). A row about fewer than `limit` persons is hidden, and so is what would give it away by
    addition and subtraction; the rest of a row when the rows inside it are taken away (the own staff of a unit) is
    guarded in the same way. Raises Refusal when the persons are unknown, UsageRefusal below the least limit.
    """
    if limit < LIMIT:
        raise refuse_usage("disclosure.limit_too_low", limit=limit, least=LIMIT)
    frame = table.frame
    if frame["persons"].null_count():
        raise refuse("disclosure.persons_unknown", rows=frame["persons"].null_count())
    cells = _cells(frame, [name for name in by if name not in SPLITS], of_rows)
    rows: list[frozenset[int]] = [frozenset(parts) for parts in cells["parts"].to_list()]
    small = (cells["persons"] < limit).to_list()
    rests = _small_rests(rows, dict(persons.iter_rows()), limit)
    hidden = suppress(
        [*rows, *rests],
        [*small, *[True] * len(rests)],
        importance=[*cells["persons"].to_list(), *[0] * len(rests)],
    )[: len(rows)]
    away = cells.select("cell").with_columns(pl.Series("away", hidden, dtype=pl.Boolean))
    marked = frame.with_columns(_cell_numbers(frame, by)).join(away, on="cell", how="left", maintain_order="left")
    shown = ~pl.col("away")
    blanked = [pl.when(shown).then(pl.col(name)).alias(name) for name in FIGURES if name in frame.columns]
    status = pl.when(shown).then(pl.lit("ok")).otherwise(pl.lit("hidden")).alias("status")
    return DisclosedTable(marked.with_columns(*blanked, status).select(frame.columns), table.origin)


def _cell_numbers(frame: pl.DataFrame, by: Sequence[str]) -> pl.Series:
    names = [name for name in by if name not in SPLITS]
    if not names:
        return pl.Series("cell", [0] * frame.height, dtype=pl.Int64)
    return frame.select(pl.struct(names).rank("dense").cast(pl.Int64).alias("cell"))["cell"]


def _cells(frame: pl.DataFrame, names: Sequence[str], of_rows: pl.DataFrame) -> pl.DataFrame:
    """One row per group of persons: cell, persons, parts."""
    numbered = frame.select("persons").with_columns(_cell_numbers(frame, names)).with_row_index("row")
    first = numbered.with_columns(pl.col("row").cast(pl.Int64)).group_by("cell").agg(pl.all().first()).sort("cell")
    parts = of_rows.join(first.select("row", "cell"), on="row").group_by("cell").agg(pl.col("part").alias("parts"))
    return first.join(parts, on="cell", how="left").with_columns(pl.col("parts").fill_null([]))


def _small_rests(rows: Sequence[frozenset[int]], persons: dict[int, int], limit: int) -> list[frozenset[int]]:
    """What is left of each row outside the rows within it, where that can be fewer than `limit` persons."""
    holders: dict[int, list[int]] = {}
    for number, parts in enumerate(rows):
        for part in parts:
            holders.setdefault(part, []).append(number)
    known = set(rows)
    rests: dict[int, set[int]] = {}
    for part, numbers in holders.items():
        # A part belongs to the rest of the smallest row that holds it.
        rests.setdefault(min(numbers, key=lambda number: (len(rows[number]), number)), set()).add(part)
    found = (frozenset(parts) for parts in rests.values())
    # Somebody may be in several parts, so that the largest part is the fewest persons the rest can be.
    return [rest for rest in found if rest not in known and 0 < max(persons.get(part) or 0 for part in rest) < limit]
