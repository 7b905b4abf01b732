"""The charts of the report with their headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from naerverk.calendar import Month
from naerverk.charts.series import (
    ControlSeries,
    Event,
    Level,
    MonthPoint,
    PathPoint,
    QuarterPoint,
)
from naerverk.charts.small import quarter_bars
from naerverk.locale import Words
from naerverk.reports.figures import Part, Rate, UnitReport
from naerverk.reports.page import Panel, Section
from naerverk.statistics.certainty import Certainty
from naerverk.statistics.control_charts.finding import FEWEST_POINTS, Measure
from naerverk.statistics.control_charts.xmr import Chart, PointType, Segment


def control_series(report: UnitReport, words: Words) -> ControlSeries | None:
    """What the control chart draws; None when there are no figures."""
    if not (report.shows_figures and report.chart and report.finding):
        return None
    months = [one.month for one in report.months]
    types = _point_types(report.chart)
    return ControlSeries(
        unit=report.name,
        finding=words.say(report.finding.code, **report.finding.params),
        points=tuple(
            MonthPoint(one.month, one.rate.of(report.measure), kind, one.rate.gap)
            for one, kind in zip(report.months, types, strict=True)
        ),
        levels=tuple(_levels(report.chart, months)),
        path=tuple(_path(report, months)),
        events=(Event(report.started, words.say("reports.measures_started")),) if report.started else (),
        measure=report.measure,
    )


def _long_enough(chart: Chart, part: Segment) -> bool:
    """Whether a level rests on months enough to say what is usual; else neither limits nor signals are drawn."""
    return sum(value is not None for value in chart.values[part.start : part.stop]) >= FEWEST_POINTS


def _point_types(chart: Chart) -> Iterator[PointType]:
    for part in chart.segments:
        enough = _long_enough(chart, part)
        for kind in chart.point_types[part.start : part.stop]:
            yield kind if kind and enough else PointType.COMMON_CAUSE


def _levels(chart: Chart, months: list[Month]) -> Iterator[Level]:
    for part in chart.segments:
        if _long_enough(chart, part) and part.mean is not None and part.lower is not None and part.upper is not None:
            yield Level(months[part.start], months[part.stop - 1], part.mean, part.lower, part.upper)


def _path(report: UnitReport, months: list[Month]) -> Iterator[PathPoint]:
    if report.target:
        target = report.target.target
        for month in months:
            if target.baseline.month <= month <= target.due:
                yield PathPoint(month, Rate(target.path(month)).of(report.measure) or 0.0)


def months_section(report: UnitReport, words: Words) -> Section:
    """The heading over the control chart."""
    first, last = report.months[0].month, report.months[-1].month
    title = words.say("reports.months_presence" if report.measure is Measure.PRESENCE else "reports.months")
    return Section(title, words.say("reports.months_sentence", first=first, last=last))


def quarters_section(report: UnitReport, words: Words) -> Section | None:
    """The heading over the bars by quarter."""
    if not report.shows_kinds:
        return None
    first, last = report.quarters[0].quarter, report.quarters[-1].quarter
    return Section(words.say("reports.quarters"), words.say("reports.quarters_sentence", first=first, last=last))


def panels(report: UnitReport, words: Words) -> Iterator[Panel]:
    """One per part of the absence; the four that are percent of agreed days share a scale."""
    if not report.shows_kinds:
        return
    for part in report.quarters[0].parts:
        rates = [one.parts[part] for one in report.quarters]
        title = words.say(f"reports.{part}")
        points = [
            QuarterPoint(one.quarter, rate.percent, rate.gap) for one, rate in zip(report.quarters, rates, strict=True)
        ]
        yield Panel(
            title=title,
            meaning=words.say(f"reports.{part}_means"),
            value=_percent(rates[-1], words),
            change=_change(report, part, rates, words),
            chart=quarter_bars(title, report.name, points, words, top=_top(report, part), newest=_newest(report, part)),
        )


def _change(report: UnitReport, part: Part, rates: Sequence[Rate], words: Words) -> str:
    """Against a year before: of graded leave the four quarters together, and how sure the difference is."""
    if part is not Part.GRADED or report.graded is None:
        return _year_before(rates, words)
    now, before = words.percent(report.graded.now), words.percent(report.graded.before)
    return words.say(f"reports.graded_{report.graded.certainty}", now=now, before=before)


def _newest(report: UnitReport, part: Part) -> str:
    """The colour of the newest bar: more graded leave is better."""
    more = (Certainty.CLEARLY_MORE, Certainty.PROBABLY_MORE)
    better = part is Part.GRADED and report.graded is not None and report.graded.certainty in more
    return "better" if better else "line"


def _year_before(rates: Sequence[Rate], words: Words) -> str:
    if len(rates) < 5:
        return ""
    then = rates[-5].percent
    if then is None:
        return words.say("reports.year_before_hidden")
    return words.say("reports.year_before", percent=words.percent(then))


def _percent(rate: Rate, words: Words) -> str:
    return words.say("reports.hidden") if rate.percent is None else words.percent(rate.percent)


def _top(report: UnitReport, part: Part) -> float:
    same_scale = [part] if part is Part.GRADED else [other for other in Part if other is not Part.GRADED]
    values = [one.parts[other].percent for one in report.quarters for other in same_scale if other in one.parts]
    return max([value for value in values if value is not None], default=0.0) or 1.0
