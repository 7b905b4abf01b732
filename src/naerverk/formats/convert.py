"""One chunk of text rows to canonical values, with the flawed rows set apart."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from naerverk.formats.canonical import canonical_schema, finished
from naerverk.formats.chunks import LINE
from naerverk.formats.layout import Layout, Origin, codes_of
from naerverk.formats.reshape import HEADING
from naerverk.formats.row_checks import RowCheck
from naerverk.formats.values import SERIAL_FORMS, SERIAL_NUMBER, flaw_of, stripped, text_of, value_of
from naerverk.records import SCHEMA

ROW = "_row"
SOURCE_ROW = "_source_row"
"""The row's place in the chunk it came from; unpivoting makes several rows of one."""


@dataclass(frozen=True, slots=True)
class Found:
    """Rows where one check struck: `rows` has ROW, SOURCE_ROW, LINE, `value` (as the file wrote it) and `heading`."""

    column: str
    code: str
    rows: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Converted:
    """The sound rows (canonical columns, LINE), the text of the others, and what was found."""

    sound: pl.DataFrame
    rejected: pl.DataFrame
    errors: list[Found]
    warnings: list[Found]


def convert(
    raw: pl.DataFrame, layout: Layout, decimal: str | None, errors: list[RowCheck], warnings: list[RowCheck]
) -> Converted:
    """Parse the text columns of a chunk and check each row.

    A row with any error is not among the sound ones, nor is any other row that came from the same row of the file.
    """
    raw = raw.with_row_index(ROW)
    typed = typed_rows(raw, layout, decimal)
    if layout.definitions:
        typed = typed.with_columns(definition=_definition(layout))
    found = [*_unreadable(raw, typed, layout), *(_strike(raw, typed, check) for check in errors)]
    found = _first_per_cell([one for one in found if one.rows.height])
    sound, rejected = typed, raw.head(0)
    if found:
        bad = pl.concat([one.rows.select(SOURCE_ROW) for one in found])
        sound = typed.join(bad, on=SOURCE_ROW, how="anti", maintain_order="left")
        rejected = raw.join(bad, on=SOURCE_ROW, how="semi")
    noted = [*(_strike(raw, sound, check) for check in warnings), *_serials(raw, layout)]
    return Converted(
        sound.select(*finished(layout.table), LINE), rejected, found, [one for one in noted if one.rows.height]
    )


def decimal_mark(raw: pl.DataFrame, table: str) -> str | None:
    """The mark in the first number of a chunk that has one; a file keeps to one mark throughout."""
    for column in SCHEMA[table]:
        if column.type == "number" and column.name in raw.columns:
            marks = raw[column.name].str.extract(r"^\s*[+-]?[\d\s]*([.,])\d*\s*%?\s*$").drop_nulls()
            if marks.len():
                return str(marks[0])
    return None


def typed_rows(raw: pl.DataFrame, layout: Layout, decimal: str | None) -> pl.DataFrame:
    """All canonical columns with their types, and `!name` with the code of what could not be read.

    `raw` is text, with ROW, SOURCE_ROW and LINE. Text, values and codes are three steps, so that none is computed more
    than once.
    """
    schema = canonical_schema(layout.table)
    columns = {column.name: column for column in SCHEMA[layout.table]}
    origins = {name: _origin(layout, raw, name) for name in columns}
    given = [name for name, origin in origins.items() if name in raw.columns or origin.constant is not None]
    texts = raw.select(
        ROW, SOURCE_ROW, LINE, *(text_of(columns[name], origins[name]).alias(f"@{name}") for name in given)
    )
    values = texts.with_columns(
        value_of(columns[name], origins[name], pl.col(f"@{name}"), decimal, layout.date_forms)
        .cast(schema[name])
        .alias(name)
        for name in given
    )
    codes = values.with_columns(
        flaw_of(columns[name], pl.col(f"@{name}"), pl.col(name), decimal).alias(f"!{name}") for name in given
    )
    blanks = (pl.lit(None, type_).alias(name) for name, type_ in schema.items() if name not in given)
    return codes.with_columns(blanks).drop(f"@{name}" for name in given)


def _origin(layout: Layout, raw: pl.DataFrame, name: str) -> Origin:
    """Where a column comes from, with every code it may have; what the file has goes before a constant."""
    origin = layout.columns.get(name, Origin())
    codes = {**codes_of(layout.table, name), **origin.codes}
    return replace(origin, codes=codes, constant=None if name in raw.columns else origin.constant)


def _definition(layout: Layout) -> pl.Expr:
    """The definition by period; quarters, months and years compare as text, and None stands for every later one."""
    chosen = pl.lit(None, pl.String)
    for until, definition in reversed(layout.definitions):
        name = pl.lit(definition)
        chosen = name if until is None else pl.when(pl.col("period") <= until).then(name).otherwise(chosen)
    return chosen


def _serials(raw: pl.DataFrame, layout: Layout) -> list[Found]:
    """The first date of a column that a spreadsheet kept as a bare number."""
    if not set(layout.date_forms) & set(SERIAL_FORMS):
        return []
    dates = [column.name for column in SCHEMA[layout.table] if column.type == "date" and column.name in raw.columns]
    found = []
    for name in dates:
        rows = raw.filter(stripped(name).str.contains(SERIAL_NUMBER)).head(1).select(ROW, SOURCE_ROW, LINE)
        found.append(Found(name, "dates_were_numbers", _with_value(raw, rows, name)))
    return found


def _unreadable(raw: pl.DataFrame, typed: pl.DataFrame, layout: Layout) -> list[Found]:
    found = []
    for column in SCHEMA[layout.table]:
        name = f"!{column.name}"
        if name not in typed.columns or typed[name].null_count() == typed.height:
            continue
        codes = typed.select(ROW, SOURCE_ROW, LINE, code=name).drop_nulls("code")
        for (code,), rows in codes.group_by("code", maintain_order=True):
            found.append(Found(column.name, str(code), _with_value(raw, rows.drop("code"), column.name)))
    return found


def _strike(raw: pl.DataFrame, typed: pl.DataFrame, check: RowCheck) -> Found:
    rows = typed.filter(check.wrong).select(ROW, SOURCE_ROW, LINE)
    return Found(check.column, check.code, _with_value(raw, rows, check.column))


def _with_value(raw: pl.DataFrame, rows: pl.DataFrame, column: str) -> pl.DataFrame:
    heading = pl.col(HEADING) if HEADING in raw.columns else pl.lit(None, pl.String)
    value = pl.col(column) if column in raw.columns else pl.lit(None, pl.String)
    if not rows.height:
        return rows.with_columns(value=pl.lit(None, pl.String), heading=pl.lit(None, pl.String))
    said = raw.select(ROW, value=value, heading=heading)
    return rows.join(said, on=ROW, how="left", maintain_order="left")


def _first_per_cell(found: list[Found]) -> list[Found]:
    """One complaint per cell: what cannot be read is not also called blank."""
    kept: list[Found] = []
    seen: dict[str, pl.DataFrame] = {}
    for one in found:
        rows = one.rows.join(seen[one.column], on=ROW, how="anti") if one.column in seen else one.rows
        if rows.height:
            kept.append(Found(one.column, one.code, rows))
        keys = one.rows.select(ROW)
        seen[one.column] = pl.concat([seen[one.column], keys]) if one.column in seen else keys
    return kept
