"""The expression on PySpark: for a nation's registers, on a cluster or on all cores of one machine.

Needs the extra `spark` and Java 17. Tables come and go as Parquet files, so that no Arrow library is needed.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import narwhals as nw
import polars as pl

from naerverk.problems import refuse_usage
from naerverk.statistics.engines import Kept


class OnSpark:
    """Lazy frames of one session."""

    def __init__(self, session: Any, folder: Path) -> None:
        self._session, self._folder, self._files = session, folder, 0

    def scan(self, paths: Sequence[Path]) -> nw.LazyFrame[Any]:
        """The rows of Parquet files, read as one table."""
        rows: nw.LazyFrame[Any] = nw.from_native(self._session.read.parquet(*map(str, paths)))
        return rows

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
        """Compute once what is used several times."""
        kept: nw.LazyFrame[Any] = nw.from_native(frame.to_native().cache())
        return kept

    def take(self, frames: Sequence[nw.LazyFrame[Any]]) -> list[pl.DataFrame]:
        """Compute and hand out."""
        return [self._take(frame) for frame in frames]

    def _take(self, frame: nw.LazyFrame[Any]) -> pl.DataFrame:
        path = self._next()
        frame.to_native().write.parquet(str(path))
        return pl.read_parquet(path / "*.parquet")

    def _next(self) -> Path:
        self._files += 1
        return self._folder / f"{self._files}.parquet"


@contextmanager
def opened() -> Iterator[OnSpark]:
    """The running session, or one on all cores of this machine. UsageRefusal without PySpark or Java."""
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra of 500 MB that most people do not have
    except ImportError:
        raise refuse_usage("statistics.no_spark") from None
    if not shutil.which("java"):
        raise refuse_usage("statistics.no_java")
    session = (
        SparkSession.builder.appName("naerverk")
        .master("local[*]")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "8")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    with TemporaryDirectory(prefix="naerverk-") as folder:
        yield OnSpark(session, Path(folder))
