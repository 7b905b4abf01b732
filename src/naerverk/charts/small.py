"""Small drawings: bars by quarter and a line without axes. The numbers stand beside them as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from naerverk.calendar import Quarter
from naerverk.charts.drawing import axis_labels, draw, unchecked
from naerverk.charts.palette import LIGHT
from naerverk.charts.series import Chart, MonthPoint, QuarterPoint, TextTable
from naerverk.locale import Words

_BARS = {"width": 176, "height": 48}
_SPARK = {"width": 120, "height": 26}


def quarter_bars(what: str, unit: str, points: Sequence[QuarterPoint], words: Words, *, top: float) -> Chart:
    """One bar per quarter, the newest darker; a hidden quarter is a flat grey mark.

    `top` is the percent at the top, so that neighbours can share a scale.
    """
    values = ", ".join(
        words.say("charts.tooltip", month=point.quarter, value=_percent(point, words)) for point in points
    )
    description = words.say("charts.quarters_described", what=what, unit=unit, values=values)
    with unchecked():
        svg = _draw_bars(points, words, top, description)
    table = TextTable(
        caption=words.say("charts.quarter_caption", what=what, unit=unit),
        header=(words.say("charts.quarter"), what),
        rows=tuple((words.quarter(point.quarter), _percent(point, words)) for point in points),
    )
    return Chart(title=what, description=description, wide=svg, narrow=svg, table=table)


def _draw_bars(points: Sequence[QuarterPoint], words: Words, top: float, label: str) -> str:
    first, last = -0.5, len(points) - 0.5
    labels = {first: _short(points[0].quarter, words), last: _short(points[-1].quarter, words)}
    align = {"condition": {"test": "datum.value < 0", "value": "left"}, "value": "right"}
    axis = alt.Axis(
        values=list(labels), labelExpr=axis_labels(labels), title=None, grid=False, ticks=False,
        domainColor=LIGHT["quiet"], labelColor=LIGHT["quiet"], labelFontSize=13, labelPadding=4, labelAlign=align,
    )  # fmt: skip
    x = alt.X("x:Q", axis=axis, scale=alt.Scale(domain=[first, last], nice=False, zero=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, top], nice=False))
    chart = alt.Chart(alt.Data(values=[_bar(n, point, points, words, top) for n, point in enumerate(points)]))
    bars = chart.mark_bar(size=_BARS["width"] / len(points) * 0.68, aria=True).encode(
        x=x, y=y, y2=alt.datum(0), color=alt.Color("c:N", scale=None), description="t:N"
    )
    return draw(bars.properties(**_BARS), padding={"left": 2, "right": 2, "top": 4, "bottom": 20}, label=label)


def _bar(n: int, point: QuarterPoint, points: Sequence[QuarterPoint], words: Words, top: float) -> dict[str, Any]:
    text = words.say("charts.tooltip", month=point.quarter, value=_percent(point, words))
    if point.percent is None:
        return {"x": n, "y": top * 0.05, "c": LIGHT["grid"], "t": text}
    return {"x": n, "y": point.percent, "c": LIGHT["line" if n == len(points) - 1 else "pale"], "t": text}


def _percent(point: QuarterPoint, words: Words) -> str:
    if point.percent is None:
        return words.say(f"charts.{point.gap}") if point.gap else words.say("charts.no_value")
    return words.percent(point.percent)


def _short(quarter: Quarter, words: Words) -> str:
    return words.say("charts.quarter_short", quarter=str(quarter.quarter), year=f"{quarter.year % 100:02d}")


def spark_line(unit: str, points: Sequence[MonthPoint], words: Words) -> str:
    """A line the height of a text line for lists and cards; hidden months break it. The newest month is a dot."""
    shown = [{"x": point.month.number, "y": point.percent} for point in points]
    values = [point.percent for point in points if point.percent is not None] or [0.0]
    label = words.say("charts.nothing_shown", unit=unit)
    if any(point.percent is not None for point in points):
        label = words.say("charts.spark_described", unit=unit, n=len(points), now=words.percent(values[-1]))
    with unchecked():
        return _draw_line(shown, (min(values), max(values)), label)


def _draw_line(shown: Sequence[dict[str, Any]], span: tuple[float, float], label: str) -> str:
    x = alt.X("x:Q", axis=None, scale=alt.Scale(nice=False, zero=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[span[0] - 0.1, span[1] + 0.1], nice=False, zero=False))
    base = alt.Chart(alt.Data(values=shown)).encode(x=x, y=y)
    line = base.mark_line(color=LIGHT["line"], strokeWidth=1.6, invalid="break-paths-show-path-domains")
    last = alt.Chart(alt.Data(values=[row for row in shown if row["y"] is not None][-1:])).encode(x=x, y=y)
    layers = alt.layer(line, last.mark_point(filled=True, size=28, color=LIGHT["line"], opacity=1))
    return draw(layers.properties(**_SPARK), padding={"left": 3, "right": 4, "top": 4, "bottom": 4}, label=label)
