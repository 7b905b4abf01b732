"""What an unknown file looks like, and the import profile it probably needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from naerverk.formats.canonical import canonical_schema
from naerverk.formats.chunks import frame_of
from naerverk.formats.clues import by_content, date_forms, filled, is_dates, kind_by_word
from naerverk.formats.complaints import problem
from naerverk.formats.content import called, reachable, undamaged
from naerverk.formats.convert import decimal_mark
from naerverk.formats.finding import table_of
from naerverk.formats.layout import Header, Layout, Origin, codes_of, own_layout
from naerverk.formats.opening import content, source_of
from naerverk.formats.profile import SHIPPED, Profile, load, matching
from naerverk.formats.reshape import fits
from naerverk.problems import UsageRefusal
from naerverk.records import SCHEMA

GENERIC = "generic-no"
_CODES_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Code:
    """One value of a coded column: how often it occurs, and what it means if that is known."""

    value: str
    count: int
    meaning: str | None


@dataclass(frozen=True, slots=True)
class Guess:
    """What a file looks like."""

    file: str
    kind: str
    encoding: str
    delimiter: str
    decimal: str | None
    date_forms: tuple[str, ...]
    rows: int
    """Rows looked at, not the whole file."""
    table: str | None
    columns: Mapping[str, str | None] = field(default_factory=dict)
    """Canonical column -> the file's column."""
    codes: Mapping[str, Sequence[Code]] = field(default_factory=dict)
    fits: tuple[str, ...] = ()
    """Shipped profiles whose columns the file has, the one that says most about it first."""
    refuse_rates: str = ""
    """Why the shipped profile that fits says that no rate can come of the file, as a code."""
    is_own: bool = False
    """The file has the table's own column names already."""

    @property
    def shipped(self) -> str | None:
        """The shipped profile made for just this file, if there is one."""
        return next((name for name in self.fits if name != GENERIC), None)

    @property
    def is_proposed(self) -> bool:
        """Whether a profile is needed, and there is one to propose."""
        return self.table is not None and not self.is_own

    @property
    def missing(self) -> list[str]:
        """Required columns that were not found; none when a shipped profile knows where they are."""
        if self.shipped:
            return []
        required = {column.name for column in SCHEMA.get(self.table or "", ()) if column.required}
        return [name for name, source in self.columns.items() if source is None and name in required]

    def proposal(self) -> str:
        """An import profile in YAML: the shipped one that fits, else one made for this file."""
        if self.shipped:
            return (SHIPPED / f"{self.shipped}.yaml").read_text(encoding="utf-8")
        return _yaml_of(self)


def guess(path: Path, workdir: Path) -> Guess:
    """Look at the header and the first rows of a file.

    UsageRefusal when the path is no file; Refusal when it cannot be read as any kind of table.
    """
    reachable(path)
    generic = load(GENERIC)
    with undamaged(path, path.name):
        kind = content(path, path.name)
        source = source_of(path, path.name, kind, _every_name(generic), workdir, None)
        names = source.header.names
        positions = {f"@{place}": place for place in range(len(names))}
        first = next(iter(source.chunks(positions)), None)
    frame = first.frame if first else frame_of([], [], positions)
    cells = [frame[name] for name in positions]
    fitting = matching(source.header)
    table, places = _table_and_places(source.header, cells, generic, fitting)
    return Guess(
        file=called(path),
        kind=kind if kind != "zip" else Path(path.name.removesuffix(".gz")).suffix.removeprefix(".").casefold(),
        encoding=source.dialect.encoding,
        delimiter=source.dialect.delimiter,
        decimal=_decimal_of(cells, table, places),
        date_forms=date_forms([column for column in cells if is_dates(column)]),
        rows=frame.height,
        table=table,
        columns={name: names[places[name]] if name in places else None for name in canonical_schema(table or "")},
        codes=_codes(cells, _widened(table, generic), places) if table else {},
        fits=tuple(dict.fromkeys(match["profile"] for match in fitting)),
        refuse_rates=fitting[0]["refuse_rates"] if fitting else "",
        is_own=table is not None and fits(own_layout(table), source.header),
    )


def table_for(path: Path, profile: Profile | None, workdir: Path) -> str:
    """The table a file holds: the profile's only one, the one whose name the file has, or the one its columns fit best.

    UsageRefusal when that leaves a doubt.
    """
    if profile and (only := profile.only_table()):
        return only
    named = table_of(path.name)
    if named and (profile is None or named in profile.tables):
        return named
    if profile is None:
        raise UsageRefusal(problem("table_unknown", str(path), tables=", ".join(SCHEMA)))
    reachable(path)
    layouts = [layout for table in profile.tables for layout in profile.layouts(table)]
    with undamaged(path, path.name):
        source = source_of(path, path.name, content(path, path.name), layouts[0], workdir, None)
    found = {layout.table: len(_places(source.header, layout)) for layout in layouts if fits(layout, source.header)}
    best = [table for table, number in found.items() if number == max(found.values())]
    if len(best) != 1:
        tables = ", ".join(profile.tables)
        raise UsageRefusal(problem("which_table", str(path), profile=profile.name, tables=tables))
    return best[0]


