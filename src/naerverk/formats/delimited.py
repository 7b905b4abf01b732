"""Delimited text (CSV): lines to rows, with exact line numbers, in bounded memory."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from naerverk.formats.chunks import CHUNK_ROWS, Chunk, Dialect, Flaw, Progress, frame_of, without_blank
from naerverk.formats.complaints import MOST_COLUMNS, problem
from naerverk.formats.encoding import TextForm, open_text, text_form
from naerverk.formats.layout import Header, Layout, plain
from naerverk.problems import Refusal

LONGEST_FIELD = 1 << 20
TOP_ROWS = 20
DELIMITERS = (",", ";", "\t")
_LINE_END = re.compile("\r\n|\r|\n")


class Delimited:
    """One CSV file; the encoding and the delimiter are found from its content when the layout leaves them open."""

    one_decimal_mark = True

    def __init__(self, path: Path, file: str, layout: Layout, progress: Progress | None = None) -> None:
        self._path, self._file, self._progress = path, file, progress
        self._form = text_form(path, file, layout.encoding)
        delimiter, self.header, self._header_end = self._find_header(layout)
        self.dialect = Dialect(self._form.encoding, delimiter)

    def chunks(self, positions: Mapping[str, int]) -> Iterator[Chunk]:
        """The rows below the header. A row that cannot be split becomes a flaw, and reading goes on after it."""
        text, bytes_read = open_text(self._path, self._form)
        total = self._path.stat().st_size
        with text, _long_fields():
            rows = _Rows(text, self.dialect.delimiter, skip=self._header_end)
            while not rows.done:
                yield self._chunk(rows, positions)
                if self._progress:
                    self._progress(self._file, bytes_read(), total)

    def top_rows(self) -> list[Header]:
        """The first lines, each as if it were the header."""
        text, _ = open_text(self._path, self._form)
        with text, _long_fields():
            lines = [line.rstrip("\r\n") for line in islice(text, TOP_ROWS)]
            rows = [(number, self._cells_of(line)) for number, line in enumerate(lines, 1)]
        return [Header(tuple(map(_printable, row)), number) for number, row in rows if any(row)]

    def _cells_of(self, line: str) -> list[str]:
        try:
            return next(csv.reader([line], delimiter=self.dialect.delimiter), [])
        except csv.Error:  # a cell too long for any column name
            return []

    def _chunk(self, rows: _Rows, positions: Mapping[str, int]) -> Chunk:
        cells, lines, flaws = rows.take(CHUNK_ROWS)
        if rows.unclosed_from is not None:
            raise Refusal(problem("unclosed_quote", self._file, rows.unclosed_from))
        names = list(self.header.names)
        if self._form.clean and set(map(len, cells)) <= {len(names)} and names not in cells:
            return Chunk(*without_blank(frame_of(cells, lines, positions), cells), flaws)
        checks = [_of_length(len(names)), _no_header(names), *([] if self._form.clean else [_readable(self._form)])]
        kept, kept_lines = [], []
        for row, line in zip(cells, lines, strict=True):
            flaw = next((found for check in checks if (found := check(row, line))), None)
            if flaw:
                flaws.append(flaw)
            elif any(row):
                kept.append(row)
                kept_lines.append(line)
        return Chunk(*without_blank(frame_of(kept, kept_lines, positions), kept), flaws)

    def _find_header(self, layout: Layout) -> tuple[str, Header, int]:
        """The delimiter under which most known column names (then most columns) appear, the names, where they end."""
        known = layout.names_used()
        wanted = layout.header_line or 1
        rows = [self._first_row(one, wanted) for one in ([layout.delimiter] if layout.delimiter else DELIMITERS)]
        found = [row for row in rows if row]
        if len(found) < len(rows) and all(len(header.names) == 1 for _, header, _ in found):
            raise Refusal(problem("unclosed_quote", self._file, wanted))
        best = max(found, key=lambda one: (sum(plain(name) in known for name in one[1].names), len(one[1].names)))
        if len(best[1].names) > MOST_COLUMNS:
            raise Refusal(problem("too_many_columns", self._file, wanted, most=MOST_COLUMNS))
        return best

    def _first_row(self, delimiter: str, wanted: int) -> tuple[str, Header, int] | None:
        """The first row that is not blank; None when its quotes make no sense with this delimiter."""
        text, _ = open_text(self._path, self._form)
        with text, _long_fields():
            above = sum(1 for _ in islice(text, wanted - 1))
            reader = csv.reader(text, delimiter=delimiter, strict=True)
            start = above + 1
            try:
                for row in reader:
                    if any(cell.strip() for cell in row):
                        return delimiter, Header(tuple(map(_printable, row)), start), above + reader.line_num
                    start = above + reader.line_num + 1
            except csv.Error:
                return None
        raise Refusal(problem("empty_file", self._file))


def _printable(name: str) -> str:
    return name.strip().encode("utf-8", "replace").decode()


class _Rows:
    """Python's csv reader, with the line each row starts on and a second chance after a row it cannot split."""

    def __init__(self, lines: Iterator[str], delimiter: str, *, skip: int) -> None:
        self._last = ""
        self._skipped = sum(1 for _ in islice(lines, skip))
        self._reader = csv.reader(self._remember(lines), delimiter=delimiter, strict=True)
        self.done = False
        self.unclosed_from: int | None = None

    @property
    def _line(self) -> int:
        return self._skipped + self._reader.line_num

    def take(self, number: int) -> tuple[list[list[str]], list[int], list[Flaw]]:
        """The next rows, the lines they start on, and the rows that could not be split among them."""
        cells: list[list[str]] = []
        lines: list[int] = []
        flaws: list[Flaw] = []
        while len(cells) < number and not self.done and self.unclosed_from is None:
            before, start = len(cells), self._line + 1
            try:
                cells.extend(islice(self._reader, number - before))
                self.done = len(cells) < number
                lines.extend(_starts(cells[before:], start, self._line))
            except csv.Error as error:
                lines.extend(_starts(cells[before:], start, None))
                self._stumble(error, cells[before:], start, flaws)
        return cells, lines, flaws

    def _stumble(self, error: csv.Error, read: Sequence[Sequence[str]], start: int, flaws: list[Flaw]) -> None:
        line = start + sum(map(_height, read))
        if line < self._line or "end of data" in str(error):
            self.unclosed_from = line
        else:
            code = "long_field" if "limit" in str(error) else "stray_quote"
            flaws.append(Flaw(line, code, [self._last.rstrip("\r\n")[:LONGEST_FIELD]]))

    def _remember(self, lines: Iterator[str]) -> Iterator[str]:
        for line in lines:
            self._last = line
            yield line


