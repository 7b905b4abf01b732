"""What must hold within one row, as polars expressions over canonical columns.

The same expressions judge rows that were parsed from text and rows of a Parquet file that is used in place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from naerverk.records import SCHEMA, Kind, Sex

OLDEST_DAY = date(1900, 1, 1)
SUM_TOLERANCE = 0.1
"""Sums that differ by this much are rounding; published tables are rounded to one decimal."""
NOISE = 1e-3
DECIMALS = {"fte_percent": 4, "grade_percent": 2}
"""The engines keep percents as whole numbers of these."""


@dataclass(frozen=True, slots=True)
class RowCheck:
    """Something that may be wrong in a row: where, the code, and when."""

    column: str
    code: str
    wrong: pl.Expr
    among: pl.Expr | None = None
    """Where it can be wrong at all, if that is much cheaper to see."""


def row_errors(table: str) -> list[RowCheck]:
    """The checks whose rows are rejected, the most basic first."""
    blanks = [
        RowCheck(column.name, "blank", _blank(column.name, column.type))
        for column in SCHEMA[table]
        if column.required and (table, column.name) not in MAY_BE_BLANK
    ]
    dates = [
        RowCheck(column.name, "impossible_date", pl.col(column.name) < OLDEST_DAY)
        for column in SCHEMA[table]
        if column.type == "date"
    ]
    return [*blanks, *dates, *_ERRORS[table]()]


def row_warnings(table: str, today: date | None) -> list[RowCheck]:
    """The checks whose rows are kept."""
    later = _after(today, *AFTER_TODAY.get(table, ())) if today else []
    return [*_WARNINGS.get(table, list)(), *later]


MAY_BE_BLANK = (("monthly", "agreed_days"), ("benchmarks", "rate_percent"), ("benchmarks", "period"))
"""Required columns where a blank means withheld."""

AFTER_TODAY = {
    "units": ("valid_from",),
    "employments": ("start",),
    "absences": ("start", "end"),
    "monthly": ("month",),
    "shifts": ("date",),
}
"""Dates that are unusual after today; that an employment ends in the future is not."""


def _blank(name: str, type_: str) -> pl.Expr:
    column = pl.col(name)
    return column.is_null() | (column.cast(pl.String) == "") if type_ == "text" else column.is_null()


def _after(today: date, *columns: str) -> Sequence[RowCheck]:
    month = f"{today:%Y-%m}"
    return [
        RowCheck(name, "after_today", pl.col(name) > (pl.lit(month) if name == "month" else pl.lit(today)))
        for name in columns
    ]


def _units() -> list[RowCheck]:
    return [
        RowCheck("parent_id", "own_parent", pl.col("parent_id") == pl.col("unit_id")),
        RowCheck("valid_to", "end_before_start", pl.col("valid_to") < pl.col("valid_from")),
    ]


def _employments() -> list[RowCheck]:
    fte, born = pl.col("fte_percent"), pl.col("birth_year")
    return [
        RowCheck("end", "end_before_start", pl.col("end") < pl.col("start")),
        RowCheck(
            "fte_percent", "fte_out_of_range", (fte < 0.5 / 10 ** DECIMALS["fte_percent"]) | (fte > 100) | fte.is_nan()
        ),
        RowCheck("sex", "unknown_sex", ~pl.col("sex").is_in([Sex.F.value, Sex.M.value, Sex.X.value])),
        RowCheck("birth_year", "birth_year_out_of_range", (born < 1900) | (born > 2100)),
    ]


def _absences() -> list[RowCheck]:
    grade, kind = pl.col("grade_percent"), pl.col("kind")
    graded = grade != 100
    return [
        RowCheck("end", "end_before_start", pl.col("end") < pl.col("start")),
        RowCheck("kind", "unknown_kind", ~kind.is_in([one.value for one in Kind])),
        RowCheck("grade_percent", "grade_out_of_range", (grade < 0) | (grade > 100) | grade.is_nan()),
        RowCheck("grade_percent", "self_certified_graded", graded & (kind == Kind.SELF_CERTIFIED.value), graded),
    ]


def _monthly() -> list[RowCheck]:
    numbers = [column.name for column in SCHEMA["monthly"] if column.type in ("number", "integer")]
    excess = _parts() - pl.col("total_days")
    absent = pl.coalesce("total_days", _parts())
    return [
        *(RowCheck(name, "negative", (pl.col(name) < 0) | ~pl.col(name).is_finite()) for name in numbers),
        RowCheck("month", "unreadable_month", ~pl.col("month").str.contains(r"^\d{4}-(0[1-9]|1[0-2])$")),
        RowCheck("total_days", "parts_exceed_total", excess > SUM_TOLERANCE + NOISE),
        RowCheck("total_days", "more_absent_than_agreed", absent > pl.col("agreed_days") + SUM_TOLERANCE),
    ]


def _shifts() -> list[RowCheck]:
    share = pl.col("agreed_share")
    return [RowCheck("agreed_share", "share_out_of_range", (share <= 0) | (share > 1) | share.is_nan())]


def _benchmarks() -> list[RowCheck]:
    rate = pl.col("rate_percent")
    return [
        RowCheck("period", "blank", pl.col("period").is_null() & rate.is_not_null()),
        RowCheck("rate_percent", "rate_out_of_range", (rate < 0) | (rate > 100) | rate.is_nan()),
    ]


def _people() -> list[RowCheck]:
    return [RowCheck("end", "end_before_start", pl.col("end") < pl.col("start"))]


def _people_warnings() -> list[RowCheck]:
    own = pl.col("leader_id").cast(pl.String) == pl.col("person_id").cast(pl.String)
    return [RowCheck("leader_id", "own_leader", own)]


def _parts() -> pl.Expr:
    """The sum of the parts that are given; null when none is."""
    parts = ("self_certified_days", "doctor_certified_days")
    return pl.when(pl.any_horizontal(pl.col(parts).is_not_null())).then(pl.sum_horizontal(parts))


def _monthly_warnings() -> list[RowCheck]:
    parts = pl.col("self_certified_days") + pl.col("doctor_certified_days")
    gap = (pl.col("total_days") - parts).abs()
    return [
        RowCheck("total_days", "sums_differ", gap.is_between(NOISE, SUM_TOLERANCE + NOISE)),
        RowCheck("total_days", "parts_below_total", pl.col("total_days") - parts > SUM_TOLERANCE + NOISE),
    ]


def _overlong(name: str) -> pl.Expr:
    """Where a percent has more decimals than are kept."""
    value = pl.col(name)
    return (value - value.round(DECIMALS[name])).abs() > 1e-9


def _rounded(name: str, code: str) -> list[RowCheck]:
    return [RowCheck(name, code, _overlong(name), pl.col(name) % 1 != 0)]


_ERRORS: dict[str, Callable[[], list[RowCheck]]] = {
    "units": _units,
    "employments": _employments,
    "absences": _absences,
    "monthly": _monthly,
    "shifts": _shifts,
    "benchmarks": _benchmarks,
    "people": _people,
}
_WARNINGS: dict[str, Callable[[], list[RowCheck]]] = {
    "monthly": _monthly_warnings,
    "employments": lambda: _rounded("fte_percent", "rounded_share"),
    "absences": lambda: _rounded("grade_percent", "rounded"),
    "people": _people_warnings,
}
