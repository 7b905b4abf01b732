"""How the first rows of a file are read, while somebody is still saying which column is which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from naerverk.formats.chunks import LINE
from naerverk.formats.convert import ROW, SOURCE_ROW, decimal_mark, typed_rows
from naerverk.formats.layout import Header, Layout
from naerverk.records import SCHEMA, Column


@dataclass(frozen=True, slots=True)
class AsRead:
    """One column of some rows: what the file says, the value it is read as, and the code of what is wrong with it.

    A cell that cannot be read has a code (`unreadable_date`) and no value; a blank one has neither.
    """

    column: Column
    texts: Sequence[str]
    values: Sequence[object]
    flaws: Sequence[str | None]


def as_read(
    header: Header, rows: Sequence[Sequence[str]], layout: Layout, *, one_decimal_mark: bool = True
) -> list[AsRead]:
    """The columns of a layout that the file has, in the order of the table; none is missed here.

    Each cell is read by itself, as `read` reads it: what takes a row or several to see is not looked for.
    `one_decimal_mark`: as the rows' source says.
    """
    places = {name: header.position(origin.names) for name, origin in layout.columns.items()}
    texts = {
        column.name: [row[place] if place < len(row) else "" for row in rows]
        for column in SCHEMA[layout.table]
        if (place := places.get(column.name)) is not None
    }
    raw = pl.DataFrame(texts, schema=dict.fromkeys(texts, pl.String)).with_row_index(SOURCE_ROW)
    raw = raw.with_columns(pl.col(SOURCE_ROW).alias(ROW), pl.col(SOURCE_ROW).alias(LINE))
    decimal = layout.decimal or decimal_mark(raw, layout.table)
    done = typed_rows(raw, layout, decimal if one_decimal_mark else None)
    return [
        AsRead(column, texts[column.name], done[column.name].to_list(), done[f"!{column.name}"].to_list())
        for column in SCHEMA[layout.table]
        if column.name in texts
    ]
