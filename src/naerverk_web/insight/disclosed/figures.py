"""The stored figures as the library's own types: the site shows exactly what a report shows."""

from __future__ import annotations

import functools
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from uuid import UUID

import polars as pl

from naerverk.calendar import Month, Quarter
from naerverk.charts.series import Gap
from naerverk.reports.figures import Part, QuarterRates, Rate
from naerverk.reports.months import Months
from naerverk.reports.sources import Parents
from naerverk.reports.unit_report import QUARTERS, Published
from naerverk.statistics.disclosure.publication_plan import Plan, Reason
from naerverk.statistics.table import DisclosedTable, Origin
from naerverk.statistics.targets.target import Days
from naerverk_web.insight.models import Build, MonthFigure, QuarterFigure

COLUMNS = ("unit_id", "month", "part", "agreed_days", "absence_days", "rate_percent", "persons", "status")
SCHEMA = {
    "unit": pl.String,
    "month": pl.String,
    "part": pl.String,
    "agreed_days": pl.Float64,
    "absence_days": pl.Float64,
    "rate_percent": pl.Float64,
    "persons": pl.Int64,
    "status": pl.String,
}
QUARTER = ("unit_id", "quarter", "part", "percent", "absence_days", "of_days", "gap")
QuarterRow = tuple[str, str, float | None, float | None, float | None, str]
"""Quarter, part, percent, its days and those it is a share of, gap."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one build; `key` changes with every build."""

    key: UUID
    made_at: datetime
    published: Published

    @property
    def last(self) -> Month:
        """The newest month."""
        return self.published.known[1]


def figures() -> Figures | None:
    """The figures there are; None before the first whole month."""
    key = _key()
    return figures_of(key) if key else None


def figures_of(key: UUID) -> Figures | None:
    """The figures of a key that was read a moment ago; were they made anew meanwhile, the new ones."""
    try:
        # Many ask at once when they are new: one reads them, the others wait for that one.
        with _ONE_READS:
            return _figures(key)
    except _AnewError:
        return figures()


_ONE_READS = threading.Lock()


class _AnewError(Exception):
    """The figures were made anew while they were read."""


def _key() -> UUID | None:
    return Build.objects.values_list("key", flat=True).first()


@functools.lru_cache(maxsize=2)
def _figures(key: UUID) -> Figures:
    """All in one piece: a page that reads some of it later would mix two makings."""
    build = Build.objects.filter(key=key).first()
    if build is None:
        raise _AnewError
    known = Month.parse(build.first), Month.parse(build.last)
    quarters = functools.partial(_quarters, _quarter_rows())
    published = Published(known, _months(build), quarters, build.source, build.definition)
    if _key() != key:
        raise _AnewError
    return Figures(key, build.made_at, published)


def _months(build: Build) -> Months:
    rows = sorted(build.months.values_list(*COLUMNS, "parent_id", "reason"), key=itemgetter(0, 1, 2))
    parents: dict[str, Parents] = {}
    shown: dict[str, set[str]] = {}
    rests: dict[str, set[str]] = {}
    hidden: dict[str, dict[str, Reason]] = {}
    for unit, month, part, *_, status, parent, reason in rows:
        if part == MonthFigure.Part.REST:
            rests.setdefault(month, set()).add(unit)
            continue
        parents.setdefault(month, {})[unit] = parent or None  # type: ignore[index]
        if status == MonthFigure.Status.OK:
            shown.setdefault(month, set()).add(unit)
        else:
            hidden.setdefault(month, {})[unit] = Reason(reason)
    plans = {
        month: Plan(
            frozenset(shown.get(month, ())),
            dict(sorted(hidden.get(month, {}).items())),
            frozenset(rests.get(month, ())),
        )
        for month in parents
    }
    frame = pl.DataFrame([row[:-2] for row in rows], schema=SCHEMA, orient="row")
    origin = Origin(build.definition, f"{build.first}–{build.last}", "", build.source, build.made_at)
    return Months(plans, parents, DisclosedTable(frame, origin))


def _quarter_rows() -> dict[str, list[QuarterRow]]:
    """The parts of all quarters, by unit."""
    found: dict[str, list[QuarterRow]] = {}
    for unit, *row in QuarterFigure.objects.values_list(*QUARTER):
        found.setdefault(unit, []).append(tuple(row))
    return found


def _quarters(rows: Mapping[str, list[QuarterRow]], unit_id: str, month: Month) -> tuple[QuarterRates, ...]:
    """The last quarters that are whole by a month."""
    parts: dict[Quarter, dict[Part, Rate]] = {}
    for label, part, percent, lost, of, gap in rows.get(unit_id, ()):
        days = Days(lost, of) if lost is not None and of else None
        parts.setdefault(Quarter.parse(label), {})[Part(part)] = Rate(percent, Gap(gap) if gap else None, days)
    whole = [quarter for quarter in sorted(parts) if quarter.months[-1] <= month]
    ordered = {quarter: {part: parts[quarter][part] for part in Part} for quarter in whole[-QUARTERS:]}
    return tuple(QuarterRates(quarter, found) for quarter, found in ordered.items())
