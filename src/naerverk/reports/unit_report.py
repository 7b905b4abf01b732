"""One unit's month: gathered from the rooms that compute, in the bounds of the publication plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from naerverk.calendar import Month, months_between, rolling12
from naerverk.charts.series import Gap
from naerverk.economy.absence import CostAnswer, cost_of_days
from naerverk.economy.assumed import Choices
from naerverk.records import Dataset
from naerverk.reports.aims import Aim, target_of, target_view
from naerverk.reports.figures import Basis, MonthRate, QuarterRates, Standing, UnitReport
from naerverk.reports.graded_change import graded_change
from naerverk.reports.line import Line, line_of
from naerverk.reports.months import Months, months_of
from naerverk.reports.quarters import quarters_of, whole_quarters
from naerverk.reports.sources import Sources
from naerverk.reports.splits import quarter_rates
from naerverk.reports.standing import Place, place_of
from naerverk.reports.units import UnitName, Units
from naerverk.statistics.control_charts.finding import Measure, finding
from naerverk.statistics.control_charts.xmr import XmrOptions, xmr
from naerverk.statistics.definitions import VERSION, Definition
from naerverk.statistics.disclosure.publication_plan import Limits
from naerverk.statistics.engines import DEFAULT
from naerverk.statistics.rates import is_monthly, whole_months
from naerverk.statistics.statement import Statement
from naerverk.statistics.targets.people import People, people_more_with_interval
from naerverk.statistics.targets.smiley import NEAR_POINTS
from naerverk.statistics.targets.target import Target

CHART_MONTHS = 36
QUARTERS = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """One report. `unit` is an id or a name, `started` the month in which measures began.

    `target` is a target with its baseline locked; `aim` one whose baseline is still to be found in the data.
    `measure` is what the chart and the months show. `near_points` above the path the smiley still says "almost".
    """

    unit: str
    month: Month
    aim: Aim | None = None
    started: Month | None = None
    prices: Choices = field(default_factory=Choices)
    definition: Definition = Definition.SSB
    limits: Limits = field(default_factory=Limits)
    engine: str = DEFAULT
    target: Target | None = None
    measure: Measure = Measure.ABSENCE
    near_points: float = NEAR_POINTS


@dataclass(frozen=True, slots=True)
class Published:
    """What the publication plan lets out of some data: `known` months, and a unit's `quarters` up to a month."""

    known: tuple[Month, Month]
    months: Months
    quarters: Callable[[str, Month], tuple[QuarterRates, ...]]
    source: str
    definition: str = Definition.SSB.value


def unit_report(dataset: Dataset, asked: Asked, *, source: str, today: date, workdir: Path) -> UnitReport:
    """The report of one unit and month. `source` names the files, `workdir` is an empty folder for the while.

    UsageRefusal when there is no such unit, Refusal when the data cannot give the definition. A unit that is too
    small, a month without employees or beyond the data give a report that says so.
    """
    units = Units(dataset)
    unit = units.named(asked.unit, asked.month)
    known = whole_months(dataset, today=today)
    definition = "sums" if is_monthly(dataset) else asked.definition.value
    if not known[0] <= asked.month <= known[1]:
        return _empty(unit, asked, known, source, today, definition)
    sources = Sources(dataset, known[0], asked.month, asked.definition, asked.limits, asked.engine)
    months = months_of(sources)

    def quarters(unit_id: str, _: Month) -> tuple[QuarterRates, ...]:
        found = quarters_of(sources, months, workdir)
        return quarter_rates(found, unit_id, whole_quarters(sources.first, sources.last)[-QUARTERS:]) if found else ()

    published = Published(known, months, quarters, source, definition)
    return published_report(published, unit, asked, name=lambda each: units.name(each, asked.month), today=today)


