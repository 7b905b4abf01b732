"""Which unit is meant, what it is called, and what stands above it in a month."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

import polars as pl

from naerverk.calendar import Month
from naerverk.problems import refuse_usage
from naerverk.records import Dataset
from naerverk.statistics.columns import read


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit as people know it: its name and the names above it, the top first."""

    unit_id: str
    name: str
    above: tuple[str, ...]


class Units:
    """The dated names and places of units."""

    def __init__(self, dataset: Dataset) -> None:
        columns = ("unit_id", "parent_id", "name", "valid_from", "valid_to")
        self._rows = read(dataset, "units", columns).sort("unit_id", "valid_from", nulls_last=False)
        if self._rows.is_empty():
            self._rows = _nameless(dataset)

    def named(self, asked: str, month: Month) -> UnitName:
        """The unit with this id, or the only one with this name; UsageRefusal with near ones when there is none."""
        unit_id = self._find(asked)
        return UnitName(unit_id, self.name(unit_id, month), tuple(reversed(self._above(unit_id, month))))

    def name(self, unit_id: str, month: Month) -> str:
        """The unit's name in a month; the id when it has none."""
        return self._row(unit_id, month)[1] or unit_id

    def parent(self, unit_id: str, month: Month) -> str | None:
        """The unit above in a month."""
        return self._row(unit_id, month)[0]

    def _find(self, asked: str) -> str:
        ids = self._rows["unit_id"].unique().to_list()
        if asked in ids:
            return asked
        names = self._rows.filter(pl.col("name").str.to_lowercase() == asked.casefold())["unit_id"].unique().to_list()
        if len(names) == 1:
            return str(names[0])
        near = self._near(asked, ids)
        code = "unknown_unit" if near else "unknown_unit_no_near"
        raise refuse_usage(f"reports.{code}", unit=asked, near=", ".join(near))

    def _near(self, asked: str, ids: list[str]) -> list[str]:
        rows = [(unit, name or unit) for unit, name in self._rows.select("unit_id", "name").iter_rows()]
        by_id = difflib.get_close_matches(asked, ids, n=3, cutoff=0.75)
        near = [f"{unit} ({name})" for unit, name in rows if _alike(asked, name) or unit in by_id]
        return list(dict.fromkeys(near))[:3]

    def _above(self, unit_id: str, month: Month) -> list[str]:
        names: list[str] = []
        seen = {unit_id}
        parent = self.parent(unit_id, month)
        while parent is not None and parent not in seen:
            seen.add(parent)
            names.append(self.name(parent, month))
            parent = self.parent(parent, month)
        return names

    def _row(self, unit_id: str, month: Month) -> tuple[str | None, str | None]:
        """Parent and name on the last valid day of the month, else as known last."""
        rows = self._rows.filter(pl.col("unit_id") == unit_id)
        starts = pl.col("valid_from").is_null() | (pl.col("valid_from") <= month.last)
        ends = pl.col("valid_to").is_null() | (pl.col("valid_to") >= month.first)
        valid = rows.filter(starts & ends)
        chosen = valid if len(valid) else rows
        if chosen.is_empty():
            return None, None
        parent, name = chosen.select("parent_id", "name").row(-1)
        return parent, name


def _alike(asked: str, name: str) -> bool:
    """One holds the other, or every asked word is nearly a word of the name."""
    one, other = asked.casefold(), name.casefold()
    return one in other or all(difflib.get_close_matches(word, other.split(), cutoff=0.75) for word in one.split())


def _nameless(dataset: Dataset) -> pl.DataFrame:
    """Units known only from the other tables: their ids are their names."""
    tables = ("employments", "monthly")
    ids = pl.concat([read(dataset, table, ("unit_id",)) for table in tables]).unique().sort("unit_id")
    return ids.with_columns(
        pl.lit(None, pl.String).alias("parent_id"),
        pl.col("unit_id").alias("name"),
        pl.lit(None, pl.Date).alias("valid_from"),
        pl.lit(None, pl.Date).alias("valid_to"),
    )
