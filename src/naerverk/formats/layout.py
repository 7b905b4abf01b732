"""How one table lies in one kind of file: which column is which, and how values are written.

A `Layout` is what an import profile boils down to; without a profile each table has the layout of its own
column names.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from naerverk.formats.complaints import problem
from naerverk.problems import Problem, Refusal
from naerverk.records import SCHEMA, Column, Kind

CODES: dict[str, dict[str, str]] = {
    "kind": {kind.value: kind.value for kind in Kind},
    "sex": {"f": "F", "m": "M", "x": "X"},
    "work_injury": {
        "yes": "yes", "no": "no", "ja": "yes", "nei": "no", "true": "yes", "false": "no", "1": "yes", "0": "no",
    },
}  # fmt: skip
"""Values every file may use, whatever its profile says; compared without regard to upper and lower case."""

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
class Layout:
    """One table in one kind of file. `None` means: find out from the file."""

    table: str
    columns: Mapping[str, Origin]
    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    sheet: str | None = None
    header_line: int | None = None

    def column(self, name: str) -> Column:
        """The canonical column of this name."""
        return next(column for column in SCHEMA[self.table] if column.name == name)


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
            close = difflib.get_close_matches(plain(name), list(spelled), n=1, cutoff=0.6)
            if close:
                return spelled[close[0]]
        return None


def match(layout: Layout, header: Header, file: str) -> dict[str, int]:
    """Canonical column -> position in the file; refuses a file where a required column is missing or doubled."""
    found = {
        name: position
        for name, origin in layout.columns.items()
        if (position := header.position(origin.names)) is not None
    }
    wrong = [*_missing(layout, header, found, file), *_doubled(header, found, file)]
    if wrong:
        raise Refusal(*wrong)
    return found


def _missing(layout: Layout, header: Header, found: Mapping[str, int], file: str) -> Iterable[Problem]:
    for column in SCHEMA[layout.table]:
        origin = layout.columns.get(column.name, Origin((column.name,)))
        if not column.required or column.name in found or origin.constant is not None:
            continue
        wanted = origin.names or (column.name,)
        nearest = header.nearest(wanted)
        code = "missing_column_near" if nearest else "missing_column"
        columns = ", ".join(name for name in header.names if name.strip()) or "-"
        yield problem(code, file, header.line, wanted[0], nearest=nearest, columns=columns, table=layout.table)


def _doubled(header: Header, found: Mapping[str, int], file: str) -> Iterable[Problem]:
    spelled = [plain(name) for name in header.names]
    for position in found.values():
        if spelled.count(spelled[position]) > 1:
            yield problem("duplicate_column", file, header.line, header.names[position])
