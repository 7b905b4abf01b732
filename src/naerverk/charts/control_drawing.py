"""Drawing a control chart: bands, mean, path, events, gaps and points, in two sizes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from naerverk.calendar import Month
from naerverk.charts.drawing import axis_labels, draw, unchecked
from naerverk.charts.palette import LIGHT
from naerverk.charts.series import ControlSeries, Gap, MonthPoint
from naerverk.locale import Words
from naerverk.statistics.control_charts.finding import Measure
from naerverk.statistics.control_charts.xmr import PointType

_COLOURS = {PointType.COMMON_CAUSE: "line", PointType.IMPROVEMENT: "better", PointType.CONCERN: "worse"}
_UP, _DOWN = "triangle-up", "triangle-down"
_SHAPES = {
    Measure.ABSENCE: {PointType.COMMON_CAUSE: "circle", PointType.IMPROVEMENT: _DOWN, PointType.CONCERN: _UP},
    Measure.PRESENCE: {PointType.COMMON_CAUSE: "circle", PointType.IMPROVEMENT: _UP, PointType.CONCERN: _DOWN},
}


@dataclass(frozen=True, slots=True)
class Layout:
    """Sizes of one variant, in SVG units; `right` is the room for labels, none below 60."""

    width: int
    height: int
    right: int
    font: int
    ticks: int
    point: int
    line: float


WIDE = Layout(width=580, height=168, right=112, font=12, ticks=9, point=34, line=1.8)
NARROW = Layout(width=290, height=190, right=10, font=12, ticks=4, point=26, line=1.6)


def draw_control_chart(series: ControlSeries, words: Words, layout: Layout, label: str) -> str:
    """The SVG of one variant; `label` is its spoken description."""
    with unchecked():
        layers = alt.layer(*_layers(series, words, layout)).properties(width=layout.width, height=layout.height)
        return draw(layers, padding={"left": 40, "right": layout.right, "top": 18, "bottom": 24}, label=label)


def _layers(series: ControlSeries, words: Words, layout: Layout) -> Iterator[Any]:
    axes = _Axes(series, words, layout)
    yield from _gap_layers(series, axes)
    yield from _level_layers(series, axes)
    if series.path:
        yield from _path_layers(series, axes)
    yield from _event_layers(series, axes)
    yield from _point_layers(series, words, axes)
    if layout.right >= 60:
        yield _right_labels(axes, _labels(series, words))


class _Axes:
    """The two axes of one drawing; x is the month's number, so that no time zone can move a point."""

    def __init__(self, series: ControlSeries, words: Words, layout: Layout) -> None:
        self.layout, self.words = layout, words
        self.first, self.last = series.points[0].month.number, series.points[-1].month.number
        self.floor, self.top, self.step = _range(series)

    def x(self, field: str = "x") -> Any:
        months = _tick_months(self.first, self.last, self.layout.ticks)
        labels = {float(m.number): self.words.month_short(m) for m in months}
        scale = alt.Scale(domain=[self.first - 0.6, self.last + 0.6], nice=False, zero=False)
        return alt.X(f"{field}:Q", scale=scale, axis=self._axis(labels, grid=False))

    def y(self, field: str = "y") -> Any:
        count = round((self.top - self.floor) / self.step)
        values = [round(self.floor + n * self.step, 6) for n in range(count + 1)]
        labels = {value: self.words.percent(value, 0 if self.step >= 1 else 1) for value in values}
        scale = alt.Scale(domain=[self.floor, self.top], nice=False, zero=False)
        return alt.Y(f"{field}:Q", scale=scale, axis=self._axis(labels, grid=True))

    def _axis(self, labels: dict[float, str], *, grid: bool) -> Any:
        return alt.Axis(
            values=list(labels), labelExpr=axis_labels(labels), title=None, grid=grid, gridColor=LIGHT["grid"],
            domain=not grid, domainColor=LIGHT["quiet"], ticks=not grid, tickColor=LIGHT["quiet"], tickSize=4,
            labelColor=LIGHT["quiet"], labelFontSize=self.layout.font, labelPadding=6,
        )  # fmt: skip

    def chart(self, rows: list[dict[str, Any]]) -> Any:
        return alt.Chart(alt.Data(values=rows))


def _range(series: ControlSeries) -> tuple[float, float, float]:
    """Floor, top and step of the percent axis, with at most six round steps: from no absence, or up to all presence."""
    turned = series.measure is Measure.PRESENCE
    ends = [end for level in series.levels for end in (level.lower, level.upper)]
    ends += [point.percent for point in series.points if point.percent is not None]
    ends += [point.percent for point in series.path]
    highest = max([100 - end if turned else end for end in ends] + [1.0])
    step = next(step for step in (0.5, 1, 2, 5, 10, 20, 50) if highest / step <= 6)
    reach = math.ceil(highest * 1.02 / step) * step
    return (max(100.0 - reach, 0.0), 100.0, step) if turned else (0.0, reach, step)


