"""Parquet in: used in place when it is canonical already, else copied with the right types."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from naerverk.formats.canonical import canonical_schema, finished
from naerverk.formats.chunks import LINE
from naerverk.formats.complaints import problem
from naerverk.formats.layout import Header, match, own_layout
from naerverk.formats.row_checks import DECIMALS
from naerverk.formats.values import OPEN_ENDS, SENTINELS
from naerverk.problems import Refusal

KEYS = ("person_id", "unit_id", "parent_id")
"""Columns that may stay integers: joins on them are exact."""


def scan(path: Path, file: str) -> pl.LazyFrame:
    """The file, or a refusal when it is no sound Parquet file."""
    try:
        rows = pl.scan_parquet(path)
        rows.collect_schema()
    except (pl.exceptions.PolarsError, OSError):
        raise Refusal(problem("damaged_file", file, format="Parquet")) from None
    return rows


def refuse_missing(rows: pl.LazyFrame, table: str, file: str) -> None:
    """Refuse a file without a required column, or with columns of types that mean something else."""
    match(own_layout(table), Header(tuple(rows.collect_schema())), file)


def is_canonical(rows: pl.LazyFrame, table: str) -> bool:
    """Types as in the canonical table (integer keys allowed), no sentinels, no blank grades, no overlong decimals."""
    present, schema = rows.collect_schema(), canonical_schema(table)
    for name, type_ in schema.items():
        if name in present and present[name] != type_ and not (name in KEYS and present[name].is_integer()):
            return False
    tidy = [wrong for name in schema if name in present for wrong in _untidy(name)]
    return not tidy or not any(rows.select(wrong.any().alias(str(n)) for n, wrong in enumerate(tidy)).collect().row(0))


def _untidy(name: str) -> list[pl.Expr]:
    column = pl.col(name)
    if name in OPEN_ENDS:
        return [column.is_in(SENTINELS)]
    if name == "grade_percent":
        return [column.is_null(), (column - column.round(DECIMALS)).abs() > 1e-9]
    if name == "fte_percent":
        return [(column - column.round(DECIMALS)).abs() > 1e-9]
    return []


def castable(rows: pl.LazyFrame, table: str) -> bool:
    """Whether every column has a type that means the same thing, so that no text must be read."""
    present = rows.collect_schema()
    return all(_means(present[name], type_) for name, type_ in canonical_schema(table).items() if name in present)


def _means(found: pl.DataType, wanted: pl.DataType) -> bool:
    if found == wanted or found == pl.Null:
        return True
    if wanted == pl.Float64:
        return found.is_numeric()
    if wanted == pl.Int64:
        return found.is_integer()
    if wanted == pl.String:
        return found.is_integer() or isinstance(found, pl.Categorical | pl.Enum)
    return False


def copy(rows: pl.LazyFrame, table: str, target: Path) -> None:
    """Write a canonical copy, streamed."""
    present = rows.collect_schema()
    columns = [
        (pl.col(name) if name in present else pl.lit(None, type_)).cast(type_).alias(name)
        for name, type_ in canonical_schema(table).items()
    ]
    numbered = rows.with_row_index(LINE, offset=1).select(*columns, pl.col(LINE).cast(pl.Int64))
    numbered.select(*finished(table), LINE).sink_parquet(target)
