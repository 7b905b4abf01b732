"""Workbooks as people make them, for tests."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

ODS_HEAD = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="Ark1">'
)
ODS_FOOT = "</table:table></office:spreadsheet></office:body></office:document-content>"
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{}</manifest:manifest>'
)


def xlsx(
    path: Path,
    rows: Sequence[Sequence[object]],
    after: Callable[[Any, Any], None] = lambda book, sheet: None,
    *,
    sheets: Sequence[str] = ("Ark1",),
    from_1904: bool = False,
) -> Path:
    """A workbook whose last sheet has these rows; dates are formatted as dates. `after` may change the sheet."""
    book = xlsxwriter.Workbook(str(path), {"date_1904": from_1904})
    dates = book.add_format({"num_format": "dd.mm.yyyy"})
    for name in sheets:
        sheet = book.add_worksheet(name)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, date | datetime):
                sheet.write_datetime(number, column, cell, dates)
            elif cell is not None:
                sheet.write(number, column, cell)
    after(book, sheet)
    book.close()
    return path


def ods(path: Path, rows: Sequence[Sequence[object]], extra: str = "", manifest: str = "") -> Path:
    """An OpenDocument spreadsheet; `extra` is XML after the rows."""
    body = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", MANIFEST.format(manifest))
        book.writestr("content.xml", ODS_HEAD + body + extra + ODS_FOOT)
    return path


def _ods_cell(cell: object) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, date):
        kind = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
    elif isinstance(cell, int | float):
        kind = f'office:value-type="float" office:value="{cell}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{cell}</text:p></table:table-cell>"


def rewrite(source: Path, target: Path, entry: str, change: Callable[[str], str]) -> Path:
    """A copy of an archive with one entry changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()) if name == entry else content)
    return target
