"""The expression on DuckDB: in process, on all cores, spills to disk when memory is short."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import narwhals as nw
import polars as pl

from naerverk.statistics.engines import Kept


class OnDuckDB:
    """Relations on one connection of its own. Tables come and go as Parquet files, which needs no Arrow library."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
        self._connection, self._folder, self._files = connection, folder, 0

    def scan(self, paths: Sequence[Path]) -> nw.LazyFrame[Any]:
        """The rows of Parquet files, read as one table."""
        files = [str(path) for path in paths]
        return nw.from_native(self._connection.read_parquet(files))

    def put(self, frame: pl.DataFrame) -> nw.LazyFrame[Any]:
        """Hand in a small table."""
        path = self._next()
        frame.write_parquet(path)
        return self.scan([path])

    def look_up(
        self, rows: nw.LazyFrame[Any], table: nw.LazyFrame[Any], key: str, how: Kept = "inner"
    ) -> nw.LazyFrame[Any]:
        """Join many rows with a table that is the smaller by far."""
        return rows.join(table, on=key, how=how)

    def look_up_day(self, rows: nw.LazyFrame[Any], days: nw.LazyFrame[Any], key: str) -> nw.LazyFrame[Any]:
        """Join many rows with a table that has a row for each day from its first to its last, in order."""
        return rows.join(days, on=key)

    def sums(self, rows: nw.LazyFrame[Any], size: int) -> pl.DataFrame:
        """Compute and hand out the sums of all columns by `key`, a whole number from 0 and less than `size`."""
        return self._take(rows.group_by("key").agg(nw.exclude("key").sum()))

    def keep(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Compute now what is used several times."""
        name = f"kept_{self._files}"
        self._files += 1
        frame.to_native().create(name)
        return nw.from_native(self._connection.table(name))

    def take(self, frames: Sequence[nw.LazyFrame[Any]]) -> list[pl.DataFrame]:
        """Compute and hand out."""
        return [self._take(frame) for frame in frames]

    def _take(self, frame: nw.LazyFrame[Any]) -> pl.DataFrame:
        path = self._next()
        frame.to_native().write_parquet(str(path))
        return pl.read_parquet(path)

    def _next(self) -> Path:
        self._files += 1
        return self._folder / f"{self._files}.parquet"


@contextmanager
def opened() -> Iterator[OnDuckDB]:
    """A database in memory, gone with its temporary files when the block ends."""
    with TemporaryDirectory(prefix="naerverk-") as folder, duckdb.connect() as connection:
        connection.execute("SET preserve_insertion_order = false")
        connection.execute("SET temp_directory = ?", [folder])
        yield OnDuckDB(connection, Path(folder))