def _every_name(generic: Profile) -> Layout:
    """A layout that knows every name of every table, so that the delimiter is found."""
    names = [name for table in SCHEMA for name in _widened(table, generic).names_used()]
    return Layout("", {"any": Origin(tuple(names))})


def _widened(table: str, generic: Profile) -> Layout:
    """The table's own names and the Norwegian synonyms."""
    own = own_layout(table)
    if table not in generic.tables:
        return own
    other = generic.layouts(table)[0].columns
    columns = {
        name: Origin((*origin.names, *other.get(name, Origin()).names), codes=other.get(name, Origin()).codes)
        for name, origin in own.columns.items()
    }
    return Layout(table, columns)


def _places(header: Header, layout: Layout) -> dict[str, int]:
    """Canonical column -> position; a column of the file is used once, for the first that wants it."""
    found: dict[str, int] = {}
    for name, origin in layout.columns.items():
        place = header.position(origin.names)
        if place is not None and place not in found.values():
            found[name] = place
    return found


def _table_and_places(
    header: Header, cells: Sequence[pl.Series], generic: Profile, fitting: Sequence[Mapping[str, str]]
) -> tuple[str | None, Mapping[str, int]]:
    """By the names of the columns; else by a shipped profile that fits; else by the cells."""
    table = _table_of(header, generic)
    if table:
        return table, _places(header, _widened(table, generic))
    shipped = [layout for match in fitting[:1] for layout in load(match["profile"]).layouts(match["table"])]
    for layout in shipped:
        if fits(layout, header):
            return layout.table, _places(header, layout)
    return by_content(cells)


def _table_of(header: Header, generic: Profile) -> str | None:
    """The table most of whose required columns are there; among equals the one with most columns."""
    scores = {}
    for table, columns in SCHEMA.items():
        found = _places(header, _widened(table, generic))
        if table == "people" and "leader_id" not in found:
            # An employee number alone says nothing about what a file is.
            continue
        required = [column.name for column in columns if column.required]
        scores[table] = (sum(name in found for name in required) / len(required), len(found))
    best = max(scores, key=scores.__getitem__)
    return best if scores[best][0] > 0.5 else None


def _decimal_of(cells: Sequence[pl.Series], table: str | None, places: Mapping[str, int]) -> str | None:
    """The decimal mark of the columns that are numbers."""
    numbers = {column.name for column in SCHEMA.get(table or "", ()) if column.type == "number"}
    named = [cells[place].alias(name) for name, place in places.items() if name in numbers]
    return decimal_mark(pl.DataFrame(named), table) if table else None


def _codes(cells: Sequence[pl.Series], layout: Layout, places: Mapping[str, int]) -> dict[str, list[Code]]:
    """The values of the coded columns, the most frequent first."""
    return {
        name: _code_list(cells[places[name]], name, {**codes_of(layout.table, name), **layout.columns[name].codes})
        for name in ("kind", "sex")
        if name in places and codes_of(layout.table, name)
    }


def _code_list(cells: pl.Series, name: str, known: Mapping[str, str]) -> list[Code]:
    spelled = {code.casefold(): meaning for code, meaning in known.items()}
    counted = filled(cells).alias("value").value_counts(sort=True, name="n").head(_CODES_SHOWN)
    return [
        Code(value, count, spelled.get(value.casefold()) or (kind_by_word(value) if name == "kind" else None))
        for value, count in counted.iter_rows()
    ]


def _yaml_of(found: Guess) -> str:
    """A profile for this file alone; codes nobody knows are left as comments to be filled in."""
    shape: dict[str, Any] = {
        "name": Path(found.file).name.split(".")[0] or "profile",
        "table": found.table or "absences",
    }
    if found.kind == "text":
        shape |= {"encoding": found.encoding, "delimiter": found.delimiter}
    if found.decimal and found.kind == "text":
        shape["decimal"] = found.decimal
    if found.date_forms:
        shape["dates"] = list(found.date_forms)
    shape["columns"] = {name: source for name, source in found.columns.items() if source}
    codes = {name: {code.value: code.meaning for code in codes if code.meaning} for name, codes in found.codes.items()}
    shape["codes"] = {name: known for name, known in codes.items() if known}
    text = yaml.safe_dump(shape, allow_unicode=True, sort_keys=False, width=110)
    unknown = [code for codes in found.codes.values() for code in codes if not code.meaning]
    lines = [f"# ? {code.value} ({code.count})" for code in unknown]
    lines += [f"# ? {name}:" for name in found.missing]
    return text + "".join(f"{line}\n" for line in lines)
