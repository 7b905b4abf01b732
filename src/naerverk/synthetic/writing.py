"""Tables to files, part by part. A table is one file; nothing half-written is left behind."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

ROWS_PER_GROUP = 1 << 18


class TableFile:
    """One table under way: parts are added in order, `finish` leaves a single file."""

    def __init__(self, folder: Path, name: str, format_: str) -> None:
        self.path = folder / f"{name}.{format_}"
        self._parts: list[Path] = []

    def add(self, part: pl.DataFrame) -> None:
        """Add rows after those added before."""
        if self.path.suffix == ".csv":
            self._append_csv(part)
            return
        file = self.path.with_name(f"{self.path.stem}-{len(self._parts):05d}.part")
        part.write_parquet(file, row_group_size=ROWS_PER_GROUP)
        self._parts.append(file)

    def _append_csv(self, part: pl.DataFrame) -> None:
        with self.path.open("ab") as file:
            _as_text(part).write_csv(file, include_header=not self._parts)
        self._parts = [self.path]

    def finish(self) -> Path:
        """Make one file of the parts."""
        if self.path.suffix == ".csv":
            return self.path
        if len(self._parts) == 1:
            return self._parts[0].replace(self.path)
        pl.scan_parquet(self._parts).sink_parquet(self.path, row_group_size=ROWS_PER_GROUP, maintain_order=True)
        for part in self._parts:
            part.unlink()
        return self.path


def _as_text(part: pl.DataFrame) -> pl.DataFrame:
    """Yes and no as people write them in the exchange format."""
    flags = [name for name, kind in part.schema.items() if kind == pl.Boolean]
    yes_no = [pl.when(pl.col(f)).then(pl.lit("yes")).when(~pl.col(f)).then(pl.lit("no")).alias(f) for f in flags]
    return part.with_columns(yes_no)


@contextmanager
def work_in_progress(out: Path) -> Iterator[Path]:
    """A folder to work in, inside `out`. When the work fails nothing of it is left, nor `out` if it was new."""
    was_there = out.exists()
    out.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=out, prefix=".unfinished-") as folder:
            yield Path(folder)
    except BaseException:
        if not was_there:
            out.rmdir()
        raise


def put_in_place(out: Path, files: list[Path], outdated: Iterable[Path]) -> None:
    """Move finished files into `out`, and delete those of an earlier demo that would be read beside them."""
    for old in outdated:
        old.unlink(missing_ok=True)
    for file in files:
        file.replace(out / file.name)
