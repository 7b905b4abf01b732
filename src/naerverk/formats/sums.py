"""What must hold between monthly sums: each unit and month once, parts against wholes, days and not percents."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from naerverk.formats.chunks import LINE
from naerverk.formats.row_checks import NOISE, SUM_TOLERANCE
from naerverk.formats.strikes import OTHER, Strike, repeats, without
from naerverk.formats.tables import FILE, Tables

DAYS = ("agreed_days", "self_certified_days", "doctor_certified_days", "total_days")
ABSENT = DAYS[1:]
FEWEST = 3
FEW = 8
"""With fewer rows than this, days that look like percents get a warning only."""
_FLAT = 0.3
_SURELY_FLAT = 0.7
_SPREAD = 0.6
_HIGHEST_PERCENT = 60.0
_DEEPEST = 30


def sum_strikes(tables: Tables) -> Iterator[Strike]:
    """All checks between rows of monthly sums."""
    if not tables.has("monthly"):
        return
    rows = tables.located("monthly").collect()
    same = repeats("monthly", rows, "unit_id")
    yield same
    rows = without(rows, same.rows)
    yield _twice(rows)
    yield from _percents(rows)
    if tables.has("units"):
        units = tables.scan("units").select("unit_id", "parent_id", "valid_from", "valid_to").collect()
        yield from _wholes(rows, units)


def _twice(rows: pl.DataFrame) -> Strike:
    """Two different rows for one unit and month."""
    doubled = rows.filter(pl.struct("unit_id", "month").is_duplicated()).sort("unit_id", "month", FILE, LINE)
    same = (pl.col("unit_id") == pl.col("unit_id").shift()) & (pl.col("month") == pl.col("month").shift())
    again = doubled.with_columns(
        pl.col(place).shift().alias(other) for place, other in zip((FILE, LINE), OTHER, strict=True)
    ).filter(same)
    shown = again.select(FILE, LINE, *OTHER, value=pl.col("unit_id").cast(pl.String))
    return Strike("monthly", "month_twice", "unit_id", shown, OTHER)


def _percents(rows: pl.DataFrame) -> Iterator[Strike]:
    """Columns of days that hold percents.

    Days lost grow with the days agreed; percents do not. Where units differ much in size and a column stays flat
    (slope of log on log near 0 instead of 1), it is no sum of days and must not be added up.
    """
    agreed = rows.filter(pl.col("agreed_days") > 0)
    if agreed.height > 1 and (agreed["agreed_days"] == 100).all():
        sure = agreed.height >= FEW and any(_has_fractions(agreed, column) for column in ABSENT)
        yield _first_of(agreed, "agreed_days", "percent_by_content" if sure else "perhaps_percent")
        return
    for column in ABSENT:
        used = agreed.filter(pl.col(column) > 0)
        if used.height >= FEWEST and _has_fractions(used, column) and _is_flat(used, column):
            sure = used.height >= FEW and _is_surely_flat(used, column)
            yield _first_of(used, column, "percent_by_content" if sure else "perhaps_percent")


def _has_fractions(rows: pl.DataFrame, column: str) -> bool:
    """Whether most values are no whole numbers and none has more than two decimals, as percents are printed."""
    value = pl.col(column)
    facts = rows.select(share=(value % 1 != 0).mean(), printed=((value - value.round(2)).abs() < NOISE / 10).all())
    share, printed = facts.row(0)
    return bool(printed and share is not None and share >= 0.5)


def _is_flat(rows: pl.DataFrame, column: str) -> bool:
    x, y = pl.col("agreed_days").log(), pl.col(column).log()
    facts = rows.select(spread=x.std(), slope=pl.cov(x, y) / x.var(), highest=pl.col(column).max())
    spread, slope, highest = facts.row(0)
    return bool(spread > _SPREAD and slope < _FLAT and highest <= _HIGHEST_PERCENT)


def _is_surely_flat(rows: pl.DataFrame, column: str) -> bool:
    """Whether the slope is not only low, but too low to be chance: few rows of days can look flat for a while."""
    x, y = pl.col("agreed_days").log(), pl.col(column).log()
    slope = pl.cov(x, y) / x.var()
    left = (y.var() - slope * pl.cov(x, y)) / x.var() / (rows.height - 2)
    highest = rows.select(slope + 2 * left.clip(0).sqrt()).item()
    return bool(highest < _SURELY_FLAT)


def _first_of(rows: pl.DataFrame, column: str, code: str) -> Strike:
    first = rows.sort(FILE, LINE).head(1)
    return Strike("monthly", code, column, first.select(FILE, LINE, value=pl.col(column).cast(pl.String)))


def _wholes(rows: pl.DataFrame, units: pl.DataFrame) -> Iterator[Strike]:
    """A unit's own row against the rows below it; a blank below makes the check impossible, not wrong."""
    below = _below(rows, units)
    if not below.height:
        return
    sums = below.group_by("whole", "month").agg(
        *(pl.when(pl.col(name).null_count() == 0).then(pl.col(name).sum()).alias(f"{name}_below") for name in DAYS),
        lowest=pl.col("total_days").min(), highest=pl.col("total_days").max(), parts=pl.len(),
    )  # fmt: skip
    both = rows.join(sums, left_on=["unit_id", "month"], right_on=["whole", "month"])
    averaged = _averaged()
    yield from (
        _first_of(found, "total_days", "percent_by_content") for found in [both.filter(averaged)] if found.height
    )
    sound = both.filter(~averaged.fill_null(False))
    for name in DAYS:
        gap = (pl.col(name) - pl.col(f"{name}_below")).abs()
        noise = pl.max_horizontal(NOISE, pl.col(name) * 1e-6)
        yield _gap_strike(sound.filter(gap.is_between(noise, SUM_TOLERANCE + NOISE)), name, "sums_differ")
        yield _gap_strike(sound.filter(gap > SUM_TOLERANCE + NOISE), name, "units_differ")


