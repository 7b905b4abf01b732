"""One unit's quarters: self- and doctor-certified, short and long, graded."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from naerverk.calendar import Quarter
from naerverk.charts.series import Gap
from naerverk.reports.figures import Part, QuarterRates, Rate
from naerverk.reports.quarters import Quarters
from naerverk.statistics.table import DisclosedTable

SHORT = ("A", "B")
"""NAV's length classes up to 16 days, as long as an employer period."""


def quarter_rates(quarters: Quarters, unit_id: str, asked: Sequence[Quarter]) -> tuple[QuarterRates, ...]:
    """The parts of each quarter; hidden or missing where the plan or the data say so."""
    return tuple(_of_quarter(quarters, unit_id, quarter) for quarter in asked)


def _of_quarter(quarters: Quarters, unit_id: str, quarter: Quarter) -> QuarterRates:
    kinds = _rows(quarters.kinds, unit_id, quarter, "kind")
    lengths = _rows(quarters.lengths, unit_id, quarter, "length")
    graded = _rows(quarters.graded, unit_id, quarter)
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


Row = tuple[float | None, float | None]
"""Agreed and absent days; both None when hidden."""


def _rows(table: DisclosedTable, unit_id: str, quarter: Quarter, by: str | None = None) -> dict[str, Row]:
    rows = table.frame.filter((pl.col("unit") == unit_id) & (pl.col("quarter") == quarter.label))
    name = pl.col(by) if by else pl.lit("")
    return {
        key: (agreed, absent)
        for key, agreed, absent in rows.select(name.alias("key"), "agreed_days", "absence_days").iter_rows()
    }


def _share(rows: Sequence[Row | None]) -> Rate:
    """Absent days of the rows in percent of the agreed days they share."""
    found = [row for row in rows if row is not None]
    if not found:
        return Rate(None, Gap.MISSING)
    agreed, absent = found[0][0], [row[1] for row in found]
    known = [days for days in absent if days is not None]
    if not agreed or len(known) < len(absent):
        return Rate(None, Gap.HIDDEN)
    return Rate(100 * sum(known) / agreed)


def _graded(graded: Row | None, doctor: Row | None) -> Rate:
    """Graded absence in percent of doctor-certified absence; none without doctor-certified absence."""
    if graded is None or doctor is None:
        return Rate(None, Gap.MISSING)
    if graded[1] is None or doctor[1] is None:
        return Rate(None, Gap.HIDDEN)
    return Rate(100 * graded[1] / doctor[1]) if doctor[1] else Rate(None, Gap.MISSING)
