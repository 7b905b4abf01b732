"""How one table lies in one kind of file: which column is which, and how values are written.

A `Layout` is what an import profile boils down to; without a profile each table has the layout of its own
column names.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from naerverk.records import SCHEMA, Kind

CODES: dict[str, dict[str, str]] = {
    "kind": {kind.value: kind.value for kind in Kind},
    "sex": {"f": "F", "m": "M", "x": "X"},
    "work_injury": {
        "yes": "yes", "no": "no", "ja": "yes", "nei": "no", "true": "yes", "false": "no", "1": "yes", "0": "no",
    },
}  # fmt: skip
"""Values every file may use, whatever its profile says; compared without regard to upper and lower case."""

_ALL_KINDS = {**CODES["kind"], "total": "total"}


def codes_of(table: str, column: str) -> Mapping[str, str]:
    """The values a column may have; none when it holds free text. Published rates also have the kind `total`."""
    if (table, column) == ("units", "kind"):
        return {}
    return _ALL_KINDS if (table, column) == ("benchmarks", "kind") else CODES.get(column, {})


DATE_FORMS = ("yyyy-mm-dd", "dd.mm.yyyy")
"""The date forms read without a profile."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a canonical column comes from: the first of `names` that the file has, else `constant`."""

    names: tuple[str, ...] = ()
    constant: str | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    scale: float = 1.0
    date_forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a unit tree that lies in columns: `prefix` keeps its ids apart from other levels' ids."""

    id: str
    name: str | None = None
    prefix: str = ""
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Unpivot:
    """Columns that are really rows: their cells are values of `value`; their headings say the rest.

    `headings` maps a heading to the canonical values it stands for; `pattern` finds them by named groups.
    """

    value: str
    headings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    pattern: str | None = None

    def meaning(self, heading: str) -> Mapping[str, str] | None:
        """Canonical column -> text for a heading; None when it is an ordinary column."""
        if self.pattern and (found := re.fullmatch(self.pattern, heading.strip())):
            return found.groupdict()
        return self.headings.get(heading.strip())


@dataclass(frozen=True, slots=True)
class Layout:
    """One table in one kind of file. `None` means: find out from the file."""

    table: str
    columns: Mapping[str, Origin]
    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    sheet: str | None = None
    header_line: int | None = None
    date_forms: tuple[str, ...] = DATE_FORMS
    withheld: tuple[str, ...] = ()
    """Cells that mean "not shown"; read as blank."""
    aliases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Column of the file -> other spelling -> the spelling to use."""
    tree: tuple[Level, ...] = ()
    """Units from columns, top level first; the last level is the row's unit."""
    dimensions: Mapping[str, str | None] = field(default_factory=dict)
    """Further columns that split a unit into `<unit>|<value>` -> the value that means all of it."""
    unpivot: Unpivot | None = None
    definitions: tuple[tuple[str | None, str], ...] = ()
    """Definition of a benchmark up to and including a period (None: from then on)."""
    refuse_rates: str | None = None
    """Why these files can never give a rate, as a code of this room."""

    def names_used(self) -> set[str]:
        """Every column name this layout looks for, as `plain` writes it."""
        direct = (name for origin in self.columns.values() for name in origin.names)
        tree = (name for level in self.tree for name in (level.id, level.name) if name)
        return {plain(name) for name in (*direct, *tree, *self.dimensions)}


def own_layout(table: str) -> Layout:
    """The layout of a file that already has the table's own column names."""
    return Layout(table, {column.name: Origin((column.name,)) for column in SCHEMA[table]})


def plain(name: str) -> str:
    """A column name without what people vary: case, spaces around, space or hyphen for underscore."""
    return "_".join(name.strip().casefold().replace("-", " ").replace("_", " ").split())


@dataclass(frozen=True, slots=True)
class Header:
    """The column names of a file, and the line they stand on."""

    names: tuple[str, ...]
    line: int = 1

    def position(self, wanted: Sequence[str]) -> int | None:
        """Where the first of the wanted names stands."""
        places = {plain(name): number for number, name in reversed(list(enumerate(self.names)))}
        return next((places[plain(name)] for name in wanted if plain(name) in places), None)

    def nearest(self, wanted: Iterable[str]) -> str | None:
        """The name in the file that looks most like one of the wanted ones."""
        spelled = {plain(name): name for name in self.names}
        for name in wanted:
            close = difflib.get_close_matches(plain(name), list(spelled), n=1, cutoff=0.7)
            if close:
                return spelled[close[0]]
        return None
