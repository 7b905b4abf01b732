"""XLSX and ODS: cells to text, with line numbers as the spreadsheet shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from string import ascii_uppercase

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from naerverk.formats.chunks import CHUNK_ROWS, Chunk, Dialect, Flaw, Progress, frame_of, without_blank
from naerverk.formats.complaints import MOST_COLUMNS, problem
from naerverk.formats.layout import Header, Layout
from naerverk.formats.workbook import SheetFacts, inspect
from naerverk.problems import Refusal

TOP_ROWS = 20


class Spreadsheet:
    """The first sheet of a workbook, or the one the layout names."""

    dialect = Dialect()
    one_decimal_mark = False

    def __init__(self, path: Path, file: str, layout: Layout, progress: Progress | None = None) -> None:
        self._file, self._progress = file, progress
        facts = inspect(path, file)
        self.date_form = "excel-1904" if facts.from_1904 else "excel"
        self._sheet = _open_sheet(path, file, layout.sheet)
        self._flawed = {
            **_merged_rows(self._sheet),
            **_lost_rows(facts.sheets.get(self._sheet.name)),
        }
        self.header, self._first_row = self._find_header(layout.header_line)

    def top_rows(self) -> list[Header]:
        """The first rows, each as if it were the header."""
        rows = enumerate(islice(self._rows(), TOP_ROWS), start=1)
        return [Header(tuple(row), number) for number, row in rows if any(row)]

    def chunks(self, positions: Mapping[str, int]) -> Iterator[Chunk]:
        """The rows below the header; rows that share merged cells are flaws."""
        rows = enumerate(islice(self._rows(), self._first_row, None), start=self._first_row + 1)
        total = max(1, self._sheet.total_height)
        while batch := list(islice(rows, CHUNK_ROWS)):
            yield self._chunk(batch, positions)
            if self._progress:
                self._progress(self._file, batch[-1][0], total)

    def _chunk(self, batch: Sequence[tuple[int, list[str]]], positions: Mapping[str, int]) -> Chunk:
        width = len(self.header.names)
        kept, lines, flaws = [], [], []
        for line, row in batch:
            cells = [*row[:width], *[""] * (width - len(row))]
            if line in self._flawed:
                code, where = self._flawed[line]
                flaws.append(Flaw(line, code, cells, {"cells": where}))
            elif any(row[width:]):
                flaws.append(Flaw(line, "cell_count", row, {"found": len(row), "expected": width}))
            elif any(cells):
                kept.append(cells)
                lines.append(line)
        return Chunk(*without_blank(frame_of(kept, lines, positions), kept), flaws)

    def _rows(self) -> Iterator[list[str]]:
        """All rows from line 1; columns left of the first filled one are not given."""
        for row in self._sheet.iter_rows():
            yield [text_of(cell) for cell in row]

    def _find_header(self, wanted: int | None) -> tuple[Header, int]:
        for number, row in enumerate(self._rows(), start=1):
            if number >= (wanted or 1) and any(row):
                while row and not row[-1]:
                    row.pop()
                if len(row) > MOST_COLUMNS:
                    raise Refusal(problem("too_many_columns", self._file, number, most=MOST_COLUMNS))
                return Header(tuple(cell.strip() for cell in row), number), number
        raise Refusal(problem("empty_file", self._file))


def text_of(cell: object) -> str:
    """A cell as the text a CSV file would have: whole numbers without a point, dates as ISO."""
    match cell:
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime() | date():
            return cell.isoformat()
        case timedelta():
            return str(cell)
    return str(cell).replace("\0", "\N{REPLACEMENT CHARACTER}")


def _open_sheet(path: Path, file: str, wanted: str | None) -> CalamineSheet:
    try:
        book = CalamineWorkbook.from_path(path)
        if not book.sheet_names:
            raise Refusal(problem("empty_file", file))
        name = wanted or book.sheet_names[0]
        if name not in book.sheet_names:
            sheets = ", ".join(book.sheet_names)
            raise Refusal(problem("sheet_missing", file, sheet=name, sheets=sheets))
        return book.get_sheet_by_name(name)
    except PasswordError:
        raise Refusal(problem("password_protected", file)) from None
    except CalamineError:
        raise Refusal(problem("damaged_file", file, format=path.suffix.removeprefix(".").upper())) from None


def _merged_rows(sheet: CalamineSheet) -> dict[int, tuple[str, str]]:
    """Line -> the merged cells that touch it, as the spreadsheet names them."""
    found: dict[int, tuple[str, str]] = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row in range(top, bottom + 1):
            found[row + 1] = "merged_cells", f"{_cell_name(top, left)}:{_cell_name(bottom, right)}"
    return found


def _lost_rows(facts: SheetFacts | None) -> dict[int, tuple[str, str]]:
    """Line -> the cell whose formula has no value."""
    cells = sorted(facts.lost) if facts else []
    return {int(cell.lstrip(ascii_uppercase)): ("formula_without_value", cell) for cell in cells}


def _cell_name(row: int, column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"
