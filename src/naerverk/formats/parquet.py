"""Parquet in: used in place when it is canonical already, else copied with the right types."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from naerverk.formats.canonical import canonical_schema, finished
from naerverk.formats.chunks import LINE
from naerverk.formats.complaints import problem
from naerverk.formats.layout import Header, match, own_layout
from naerverk.formats.row_checks import overlong
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
    """Types as in the canonical table; keys and whole numbers may be integers of any width."""
    present = rows.collect_schema()
    return all(
        present[name] == type_ or ((name in KEYS or type_ == pl.Int64) and present[name].is_integer())
        for name, type_ in canonical_schema(table).items()
        if name in present
    )


def is_tidy(piece: pl.DataFrame) -> bool:
    """No sentinel dates, no blank grades and no more decimals than are kept: nothing `finished` would change."""
    ends = [name for name in OPEN_ENDS if name in piece.columns]
    if any(piece[name].is_in(SENTINELS).any() for name in ends):
        return False
    if "grade_percent" in piece.columns and piece["grade_percent"].null_count():
        return False
    percents = [name for name in ("grade_percent", "fte_percent") if name in piece.columns]
    return not any(piece.select(overlong(name).any()).item() for name in percents)


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
