"""What a file is: its table, its columns, its codes, and the first rows to show beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from naerverk.formats import load_profile
from naerverk.formats.finding import table_of
from naerverk.formats.guessing import GENERIC, Guess, guess
from naerverk.formats.layout import Layout, Origin
from naerverk.formats.opening import content, source_of
from naerverk.records import SCHEMA

TABLES = ("units", "employments", "absences")
"""The tables that can be brought in here."""


@dataclass(frozen=True, slots=True)
class Look:
    """The top of a file."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]


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
    return table, columns, shape


def look(path: Path, shape: Mapping[str, Any], workdir: Path, rows: int = 10) -> Look:
    """The header and the first rows, as text."""
    layout = Layout(
        "",
        {"any": Origin(tuple(shape.get("header", ())))},
        encoding=shape["encoding"] if shape["kind"] == "text" else None,
        delimiter=shape["delimiter"] if shape["kind"] == "text" else None,
    )
    source = source_of(path, path.name, content(path, path.name), layout, workdir, None)
    names = source.header.names
    chunk = next(iter(source.chunks({f"@{place}": place for place in range(len(names))})), None)
    shown = range(min(rows, chunk.frame.height)) if chunk else ()
    return Look(names, [list(chunk.cells(row)) for row in shown] if chunk else [])


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
        shapes = [_own_shape(columns, shape)]
    if table == "absences":
        generic = load_profile(GENERIC).tables[table][0].codes.get("kind", {})
        for each in shapes:
            codes = each.setdefault("codes", {})
            codes["kind"] = {**generic, **codes.get("kind", {}), **kinds}
    for each in shapes:
        each["aliases"] = _aliases(each, spellings)
    return shapes


def _own_shape(columns: Mapping[str, str], shape: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {"columns": {name: [source] for name, source in columns.items() if source}}
    if shape["kind"] == "text":
        made |= {"encoding": shape["encoding"], "delimiter": shape["delimiter"]}
    if shape["kind"] == "text" and shape["decimal"]:
        made["decimal"] = shape["decimal"]
    if shape["dates"]:
        made["dates"] = shape["dates"]
    return made


def _aliases(shape: Mapping[str, Any], spellings: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
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
