"""How many are back, or still away, day by day: the newest year with its interval, the years before it paler."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from naerverk.charts.canvas import Canvas
from naerverk.charts.frame import NARROW, WIDE, Frame, Layout
from naerverk.charts.series import Chart, TextTable
from naerverk.locale import Words


@dataclass(frozen=True, slots=True)
class Curve:
    """A year: its name and (day, percent, low, high) in order of days, from the first."""

    name: str
    points: Sequence[tuple[int, float, float, float]]


def return_chart(
    title: str, description: str, curves: Sequence[Curve], days: Mapping[int, str], words: Words, key: tuple[str, ...]
) -> Chart:
    """Draw the curves, the newest first; `days` are the places of the axis with their words, the last one its end.

    All words but the numbers are given. The table of numbers is the caller's.
    """
    layouts = (replace(WIDE, height=220, right=70), replace(NARROW, width=224, height=210, right=42))
    wide, narrow = (_draw(curves, days, layout, words, description) for layout in layouts)
    return Chart(title=title, description=description, wide=wide, narrow=narrow, table=TextTable("", (), ()), key=key)


def _draw(curves: Sequence[Curve], days: Mapping[int, str], layout: Layout, words: Words, label: str) -> str:
    frame = Frame(layout, (0.0, float(max(days))), (0.0, 100.0))
    canvas = frame.canvas(label)
    _band(canvas, frame, curves[0])
    across = {float(day): name for day, name in _apart(frame, days).items()}
    frame.axes(canvas, across, {float(value): words.percent(value, 0) for value in range(0, 101, 20)})
    for curve in reversed(curves):
        _curve(canvas, frame, curve, newest=curve is curves[0], words=words)
    _names(canvas, frame, curves)
    return canvas.svg()


def _apart(frame: Frame, days: Mapping[int, str]) -> dict[int, str]:
    """The days whose words have room beside the one to the right; the last is always there."""
    kept: dict[int, str] = {}
    edge = float("inf")
    for day, name in sorted(days.items(), reverse=True):
        half = frame.layout.font * 0.3 * len(name)
        if frame.x(day) + half < edge:
            kept[day], edge = name, frame.x(day) - half - frame.layout.font / 2
    return kept


def _band(canvas: Canvas, frame: Frame, curve: Curve) -> None:
    above = [frame.at(day, high) for day, _, _, high in curve.points]
    below = [frame.at(day, low) for day, _, low, _ in reversed(curve.points)]
    canvas.path("M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in (*above, *below)) + "Z", fill="band")


def _curve(canvas: Canvas, frame: Frame, curve: Curve, *, newest: bool, words: Words) -> None:
    role = "line" if newest else "pale"
    canvas.line([frame.at(day, percent) for day, percent, *_ in curve.points], role, frame.layout.line)
    for day, percent, *_ in curve.points[1:]:
        canvas.dot(frame.at(day, percent), frame.layout.point, role, f"{curve.name}: {words.percent(percent, 0)}")


def _names(canvas: Canvas, frame: Frame, curves: Sequence[Curve]) -> None:
    """The years at the right end in the order of their ends, each a row from the next, towards the middle."""
    font, falls = frame.layout.font, curves[0].points[-1][1] <= 50
    way = -1 if falls else 1
    taken = -math.inf
    for curve in sorted(curves, key=lambda curve: curve.points[-1][1], reverse=not falls):
        day, percent, *_ = curve.points[-1]
        taken = max((frame.y(percent) + font * 0.35) * way, taken + font + 2)
        canvas.text((frame.x(day) + 6, taken * way), curve.name, "line" if curve is curves[0] else "quiet", font)
