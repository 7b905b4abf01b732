"""Tables: sorted, searched, exported, and readable on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format, localize

if TYPE_CHECKING:
    from naerverk_web.design.public import Column, Table


def table(table: Table) -> dict[str, Any]:
    """A `Table` of `naerverk_web.design.public`."""
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
    shown, value, url = _parts(cell)
    return {"column": column, "shown": _text(shown), "value": _sort_key(shown, value), "url": url, "is_name": first}


def _parts(cell: object) -> tuple[object, object, str]:
    """A plain value shows itself; a `Cell` says what it shows, sorts by and leads to."""
    shown = getattr(cell, "shown", cell)
    return shown, getattr(cell, "value", None), getattr(cell, "url", "")


def _text(shown: object) -> object:
    if shown is None:
        return ""
    if isinstance(shown, date):
        return date_format(shown, "DATE_FORMAT")
    return localize(shown) if isinstance(shown, int | float | Decimal) else shown


def _sort_key(shown: object, value: object) -> str:
    """What the browser sorts by: a number with a point, an ISO date, or the text itself when empty."""
    key = shown if value is None and isinstance(shown, int | float | Decimal | date) else value
    if key is None:
        return ""
    return key.isoformat() if isinstance(key, date) else str(key)
