"""The funnel: a dot for each unit, its percent against its size, on the field where units of that size usually lie."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from naerverk.charts.canvas import Canvas
from naerverk.charts.control_drawing import SIGNAL_SIZE
from naerverk.charts.frame import NARROW, WIDE, Frame, Layout
from naerverk.charts.series import Chart, TextTable
from naerverk.locale import Words

STEPS = (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
ROW = 14


@dataclass(frozen=True, slots=True)
class Dot:
    """One unit: name, size, percent; `role` is the colour and `up` the way of the triangle of one that stands out."""

    name: str
    size: float
    percent: float
    role: str = "line"
    up: bool | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """Where units lie that do not stand out: the common percent, and (size, lower, upper) in order of size."""

    centre: float
    edges: Sequence[tuple[float, float, float]]


def funnel_chart(
    title: str, description: str, dots: Sequence[Dot], field: Field, words: Words, key: tuple[str, ...]
) -> Chart:
    """Draw the units; all words but the numbers are given. The table of numbers is the caller's."""
    # Room to the right for half of the last number of the axis.
    layouts = (replace(WIDE, height=240, right=26), replace(NARROW, height=230, right=18))
    wide, narrow = (_draw(dots, field, layout, words, description) for layout in layouts)
    return Chart(title=title, description=description, wide=wide, narrow=narrow, table=TextTable("", (), ()), key=key)


def _draw(dots: Sequence[Dot], field: Field, layout: Layout, words: Words, label: str) -> str:
    up, step = _span(dots, field)
    across = field.edges[0][0], field.edges[-1][0]
    frame = Frame(layout, across, up)
    canvas = frame.canvas(label)
    _band(canvas, frame, field)
    ticks = (round(up[0] + n * step, 6) for n in range(round((up[1] - up[0]) / step) + 1))
    frame.axes(
        canvas,
        {size: words.number(size, 0) for size in _sizes(across, layout)},
        {value: words.percent(value, 0 if step >= 1 else 1) for value in ticks},
    )
    canvas.line([frame.at(size, field.centre) for size in across], "mean", 1)
    for dot in sorted(dots, key=lambda dot: dot.up is not None):
        _mark(canvas, frame, dot, words)
    if layout.width > NARROW.width:
        _names(canvas, frame, [dot for dot in dots if dot.up is not None])
    return canvas.svg()


def _span(dots: Sequence[Dot], field: Field) -> tuple[tuple[float, float], float]:
    """The lowest and highest percent in whole steps, within 0 and 100."""
    values = [dot.percent for dot in dots] + [end for _, *ends in field.edges for end in ends]
    low, high = min(values), max(values)
    step = next(step for step in STEPS if (high - low) / step <= 6)
    return (max(math.floor(low / step) * step, 0.0), min(math.ceil(high / step) * step, 100.0)), step


def _sizes(across: tuple[float, float], layout: Layout) -> Iterator[float]:
    low, high = across
    step = next(step for step in STEPS if (high - low) / step <= layout.ticks)
    return (n * step for n in range(math.ceil(low / step), math.floor(high / step) + 1))


def _band(canvas: Canvas, frame: Frame, field: Field) -> None:
    above = [frame.at(size, upper) for size, _, upper in field.edges]
    below = [frame.at(size, lower) for size, lower, _ in reversed(field.edges)]
    canvas.path("M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in (*above, *below)) + "Z", fill="band")


def _mark(canvas: Canvas, frame: Frame, dot: Dot, words: Words) -> None:
    at, title = frame.at(dot.size, dot.percent), f"{dot.name}: {words.percent(dot.percent)}"
    if dot.up is None:
        canvas.dot(at, frame.layout.point, dot.role, title)
    else:
        canvas.triangle(at, frame.layout.point * SIGNAL_SIZE, dot.role, up=dot.up, title=title)


def _names(canvas: Canvas, frame: Frame, dots: Sequence[Dot]) -> None:
    """The names of those that stand out, beside their marks, each a row from the next."""
    taken: list[float] = []
    for dot in sorted(dots, key=lambda dot: -dot.percent):
        x, y = frame.at(dot.size, dot.percent)
        row = max([y + frame.layout.font * 0.35, *(each + ROW for each in taken[-1:])])
        taken.append(row)
        right = x > frame.layout.width * 0.6
        canvas.text(
            (x - 9 if right else x + 9, row), dot.name, dot.role, frame.layout.font, "end" if right else "start"
        )
