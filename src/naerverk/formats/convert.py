"""One chunk of text rows to canonical values, with the flawed rows set apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from naerverk.formats.canonical import canonical_schema, finished
from naerverk.formats.chunks import LINE
from naerverk.formats.layout import Layout, Origin
from naerverk.formats.row_checks import RowCheck
from naerverk.formats.values import parse
from naerverk.records import SCHEMA

ROW = "_row"


@dataclass(frozen=True, slots=True)
class Found:
    """Rows where one check struck: `rows` has ROW, LINE and `value` (as the file wrote it)."""

    column: str
    code: str
    rows: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Converted:
    """The sound rows (canonical columns, LINE), and what was found."""

    sound: pl.DataFrame
    errors: list[Found]
    warnings: list[Found]


def convert(
    raw: pl.DataFrame,
    layout: Layout,
    decimals: Mapping[str, str | None],
    errors: list[RowCheck],
    warnings: list[RowCheck],
) -> Converted:
    """Parse the text columns of a chunk and check each row; a row with any error is not among the sound ones."""
    raw = raw.with_row_index(ROW)
    typed = raw.select(ROW, LINE, *_values(raw, layout, decimals))
    found = [*_unreadable(raw, typed, layout), *(_strike(raw, typed, check) for check in errors)]
    found = _first_per_cell([one for one in found if one.rows.height])
    sound = typed
    if found:
        bad = pl.concat([one.rows.select(ROW) for one in found])
        sound = typed.join(bad, on=ROW, how="anti", maintain_order="left")
    noted = [one for check in warnings if (one := _strike(raw, sound, check)).rows.height]
    return Converted(sound.select(*finished(layout.table), LINE), found, noted)


def _values(raw: pl.DataFrame, layout: Layout, decimals: Mapping[str, str | None]) -> list[pl.Expr]:
    schema = canonical_schema(layout.table)
    expressions = []
    for column in SCHEMA[layout.table]:
        origin = layout.columns.get(column.name, Origin())
        if column.name not in raw.columns and origin.constant is None:
            expressions.append(pl.lit(None, schema[column.name]).alias(column.name))
            continue
        parsed = parse(column, origin, decimals.get(column.name))
        expressions.append(parsed.value.cast(schema[column.name]).alias(column.name))
        expressions.append(parsed.flaw.cast(pl.String).alias(f"!{column.name}"))
    return expressions


def _unreadable(raw: pl.DataFrame, typed: pl.DataFrame, layout: Layout) -> list[Found]:
    found = []
    for column in SCHEMA[layout.table]:
        name = f"!{column.name}"
        if name not in typed.columns or typed[name].null_count() == typed.height:
            continue
        codes = typed.select(ROW, LINE, code=name).drop_nulls("code")
        for (code,), rows in codes.group_by("code", maintain_order=True):
            found.append(Found(column.name, str(code), _with_value(raw, rows.select(ROW, LINE), column.name)))
    return found


def _strike(raw: pl.DataFrame, typed: pl.DataFrame, check: RowCheck) -> Found:
    rows = typed.filter(check.wrong).select(ROW, LINE)
    return Found(check.column, check.code, _with_value(raw, rows, check.column))


def _with_value(raw: pl.DataFrame, rows: pl.DataFrame, column: str) -> pl.DataFrame:
    if not rows.height or column not in raw.columns:
        return rows.with_columns(value=pl.lit(None, pl.String))
    return rows.join(raw.select(ROW, value=column), on=ROW, how="left", maintain_order="left")


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
