"""The canonical tables as columns: their types, and reading them whatever their files leave out.

A file that a user handed in as Parquet is read where it lies: it may lack optional columns and may have whole numbers
as keys, and two files of one table may differ in that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl

from naerverk.records import SCHEMA, Dataset

TYPES: dict[str, type[pl.DataType]] = {
    "text": pl.String,
    "month": pl.String,
    "date": pl.Date,
    "number": pl.Float64,
    "integer": pl.Int64,
    "flag": pl.Boolean,
}


def schema_of(table: str) -> dict[str, type[pl.DataType]]:
    """Column -> type of a table of `records.SCHEMA`."""
    return {column.name: TYPES[column.type] for column in SCHEMA[table]}


def empty(table: str) -> pl.DataFrame:
    """The table without rows."""
    return pl.DataFrame(schema=schema_of(table))


def files(dataset: Dataset, table: str) -> tuple[Path, ...]:
    """The files of one table."""
    found: tuple[Path, ...] = getattr(dataset, table)
    return found


def alike(paths: Iterable[Path]) -> list[list[Path]]:
    """Files in groups with the same columns and types."""
    groups: dict[tuple[object, ...], list[Path]] = {}
    for path in paths:
        groups.setdefault(tuple(pl.read_parquet_schema(path).items()), []).append(path)
    return list(groups.values())


def keys_are_numbers(dataset: Dataset, key: str) -> bool:
    """Whether `person_id` or `unit_id` is a whole number in every file that persons come from."""
    tables = [table for table in ("employments", "absences", "shifts") if files(dataset, table)]
    types = [pl.read_parquet_schema(path).get(key) for table in tables for path in files(dataset, table)]
    return bool(types) and all(type_ is None or type_.is_integer() for type_ in types)


def scan(dataset: Dataset, table: str, columns: Sequence[str]) -> pl.LazyFrame:
    """Some columns of one table with the canonical types; blank where a file lacks them."""
    schema = schema_of(table)
    groups = [pl.scan_parquet(group) for group in alike(files(dataset, table))]
    return pl.concat([empty(table).lazy().select(columns), *(_canonical(group, schema, columns) for group in groups)])


def read(dataset: Dataset, table: str, columns: Sequence[str]) -> pl.DataFrame:
    """The same, computed."""
    return scan(dataset, table, columns).collect()


def _canonical(frame: pl.LazyFrame, schema: dict[str, type[pl.DataType]], columns: Sequence[str]) -> pl.LazyFrame:
    present = frame.collect_schema()
    return frame.select(
        (pl.col(name) if name in present else pl.lit(None)).cast(schema[name]).alias(name) for name in columns
    )
