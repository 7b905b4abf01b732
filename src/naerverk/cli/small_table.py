"""A small table of numbers from a delimited file, for the commands that are not about the six tables."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from naerverk.formats.chunks import LINE, Chunk
from naerverk.formats.complaints import problem, problem_with
from naerverk.formats.content import content_of, reachable, unpacked
from naerverk.formats.delimited import Delimited
from naerverk.formats.layout import Header, Layout, Origin, plain
from naerverk.formats.values import parse
from naerverk.problems import Place, Problem, Refusal
from naerverk.records import Column


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the file, its texts and its numbers (None where blank), in the order asked for."""

    line: int
    texts: tuple[str | None, ...]
    numbers: tuple[float | None, ...]


def read_rows(path: Path, file: str, texts: Sequence[str], numbers: Sequence[str], missing: str) -> list[Row]:
    """The columns named in `texts` and `numbers`; `file` is the name in problems.

    Refuses with `missing` (a problem code that gets `column` and `columns`) for a column the file lacks, for a column
    that is there twice, and for every unreadable row and number there is.
    """
    reachable(path)
    with tempfile.TemporaryDirectory() as folder:
        opened = unpacked(path, file, Path(folder))
        if (content := content_of(opened, file)) != "text":
            raise Refusal(problem("wrong_content", file, found=content))
        return _read(opened, file, texts, numbers, missing)


def _read(path: Path, file: str, texts: Sequence[str], numbers: Sequence[str], missing: str) -> list[Row]:
    wanted = [*texts, *numbers]
    source = Delimited(path, file, Layout("", {name: Origin((name,)) for name in wanted}))
    places = _places(source.header, file, wanted, missing)
    rows: list[Row] = []
    wrong: list[Problem] = []
    for chunk in source.chunks(places):
        wrong += [problem_with(flaw.code, Place(file, flaw.line), flaw.params) for flaw in chunk.flaws]
        wrong += _unreadable(chunk, file, len(texts), numbers)
        rows += _rows(chunk, len(texts), len(numbers))
    if wrong:
        raise Refusal(*wrong)
    return rows


def _places(header: Header, file: str, wanted: Sequence[str], missing: str) -> dict[str, int]:
    """Where each wanted column stands, under a name of our own; refuses what is missing or there twice."""
    found = {name: place for name in wanted if (place := header.position((name,))) is not None}
    columns, spelled = ", ".join(header.names), [plain(name) for name in header.names]
    absent = (name for name in wanted if name not in found)
    wrong = [Problem(missing, params={"file": file, "column": name, "columns": columns}) for name in absent]
    doubled = (name for name in found if spelled.count(plain(name)) > 1)
    wrong += [problem("duplicate_column", file, header.line, name) for name in doubled]
    if wrong:
        raise Refusal(*wrong)
    return {f"column_{i}": found[name] for i, name in enumerate(wanted)}


def _unreadable(chunk: Chunk, file: str, first: int, numbers: Sequence[str]) -> list[Problem]:
    """A problem for every cell that should be a number and is not."""
    found = []
    for i, name in enumerate(numbers, start=first):
        key = f"column_{i}"
        flaws = chunk.frame.select(LINE, key, parse(Column(key, "number"), Origin(), None).flaw.alias("flaw"))
        found += [problem(code, file, line, name, text) for line, text, code in flaws.drop_nulls("flaw").rows()]
    return found


def _rows(chunk: Chunk, texts: int, numbers: int) -> list[Row]:
    keys = [f"column_{i}" for i in range(texts, texts + numbers)]
    values = chunk.frame.select(*(parse(Column(key, "number"), Origin(), None).value.alias(key) for key in keys))
    words = chunk.frame.select(*(f"column_{i}" for i in range(texts))) if texts else None
    lines = chunk.frame[LINE].to_list()
    said = words.rows() if words is not None else [()] * len(lines)
    return [Row(line, text, found) for line, text, found in zip(lines, said, values.rows(), strict=True)]