def _tick_months(first: int, last: int, most: int) -> list[Month]:
    """At most `most` months, evenly apart, Januaries among them when the span allows it."""
    step = next(step for step in (1, 2, 3, 6, 12, 24, 48, 96, 192) if (last - first) // step + 1 <= most)
    return [Month.from_number(n) for n in range(first, last + 1) if n % step == 0]


def _gap_layers(series: ControlSeries, axes: _Axes) -> Iterator[Any]:
    rows = [{"x": p.month.number - 0.5, "x2": p.month.number + 0.5} for p in series.points if p.gap is Gap.HIDDEN]
    if rows:
        yield axes.chart(rows).mark_rect(color=LIGHT["hidden"]).encode(x=axes.x(), x2="x2:Q")


def _level_layers(series: ControlSeries, axes: _Axes) -> Iterator[Any]:
    rows = [
        {
            "x": s.first.number - 0.5,
            "x2": s.last.number + 0.5,
            "low": max(s.lower, axes.floor),
            "y": s.mean,
            "high": min(s.upper, axes.top),
        }
        for s in series.levels
    ]
    if not rows:
        return
    chart = axes.chart(rows)
    yield chart.mark_rect(color=LIGHT["band"]).encode(x=axes.x(), x2="x2:Q", y=axes.y("low"), y2="high:Q")
    yield chart.mark_rule(color=LIGHT["mean"], strokeWidth=1).encode(x=axes.x(), x2="x2:Q", y=axes.y())


def _path_layers(series: ControlSeries, axes: _Axes) -> Iterator[Any]:
    rows = [{"x": p.month.number, "y": p.percent} for p in series.path if axes.first <= p.month.number <= axes.last]
    line = axes.chart(rows).mark_line(color=LIGHT["target"], strokeDash=[6, 4], strokeWidth=1.6)
    yield line.encode(x=axes.x(), y=axes.y())


def _labels(series: ControlSeries, words: Words) -> list[tuple[float, str, str]]:
    """Value, words and colour role of what is written at the right end."""
    labels = [(level.mean, "mean_label", "mean") for level in series.levels[-1:]]
    labels += [(point.percent, "path_label", "target") for point in series.path[-1:]]
    labels += [(p.percent, "now_label", "line") for p in series.points[-1:] if p.percent is not None]
    return [(value, words.say(f"charts.{code}", value=words.percent(value)), role) for value, code, role in labels]


def _right_labels(axes: _Axes, labels: Sequence[tuple[float, str, str]]) -> Any:
    """Labels at the right end, pushed apart so that none covers another."""
    apart = (axes.top - axes.floor) * (axes.layout.font + 3) / axes.layout.height
    rows: list[dict[str, Any]] = []
    for value, text, role in sorted(labels):
        height = max(value, rows[-1]["y"] + apart) if rows else value
        rows.append({"x": axes.last + 0.6, "y": height, "t": text, "c": LIGHT[role]})
    mark = axes.chart(rows).mark_text(align="left", baseline="middle", dx=6, fontSize=axes.layout.font)
    return mark.encode(x=axes.x(), y=axes.y(), text="t:N", color=alt.Color("c:N", scale=None))


def _event_layers(series: ControlSeries, axes: _Axes) -> Iterator[Any]:
    rows = [
        {"x": event.month.number - 0.5, "y": axes.top, "t": event.label}
        for event in series.events
        if axes.first <= event.month.number <= axes.last
    ]
    if not rows:
        return
    chart = axes.chart(rows)
    yield chart.mark_rule(color=LIGHT["event"], strokeDash=[2, 3], strokeWidth=1.4).encode(x=axes.x())
    text = chart.mark_text(
        align="left", baseline="bottom", dx=4, dy=-4, fontSize=axes.layout.font, color=LIGHT["event"]
    )
    yield text.encode(x=axes.x(), y=axes.y(), text="t:N")


def _point_layers(series: ControlSeries, words: Words, axes: _Axes) -> Iterator[Any]:
    for run in _runs(series.points):
        rows = [{"x": point.month.number, "y": point.percent} for point in run]
        line = axes.chart(rows).mark_line(color=LIGHT["line"], strokeWidth=axes.layout.line)
        yield line.encode(x=axes.x(), y=axes.y())
    for signal in PointType:
        rows = [
            _spoken(point, series, words)
            for point in series.points
            if point.percent is not None and point.signal is signal
        ]
        if rows:
            size = axes.layout.point * (1 if signal is PointType.COMMON_CAUSE else 3)
            mark = axes.chart(rows).mark_point(
                shape=_SHAPES[series.measure][signal], filled=True, size=size, color=LIGHT[_COLOURS[signal]],
                opacity=1, aria=True, stroke=LIGHT["paper"], strokeWidth=1,
            )  # fmt: skip
            yield mark.encode(x=axes.x(), y=axes.y(), description="t:N")


def _spoken(point: MonthPoint, series: ControlSeries, words: Words) -> dict[str, Any]:
    text = words.say("charts.tooltip", month=point.month, value=words.percent(point.percent or 0))
    if point.signal is not PointType.COMMON_CAUSE:
        text += ": " + words.say(series.code(point.signal))
    return {"x": point.month.number, "y": point.percent, "t": text}


def _runs(points: Sequence[MonthPoint]) -> Iterator[list[MonthPoint]]:
    """Stretches without a gap: a hidden month breaks the line."""
    run: list[MonthPoint] = []
    for point in points:
        if point.percent is None:
            if run:
                yield run
            run = []
        else:
            run.append(point)
    if run:
        yield run
