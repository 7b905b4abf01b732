"""Small drawings: bars by quarter and a line without axes. The numbers stand beside them as text."""

from __future__ import annotations

from collections.abc import Sequence

from naerverk.calendar import Quarter
from naerverk.charts.canvas import Canvas
from naerverk.charts.series import Chart, MonthPoint, QuarterPoint, TextTable
from naerverk.locale import Words
from naerverk.statistics.control_charts.finding import Measure

_BARS = (176, 48)
_SPARK = (120, 26)
_EDGE = 4
_BELOW = 22
# Beside its figure on a phone a drawing of bars is 136 points wide.
_LETTERS = 15


def quarter_bars(
    what: str, unit: str, points: Sequence[QuarterPoint], words: Words, *, top: float, newest: str = "line"
) -> Chart:
    """One bar per quarter, the newest darker; a hidden quarter is a flat grey mark.

    `top` is the percent at the top, so that neighbours can share a scale; `newest` is the colour of the newest bar.
    """
    values = ", ".join(
        words.say("charts.tooltip", month=point.quarter, value=_percent(point, words)) for point in points
    )
    description = words.say("charts.quarters_described", what=what, unit=unit, values=values)
    svg = _draw_bars(points, words, (top, newest), description)
    table = TextTable(
        caption=words.say("charts.quarter_caption", what=what, unit=unit),
        header=(words.say("charts.quarter"), what),
        rows=tuple((words.quarter(point.quarter), _percent(point, words)) for point in points),
    )
    return Chart(title=what, description=description, wide=svg, narrow=svg, table=table)


def _draw_bars(points: Sequence[QuarterPoint], words: Words, scale: tuple[float, str], label: str) -> str:
    (width, height), left, (top, newest) = _BARS, _EDGE / 2, scale
    canvas = Canvas(width + _EDGE, height + _EDGE + _BELOW, label)
    slot, floor = width / len(points), height + _EDGE
    for n, point in enumerate(points):
        value, role = _bar(point, newest if n == len(points) - 1 else "pale", top)
        tall = min(max(value, 0.0), top) / top * height
        title = words.say("charts.tooltip", month=point.quarter, value=_percent(point, words))
        canvas.rect(left + slot * (n + 0.16), floor - tall, slot * 0.68, tall, role, title)
    canvas.line([(left, floor), (left + width, floor)], "quiet", 1)
    canvas.text((left, floor + 18), _short(points[0].quarter, words), "quiet", _LETTERS)
    if len(points) > 1:
        canvas.text((left + width, floor + 18), _short(points[-1].quarter, words), "quiet", _LETTERS, "end")
    return canvas.svg()


def _bar(point: QuarterPoint, role: str, top: float) -> tuple[float, str]:
    """Height and colour; a quarter that is not shown is a low mark."""
    return (top * 0.05, "grid") if point.percent is None else (point.percent, role)


def _percent(point: QuarterPoint, words: Words) -> str:
    if point.percent is None:
        return words.say(f"charts.{point.gap}") if point.gap else words.say("charts.no_value")
    return words.percent(point.percent)


def _short(quarter: Quarter, words: Words) -> str:
    return words.say("charts.quarter_short", quarter=str(quarter.quarter), year=f"{quarter.year % 100:02d}")


def spark_line(unit: str, points: Sequence[MonthPoint], words: Words, measure: Measure = Measure.ABSENCE) -> str:
    """A line the height of a text line for lists and cards; hidden months break it. The newest month is a dot.

    The points are percents of what is measured: absence, or presence.
    """
    values = [point.percent for point in points if point.percent is not None] or [0.0]
    label = words.say("charts.nothing_shown", unit=unit)
    if any(point.percent is not None for point in points):
        code = "presence_spark_described" if measure is Measure.PRESENCE else "spark_described"
        label = words.say(f"charts.{code}", unit=unit, n=len(points), now=words.percent(values[-1]))
    return _draw_line(points, (min(values), max(values)), label)


def _draw_line(points: Sequence[MonthPoint], span: tuple[float, float], label: str) -> str:
    (width, height), (low, high) = _SPARK, span
    canvas = Canvas(width + 2 * _EDGE, height + 2 * _EDGE, label)
    step, scale = width / max(len(points) - 1, 1), height / (high - low + 0.2)
    places = [
        None if p.percent is None else (_EDGE + n * step, _EDGE + (high + 0.1 - p.percent) * scale)
        for n, p in enumerate(points)
    ]
    shown = [place for place in places if place]
    if shown:
        canvas.path(_stretches(places), stroke="line", width=1.6)
        canvas.dot(shown[-1], 3, "line")
    return canvas.svg()


def _stretches(places: Sequence[tuple[float, float] | None]) -> str:
    """One outline that starts anew after each gap."""
    before = [None, *places[:-1]]
    marks = ((("L" if last else "M"), place) for last, place in zip(before, places, strict=True) if place)
    return "".join(f"{mark}{x:.1f},{y:.1f}" for mark, (x, y) in marks)
