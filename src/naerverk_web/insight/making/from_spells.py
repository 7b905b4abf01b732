"""From spells to figures: reads persons, computes with the library, keeps only what the publication plan lets out.

This is the one place where the group side meets persons; nothing of them is returned or stored. Nothing is written
here and nobody is held up: what is made is of one revision, and says how it differs from the figures that are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl
from django.conf import settings

from naerverk.calendar import FIRST_DAY, LAST_DAY, Month
from naerverk.problems import Refusal
from naerverk.records import Dataset
from naerverk.reports.months import Months, months_of
from naerverk.reports.quarters import Quarters, quarters_of, whole_quarters
from naerverk.reports.sources import Sources
from naerverk.reports.splits import rates_of_units
from naerverk.statistics.columns import schema_of
from naerverk.statistics.disclosure.later import Version
from naerverk.statistics.rates import is_monthly, whole_months
from naerverk_web.absence.public import spell_rows, sum_rows
from naerverk_web.insight.disclosed.revision import Revision, revision
from naerverk_web.insight.disclosed.versions import Published, versions_out
from naerverk_web.insight.making.differences import Difference, differing
from naerverk_web.insight.making.years import years_made
from naerverk_web.insight.models import Layer, MonthFigure, QuarterFigure
from naerverk_web.people.public import employment_rows
from naerverk_web.sealing.public import open_folder

MONTH = ("unit_id", "parent_id", "month", "part", "agreed_days", "absence_days", "rate_percent", "persons", "status",
         "reason")  # fmt: skip
ROWS = 20_000
DAYS_AS_TEXT = {"absences": ("start", "end")}
QUARTER = ("unit_id", "quarter", "part", "percent", "absence_days", "of_days", "gap")


@dataclass(frozen=True, slots=True)
class Made:
    """The figures of one revision. `definition`: how days are counted, or `sums`."""

    revision: Revision
    first: Month
    last: Month
    definition: str
    differences: tuple[Difference, ...]
    published: tuple[Published, ...]


@dataclass(frozen=True, slots=True)
class Nothing:
    """No month of this revision is whole."""

    revision: Revision


def make(today: date) -> Made | Nothing | None:
    """All figures as they should be; None when something was brought in while they were read."""
    held = revision()
    with open_folder() as folder:
        dataset = _dataset_in(folder, held)
        if revision() != held:
            return None
        period = _period(dataset, today)
        return _made(held, Sources(dataset, *period, limits=held.limits), folder) if period else Nothing(held)


def _period(dataset: Dataset, today: date) -> tuple[Month, Month] | None:
    """The whole months. Older absences are purged: a month of which they are missing would look better than it was."""
    try:
        first, last = whole_months(dataset, today=today)
    except Refusal:
        return None
    first = max(first, Month.of(today).plus(-settings.KEEP_ABSENCES_MONTHS))
    return (first, last) if first <= last else None


def _made(held: Revision, sources: Sources, folder: Path) -> Made:
    months, of_months, out_months = _months(sources)
    of_quarters, out_quarters = _quarters(sources, months, folder)
    of_years, out_years = zip(*years_made(sources, months), strict=True)
    return Made(
        revision=held,
        first=sources.first,
        last=sources.last,
        definition="sums" if is_monthly(sources.dataset) else sources.definition.value,
        differences=(of_months, of_quarters, *of_years),
        published=(out_months, out_quarters, *out_years),
    )


def _months(sources: Sources) -> tuple[Months, Difference, Published]:
    """By a plan that takes what is out as given; where nothing new may be shown, the figures before stand."""
    out = versions_out(Layer.MONTH)
    months = months_of(sources, out)
    stored = MonthFigure.objects.exclude(month__in=months.stand)
    new = {
        label: Version(plan, months.parents[label]) for label, plan in months.plans.items() if label not in months.stand
    }
    return months, differing(stored, MONTH, _month_rows(months)), Published(Layer.MONTH, new, out)


def _quarters(sources: Sources, months: Months, folder: Path) -> tuple[Difference, Published]:
    out = versions_out(Layer.QUARTER)
    graded = folder / "graded"
    graded.mkdir()
    quarters = quarters_of(sources, months, graded, out)
    if quarters is None:
        return differing(QuarterFigure.objects.all(), QUARTER, ()), Published(Layer.QUARTER, {}, out)
    whole = {quarter.label: quarter for quarter in whole_quarters(sources.first, sources.last)}
    stand = whole.keys() - quarters.versions.keys()
    fresh = [quarter for label, quarter in whole.items() if label not in stand]
    rows = _quarter_rows(quarters, fresh)
    stored = QuarterFigure.objects.exclude(quarter__in=stand)
    return differing(stored, QUARTER, rows), Published(Layer.QUARTER, quarters.versions, out)


def _dataset_in(folder: Path, held: Revision) -> Dataset:
    """What the database knows today, as canonical Parquet files in a folder: absences of persons, or monthly sums."""
    sums = list(sum_rows(FIRST_DAY, LAST_DAY))
    jobs: Iterable[Any] = employment_rows(FIRST_DAY, LAST_DAY)
    tables: dict[str, Iterable[tuple[Any, ...]]] = {
        "units": (
            (u.unit_id, u.parent_id, u.name, u.kind, u.valid_from, u.valid_to, ";".join(u.continues) or None)
            for u in held.units
        ),
        "employments": (
            (person, unit, start, end, float(fte), sex or None, born, occupation or None)
            for person, unit, start, end, fte, sex, born, occupation in jobs
        ),
        "absences": spell_rows(FIRST_DAY, LAST_DAY),
    }
    files = {name: (_written(folder, name, rows),) for name, rows in tables.items()}
    if sums and not pl.scan_parquet(files["employments"][0]).select(pl.len()).collect().item():
        return Dataset(units=files["units"], monthly=(_written(folder, "monthly", sums),))
    return Dataset(**files)


def _written(folder: Path, table: str, rows: Iterable[tuple[Any, ...]]) -> Path:
    """Part by part: as Python's own values all the rows together would fill twice the memory."""
    path, schema, left = folder / f"{table}.parquet", schema_of(table), iter(rows)
    given = schema | dict.fromkeys(DAYS_AS_TEXT.get(table, ()), pl.String)
    parts = [pl.DataFrame(schema=schema)]
    while part := list(islice(left, ROWS)):
        parts.append(pl.DataFrame(part, schema=given, orient="row").cast(pl.Schema(schema)))
    pl.concat(parts).write_parquet(path)
    return path


def _month_rows(months: Months) -> Iterator[tuple[object, ...]]:
    names = ("unit", "month", "part", "agreed_days", "absence_days", "rate_percent", "persons", "status")
    for unit, month, part, *figures in months.table.frame.select(names).iter_rows():
        if month not in months.stand:
            reason = months.plans[month].hidden.get(unit, "") if part == MonthFigure.Part.WHOLE else ""
            yield unit, months.parents[month].get(unit) or "", month, part, *figures, str(reason)


def _quarter_rows(quarters: Quarters, asked: list[Any]) -> Iterator[tuple[object, ...]]:
    for unit, rates in rates_of_units(quarters, asked):
        for one in rates:
            for part, rate in one.parts.items():
                days = (rate.days.lost, rate.days.agreed) if rate.days else (None, None)
                yield unit, one.quarter.label, part.value, rate.percent, *days, str(rate.gap or "")
