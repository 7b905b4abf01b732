"""Parquet in: used in place when it is canonical already, else copied with the right types."""

from __future__ import annotations

import glob
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import polars as pl

from naerverk.formats.canonical import canonical_schema, finished
from naerverk.formats.chunks import LINE, Chunk, Dialect, Progress
from naerverk.formats.complaints import problem
from naerverk.formats.layout import Header
from naerverk.formats.values import OPEN_ENDS, SENTINELS
from naerverk.problems import Refusal

BATCH = 200_000
KEYS = ("person_id", "unit_id", "parent_id")
"""Columns that may stay integers: joins on them are exact."""


def scan(path: Path, file: str) -> pl.LazyFrame:
    """The file, or a refusal when it is no sound Parquet file."""
    try:
        # A name is a name: `*` and `[1]` in it stand for themselves.
        rows = pl.scan_parquet(path, glob=False)
        rows.collect_schema()
    except (pl.exceptions.PolarsError, OSError):
        raise Refusal(problem("damaged_file", file, format="Parquet")) from None
    return rows


def has_plain_name(path: Path) -> bool:
    """Whether every engine takes the path as the name of one file, and not as a pattern for several."""
    return glob.escape(str(path)) == str(path)


def is_canonical(rows: pl.LazyFrame, table: str) -> bool:
    """Types as in the canonical table; keys and whole numbers may be integers of any width."""
    present = rows.collect_schema()
    if present.get("parent_id", present.get("unit_id")) != present.get("unit_id"):
        return False
    return all(
        present[name] == type_ or ((name in KEYS or type_ == pl.Int64) and present[name].is_integer())
        for name, type_ in canonical_schema(table).items()
        if name in present
    )


def is_tidy(piece: pl.DataFrame) -> bool:
    """No sentinel dates and no blank grades, which `finished` would change."""
    ends = [name for name in OPEN_ENDS if name in piece.columns]
    if any((piece[name] >= min(SENTINELS)).any() for name in ends):
        return False
    return "grade_percent" not in piece.columns or not piece["grade_percent"].null_count()


def castable(rows: pl.LazyFrame, table: str) -> bool:
    """Whether every column has a type that means the same thing, so that no text must be read.

    Points in time are dates when all are midnight.
    """
    present, schema = rows.collect_schema(), canonical_schema(table)
    moments = [
        name for name, type_ in schema.items() if type_ == pl.Date and isinstance(present.get(name), pl.Datetime)
    ]
    if moments:
        late = rows.select((pl.col(name) != pl.col(name).dt.truncate("1d")).any() for name in moments).collect().row(0)
        if any(late):
            return False
    return all(_means(present[name], type_) for name, type_ in canonical_schema(table).items() if name in present)


def _means(found: pl.DataType, wanted: pl.DataType) -> bool:
    if found == wanted or found == pl.Null:
        return True
    if wanted == pl.Date:
        return isinstance(found, pl.Datetime)
    if wanted == pl.Float64:
        return found.is_numeric()
    if wanted == pl.Int64:
        return found.is_integer()
    if wanted == pl.String:
        return found.is_integer() or isinstance(found, pl.Categorical | pl.Enum)
    return False


def copy(rows: pl.LazyFrame, table: str, target: Path) -> None:
    """Write a canonical copy, streamed."""
    present = rows.collect_schema()
    columns = [
        (pl.col(name) if name in present else pl.lit(None, type_)).cast(type_).alias(name)
        for name, type_ in canonical_schema(table).items()
    ]
    numbered = rows.with_row_index(LINE, offset=1).select(*columns, pl.col(LINE).cast(pl.Int64))
    numbered.select(*finished(table), LINE).sink_parquet(target)


class ParquetRows:
    """A Parquet file whose columns must be read as text: dates as text, or another layout's columns.

    Lines are numbers of rows, from 1.
    """

    dialect = Dialect()
    one_decimal_mark = True

    def __init__(self, path: Path, file: str, progress: Progress | None = None) -> None:
        self._file, self._progress = file, progress
        rows = scan(path, file)
        self.header = Header(tuple(rows.collect_schema()))
        self._rows = rows.select(_as_text(name, type_) for name, type_ in rows.collect_schema().items())
        self._total = int(rows.select(pl.len()).collect().item())

    def top_rows(self) -> list[Header]:
        """There is nothing above the names."""
        return [self.header]

    def some(self, lines: Sequence[int]) -> Iterator[tuple[int, Sequence[str]]]:
        """Whole rows by their numbers, in the order of the file."""
        chosen = self._rows.with_row_index(LINE, offset=1).filter(pl.col(LINE).is_in(lines)).collect()
        cells = _cells_of(chosen.drop(LINE))
        for place, line in enumerate(chosen[LINE]):
            yield line, cells(place)

    def chunks(self, positions: Mapping[str, int]) -> Iterator[Chunk]:
        """The rows as text."""
        for start in range(0, self._total, BATCH):
            batch = self._rows.slice(start, BATCH).collect()
            wanted = [batch[self.header.names[place]].alias(name) for name, place in positions.items()]
            lines = pl.Series(LINE, range(start + 1, start + 1 + batch.height), pl.Int64)
            yield Chunk(pl.DataFrame([*wanted, lines]), _cells_of(batch))
            if self._progress:
                self._progress(self._file, start + batch.height, self._total)


def _as_text(name: str, type_: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if type_.is_nested() or type_ == pl.Binary:
        return pl.lit("").alias(name)
    if type_.is_temporal():
        return column.dt.to_string("iso")
    if type_ == pl.Boolean:
        return pl.when(column).then(pl.lit("yes")).when(~column).then(pl.lit("no")).alias(name)
    return column.cast(pl.String, strict=False)


def _cells_of(batch: pl.DataFrame) -> Callable[[int], Sequence[str]]:
    return lambda row: ["" if cell is None else cell for cell in batch.row(row)]
