"""Rows on their way from a file to the canonical table, some ten thousand at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import polars as pl

from naerverk.formats.layout import Header

CHUNK_ROWS = 50_000
LINE = "_line"
"""The column that holds a row's line number in its file, 1-based and with the header counted."""


class Progress(Protocol):
    """Told now and then how far the reading of a file has come, in bytes on disk."""

    def __call__(self, file: str, done: int, total: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Flaw:
    """A row that could not be split into cells."""

    line: int
    code: str
    cells: Sequence[str]
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows as text: the wanted columns and LINE in `frame`; `cells(i)` gives the whole row i as the file has it."""

    frame: pl.DataFrame
    cells: Callable[[int], Sequence[str]]
    flaws: Sequence[Flaw] = ()


class RowSource(Protocol):
    """A file that gives its rows as text."""

    @property
    def header(self) -> Header:
        """The column names."""

    @property
    def one_decimal_mark(self) -> bool:
        """Whether numbers are written by one hand, so that `1.234` and `5,6` cannot both be right."""

    @property
    def dialect(self) -> Dialect:
        """How to write a row back in the same form."""

    def top_rows(self) -> Sequence[Header]:
        """The first rows, each as if it were the header."""

    def chunks(self, positions: Mapping[str, int]) -> Iterator[Chunk]:
        """The rows; the frames have the columns named in `positions` (name -> position in the header)."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """Encoding and delimiter of rows written back; spreadsheets come back as UTF-8 with commas."""

    encoding: str = "utf-8-sig"
    delimiter: str = ","


def frame_of(rows: Sequence[Sequence[str]], lines: Sequence[int], positions: Mapping[str, int]) -> pl.DataFrame:
    """The wanted columns of rows of equal length, and their line numbers."""
    columns = list(zip(*rows, strict=True))
    series = [pl.Series(name, columns[place] if rows else [], pl.String) for name, place in positions.items()]
    return pl.DataFrame([*series, pl.Series(LINE, lines, pl.Int64)])


def without_blank(
    frame: pl.DataFrame, rows: Sequence[Sequence[str]]
) -> tuple[pl.DataFrame, Callable[[int], Sequence[str]]]:
    """Leave out the rows in which every cell is blank; the second value gives the whole row i of the frame."""
    names = [name for name in frame.columns if name != LINE]
    empty = (
        frame.select(pl.all_horizontal(pl.col(names).str.strip_chars() == "")).to_series() if names else pl.Series([])
    )
    places = [place for place in empty.arg_true() if not any(cell.strip() for cell in rows[place])]
    if not places:
        return frame, rows.__getitem__
    kept = pl.Series(range(frame.height)).filter(~pl.Series(range(frame.height)).is_in(places))
    return frame[kept], lambda row: rows[kept[row]]
