"""Own figures with their interval, each beside a published one: a row for each pair."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from textwrap import wrap

from naerverk.charts.canvas import Canvas
from naerverk.charts.frame import NARROW, TOP, WIDE, Frame, Layout
from naerverk.charts.series import Chart, TextTable
from naerverk.locale import Words

ROW, LINE = 46, 15
LETTER = 0.56
"""Of the letters' size, how wide one is on average."""
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
    # No percents to the left; room to the right for half of the last number.
    layouts = (replace(WIDE, left=14), replace(NARROW, width=260, left=14, right=26))
    wide, narrow = (_draw(pairs, layout, words, description) for layout in layouts)
    return Chart(title=title, description=description, wide=wide, narrow=narrow, table=table, key=key)


def _draw(pairs: Sequence[Pair], layout: Layout, words: Words, label: str) -> str:
    highest = max([value for pair in pairs for value in (pair.high, pair.published) if value is not None], default=1.0)
    step = next(step for step in STEPS if highest / step <= layout.ticks)
    top = math.ceil(highest * 1.02 / step) * step
    names = [_lines(pair.name, layout) for pair in pairs]
    heights = [ROW + LINE * (len(lines) - 1) for lines in names]
    frame = Frame(replace(layout, height=sum(heights)), (0.0, top), (0.0, 1.0))
    canvas = frame.canvas(label)
    ticks = (round(n * step, 6) for n in range(round(top / step) + 1))
    frame.axes(canvas, {value: words.percent(value, 0 if step >= 1 else 1) for value in ticks}, {})
    above: float = TOP
    for pair, lines, height in zip(pairs, names, heights, strict=True):
        for n, line in enumerate(lines):
            canvas.text((frame.x(0), above + layout.font + LINE * n), line, "ink", layout.font)
        above += height
        _marks(canvas, frame, pair, above - ROW * 0.32, words)
    return canvas.svg()


def _lines(name: str, layout: Layout) -> list[str]:
    """A name in lines that have room above its marks."""
    return wrap(name, int((layout.width + layout.right) / (layout.font * LETTER))) or [""]


def _marks(canvas: Canvas, frame: Frame, pair: Pair, middle: float, words: Words) -> None:
    if pair.own is not None and pair.low is not None and pair.high is not None:
        left, right = frame.x(pair.low), frame.x(pair.high)
        canvas.rect(left, middle - 6, right - left, 12, "band")
        canvas.dot((frame.x(pair.own), middle), 5, "line", words.percent(pair.own))
    canvas.triangle((frame.x(pair.published), middle), 6, "target", up=True, title=words.percent(pair.published))