def _starts(rows: Sequence[Sequence[str]], first: int, last: int | None) -> Sequence[int]:
    """The line each row starts on; rows with line breaks inside quotes take several lines."""
    if last is not None and last - first + 1 == len(rows):
        return range(first, last + 1)
    starts = []
    for row in rows:
        starts.append(first)
        first += _height(row)
    return starts


def _height(row: Sequence[str]) -> int:
    return 1 + sum(len(_LINE_END.findall(cell)) for cell in row)


Check = Callable[[list[str], int], Flaw | None]


def _of_length(length: int) -> Check:
    def check(row: list[str], line: int) -> Flaw | None:
        if len(row) == length or not any(row):
            return None
        if len(row) > length and not any(row[length:]):
            del row[length:]
            return None
        return Flaw(line, "cell_count", row, {"found": len(row), "expected": length})

    return check


def _no_header(names: list[str]) -> Check:
    """Exports that were pasted together repeat their header."""

    def check(row: list[str], line: int) -> Flaw | None:
        return Flaw(line, "repeated_header", row) if row == names else None

    return check


def _readable(form: TextForm) -> Check:
    wrong = "\N{REPLACEMENT CHARACTER}" if form.encoding.startswith("utf-16") else None

    def check(row: list[str], line: int) -> Flaw | None:
        text = "".join(row)
        if "\0" in text:
            return Flaw(line, "nul_byte", row)
        if (wrong and wrong in text) or not _is_unicode(text):
            return Flaw(line, "undecodable", row, {"encoding": form.encoding})
        return None

    return check


def _is_unicode(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


@contextmanager
def _long_fields() -> Iterator[None]:
    """Python's own limit is 128 KB and belongs to the whole process: raise it for as long as we read."""
    before = csv.field_size_limit(LONGEST_FIELD)
    try:
        yield
    finally:
        csv.field_size_limit(before)
