"""Sums in arrays against sums by grouping."""

import narwhals as nw
import numpy as np
import polars as pl
import pytest

from naerverk.statistics.engines import on_polars
from naerverk.statistics.engines.dense import add, dense_sums

ROWS = pl.DataFrame({"key": [7, 2, 7, 0], "absent": [1.5, 2.0, -0.5, 0.0], "begins": [1, 0, 1, 0]})


def test_rows_with_the_same_key_are_added_and_keys_that_come_to_nothing_are_left_out():
    assert dense_sums(ROWS.lazy(), 10).rows() == [(2, 2.0, 0), (7, 1.0, 2)]


def test_each_row_is_added_in_its_place():
    sums = {"absent": np.ones(10), "begins": np.zeros(10, np.int32)}
    add(sums, ROWS)
    assert sums["absent"].tolist() == [1, 1, 3, 1, 1, 1, 1, 2, 1, 1]
    assert sums["begins"].tolist() == [0, 0, 0, 0, 0, 0, 0, 2, 0, 0]


def test_many_rows_get_the_sums_that_few_get(monkeypatch: pytest.MonkeyPatch) -> None:
    engine, rows = on_polars.OnPolars(), nw.from_native(ROWS.filter(pl.col("key") > 0).lazy())
    few = engine.sums(rows, 10)
    monkeypatch.setattr(on_polars, "MANY", 0)
    assert engine.sums(rows, 10).sort("key").rows() == few.sort("key").rows() == [(2, 2.0, 0), (7, 1.0, 2)]
