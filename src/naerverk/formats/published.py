"""What must hold between published rates: the same cell once, and parts that add up to their total."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from naerverk.formats.chunks import LINE
from naerverk.formats.row_checks import NOISE, SUM_TOLERANCE
from naerverk.formats.strikes import Strike, repeats, without
from naerverk.formats.tables import FILE, Tables
from naerverk.records import SICKNESS

_CELL = ("source", "definition", "group", "period")


def published_strikes(tables: Tables) -> Iterator[Strike]:
    """All checks between published rates."""
    if not tables.has("benchmarks"):
        return
    rows = tables.located("benchmarks").collect()
    same = repeats("benchmarks", rows, "group")
    yield same
    rows = without(rows, same.rows).drop_nulls("rate_percent")
    parts = rows.filter(pl.col("kind").is_in([kind.value for kind in SICKNESS])).group_by(_CELL)
    sums = parts.agg(parts=pl.col("rate_percent").sum(), number=pl.len()).filter(pl.col("number") == len(SICKNESS))
    both = rows.filter(kind="total").join(sums, on=_CELL, nulls_equal=True)
    excess = pl.col("parts") - pl.col("rate_percent")
    yield _shown(both.filter(excess.abs().is_between(NOISE, SUM_TOLERANCE + NOISE)), "sums_differ")
    yield _shown(both.filter(excess > SUM_TOLERANCE + NOISE), "parts_exceed_total")
    yield _shown(both.filter(excess < -SUM_TOLERANCE - NOISE), "parts_below_total")


def _shown(rows: pl.DataFrame, code: str) -> Strike:
    shown = rows.select(FILE, LINE, value=pl.col("rate_percent").cast(pl.String))
    return Strike("benchmarks", code, "rate_percent", shown)
