"""The expression on Polars: in process, on all cores."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl

from naerverk.statistics.engines import Kept

MANY = 1_000_000
"""From so many rows on, sums are kept in arrays with a place for each key, without hashing."""
CELLS = 100_000_000
"""The longest such arrays."""


class OnPolars:
    """Lazy frames; nothing is written to disk."""

    def __init__(self) -> None:
        self._scanned = 0

    def scan(self, paths: Sequence[Path]) -> nw.LazyFrame[Any]:
        """The rows of Parquet files, read as one table."""
        rows = pl.scan_parquet(list(paths))
        self._scanned += rows.select(pl.len()).collect().item()
        return nw.from_native(rows)

    def put(self, frame: pl.DataFrame) -> nw.LazyFrame[Any]:
        """Hand in a small table."""
        return nw.from_native(frame.lazy())

    def look_up(
        self, rows: nw.LazyFrame[Any], table: nw.LazyFrame[Any], key: str, how: Kept = "inner"
    ) -> nw.LazyFrame[Any]:
        """Join many rows with a table that is the smaller by far."""
        # Left to find the smaller side, Polars first gathers millions of rows.
        many: pl.LazyFrame = rows.to_native()
        return nw.from_native(many.join(table.to_native(), on=key, how=how, build_side="force_right"))

    def look_up_day(self, rows: nw.LazyFrame[Any], days: nw.LazyFrame[Any], key: str) -> nw.LazyFrame[Any]:
        """Join many rows with a table that has a row for each day from its first to its last, in order."""
        table: pl.DataFrame = days.to_native().collect()
        number = pl.col(key).to_physical() - table[key].to_physical()[0]
        found = [
            number.map_batches(series.gather, series.dtype, is_elementwise=True).alias(series.name)
            for series in table.drop(key)
        ]
        many: pl.LazyFrame = rows.to_native()
        return nw.from_native(many.with_columns(found))

    def sums(self, rows: nw.LazyFrame[Any], size: int) -> pl.DataFrame:
        """Compute and hand out the sums of all columns by `key`, a whole number from 0 and less than `size`."""
        frame: pl.LazyFrame = rows.to_native()
        if self._scanned < MANY or size > CELLS:
            return frame.group_by("key").agg(pl.exclude("key").sum()).collect(engine="streaming")
        from naerverk.statistics.engines.dense import dense_sums  # noqa: PLC0415 - brings NumPy, which takes 0.1 s

        return dense_sums(frame, size)

    def keep(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Compute now what is used several times."""
        kept: pl.DataFrame = frame.to_native().collect(engine="streaming")
        return nw.from_native(kept.lazy())

    def take(self, frames: Sequence[nw.LazyFrame[Any]]) -> list[pl.DataFrame]:
        """Compute and hand out."""
        return pl.collect_all([frame.to_native() for frame in frames], engine="streaming")


@contextmanager
def opened() -> Iterator[OnPolars]:
    """Ready at once, nothing to close."""
    # Reading far ahead of two cores only fills memory: 100 MiB less at 500,000 persons, in the same time.
    os.environ.setdefault("POLARS_ROW_GROUP_PREFETCH_SIZE", "2")
    yield OnPolars()
