"""Drawing a control chart: bands, mean, path, events, gaps and points, in two sizes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from naerverk.calendar import Month
from naerverk.charts.canvas import Canvas
from naerverk.charts.frame import NARROW, TOP, WIDE, Frame, Layout
from naerverk.charts.series import ControlSeries, Gap, MonthPoint
from naerverk.locale import Words
from naerverk.statistics.control_charts.finding import Measure
from naerverk.statistics.control_charts.xmr import PointType

__all__ = ["NARROW", "WIDE", "draw_control_chart"]

_COLOURS = {PointType.COMMON_CAUSE: "line", PointType.IMPROVEMENT: "better", PointType.CONCERN: "worse"}
SIGNAL_SIZE = 1.8


def draw_control_chart(series: ControlSeries, words: Words, layout: Layout, label: str) -> str:
    """The SVG of one variant; `label` is its spoken description."""
    floor, top, step = _range(series)
    # A month is as wide as one: half of it on each side of its number.
    across = series.points[0].month.number - 0.6, series.points[-1].month.number + 0.6
    frame = Frame(layout, across, (floor, top))
    canvas = frame.canvas(label)
    _gaps(canvas, frame, series)
    _bands(canvas, frame, series)
    frame.axes(canvas, _months(series, words, layout), _percents(floor, top, step, words))
    _means(canvas, frame, series)
    _path(canvas, frame, series)
    _events(canvas, frame, series)
    _lines(canvas, frame, series)
    _points(canvas, frame, series, words)
    if layout.right >= 60:
        _right_labels(canvas, frame, _labels(series, words))
    return canvas.svg()


def _range(series: ControlSeries) -> tuple[float, float, float]:
    """Floor, top and step of the percent axis, with at most six round steps: from no absence, or up to all presence."""
    turned = series.measure is Measure.PRESENCE
    ends = [end for level in series.levels for end in (level.lower, level.upper)]
    ends += [point.percent for point in series.points if point.percent is not None]
    ends += [point.percent for point in series.path]
    # Limits may lie above all there can be; the field is cut at the edge.
    highest = min(max([100 - end if turned else end for end in ends] + [1.0]), 100.0)
    step = next(step for step in (0.5, 1, 2, 5, 10, 20, 50) if highest / step <= 6)
    reach = math.ceil(highest * 1.02 / step) * step
    return (max(100.0 - reach, 0.0), 100.0, step) if turned else (0.0, min(reach, 100.0), step)


def _percents(floor: float, top: float, step: float, words: Words) -> dict[float, str]:
    values = (round(floor + n * step, 6) for n in range(round((top - floor) / step) + 1))
    return {value: words.percent(value, 0 if step >= 1 else 1) for value in values}


def _months(series: ControlSeries, words: Words, layout: Layout) -> dict[float, str]:
    first, last = series.points[0].month.number, series.points[-1].month.number
    return {float(m.number): words.month_short(m) for m in _tick_months(first, last, layout.ticks)}


def _tick_months(first: int, last: int, most: int) -> list[Month]:
    """At most `most` months, evenly apart, Januaries among them when the span allows it."""
    step = next(step for step in (1, 2, 3, 6, 12, 24, 48, 96, 192) if (last - first) // step + 1 <= most)
    return [Month.from_number(n) for n in range(first, last + 1) if n % step == 0]


def _gaps(canvas: Canvas, frame: Frame, series: ControlSeries) -> None:
    for point in series.points:
        if point.gap is Gap.HIDDEN:
            frame.box(canvas, (point.month.number - 0.5, point.month.number + 0.5), frame.up, "hidden")


def _bands(canvas: Canvas, frame: Frame, series: ControlSeries) -> None:
    for level in series.levels:
        across = level.first.number - 0.5, level.last.number + 0.5
        frame.box(canvas, across, (level.lower, level.upper), "band")


def _means(canvas: Canvas, frame: Frame, series: ControlSeries) -> None:
    for level in series.levels:
        ends = level.first.number - 0.5, level.last.number + 0.5
        canvas.line([frame.at(x, level.mean) for x in ends], "mean", 1)


def _path(canvas: Canvas, frame: Frame, series: ControlSeries) -> None:
    low, high = frame.across
    places = [frame.at(p.month.number, p.percent) for p in series.path if low <= p.month.number <= high]
    if places:
        canvas.line(places, "target", 1.6, dash="6,4")


def _events(canvas: Canvas, frame: Frame, series: ControlSeries) -> None:
    low, high = frame.across
    for event in series.events:
        if low <= event.month.number <= high:
            x = event.month.number - 0.5
            canvas.line([frame.at(x, end) for end in frame.up], "event", 1.4, dash="2,3")
            canvas.text((frame.x(x) + 4, TOP - 4), event.label, "event", frame.layout.font)


def _lines(canvas: Canvas, frame: Frame, series: ControlSeries) -> None:
    for run in _runs(series.points):
        places = [frame.at(point.month.number, point.percent or 0.0) for point in run]
        canvas.line(places, "line", frame.layout.line)


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


def _points(canvas: Canvas, frame: Frame, series: ControlSeries, words: Words) -> None:
    """Ordinary points are dots; what is unusual is a larger triangle that points where the value went."""
    rising_is_good = series.measure is Measure.PRESENCE
    for point in series.points:
        if point.percent is None:
            continue
        at, title = frame.at(point.month.number, point.percent), _spoken(point, series, words)
        if point.signal is PointType.COMMON_CAUSE:
            canvas.dot(at, frame.layout.point, "line", title)
            continue
        up = (point.signal is PointType.IMPROVEMENT) is rising_is_good
        canvas.triangle(at, frame.layout.point * SIGNAL_SIZE, _COLOURS[point.signal], up=up, title=title)


def _spoken(point: MonthPoint, series: ControlSeries, words: Words) -> str:
    text = words.say("charts.tooltip", month=point.month, value=words.percent(point.percent or 0))
    if point.signal is not PointType.COMMON_CAUSE:
        text += ": " + words.say(series.code(point.signal))
    return text


def _labels(series: ControlSeries, words: Words) -> list[tuple[float, str, str]]:
    """Value, words and colour role of what is written at the right end."""
    labels = [(level.mean, "mean_label", "mean") for level in series.levels[-1:]]
    labels += [(point.percent, "path_label", "target") for point in series.path[-1:]]
    labels += [(p.percent, "now_label", "line") for p in series.points[-1:] if p.percent is not None]
    return [(value, words.say(f"charts.{code}", value=words.percent(value)), role) for value, code, role in labels]


def _right_labels(canvas: Canvas, frame: Frame, labels: Sequence[tuple[float, str, str]]) -> None:
    """Labels at the right end, pushed apart upwards so that none covers another."""
    above = math.inf
    for value, text, role in sorted(labels):
        above = min(frame.y(value), above - frame.layout.font - 3)
        at = frame.x(frame.across[1]) + 6, above + frame.layout.font * 0.35
        canvas.text(at, text, role, frame.layout.font)
