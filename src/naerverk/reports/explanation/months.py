"""How the rates of months are computed: one month, twelve together, and the series of a chart."""

from __future__ import annotations

from collections.abc import Iterator

from naerverk.calendar import rolling12
from naerverk.locale import Words
from naerverk.reports.explanation.told import Told, days, exact, rate_sums, table, why_none
from naerverk.reports.figures import MonthRate, Rate, UnitReport
from naerverk.statistics.control_charts.finding import FEWEST_POINTS, Measure
from naerverk.statistics.control_charts.xmr import LIMIT, Segment


def rolling(report: UnitReport, words: Words) -> Iterator[Told]:
    """The last twelve months and the twelve before."""
    first, *_, last = rolling12(report.month)
    means = words.say("explanations.rolling_means")
    period = words.say("explanations.between", first=first, last=last)
    yield _of(report.rolling, words, period.capitalize(), means)
    if report.rolling_before.percent is not None:
        yield _of(report.rolling_before, words, words.say("explanations.before_title"))


def month(report: UnitReport, words: Words) -> Iterator[Told]:
    """The month itself and the same month a year before."""
    now, then = report.rate_of(report.month), report.rate_of(report.month.plus(-12))
    yield _of(now, words, words.month(report.month).capitalize(), words.say("explanations.month_means"))
    yield _of(then, words, words.say("explanations.same_month_title"))


def _of(rate: Rate, words: Words, title: str, *texts: str) -> Told:
    return Told(title, (*texts, *why_none(rate, words)), rate_sums(rate, words))


def series(report: UnitReport, words: Words) -> Iterator[Told]:
    """The points of the control chart and its field."""
    columns = ("month", "lost", "agreed", "presence" if report.measure is Measure.PRESENCE else "absence")
    rows = [_row(one, report.measure, words) for one in report.months]
    yield Told(texts=(words.say("explanations.series_means"),), table=table(words, "rows_title", columns, rows))
    sums = tuple(_fields(report, words))
    texts = (words.say("explanations.field_means"), *(() if sums else (words.say("explanations.field_short"),)))
    yield Told(words.say("explanations.field_title"), texts, sums)


def _row(one: MonthRate, measure: Measure, words: Words) -> tuple[str, ...]:
    value, name = one.rate.of(measure), words.month_short(one.month).replace(" ", "\N{NO-BREAK SPACE}")
    if value is None or one.rate.days is None:
        said = words.say("reports.hidden") if value is None else exact(value, words)
        return name, "–", "–", said
    lost, agreed = days(one.rate.days.lost, words), days(one.rate.days.agreed, words)
    return name, lost, agreed, exact(value, words)


def _fields(report: UnitReport, words: Words) -> Iterator[str]:
    if report.chart is None:
        return
    for part in report.chart.segments:
        known = [value for value in report.chart.values[part.start : part.stop] if value is not None]
        if len(known) >= FEWEST_POINTS and part.mean is not None and part.upper is not None and part.lower is not None:
            yield _field(report, part, (part.mean, part.lower, part.upper), words)


def _field(report: UnitReport, part: Segment, level: tuple[float, float, float], words: Words) -> str:
    mean, low, high = level
    return words.say(
        "explanations.field_sum",
        first=report.months[part.start].month,
        last=report.months[part.stop - 1].month,
        mean=exact(mean, words),
        distance=exact((high - mean) / LIMIT, words),
        low=exact(low, words),
        high=exact(high, words),
    )
