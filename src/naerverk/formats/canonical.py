"""The canonical columns as polars types, and the last touch before a table is stored."""

from __future__ import annotations

import polars as pl

from naerverk.formats.row_checks import DECIMALS
from naerverk.formats.values import OPEN_ENDS, without_sentinels
from naerverk.records import SCHEMA

TYPES: dict[str, pl.DataType] = {
    "text": pl.String(),
    "month": pl.String(),
    "date": pl.Date(),
    "number": pl.Float64(),
    "integer": pl.Int64(),
    "flag": pl.Boolean(),
}


def canonical_schema(table: str) -> dict[str, pl.DataType]:
    """Column name -> polars type; nothing for a table there is not."""
    return {column.name: TYPES[column.type] for column in SCHEMA.get(table, ())}


def finished(table: str) -> list[pl.Expr]:
    """Expressions that turn typed columns into stored ones: defaults filled in, percents rounded, sentinels open."""
    return [_finish(table, column.name) for column in SCHEMA[table]]


def _finish(table: str, name: str) -> pl.Expr:
    column = pl.col(name)
    if name == "grade_percent":
        return column.fill_null(100.0).round(DECIMALS[name])
    if name == "fte_percent":
        return column.round(DECIMALS[name])
    if name in OPEN_ENDS:
        return without_sentinels(column).alias(name)
    return column
