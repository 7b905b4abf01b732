"""One unit's quarters: self- and doctor-certified, short and long, graded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from naerverk.calendar import Quarter
from naerverk.charts.series import Gap
from naerverk.reports.figures import Part, QuarterRates, Rate
from naerverk.reports.quarters import Quarters
from naerverk.statistics.table import DisclosedTable
from naerverk.statistics.targets.target import Days

SHORT = ("A", "B")
"""NAV's length classes up to 16 days, as long as an employer period."""


Row = tuple[float | None, float | None]
"""Agreed and absent days; both None when hidden."""

Rows = dict[tuple[str, str], dict[str, Row]]
"""By unit and quarter, then by kind or length."""


def quarter_rates(quarters: Quarters, unit_id: str, asked: Sequence[Quarter]) -> tuple[QuarterRates, ...]:
    """The parts of each quarter; hidden or missing where the plan or the data say so."""
    return next((rates for _, rates in rates_of_units(quarters, asked, pl.col("unit") == unit_id)), ())


def rates_of_units(
    quarters: Quarters, asked: Sequence[Quarter], which: pl.Expr | None = None
) -> Iterator[tuple[str, tuple[QuarterRates, ...]]]:
    """The same of all units, or of some; each table is read once."""
    kinds = _rows(quarters.kinds, which, "kind")
    lengths, graded = _rows(quarters.lengths, which, "length"), _rows(quarters.graded, which)
    for unit in sorted({unit for unit, _ in kinds}):
        keys = [(unit, quarter.label) for quarter in asked]
        yield (
            unit,
            tuple(
                _of_quarter(quarter, kinds.get(key, {}), lengths.get(key, {}), graded.get(key, {}))
                for quarter, key in zip(asked, keys, strict=True)
            ),
        )


def _of_quarter(
    quarter: Quarter, kinds: Mapping[str, Row], lengths: Mapping[str, Row], graded: Mapping[str, Row]
) -> QuarterRates:
    doctor = kinds.get("doctor_certified")
    return QuarterRates(
        quarter,
        {
            Part.SELF_CERTIFIED: _share([kinds.get("self_certified")]),
            Part.DOCTOR_CERTIFIED: _share([doctor]),
            Part.SHORT: _share([row for name, row in lengths.items() if name in SHORT]),
            Part.LONG: _share([row for name, row in lengths.items() if name not in SHORT]),
            Part.GRADED: _graded(graded.get(""), doctor),
        },
    )


def _rows(table: DisclosedTable, which: pl.Expr | None, by: str | None = None) -> Rows:
    frame = table.frame if which is None else table.frame.filter(which)
    name = pl.col(by) if by else pl.lit("")
    found: Rows = {}
    columns = frame.select("unit", "quarter", name.alias("key"), "agreed_days", "absence_days")
    for unit, quarter, key, agreed, absent in columns.iter_rows():
        found.setdefault((unit, quarter), {})[key] = agreed, absent
    return found


def _share(rows: Sequence[Row | None]) -> Rate:
    """Absent days of the rows in percent of the agreed days they share."""
    found = [row for row in rows if row is not None]
    if not found:
        return Rate(None, Gap.MISSING)
    agreed, absent = found[0][0], [row[1] for row in found]
    known = [days for days in absent if days is not None]
    if not agreed or len(known) < len(absent):
        return Rate(None, Gap.HIDDEN)
    days = Days(sum(known), agreed)
    return Rate(days.rate, days=days)


def _graded(graded: Row | None, doctor: Row | None) -> Rate:
    """Graded absence in percent of doctor-certified absence; none without doctor-certified absence."""
    if graded is None or doctor is None:
        return Rate(None, Gap.MISSING)
    if graded[1] is None or doctor[1] is None:
        return Rate(None, Gap.HIDDEN)
    if not doctor[1]:
        return Rate(None, Gap.MISSING)
    days = Days(graded[1], doctor[1])
    return Rate(days.rate, days=days)