def _averaged() -> pl.Expr:
    """Agreed days add up from the units below, but absence lies between theirs: an average, so percents."""
    adds_up = (pl.col("agreed_days") - pl.col("agreed_days_below")).abs() <= 0.01 * pl.col("agreed_days")
    between = pl.col("total_days").is_between("lowest", "highest") & (pl.col("lowest") > 0)
    return (pl.col("parts") > 1) & adds_up & between & (pl.col("total_days_below") > 1.5 * pl.col("total_days"))


def _gap_strike(rows: pl.DataFrame, name: str, code: str) -> Strike:
    shown = rows.select(FILE, LINE, value=pl.col(name).cast(pl.String), below=pl.col(f"{name}_below").round(2))
    return Strike("monthly", code, name, shown, ("below",))


def _below(rows: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """Each row with the nearest unit above it that has a row of its own in the same month (`whole`)."""
    own = rows.select("unit_id", "month").unique()
    climbing = rows.select("unit_id", "month", *DAYS, at=pl.col("unit_id"))
    found: list[pl.DataFrame] = []
    for _ in range(_DEEPEST):
        climbing = _parent_in_month(climbing, units)
        if not climbing.height:
            break
        arrived = climbing.join(own, left_on=["at", "month"], right_on=["unit_id", "month"], how="semi")
        found.append(arrived.rename({"at": "whole"}))
        climbing = climbing.join(own, left_on=["at", "month"], right_on=["unit_id", "month"], how="anti")
    return pl.concat(found) if found else climbing.rename({"at": "whole"})


def _parent_in_month(climbing: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """Move each row one level up, by the tree as it is on the first day of the row's month."""
    day = pl.format("{}-01", pl.col("month")).str.to_date("%Y-%m-%d", strict=False)
    up = climbing.join(units.drop_nulls("parent_id"), left_on="at", right_on="unit_id", how="inner")
    valid = (pl.col("valid_from").is_null() | (pl.col("valid_from") <= day)) & (
        pl.col("valid_to").is_null() | (pl.col("valid_to") >= day)
    )
    # One parent each, also where the units overlap in error: otherwise rows would double with every level.
    one = up.filter(valid).unique(["unit_id", "month"], keep="first", maintain_order=True)
    return one.select("unit_id", "month", *DAYS, at="parent_id")