def published_report(
    published: Published, unit: UnitName, asked: Asked, *, name: Callable[[str], str], today: date
) -> UnitReport:
    """The report made of published figures alone. `name` names the units in a pool."""
    empty = _empty(unit, asked, published.known, published.source, today, published.definition)
    if not published.known[0] <= asked.month <= published.known[1]:
        return empty
    months = published.months
    place = place_of(months, unit.unit_id, asked.month)
    report = replace(empty, standing=place.standing)
    if not report.shows_figures:
        return report
    line = line_of(months.table, place.unit_id, place.part)
    report = _with_line(replace(report, pooled_with=tuple(map(name, place.with_units))), line, asked, today)
    target = asked.target or (target_of(asked.aim, asked.started, published.known[0], line) if asked.aim else None)
    if target and target.has_begun(asked.month):
        report = replace(report, target=target_view(target, line, months, place, asked.month, asked.near_points))
    if place.standing is Standing.OWN:
        quarters = published.quarters(unit.unit_id, asked.month)
        report = replace(report, quarters=quarters, graded=graded_change(line, quarters))
    return replace(report, hidden=tuple(_hidden(report, asked, place, target)))


def _empty(
    unit: UnitName, asked: Asked, known: tuple[Month, Month], source: str, today: date, definition: str
) -> UnitReport:
    return UnitReport(
        unit_id=unit.unit_id,
        name=unit.name,
        above=unit.above,
        month=asked.month,
        standing=Standing.NO_DATA,
        basis=Basis(definition, VERSION, source, today),
        known=known,
        smallest=asked.limits.unit_min,
        measure=asked.measure,
    )


def _with_line(report: UnitReport, line: Line, asked: Asked, today: date) -> UnitReport:
    month = asked.month
    shown = _chart_months(report.known[0], line, month)
    rates = [line.rate([each]) for each in shown]
    rebase = (shown.index(asked.started) + 1,) if asked.started in shown else ()
    good = 1 if asked.measure is Measure.PRESENCE else -1
    options = XmrOptions(improvement_direction=good, rebase_at_index1=rebase)
    chart = xmr([rate.of(asked.measure) for rate in rates], options)
    people = line.full_time_equivalents(month)
    return replace(
        report,
        basis=replace(report.basis, persons=line.persons.get(month), full_time_equivalents=people),
        months=tuple(MonthRate(each, rate) for each, rate in zip(shown, rates, strict=True)),
        chart=chart,
        finding=finding(chart, shown, asked.measure),
        rolling=line.rate(rolling12(month)),
        rolling_before=line.rate(rolling12(month.plus(-12))),
        started=asked.started if rebase else None,
        people=people_between(line, month),
        cost=_cost(line, asked, today),
    )


def _chart_months(first_known: Month, line: Line, month: Month) -> list[Month]:
    """The last three years, from the unit's first month on."""
    first = max(first_known, month.plus(1 - CHART_MONTHS), min(line.known))
    return months_between(first, month)


def people_between(line: Line, month: Month) -> People | None:
    """More at work every day in the twelve months than in the twelve before; None when either is not shown."""
    now, before = rolling12(month), rolling12(month.plus(-12))
    jobs = line.full_time_equivalents(month)
    if jobs is None or line.gap(now) or line.gap(before):
        return None
    return people_more_with_interval(jobs, [line.days[one] for one in before], [line.days[one] for one in now])


def _cost(line: Line, asked: Asked, today: date) -> CostAnswer | None:
    days = line.sum(rolling12(asked.month))
    return cost_of_days(days.lost, asked.prices, on=asked.month.first, today=today) if days else None


def _hidden(report: UnitReport, asked: Asked, place: Place, target: Target | None) -> Iterator[Statement]:
    months = sum(one.rate.gap is Gap.HIDDEN for one in report.months)
    if months:
        yield Statement("reports.months_hidden", {"n": months})
    if report.rolling.gap is Gap.HIDDEN:
        yield Statement("reports.rolling_hidden")
    if target and not target.has_begun(asked.month):
        yield Statement("reports.target_later", {"month": target.baseline.month})
    elif (asked.aim or asked.target) and not report.target:
        yield Statement("reports.no_target")
    if place.standing is not Standing.OWN:
        yield Statement("reports.no_kinds_for_pool")
    elif not report.quarters:
        yield Statement("reports.no_kinds")
    quarters = sum(any(rate.gap is Gap.HIDDEN for rate in one.parts.values()) for one in report.quarters)
    if quarters:
        yield Statement("reports.quarters_hidden", {"n": quarters})
