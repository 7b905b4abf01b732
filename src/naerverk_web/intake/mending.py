"""Rows corrected or left out before the file is read; every other line keeps its number and its bytes."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

LONGEST_ROW = 1 << 20


def can_mend(shape: Mapping[str, Any]) -> bool:
    """Rows of text files can be mended here; a spreadsheet is mended where it was made."""
    return shape.get("kind") == "text"


def mended(path: Path, shape: Mapping[str, Any], rows: Mapping[int, Sequence[str] | None]) -> None:
    """Rewrite a text file with other cells on some lines; None leaves the row out and its line blank."""
    if not rows:
        return
    target = path.with_name(f"mended-{path.name}")
    with _text(path, shape, "r") as lines, _text(target, shape, "w") as out:
        for number, _, raw in _rows(lines, shape, set(rows)):
            if number not in rows:
                out.write(raw)
                continue
            cells = rows[number]
            # A row over several lines leaves as many behind, so that the rows below keep their numbers.
            out.write((_written(cells, shape) if cells else "") + "\r\n" + "\r\n" * (raw.count("\n") - 1))
    target.replace(path)


def row_at(path: Path, shape: Mapping[str, Any], wanted: int) -> list[str] | None:
    """The cells on one line; None when there is no such line."""
    with _text(path, shape, "r") as lines:
        return next((row for number, row, _ in _rows(lines, shape, {wanted}) if number == wanted), None)


def _rows(lines: IO[str], shape: Mapping[str, Any], wanted: set[int]) -> Iterator[tuple[int, list[str], str]]:
    """(line, cells, text as it stands); only wanted rows are split into cells."""
    number = 0
    for line in lines:
        number += 1
        if number not in wanted:
            yield number, [], line
            continue
        start, text = number, line
        while text.count('"') % 2 and len(text) < LONGEST_ROW and (more := next(lines, "")):
            number += 1
            text += more
        yield start, next(csv.reader(io.StringIO(text, newline=""), delimiter=shape["delimiter"]), []), text


def _written(cells: Sequence[str], shape: Mapping[str, Any]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=shape["delimiter"], lineterminator="").writerow(cells)
    return out.getvalue()


def _text(path: Path, shape: Mapping[str, Any], mode: str) -> IO[str]:
    # Bytes that are no letters in this encoding pass through unchanged.
    form = {"encoding": shape["encoding"], "errors": "surrogateescape", "newline": "" if mode == "w" else None}
    if path.name.endswith(".gz"):
        return gzip.open(path, f"{mode}t", **form)  # type: ignore[return-value]
    return path.open(mode, **form)
