"""Rows that were not taken in, written as the file had them and with the reason in a last column."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from naerverk.formats.chunks import Dialect
from naerverk.formats.complaints import problem
from naerverk.problems import Problem, UsageRefusal

PROBLEM = "problem"

Describe = Callable[[Problem], str]


def by_code(found: Problem) -> str:
    """The plainest words there are without a language: `end: end_before_start`."""
    name = found.code.rpartition(".")[2]
    return f"{found.place.column}: {name}" if found.place.column else name


class Rejects:
    """Writes the first file with rejected rows to the path asked for, and those of other files beside it."""

    def __init__(self, path: Path | None, describe: Describe) -> None:
        self._path, self._describe = path, describe
        self._open: dict[str, tuple[TextIO, int]] = {}
        self.written: list[Path] = []
        self.sources: list[str] = []
        """The file whose rows each written one holds."""

    @property
    def wanted(self) -> bool:
        """Whether anybody asked for the rejected rows."""
        return self._path is not None

    def add(
        self, file: str, header: Sequence[str], dialect: Dialect, cells: Sequence[str], why: Sequence[Problem]
    ) -> None:
        """Write one row; `why` are the problems found in it."""
        if self._path is None:
            return
        if file not in self._open:
            self._open[file] = self._start(file, header, dialect), len(header)
        out, width = self._open[file]
        padded = [*cells, *[""] * (width - len(cells))]
        with _written(out.name):
            said = "; ".join(dict.fromkeys(map(self._describe, why)))
            _writer(out, dialect).writerow([*map(_harmless, padded), said])

    def close(self) -> None:
        """Finish the files."""
        for out, _ in self._open.values():
            with _written(out.name):
                out.close()

    def _start(self, file: str, header: Sequence[str], dialect: Dialect) -> TextIO:
        assert self._path is not None
        path = self._path
        if self._open:
            path = _free(f"{path.stem}-{Path(file).name.split('.')[0]}", path, self.written)
        with _written(str(path)):
            errors = "replace" if dialect.encoding.startswith("utf-16") else _AS_IT_WAS
            out = path.open("w", encoding=dialect.encoding, errors=errors, newline="")
        self.written.append(path)
        self.sources.append(file)
        # Rows that are given back a second time have a problem already.
        numbered = (f"{PROBLEM}_{number}" for number in itertools.count(2))
        column = next(name for name in itertools.chain([PROBLEM], numbered) if name not in header)
        _writer(out, dialect).writerow([*header, column])
        return out


def _harmless(cell: str) -> str:
    """An apostrophe before what a spreadsheet would run: these files are opened by hand. Numbers keep their sign."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) and not _NUMBER.fullmatch(cell) else cell


_NUMBER = re.compile(r"[+-][\d\s.,]+%?")


def _free(stem: str, like: Path, taken: Sequence[Path]) -> Path:
    """A path beside `like`; files of one name in different folders get numbers."""
    names = itertools.chain([stem], (f"{stem}-{number}" for number in itertools.count(2)))
    return next(path for name in names if (path := like.with_name(f"{name}{like.suffix}")) not in taken)


@contextmanager
def _written(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageRefusal(problem("rejects_not_written", path, reason=error.strerror)) from None


def _as_it_was(error: UnicodeError) -> tuple[str | bytes, int]:
    """Bytes that were no letters are written back as they were; letters the encoding lacks become question marks."""
    try:
        return codecs.lookup_error("surrogateescape")(error)
    except UnicodeEncodeError as missing:
        return "?" * (missing.end - missing.start), missing.end


_AS_IT_WAS = "naerverk.as_it_was"
codecs.register_error(_AS_IT_WAS, _as_it_was)


def _writer(out: TextIO | io.TextIOBase, dialect: Dialect) -> csv._writer:  # type: ignore[name-defined]
    return csv.writer(out, delimiter=dialect.delimiter, lineterminator="\r\n")
