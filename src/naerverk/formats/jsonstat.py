"""JSON-stat 2 (Statistics Norway's API): one row per cell of the cube."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice, product
from pathlib import Path
from typing import Any

from naerverk.formats.chunks import CHUNK_ROWS, Chunk, Dialect, frame_of
from naerverk.formats.complaints import problem
from naerverk.formats.encoding import open_text, text_form
from naerverk.formats.layout import Header, Layout
from naerverk.problems import Refusal

LARGEST = 32 << 20
MOST_CELLS = 10_000_000
"""More than any honest cube of that size: a few dimensions with little in them can stand for billions of rows."""
_TIME = ("tid", "time", "period", "year", "month", "quarter")


class JsonStat:
    """A cube as rows: a column per dimension with codes and one with labels, and the columns of benchmarks.

    `group` joins the labels of the dimensions with more than one value that are neither time nor contents,
    `period` is the code of time, `rate_percent` the value, `source` who published it. The lines are numbers of cells.
    """

    dialect = Dialect()
    one_decimal_mark = False

    def __init__(self, path: Path, file: str, layout: Layout, progress: object = None) -> None:
        self._file = file
        self._cube = _cube_of(path, file)
        self._ids: list[str] = list(self._cube["id"])
        labels = [f"{name} label" for name in self._ids]
        self.header = Header((*self._ids, *labels, "source", "group", "period", "rate_percent", "status"))

    def top_rows(self) -> list[Header]:
        """There is nothing above the names."""
        return [self.header]

    def chunks(self, positions: Mapping[str, int]) -> Iterator[Chunk]:
        """One row per cell, blank where the value is withheld."""
        rows = enumerate(self._rows(), start=1)
        while batch := list(islice(rows, CHUNK_ROWS)):
            cells = [row for _, row in batch]
            yield Chunk(frame_of(cells, [line for line, _ in batch], positions), cells.__getitem__)

    def _rows(self) -> Iterator[list[str]]:
        values, states = _by_number(self._cube["value"]), _by_number(self._cube.get("status") or {})
        categories = [_categories(self._cube["dimension"][name]) for name in self._ids]
        source = str(self._cube.get("source") or "")
        time = self._time()
        grouped = [place for place in range(len(self._ids)) if self._groups(place, time, categories)]
        for number, cell in enumerate(product(*categories)):
            value = values.get(number)
            yield [
                *(code for code, _ in cell),
                *(label for _, label in cell),
                source,
                " | ".join(cell[place][1] for place in grouped) or str(self._cube.get("label") or ""),
                cell[time][0] if time is not None else "",
                "" if value is None else str(value),
                str(states.get(number, "")),
            ]

    def _time(self) -> int | None:
        roles = _time_roles(self._cube)
        named = [place for place, name in enumerate(self._ids) if name in roles or name.casefold() in _TIME]
        return named[0] if named else None

    def _groups(self, place: int, time: int | None, categories: Sequence[Sequence[tuple[str, str]]]) -> bool:
        return place != time and len(categories[place]) > 1


def _cube_of(path: Path, file: str) -> dict[str, Any]:
    text, _ = open_text(path, text_form(path, file))
    with text:
        content = text.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Refusal(problem("line_too_long", file, megabytes=LARGEST >> 20))
    try:
        cube = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Refusal(problem("damaged_file", file, getattr(error, "lineno", None), format="JSON")) from None
    if not isinstance(cube, dict) or cube.get("class") != "dataset" or not _is_whole(cube):
        raise Refusal(problem("damaged_file", file, format="JSON-stat 2"))
    return cube


def _is_whole(cube: Mapping[str, Any]) -> bool:
    """Whether ids, sizes, categories, values and states belong together."""
    try:
        cells = 1
        for name, size in zip(cube["id"], cube["size"], strict=True):
            cells *= size
            codes = [code for code, _ in _categories(cube["dimension"][name])]
            if len(codes) != size or not all(isinstance(word, str) for word in (name, *codes)):
                return False
        _by_number(cube.get("status") or {})
        _time_roles(cube)
        return cells <= MOST_CELLS and all(0 <= number < cells for number in _by_number(cube["value"]))
    except (KeyError, TypeError, ValueError, AttributeError):
        return False


def _time_roles(cube: Mapping[str, Any]) -> Collection[str]:
    """The dimensions that the cube says are time."""
    return frozenset((cube.get("role") or {}).get("time") or ())


def _by_number(values: object) -> dict[int, Any]:
    """Cell number -> value, whether the cube is given densely (a list) or sparsely (a mapping)."""
    if isinstance(values, list):
        return dict(enumerate(values))
    if isinstance(values, dict):
        return {int(number): value for number, value in values.items()}
    return {}


def _categories(dimension: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(code, label) in the cube's order."""
    category = dimension["category"]
    labels = category.get("label") or {}
    index = category.get("index") or dict.fromkeys(labels, 0)
    codes = list(index) if isinstance(index, list) else sorted(index, key=index.__getitem__)
    return [(code, str(labels.get(code, code))) for code in codes]
