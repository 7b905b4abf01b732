"""Where a value lies on a drawing, and the two axes around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from naerverk.charts.canvas import Canvas

TOP, BELOW = 18, 24
TICK, GAP = 4, 6


@dataclass(frozen=True, slots=True)
class Layout:
    """Sizes of one variant, in SVG units; `left` is the room for percents, `right` that for labels, none below 60."""

    width: int
    height: int
    right: int
    font: int
    ticks: int
    point: float
    line: float
    left: int = 46


WIDE = Layout(width=580, height=168, right=112, font=12, ticks=9, point=3.3, line=1.8)
# On a phone of 360 points a drawing is 286 wide: its letters are larger than 11 as long as it has at most 312 units.
NARROW = Layout(width=240, height=190, right=10, font=12, ticks=4, point=2.9, line=1.6)


@dataclass(frozen=True, slots=True)
class Frame:
    """The plot of one layout: `across` and `up` are the lowest and highest values of the two axes."""

    layout: Layout
    across: tuple[float, float]
    up: tuple[float, float]

    def x(self, value: float) -> float:
        """From left to right."""
        low, high = self.across
        return self.layout.left + (value - low) / (high - low) * self.layout.width

    def y(self, value: float) -> float:
        """From below."""
        low, high = self.up
        return TOP + (high - value) / (high - low) * self.layout.height

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A place."""
        return self.x(x), self.y(y)

    def canvas(self, label: str) -> Canvas:
        """An empty drawing of this size."""
        width = self.layout.left + self.layout.width + self.layout.right
        return Canvas(width, TOP + self.layout.height + BELOW, label)

    def box(self, canvas: Canvas, x: tuple[float, float], y: tuple[float, float], fill: str) -> None:
        """A filled box between values, cut at the plot."""
        left, right = (self.x(min(max(value, self.across[0]), self.across[1])) for value in x)
        low, high = (self.y(min(max(value, self.up[0]), self.up[1])) for value in y)
        canvas.rect(left, high, right - left, low - high, fill)

    def axes(self, canvas: Canvas, across: Mapping[float, str], up: Mapping[float, str]) -> None:
        """Lines across at the values of `up`, ticks below at the values of `across`; each with its words."""
        left, right, floor = self.layout.left, self.x(self.across[1]), TOP + self.layout.height
        for value, words in up.items():
            y = self.y(value)
            canvas.line([(left, y), (right, y)], "grid", 1)
            canvas.text((left - GAP, y + self.layout.font * 0.35), words, "quiet", self.layout.font, "end")
        canvas.line([(left, floor), (right, floor)], "quiet", 1)
        for value, words in across.items():
            x = self.x(value)
            canvas.line([(x, floor), (x, floor + TICK)], "quiet", 1)
            below = floor + TICK + GAP + self.layout.font * 0.75
            canvas.text((x, below), words, "quiet", self.layout.font, "middle")
