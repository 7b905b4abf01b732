"""Where rows come from: the data set's files and the grid's small tables, as one engine sees them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import narwhals as nw
import polars as pl

from naerverk.records import Dataset
from naerverk.statistics.columns import alike, empty, files, keys_are_numbers, schema_of
from naerverk.statistics.engines import Engine
from naerverk.statistics.grid import Grid

Frame = nw.LazyFrame[Any]


def not_before(column: str, day: date) -> nw.Expr:
    """The day of a column, or `day` when that is later. (Polars gives one row for a maximum with a constant.)"""
    return nw.when(nw.col(column) > day).then(nw.col(column)).otherwise(nw.lit(day))


def not_after(column: str, day: date) -> nw.Expr:
    """The day of a column, or `day` when that is earlier or the column is blank."""
    return nw.when(nw.col(column) < day).then(nw.col(column)).otherwise(nw.lit(day))


class Tables:
    """One data set and one grid in one engine."""

    def __init__(self, engine: Engine, dataset: Dataset, grid: Grid) -> None:
        self.engine, self.dataset, self.grid = engine, dataset, grid
        self.numbered = {key: keys_are_numbers(dataset, key) for key in ("person_id", "unit_id")}
        self.days = engine.put(grid.days())
        self.spans = engine.put(grid.spans())

    def rows(self, table: str, columns: Sequence[str]) -> Frame:
        """Some columns of one table, blank where a file lacks them; keys stay numbers if they are so everywhere."""
        groups = [self._group(table, self.engine.scan(group), columns) for group in alike(files(self.dataset, table))]
        if not groups:
            return self._group(table, self.engine.put(empty(table)), columns)
        return nw.concat(groups) if len(groups) > 1 else groups[0]

    def _group(self, table: str, frame: Frame, columns: Sequence[str]) -> Frame:
        present = frame.collect_schema()
        chosen = []
        for name in columns:
            type_ = nw.Int64() if self.numbered.get(name) else _NARWHALS[schema_of(table)[name]]
            column = nw.col(name) if name in present else nw.lit(None, type_)
            chosen.append((column if present.get(name) == type_ else column.cast(type_)).alias(name))
        return frame.select(*chosen)

    def stays(self) -> Frame:
        """Each unit's nodes over time, with keys of the same type as in the employments."""
        stays = self.grid.stays()
        return self.engine.put(stays.cast({"unit_id": pl.Int64}, strict=False) if self.numbered["unit_id"] else stays)


_NARWHALS: dict[type[pl.DataType], nw.dtypes.DType] = {
    pl.String: nw.String(),
    pl.Date: nw.Date(),
    pl.Float64: nw.Float64(),
    pl.Int64: nw.Int64(),
}
