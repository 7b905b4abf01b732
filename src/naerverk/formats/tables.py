"""The canonical tables on disk while they are checked against each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from naerverk.formats.canonical import canonical_schema
from naerverk.formats.chunks import LINE
from naerverk.records import SCHEMA, Dataset

FILE = "_file"
"""The column with the number of the file a row came from."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One canonical Parquet file, and which source file its rows came from."""

    path: Path
    file: str
    in_place: bool = False


@dataclass
class Tables:
    """Canonical Parquet files per table, in the order they were read."""

    stored: dict[str, list[Stored]] = field(default_factory=lambda: {table: [] for table in SCHEMA})
    files: list[str] = field(default_factory=list)

    def has(self, table: str) -> bool:
        """Whether any file of this table was read."""
        return bool(self.stored[table])

    def scan(self, table: str) -> pl.LazyFrame:
        """All rows with the canonical columns; missing optional ones are null."""
        schema = canonical_schema(table)
        parts = [_complete(pl.scan_parquet(one.path), schema) for one in self.stored[table]]
        return pl.concat(parts, how="vertical") if parts else pl.LazyFrame(schema=schema)

    def located(self, table: str) -> pl.LazyFrame:
        """As `scan`, with FILE and LINE."""
        schema = canonical_schema(table)
        return pl.concat([self._with_place(one, schema) for one in self.stored[table]], how="vertical")

    def only(self, table: str, one: Stored) -> pl.LazyFrame:
        """As `located`, of one stored file."""
        return self._with_place(one, canonical_schema(table))

    def dataset(self) -> Dataset:
        """The paths, as engines take them."""
        return Dataset(**{table: tuple(one.path for one in found) for table, found in self.stored.items()})

    def drop(self, table: str, rows: pl.DataFrame, workdir: Path) -> None:
        """Leave out the rows with these FILE and LINE: the files they stand in are written anew."""
        kept = []
        for number, one in enumerate(self.stored[table]):
            lines = rows.filter(pl.col(FILE) == self.files.index(one.file)).select(LINE).unique()
            if not lines.height:
                kept.append(one)
                continue
            path = workdir / f"{table}-kept-{number:05d}.parquet"
            while path.exists():
                path = path.with_stem(path.stem + "x")
            self._with_place(one, canonical_schema(table)).drop(FILE).join(
                lines.lazy(), on=LINE, how="anti"
            ).sink_parquet(path)
            kept.append(Stored(path, one.file))
        self.stored[table] = kept

    def _with_place(self, one: Stored, schema: dict[str, pl.DataType]) -> pl.LazyFrame:
        if one.in_place:
            rows = pl.scan_parquet(one.path, row_index_name=LINE, row_index_offset=1)
        else:
            rows = pl.scan_parquet(one.path)
        number = pl.lit(self.files.index(one.file), pl.Int32).alias(FILE)
        return _complete(rows, schema, place=True).with_columns(number)


def _complete(rows: pl.LazyFrame, schema: dict[str, pl.DataType], *, place: bool = False) -> pl.LazyFrame:
    present = rows.collect_schema()
    columns = [pl.col(name) if name in present else pl.lit(None, type_).alias(name) for name, type_ in schema.items()]
    return rows.select(*columns, *([pl.col(LINE).cast(pl.Int64)] if place else []))
