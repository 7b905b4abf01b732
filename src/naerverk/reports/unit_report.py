"""One unit's month: gathered from the rooms that compute, in the bounds of the publication plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from naerverk.calendar import Month, months_between, rolling12
from naerverk.charts.series import Gap
from naerverk.economy.absence import CostAnswer, cost_of_days
from naerverk.economy.assumed import Choices
from naerverk.records import Dataset
from naerverk.reports.aims import Aim, baseline_of, target_view
from naerverk.reports.figures import Basis, MonthRate, Standing, UnitReport
from naerverk.reports.line import Line, line_of
from naerverk.reports.months import months_of
from naerverk.reports.quarters import quarters_of, whole_quarters
from naerverk.reports.sources import Sources
from naerverk.reports.splits import quarter_rates
from naerverk.reports.standing import Place, place_of
from naerverk.reports.units import Units
from naerverk.statistics.control_charts.finding import finding
from naerverk.statistics.control_charts.xmr import XmrOptions, xmr
from naerverk.statistics.definitions import VERSION, Definition
from naerverk.statistics.disclosure.publication_plan import Limits
from naerverk.statistics.engines import DEFAULT
from naerverk.statistics.rates import is_monthly, whole_months
from naerverk.statistics.statement import Statement
from naerverk.statistics.targets.people import People, people_more_with_interval

CHART_MONTHS = 36
QUARTERS = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """One report. `unit` is an id or a name, `started` the month in which measures began."""

    unit: str
    month: Month
    aim: Aim | None = None
    started: Month | None = None
    prices: Choices = field(default_factory=Choices)
    definition: Definition = Definition.SSB
    limits: Limits = field(default_factory=Limits)
    engine: str = DEFAULT


def unit_report(dataset: Dataset, asked: Asked, *, source: str, today: date, workdir: Path) -> UnitReport:
    """The report of one unit and month. `source` names the files, `workdir` is an empty folder for the while.

    UsageRefusal when there is no such unit, Refusal when the data cannot give the definition. A unit that is too
    small, a month without employees or beyond the data give a report that says so.
    """
    units = Units(dataset)
    unit = units.named(asked.unit, asked.month)
    known = whole_months(dataset, today=today)
    empty = UnitReport(
        unit_id=unit.unit_id,
        name=unit.name,
        above=unit.above,
        month=asked.month,
        standing=Standing.NO_DATA,
        basis=Basis("sums" if is_monthly(dataset) else asked.definition.value, VERSION, source, today),
        known=known,
        smallest=asked.limits.unit_min,
    )
    if not known[0] <= asked.month <= known[1]:
        return empty
    sources = Sources(dataset, known[0], asked.month, asked.definition, asked.limits, asked.engine)
    months = months_of(sources)
    place = place_of(months, unit.unit_id, asked.month)
    report = replace(empty, standing=place.standing)
    if not report.shows_figures:
        return report
    line = line_of(months.table, place.unit_id, place.part)
    names = tuple(units.name(each, asked.month) for each in place.with_units)
    report = _with_line(replace(report, pooled_with=names), line, asked, today)
    if asked.aim:
        baseline = baseline_of(asked.aim, asked.started, known[0])
        view = target_view(asked.aim, baseline, line, months, place, asked.month)
        report = replace(report, target=view)
    if place.standing is Standing.OWN:
        quarters = quarters_of(sources, months, workdir)
        if quarters:
            last = whole_quarters(sources.first, sources.last)[-QUARTERS:]
            report = replace(report, quarters=quarter_rates(quarters, unit.unit_id, last))
    return replace(report, hidden=tuple(_hidden(report, asked, place)))


def _with_line(report: UnitReport, line: Line, asked: Asked, today: date) -> UnitReport:
    month = asked.month
    shown = _chart_months(report.known[0], line, month)
    rates = [line.rate([each]) for each in shown]
    rebase = (shown.index(asked.started) + 1,) if asked.started in shown else ()
    chart = xmr([rate.percent for rate in rates], XmrOptions(rebase_at_index1=rebase))
    people = line.full_time_equivalents(month)
    return replace(
        report,
        basis=replace(report.basis, persons=line.persons.get(month), full_time_equivalents=people),
        months=tuple(MonthRate(each, rate) for each, rate in zip(shown, rates, strict=True)),
        chart=chart,
        finding=finding(chart, shown),
        rolling=line.rate(rolling12(month)),
        rolling_before=line.rate(rolling12(month.plus(-12))),
        started=asked.started if rebase else None,
        people=_people(line, month),
        cost=_cost(line, asked, today),
    )


def _chart_months(first_known: Month, line: Line, month: Month) -> list[Month]:
    """The last three years, from the unit's first month on."""
    first = max(first_known, month.plus(1 - CHART_MONTHS), min(line.known))
    return months_between(first, month)


def _people(line: Line, month: Month) -> People | None:
    now, before = rolling12(month), rolling12(month.plus(-12))
    jobs = line.full_time_equivalents(month)
    if jobs is None or line.gap(now) or line.gap(before):
        return None
    return people_more_with_interval(jobs, [line.days[one] for one in before], [line.days[one] for one in now])


def _cost(line: Line, asked: Asked, today: date) -> CostAnswer | None:
    days = line.sum(rolling12(asked.month))
    return cost_of_days(days.lost, asked.prices, on=asked.month.first, today=today) if days else None


def _hidden(report: UnitReport, asked: Asked, place: Place) -> Iterator[Statement]:
    months = sum(one.rate.gap is Gap.HIDDEN for one in report.months)
    if months:
        yield Statement("reports.months_hidden", {"n": months})
    if report.rolling.gap is Gap.HIDDEN:
        yield Statement("reports.rolling_hidden")
    if asked.aim and not report.target:
        yield Statement("reports.no_target")
    if place.standing is not Standing.OWN:
        yield Statement("reports.no_kinds_for_pool")
    elif not report.quarters:
        yield Statement("reports.no_kinds")
    quarters = sum(any(rate.gap is Gap.HIDDEN for rate in one.parts.values()) for one in report.quarters)
    if quarters:
        yield Statement("reports.quarters_hidden", {"n": quarters})
