"""What rooms hand to the components: plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Link:
    """A name and where it leads; an empty `url` is a name only. `current`: the reader is there."""

    name: object
    url: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a list of facts: a name and its value. `how`: the address that says how the value is computed."""

    name: object
    value: object
    how: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `number`: right-aligned and never broken. `about`: a short word on what the figures are.

    `how`: the address that says how the column is computed.
    """

    name: object
    number: bool = False
    sortable: bool = True
    about: object = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows, the value it is sorted by when that differs (None: last), and where it leads."""

    shown: object
    value: float | int | str | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: each row has as many cells as there are columns, plain values or `Cell`; the first names the row.

    `phone`: "stack" turns each row into a small card; "scroll" keeps the grid in a box of its own (many columns);
    "pairs" sets a name and its number beside each other (two columns).
    `foot`: a last row of sums, never sorted. `exports`: files with the same figures. `note`: source, period, who.
    """

    caption: object
    columns: Sequence[Column]
    rows: Sequence[Sequence[object]]
    foot: Sequence[object] = ()
    exports: Sequence[Link] = ()
    search: bool = False
    sortable: bool = True
    show_caption: bool = True
    phone: Literal["stack", "scroll", "pairs"] = "stack"
    note: object = ""

    def __post_init__(self) -> None:
        for row in [*self.rows, *([self.foot] if self.foot else [])]:
            if len(row) != len(self.columns):
                raise ValueError(f"a row of {len(row)} cells in a table of {len(self.columns)} columns")


@dataclass(frozen=True, slots=True)
class HowPart:
    """One part of how a figure is computed: sentences, the sum itself set apart, facts, and the rows it holds for."""

    heading: object = ""
    texts: Sequence[object] = ()
    sums: Sequence[object] = ()
    facts: Sequence[Fact] = ()
    table: Table | None = None
