"""The stored figures as the library's own types: the site shows exactly what a report shows."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import polars as pl

from naerverk.calendar import Month, Quarter
from naerverk.charts.series import Gap
from naerverk.reports.figures import Part, QuarterRates, Rate
from naerverk.reports.months import Months
from naerverk.reports.sources import Parents
from naerverk.reports.unit_report import QUARTERS, Published
from naerverk.statistics.disclosure.publication_plan import Limits, Plan, Reason
from naerverk.statistics.table import DisclosedTable, Origin
from naerverk_web.absence.public import touched
from naerverk_web.insight.models import Build, MonthFigure, QuarterFigure
from naerverk_web.organisation.public import changed_since, employer

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
    found = Build.objects.values_list("pk", "key").order_by("-pk").first()
    return _figures(*found) if found else None


def stale() -> bool:
    """Whether something has been brought in, corrected or undone that the figures do not hold yet."""
    built = Build.objects.order_by("-pk").values_list("made_at", flat=True).first()
    return bool(touched()) or (built is not None and changed_since(built))


def limits_in_force() -> Limits:
    """From how many persons figures are shown here: what the employer chose, never below what the method allows."""
    settled = employer()
    return Limits(k=settled.least_persons, unit_min=settled.least_in_unit)


@functools.lru_cache(maxsize=2)
def _figures(build_id: int, key: UUID) -> Figures:
    build = Build.objects.get(pk=build_id)
    known = Month.parse(build.first), Month.parse(build.last)
    published = Published(known, _months(build), functools.partial(_quarters, build_id), build.source, build.definition)
    return Figures(key, build.made_at, published)


def _months(build: Build) -> Months:
    rows = list(build.months.values_list(*COLUMNS, "parent_id", "reason"))
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


def _quarters(build_id: int, unit_id: str, month: Month) -> tuple[QuarterRates, ...]:
    """The last quarters that are whole by a month."""
    rows = QuarterFigure.objects.filter(build_id=build_id, unit_id=unit_id)
    parts: dict[Quarter, dict[Part, Rate]] = {}
    for label, part, percent, gap in rows.values_list("quarter", "part", "percent", "gap"):
        parts.setdefault(Quarter.parse(label), {})[Part(part)] = Rate(percent, Gap(gap) if gap else None)
    whole = [quarter for quarter in sorted(parts) if quarter.months[-1] <= month]
    ordered = {quarter: {part: parts[quarter][part] for part in Part} for quarter in whole[-QUARTERS:]}
    return tuple(QuarterRates(quarter, found) for quarter, found in ordered.items())
