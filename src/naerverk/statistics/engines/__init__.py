"""Engines: who carries out the facts expression. All give the same answer; they differ in size, speed and memory."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    import narwhals as nw
    import polars as pl

DEFAULT = "polars"
DATAFRAME_ENGINES = ("polars", "duckdb", "spark")
ENGINES = ("duckdb", "polars", "reference", "spark")
"""The names of `--engine`."""
Kept = Literal["inner", "left"]
"""Which rows a look-up keeps: those that are found, or all."""


class Engine(Protocol):
    """What the expression needs from a dataframe library."""

    def scan(self, paths: Sequence[Path]) -> nw.LazyFrame[Any]:
        """The rows of Parquet files, read as one table."""
        ...

    def put(self, frame: pl.DataFrame) -> nw.LazyFrame[Any]:
        """Hand in a small table."""
        ...

    def look_up(
        self, rows: nw.LazyFrame[Any], table: nw.LazyFrame[Any], key: str, how: Kept = "inner"
    ) -> nw.LazyFrame[Any]:
        """Join many rows with a table that is the smaller by far."""
        ...

    def look_up_day(self, rows: nw.LazyFrame[Any], days: nw.LazyFrame[Any], key: str) -> nw.LazyFrame[Any]:
        """Join many rows with a table that has a row for each day from its first to its last, in order."""
        ...

    def sums(self, rows: nw.LazyFrame[Any], size: int) -> pl.DataFrame:
        """Compute and hand out the sums of all columns by `key`, a whole number from 0 and less than `size`."""
        ...

    def keep(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Compute now what is used several times."""
        ...

    def take(self, frames: Sequence[nw.LazyFrame[Any]]) -> list[pl.DataFrame]:
        """Compute and hand out."""
        ...


def opened(name: str) -> AbstractContextManager[Engine]:
    """An engine of DATAFRAME_ENGINES, closed again when the block ends; only the one asked for is imported."""
    module = importlib.import_module(f"naerverk.statistics.engines.on_{name}")
    engine: AbstractContextManager[Engine] = module.opened()
    return engine
