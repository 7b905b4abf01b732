"""What a file is: its table, its columns, its codes, and the first rows to show beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from naerverk.formats import load_profile
from naerverk.formats.content import undamaged
from naerverk.formats.finding import table_of
from naerverk.formats.guessing import GENERIC, Guess, guess
from naerverk.formats.layout import Header, Layout, Origin
from naerverk.formats.opening import content, source_of
from naerverk.records import SCHEMA

TABLES = ("units", "employments", "absences", "people", "monthly")
"""The tables that can be brought in here."""
BESIDE = {"employments": ("name", "leader_id")}
"""Columns of people that may stand in a file of another table: name and nearest leader beside the job."""


@dataclass(frozen=True, slots=True)
class Look:
    """The top of a file."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    date_form: str | None = None
    """How a spreadsheet counts days, where it does."""
    one_decimal_mark: bool = True


def recognise(path: Path, name: str, workdir: Path) -> tuple[str, dict[str, str], dict[str, Any]]:
    """(table, columns, shape) of a file; Refusal when it is no table at all."""
    found = guess(path, workdir)
    table = _table(found, name)
    shape = {
        "kind": found.kind,
        "encoding": found.encoding,
        "delimiter": found.delimiter,
        "decimal": found.decimal,
        "dates": list(found.date_forms),
        "profile": found.shipped or "",
        "rows": found.rows,
        "refused": found.refuse_rates,
        "codes": [[code.value[:80], code.count, code.meaning] for code in found.codes.get("kind", ())],
    }
    shape["header"] = list(look(path, shape, workdir).header)
    columns = {column: source for column, source in found.columns.items() if source} if table == found.table else {}
    return table, {**_beside(table, columns, shape["header"]), **columns}, shape


def look(path: Path, shape: Mapping[str, Any], workdir: Path, rows: int = 10) -> Look:
    """The header and the first rows, as text."""
    layout = Layout(
        "",
        {"any": Origin(tuple(shape.get("header", ())))},
        encoding=shape["encoding"] if shape["kind"] == "text" else None,
        delimiter=shape["delimiter"] if shape["kind"] == "text" else None,
    )
    with undamaged(path, path.name):
        source = source_of(path, path.name, content(path, path.name), layout, workdir, None)
        names = source.header.names
        chunk = next(iter(source.chunks({f"@{place}": place for place in range(len(names))})), None)
    shown = range(min(rows, chunk.frame.height)) if chunk else ()
    first = [list(chunk.cells(row)) for row in shown] if chunk else []
    return Look(names, first, getattr(source, "date_form", None), source.one_decimal_mark)


def missing(table: str, columns: Mapping[str, str], shape: Mapping[str, Any]) -> list[str]:
    """The required columns nobody has pointed out yet."""
    if shape.get("profile"):
        return []
    return [column.name for column in SCHEMA.get(table, ()) if column.required and not columns.get(column.name)]


def shapes_of(
    table: str,
    columns: Mapping[str, str],
    shape: Mapping[str, Any],
    *,
    kinds: Mapping[str, str],
    spellings: Mapping[str, Mapping[str, str]],
) -> list[dict[str, Any]]:
    """The file as shapes of an import profile; `spellings`: column -> what the file says -> what we call it."""
    if shape.get("profile"):
        shapes = [each.model_dump() for each in load_profile(shape["profile"]).tables[table]]
    else:
        own = {column.name for column in SCHEMA.get(table, ())}
        shapes = [_own_shape({name: source for name, source in columns.items() if name in own}, shape)]
    if table == "absences":
        generic = load_profile(GENERIC).tables[table][0].codes.get("kind", {})
        for each in shapes:
            codes = each.setdefault("codes", {})
            codes["kind"] = {**generic, **codes.get("kind", {}), **kinds}
    for each in shapes:
        each["aliases"] = aliases_of(each, spellings)
    return shapes


def people_shape(table: str, columns: Mapping[str, str], shape: Mapping[str, Any]) -> dict[str, Any] | None:
    """How to read people from a file of another table; None when it says nothing of them."""
    names = {name: columns[name] for name in BESIDE.get(table, ()) if columns.get(name)}
    if not names or shape.get("profile"):
        return None
    dates = {name: columns[name] for name in ("start", "end") if columns.get(name)}
    return _own_shape({"person_id": columns.get("person_id", ""), **dates, **names}, shape)


def columns_of(table: str) -> list[str]:
    """The columns to be pointed out in a file of a table."""
    return [*(column.name for column in SCHEMA.get(table, ())), *BESIDE.get(table, ())]


def likely_columns(table: str, header: Sequence[str]) -> dict[str, str]:
    """Ours -> the file's, by the names that such columns usually have."""
    profile = load_profile(GENERIC)
    known = profile.layouts(table)[0].columns if table in profile.tables else {}
    places = {column.name: (column.name, *known.get(column.name, Origin()).names) for column in SCHEMA.get(table, ())}
    there = Header(tuple(header))
    found = {name: place for name, names in places.items() if (place := there.position(names)) is not None}
    columns = {name: header[place] for name, place in found.items()}
    return {**_beside(table, columns, header), **columns}


def _beside(table: str, columns: Mapping[str, str], header: Sequence[str]) -> dict[str, str]:
    """Where the columns of people are, among those that nothing else has taken."""
    if table not in BESIDE:
        return {}
    known = load_profile(GENERIC).layouts("people")[0].columns
    left = Header(tuple(name if name not in columns.values() else "" for name in header))
    places = {name: left.position((name, *known[name].names)) for name in BESIDE[table]}
    return {name: header[place] for name, place in places.items() if place is not None}


def _own_shape(columns: Mapping[str, str], shape: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {"columns": {name: [source] for name, source in columns.items() if source}}
    if shape["kind"] == "text":
        made |= {"encoding": shape["encoding"], "delimiter": shape["delimiter"]}
    if shape["kind"] == "text" and shape["decimal"]:
        made["decimal"] = shape["decimal"]
    if shape["dates"]:
        made["dates"] = shape["dates"]
    return made


def aliases_of(shape: Mapping[str, Any], spellings: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Column of the file -> what the file says -> what we call it."""
    aliases = {name: dict(known) for name, known in shape.get("aliases", {}).items()}
    for column, known in spellings.items():
        for name in _names(shape.get("columns", {}).get(column, [column])):
            if known:
                aliases[name] = {**aliases.get(name, {}), **known}
    return aliases


def _names(given: Any) -> list[str]:
    names = given.get("names", []) if isinstance(given, dict) else given
    return [names] if isinstance(names, str) else list(names)


def _table(found: Guess, name: str) -> str:
    return found.table or table_of(name) or ""
