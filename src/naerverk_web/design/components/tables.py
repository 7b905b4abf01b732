"""Tables: sorted, searched, exported, and readable on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, localize

from naerverk_web.design.values import Cell, Column, Table


def table(table: Table) -> dict[str, Any]:
    """A `Table`."""
    return {
        "table": table,
        "rows": [_row(table.columns, row) for row in table.rows],
        "foot": _row(table.columns, table.foot) if table.foot else (),
        "can_sort": table.sortable and len(table.rows) > 1,
        "can_search": table.search and len(table.rows) > 1,
    }


def _row(columns: Sequence[Column], cells: Sequence[object]) -> list[dict[str, Any]]:
    pairs = zip(columns, cells, strict=True)
    return [_cell(column, cell, first=place == 0) for place, (column, cell) in enumerate(pairs)]


def _cell(column: Column, cell: object, *, first: bool) -> dict[str, Any]:
    """A plain value shows itself; a `Cell` says what it shows, what it is sorted by and where it leads."""
    given = cell if isinstance(cell, Cell) else Cell(cell)
    return {
        "column": column,
        "shown": _text(given.shown),
        "value": _sort_key(given),
        "url": given.url,
        "is_name": first,
    }


def _text(shown: object) -> object:
    if shown is None:
        return ""
    if isinstance(shown, date):
        return date_format(shown, "DATE_FORMAT")
    return localize(shown) if isinstance(shown, int | float | Decimal) else shown


def _sort_key(cell: Cell) -> str:
    """What the browser sorts by: a number with a point, an ISO date, or (empty) the text itself."""
    key = cell.shown if cell.value is None and isinstance(cell.shown, int | float | Decimal | date) else cell.value
    return "" if key is None else str(key)
