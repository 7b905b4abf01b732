"""Own figures with their interval, each beside a published one: a row for each pair."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from naerverk.charts.canvas import Canvas
from naerverk.charts.frame import NARROW, TOP, WIDE, Frame, Layout
from naerverk.charts.series import Chart, TextTable
from naerverk.locale import Words

ROW = 46
STEPS = (0.5, 1, 2, 5, 10, 20, 50)


@dataclass(frozen=True, slots=True)
class Pair:
    """A name, the own percent with the ends of its interval (None: not shown), and the published percent."""

    name: str
    own: float | None
    low: float | None
    high: float | None
    published: float


def beside_chart(
    title: str, description: str, pairs: Sequence[Pair], table: TextTable, words: Words, key: tuple[str, ...]
) -> Chart:
    """Draw the pairs; all words but the numbers are given."""
    # Room to the right for half of the last number.
    layouts = (replace(each, height=ROW * len(pairs), right=max(each.right, 26)) for each in (WIDE, NARROW))
    wide, narrow = (_draw(pairs, layout, words, description) for layout in layouts)
    return Chart(title=title, description=description, wide=wide, narrow=narrow, table=table, key=key)


def _draw(pairs: Sequence[Pair], layout: Layout, words: Words, label: str) -> str:
    highest = max([value for pair in pairs for value in (pair.high, pair.published) if value is not None], default=1.0)
    step = next(step for step in STEPS if highest / step <= layout.ticks)
    top = math.ceil(highest * 1.02 / step) * step
    frame = Frame(layout, (0.0, top), (0.0, 1.0))
    canvas = frame.canvas(label)
    ticks = (round(n * step, 6) for n in range(round(top / step) + 1))
    frame.axes(canvas, {value: words.percent(value, 0 if step >= 1 else 1) for value in ticks}, {})
    for n, pair in enumerate(pairs):
        _row(canvas, frame, pair, TOP + ROW * n, words)
    return canvas.svg()


def _row(canvas: Canvas, frame: Frame, pair: Pair, above: float, words: Words) -> None:
    font, middle = frame.layout.font, above + ROW * 0.68
    canvas.text((frame.x(0), above + font), pair.name, "ink", font)
    if pair.own is not None and pair.low is not None and pair.high is not None:
        left, right = frame.x(pair.low), frame.x(pair.high)
        canvas.rect(left, middle - 6, right - left, 12, "band")
        canvas.dot((frame.x(pair.own), middle), 5, "line", words.percent(pair.own))
    canvas.triangle((frame.x(pair.published), middle), 6, "target", up=True, title=words.percent(pair.published))
