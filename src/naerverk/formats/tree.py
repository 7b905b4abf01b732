"""Units from the columns of a monthly file: one row per unit and parent, dated when a unit moves."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from naerverk.formats.canonical import canonical_schema
from naerverk.formats.chunks import LINE
from naerverk.formats.strikes import OTHER, Strike
from naerverk.formats.tables import FILE

SEEN = {
    "unit_id": pl.String, "parent_id": pl.String, "name": pl.String, "kind": pl.String, "month": pl.String,
    LINE: pl.Int64, FILE: pl.Int32,
}  # fmt: skip
"""One row per unit, parent and month, with the place where it was first seen."""


def units_of(seen: pl.DataFrame) -> pl.DataFrame:
    """Canonical units with LINE. A unit that never moves has no dates; one that does has a row per stay.

    The name of a stay is the last one used in it.
    """
    ordered = seen.unique(["unit_id", "month"], keep="first").sort("unit_id", "month")
    moved = pl.col("parent_id").ne_missing(pl.col("parent_id").shift()) | pl.col("unit_id").ne_missing(
        pl.col("unit_id").shift()
    )
    stays = (
        ordered.with_columns(stay=moved.fill_null(True).cum_sum())
        .group_by("stay", maintain_order=True)
        .agg(
            *(pl.col(name).last() for name in ("unit_id", "parent_id", "name", "kind")),
            pl.col("month").first(),
            pl.col(LINE).first(),
            pl.col(FILE).first(),
        )
    )
    first_day = pl.format("{}-01", pl.col("month")).str.to_date("%Y-%m-%d", strict=False)
    same_before = pl.col("unit_id") == pl.col("unit_id").shift()
    same_after = pl.col("unit_id") == pl.col("unit_id").shift(-1)
    dated = stays.with_columns(
        valid_from=pl.when(same_before).then(first_day),
        valid_to=pl.when(same_after).then(first_day.shift(-1).dt.offset_by("-1d")),
        name=pl.coalesce("name", "unit_id"),
        continues=pl.lit(None, pl.String),
    )
    return dated.select(*canonical_schema("units"), LINE, FILE)


def tree_strikes(seen: pl.DataFrame) -> Iterator[Strike]:
    """Units that stand under two parents in the same month."""
    doubled = seen.filter(pl.struct("unit_id", "month").is_duplicated()).sort("unit_id", "month", FILE, LINE)
    same = (pl.col("unit_id") == pl.col("unit_id").shift()) & (pl.col("month") == pl.col("month").shift())
    rows = doubled.with_columns(
        pl.col(place).shift().alias(other) for place, other in zip((FILE, LINE), OTHER, strict=True)
    ).filter(same & pl.col("parent_id").ne_missing(pl.col("parent_id").shift()))
    yield Strike("monthly", "two_parents", "unit_id", rows.select(FILE, LINE, *OTHER, value="unit_id"), OTHER)
