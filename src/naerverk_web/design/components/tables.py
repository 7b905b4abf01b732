"""Tables: sorted, searched, exported, and readable on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, localize
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe

from naerverk_web.design.values import Cell, Column, Table


def table(table: Table) -> dict[str, Any]:
    """A `Table`."""
    starts = [_start(column, first=place == 0) for place, column in enumerate(table.columns)]
    return {
        "table": table,
        "rows": [_row(starts, row) for row in table.rows],
        "foot": _row(starts, table.foot) if table.foot else "",
        "explained": [column for column in table.columns if column.how],
        "can_sort": table.sortable and len(table.rows) > 1,
        "can_search": table.search and len(table.rows) > 1,
    }


# Rows are written here and not by a template, which would take a third of a second for 600 units.


def _start(column: Column, *, first: bool) -> tuple[SafeString, str]:
    """How each cell of a column begins, and its element. Roles are said aloud, since a phone's style undoes them."""
    label = f"{column.name}, {column.about}" if column.about else column.name
    start = format_html('<td role="cell" data-label="{}"', label)
    if first:
        start = SafeString('<th role="rowheader" scope="row"')
    return format_html('{} class="nv-number"', start) if column.number else start, "th" if first else "td"


def _row(starts: Sequence[tuple[SafeString, str]], cells: Sequence[object]) -> SafeString:
    html = "".join(_cell(start, element, cell) for (start, element), cell in zip(starts, cells, strict=True))
    return mark_safe(html)  # noqa: S308 - each cell is escaped below


def _cell(start: SafeString, element: str, cell: object) -> str:
    """A plain value shows itself; a `Cell` says what it shows, what it is sorted by and where it leads."""
    given = cell if isinstance(cell, Cell) else Cell(cell)
    shown, key = conditional_escape(_text(given.shown)), escape(_sort_key(given))
    if given.url:
        shown = format_html('<a class="ds-link" data-color="accent" href="{}">{}</a>', given.url, shown)
    value = f' data-value="{key}"' if key else ""
    return f"{start}{value}>{shown}</{element}>"


def _text(shown: object) -> str:
    if shown is None:
        return ""
    if isinstance(shown, date):
        return date_format(shown, "DATE_FORMAT")
    if isinstance(shown, int | float | Decimal):
        return str(localize(shown))
    return shown if isinstance(shown, str) else str(shown)


def _sort_key(cell: Cell) -> str:
    """What the browser sorts by: a number with a point, an ISO date, or (empty) the text itself."""
    key = cell.shown if cell.value is None and isinstance(cell.shown, int | float | Decimal | date) else cell.value
    return "" if key is None else str(key)
