"""Sums by a key that counts from 0: each row is added in its place, without hashing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

Sums = Mapping[str, NDArray[Any]]


def dense_sums(rows: pl.LazyFrame, size: int) -> pl.DataFrame:
    """The sums of all columns by `key`, a whole number below `size`, in its order; where all are 0 there is no row."""
    schema = rows.drop("key").collect_schema()
    sums = {name: np.zeros(size, np.float64 if kind.is_float() else np.int32) for name, kind in schema.items()}
    rows.sink_batches(partial(add, sums), maintain_order=False, lazy=False, engine="streaming")
    found = np.flatnonzero(np.logical_or.reduce([total != 0 for total in sums.values()]))
    return pl.DataFrame({"key": found, **{name: total[found] for name, total in sums.items()}})


def add(sums: Sums, rows: pl.DataFrame) -> None:
    """Add rows to the sums, each in the place that its `key` says."""
    keys = rows["key"].to_numpy()
    for name, total in sums.items():
        np.add.at(total, keys, rows[name].to_numpy().astype(total.dtype, copy=False))
