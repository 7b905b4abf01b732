"""Writing SVG: plain marks in the colours of the palette, the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from naerverk.charts.palette import LIGHT

Place = tuple[float, float]


class Canvas:
    """A drawing of a fixed size. Every colour is a role of the palette, written as its light colour and as a class.

    `label` is what a screen reader says of the whole drawing. A mark with a `title` keeps it as a tooltip.
    """

    def __init__(self, width: float, height: float, label: str) -> None:
        self._head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_number(width)} {_number(height)}" role="img" '
            f'aria-label={quoteattr(label)} class="nv-chart" font-family="Inter, sans-serif">'
        )
        self._marks: list[str] = []

    def rect(self, x: float, y: float, width: float, height: float, fill: str, title: str = "") -> None:
        """A box without a border."""
        size = f'x="{_number(x)}" y="{_number(y)}" width="{_number(width)}" height="{_number(height)}"'
        self._mark("rect", f"{size} {_colours(fill=fill)}", title)

    def line(self, places: Iterable[Place], stroke: str, width: float, dash: str = "") -> None:
        """A line through some places, in one stretch."""
        self.path("M" + "L".join(map(_place, places)), stroke=stroke, width=width, dash=dash)

    def path(
        self, d: str, *, fill: str = "", stroke: str = "", width: float = 0, dash: str = "", title: str = ""
    ) -> None:
        """Any outline."""
        more = f' stroke-width="{_number(width)}"' if width else ""
        more += f' stroke-dasharray="{dash}"' if dash else ""
        self._mark("path", f'd="{d}" {_colours(fill=fill, stroke=stroke)}{more}', title)

    def dot(self, at: Place, radius: float, fill: str, title: str = "") -> None:
        """A filled circle with a rim of paper."""
        (x, y), r = at, _number(radius)
        d = f"M{_place((x - radius, y))}a{r},{r},0,1,1,{_number(2 * radius)},0a{r},{r},0,1,1,{_number(-2 * radius)},0"
        self.path(d, fill=fill, stroke="paper", width=1, title=title)

    def triangle(self, at: Place, radius: float, fill: str, *, up: bool, title: str = "") -> None:
        """A filled triangle with a rim of paper, pointing up or down."""
        (x, y), reach = at, radius if up else -radius
        corners: Sequence[Place] = ((x, y - reach), (x + radius, y + reach * 0.75), (x - radius, y + reach * 0.75))
        self.path("M" + "L".join(map(_place, corners)) + "Z", fill=fill, stroke="paper", width=1, title=title)

    def text(self, at: Place, words: str, fill: str, size: float, anchor: str = "start") -> None:
        """Words on one line; `anchor` is start, middle or end."""
        more = f'font-size="{_number(size)}" text-anchor="{anchor}" transform="translate({_place(at)})"'
        self._marks.append(f"<text {more} {_colours(fill=fill)}>{escape(words)}</text>")

    def svg(self) -> str:
        """The whole drawing."""
        return "".join([self._head, *self._marks, "</svg>"])

    def _mark(self, name: str, attributes: str, title: str) -> None:
        inside = f"<title>{escape(title)}</title>" if title else ""
        self._marks.append(f"<{name} {attributes}>{inside}</{name}>" if inside else f"<{name} {attributes}/>")


def _colours(*, fill: str = "", stroke: str = "") -> str:
    roles = {side: role for side, role in (("fill", fill), ("stroke", stroke)) if role}
    plain = {"fill": "none"} | {side: LIGHT[role] for side, role in roles.items()}
    written = " ".join(f'{side}="{colour}"' for side, colour in plain.items())
    return f'{written} class="{" ".join(f"nv-{side}-{role}" for side, role in roles.items())}"'


def _number(value: float) -> str:
    return f"{round(value, 2) + 0.0:g}"


def _place(at: Place) -> str:
    return f"{_number(at[0])},{_number(at[1])}"
