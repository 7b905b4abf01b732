"""From spells to figures: reads persons, computes with the library, keeps only what the publication plan lets out.

This is the one place where the group side meets persons; nothing of them is returned or stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from naerverk.calendar import FIRST_DAY, LAST_DAY, Month, Quarter
from naerverk.problems import Refusal
from naerverk.records import Dataset
from naerverk.reports.months import Months, months_of
from naerverk.reports.quarters import Quarters, quarters_of, whole_quarters
from naerverk.reports.sources import Sources
from naerverk.reports.splits import rates_of_units
from naerverk.statistics.columns import schema_of
from naerverk.statistics.definitions import VERSION
from naerverk.statistics.disclosure.later import Version
from naerverk.statistics.rates import is_monthly, whole_months
from naerverk_web.absence.public import forget_touched, spell_rows, sum_rows, touched
from naerverk_web.audit.public import Actor, record
from naerverk_web.insight.closing import note_corrections
from naerverk_web.insight.models import Build, Layer, MonthFigure, QuarterFigure
from naerverk_web.insight.published import limits_in_force
from naerverk_web.insight.versions import note_versions, versions_out
from naerverk_web.organisation.models import Unit
from naerverk_web.organisation.public import tree_rows
from naerverk_web.people.public import employment_rows

ROWS = 5000


@transaction.atomic
def rebuild(*, at: datetime, today: date, by: Actor, source: str = "") -> int | None:
    """Make all figures anew from what is known; the number of the build, or None while no month is whole.

    The figures before are gone and the new ones there in the same moment. The same data give the same figures.
    """
    waiting = touched()
    with TemporaryDirectory(prefix="naerverk-") as name:
        build = _built(Path(name), at, today, source)
    if build:
        note_corrections(build, today)
    Build.objects.exclude(pk=build.pk if build else None).delete()
    if waiting:
        forget_touched(waiting[-1].number)
    months = {"first": build.first, "last": build.last} if build else {}
    record("insight.rebuilt", by=by, details={**months, "touched": len(waiting)})
    return int(build.pk) if build else None


def _built(folder: Path, at: datetime, today: date, source: str) -> Build | None:
    dataset = dataset_in(folder)
    try:
        first, last = whole_months(dataset, today=today)
    except Refusal:
        return None
    # Older absences are purged: a month of which they are missing would look better than it was.
    first = max(first, Month.of(today).plus(-settings.KEEP_ABSENCES_MONTHS))
    if last < first:
        return None
    sources = Sources(dataset, first, last, limits=limits_in_force())
    before = Build.objects.order_by("-pk").first()
    build = Build.objects.create(
        made_at=at,
        first=first.label,
        last=last.label,
        source=source,
        definition="sums" if is_monthly(dataset) else sources.definition.value,
        version=VERSION,
    )
    months = _publish_months(build, sources, before)
    _publish_quarters(build, sources, months, folder, before)
    return build


def _publish_months(build: Build, sources: Sources, before: Build | None) -> Months:
    """By a plan that takes what is out as given; where nothing new may be shown, the figures before stand."""
    out = versions_out(Layer.MONTH)
    months = months_of(sources, out)
    MonthFigure.objects.bulk_create(_month_figures(build, months), batch_size=ROWS)
    if months.stand and before:
        _stand(MonthFigure.objects.filter(build=before, month__in=months.stand), build)
    new = {
        label: Version(plan, months.parents[label]) for label, plan in months.plans.items() if label not in months.stand
    }
    note_versions(Layer.MONTH, new, out, at=build.made_at)
    return months


def _publish_quarters(build: Build, sources: Sources, months: Months, folder: Path, before: Build | None) -> None:
    out = versions_out(Layer.QUARTER)
    graded = folder / "graded"
    graded.mkdir()
    quarters = quarters_of(sources, months, graded, out)
    if quarters is None:
        return
    fresh = [quarter for quarter in whole_quarters(sources.first, sources.last) if quarter.label in quarters.versions]
    QuarterFigure.objects.bulk_create(_quarter_figures(build, fresh, quarters), batch_size=ROWS)
    if before:
        _stand(QuarterFigure.objects.filter(build=before).exclude(quarter__in=quarters.versions), build)
    note_versions(Layer.QUARTER, quarters.versions, out, at=build.made_at)


def _stand(rows: QuerySet[Any], build: Build) -> None:
    """The figures before, once more, as part of the new build."""
    kept = list(rows)
    for row in kept:
        row.pk, row.build, row._state.adding = None, build, True
    rows.model._default_manager.bulk_create(kept, batch_size=ROWS)


def dataset_in(folder: Path) -> Dataset:
    """What the database knows today, as canonical Parquet files in a folder: absences of persons, or monthly sums."""
    sums = list(sum_rows(FIRST_DAY, LAST_DAY))
    units = tree_rows(Unit.objects.values_list("unit_id", flat=True))
    tables: dict[str, Iterable[tuple[Any, ...]]] = {
        "units": (
            (u.unit_id, u.parent_id, u.name, u.kind, u.valid_from, u.valid_to, ";".join(u.continues) or None)
            for u in units
        ),
        "employments": (
            (person, unit, start, end, float(fte), sex or None, born, occupation or None)
            for person, unit, start, end, fte, sex, born, occupation in map(tuple, employment_rows(FIRST_DAY, LAST_DAY))
        ),
        "absences": spell_rows(FIRST_DAY, LAST_DAY),
    }
    files = {name: (_written(folder, name, rows),) for name, rows in tables.items()}
    if sums and not pl.scan_parquet(files["employments"]).select(pl.len()).collect().item():
        return Dataset(units=files["units"], monthly=(_written(folder, "monthly", sums),))
    return Dataset(**files)


def _written(folder: Path, table: str, rows: Iterable[tuple[Any, ...]]) -> Path:
    path = folder / f"{table}.parquet"
    pl.DataFrame(list(rows), schema=schema_of(table), orient="row").write_parquet(path)
    return path


def _month_figures(build: Build, months: Months) -> Iterator[MonthFigure]:
    names = ("unit", "month", "part", "agreed_days", "absence_days", "rate_percent", "persons", "status")
    for unit, month, part, agreed, absent, rate, persons, status in months.table.frame.select(names).iter_rows():
        if month in months.stand:
            continue
        yield MonthFigure(
            build=build,
            unit_id=unit,
            parent_id=months.parents[month].get(unit) or "",
            month=month,
            part=part,
            agreed_days=agreed,
            absence_days=absent,
            rate_percent=rate,
            persons=persons,
            status=status,
            reason=months.plans[month].hidden.get(unit, "") if part == MonthFigure.Part.WHOLE else "",
        )


def _quarter_figures(build: Build, asked: Sequence[Quarter], quarters: Quarters) -> Iterator[QuarterFigure]:
    for unit, rates in rates_of_units(quarters, asked):
        for one in rates:
            for part, rate in one.parts.items():
                yield QuarterFigure(
                    build=build,
                    unit_id=unit,
                    quarter=one.quarter.label,
                    part=part,
                    percent=rate.percent,
                    gap=rate.gap or "",
                )
