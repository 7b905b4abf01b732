"""Rows a check struck, before they become problems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from naerverk.formats.chunks import LINE
from naerverk.formats.tables import FILE

OTHER = ("other_file", "other_line")


@dataclass(frozen=True, slots=True)
class Strike:
    """Rows of `table` with FILE, LINE, `value` and the columns named in `params`."""

    table: str
    code: str
    column: str
    rows: pl.DataFrame
    params: Sequence[str] = ()

    def first(self, most: int) -> pl.DataFrame:
        """The first rows of each file, in order; there may be millions in all."""
        files = self.rows[FILE].unique().sort()
        parts = (self.rows.filter(pl.col(FILE) == file).bottom_k(most, by=LINE).sort(LINE) for file in files)
        return pl.concat([self.rows.head(0), *parts])


def repeats(table: str, rows: pl.DataFrame, value: str) -> Strike:
    """Rows that say the same as an earlier one (a strike of no rows when there are none)."""
    content = [name for name in rows.columns if name not in (FILE, LINE)]
    doubles = rows.filter(pl.struct(content).is_duplicated()).sort(FILE, LINE)
    group = pl.struct(content).rank("dense").alias("_group")
    doubles = doubles.with_columns(group)
    first = doubles.unique("_group", keep="first", maintain_order=True)
    first = first.select("_group", other_file=FILE, other_line=LINE)
    doubles = doubles.join(first, on="_group", maintain_order="left")
    again = doubles.filter((pl.col(FILE) != pl.col("other_file")) | (pl.col(LINE) != pl.col("other_line")))
    shown = again.select(FILE, LINE, *OTHER, value=pl.col(value).cast(pl.String))
    return Strike(table, "identical_row", value, shown, OTHER)


def without(rows: pl.DataFrame, struck: pl.DataFrame) -> pl.DataFrame:
    """The rows that were not struck."""
    return rows.join(struck, on=[FILE, LINE], how="anti") if struck.height else rows
