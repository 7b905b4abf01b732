"""How closely published sums enclose a hidden one when no inner cell can be negative (linear programmes)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from math import inf

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import OptimizeResult, linprog
from scipy.sparse import csr_array

TOLERANCE = 1e-6
"""Of the linear programmes, in the unit of the figures."""

Figures = NDArray[np.float64]


class Enclosure:
    """All rows of a table and one possible figure for each of its inner cells.

    `table` is the true one, or any other that agrees with what is published. Every solution of a linear programme is
    another possible table and shows at once how far all rows can move, so that most rows need no programme of their
    own.
    """

    def __init__(self, rows: Sequence[Collection[int]], table: Sequence[float] | Mapping[int, float]) -> None:
        self.cells, merged = merge_cells(rows)
        self.table = np.zeros(max(merged.values(), default=-1) + 1)
        for cell, place in merged.items():
            self.table[place] += table[cell]
        self.sums = matrix(self.cells, len(self.table))
        self.figures: Figures = self.sums @ self.table
        self.possible = [self.figures]

    def around(self, shown: Sequence[int]) -> Surroundings:
        """What the rows `shown` say about the others."""
        return Surroundings(self, shown)


class Surroundings:
    """The intervals that some published rows leave to the other rows of their table."""

    def __init__(self, enclosure: Enclosure, shown: Sequence[int]) -> None:
        self._all = enclosure
        figures = enclosure.figures[list(shown)]
        self._remainder = Remainder([enclosure.cells[row] for row in shown], figures)
        possible = np.array(enclosure.possible)
        agrees = (np.abs(possible[:, list(shown)] - figures) < TOLERANCE).all(axis=1)
        self._low, self._high = possible[agrees].min(axis=0), possible[agrees].max(axis=0)

    def width(self, row: int) -> float:
        """The length of the interval in which a row must lie; may be infinite."""
        self._stretch(row, inf)
        return self._width(row)

    def holds(self, row: int, least: float) -> int | None:
        """None where the interval of a row is at least `least` wide.

        Otherwise the place in `shown` of the last row without which it would not be enclosed so.
        """
        needed = self._stretch(row, least)
        return None if self._wide(row, least) else max(needed)

    def _width(self, row: int) -> float:
        return float(self._high[row] - self._low[row])

    def _wide(self, row: int, least: float) -> bool:
        return self._width(row) > least - TOLERANCE

    def _stretch(self, row: int, least: float) -> set[int]:
        """Move a row up and down as far as it can, or until `least` is reached; what held it back."""
        cells = self._all.cells[row]
        if not self._remainder.encloses(cells):
            self._high[row] = inf
            return set()
        needed = self._remainder.known_by(cells)
        for sign in (1, -1):
            if not self._wide(row, least):
                moving, figures, held_by = self._remainder.extreme(cells, sign)
                needed |= held_by
                self._learn(moving, figures)
        return needed

    def _learn(self, moving: list[int], figures: Figures) -> None:
        table = self._all.table.copy()
        table[moving] = figures
        moved = self._all.sums @ table
        self._all.possible.append(moved)
        np.minimum(self._low, moved, out=self._low)
        np.maximum(self._high, moved, out=self._high)


class Remainder:
    """What stays unknown once rows are published: unknown cells per row, and what they add up to.

    A row with one unknown cell gives it away, and so on; the linear programmes are about the rest, and only about
    the part of it that hangs together with the row in question. `latest` follows, through these steps, the last
    published row that each row's remainder and each known cell rest upon.
    """

    def __init__(self, rows: Sequence[Collection[int]], figures: Figures) -> None:
        self._unknown = [set(cells) for cells in rows]
        self._rest = [float(figure) for figure in figures]
        self._latest = list(range(len(rows)))
        self._rows_of: dict[int, list[int]] = {}
        for row, cells in enumerate(self._unknown):
            for cell in cells:
                self._rows_of.setdefault(cell, []).append(row)
        self._known: dict[int, int] = {}
        self._give_away()

    def _give_away(self) -> None:
        waiting = [row for row, cells in enumerate(self._unknown) if len(cells) == 1]
        while waiting:
            row = waiting.pop()
            for cell in tuple(self._unknown[row]):
                figure, self._known[cell] = self._rest[row], self._latest[row]
                for other in self._rows_of[cell]:
                    self._unknown[other].discard(cell)
                    self._rest[other] -= figure
                    self._latest[other] = max(self._latest[other], self._known[cell])
                    if len(self._unknown[other]) == 1:
                        waiting.append(other)

    def encloses(self, cells: Iterable[int]) -> bool:
        """Whether every cell is part of something published."""
        return all(cell in self._rows_of for cell in cells)

    def known_by(self, cells: Iterable[int]) -> set[int]:
        """The rows that gave away those of the cells that are known."""
        return {self._known[cell] for cell in cells if cell in self._known}

    def extreme(self, cells: Iterable[int], sign: int) -> tuple[list[int], Figures, set[int]]:
        """The largest (`sign` 1) or smallest (-1) sum that the unknown of these cells can have.

        The cells that may move with it, their figures at that extreme, and the rows that stop it there.
        """
        wanted = {cell for cell in cells if cell not in self._known}
        columns, rows = self._connected(wanted)
        if not columns:
            return [], np.zeros(0), set()
        place = {cell: number for number, cell in enumerate(columns)}
        sums = matrix([[place[cell] for cell in self._unknown[row]] for row in rows], len(columns))
        goal = np.array([-sign * (cell in wanted) for cell in columns], dtype=float)
        answer = _solve(goal, sums, np.array([self._rest[row] for row in rows]))
        assert answer.status == 0, answer.message
        stops = np.flatnonzero(np.abs(answer.eqlin.marginals) > TOLERANCE)
        return columns, answer.x, {self._latest[rows[stop]] for stop in stops}

    def _connected(self, wanted: Collection[int]) -> tuple[list[int], list[int]]:
        columns, rows, waiting = set(wanted), set[int](), list(wanted)
        while waiting:
            for row in self._rows_of[waiting.pop()]:
                if row not in rows and self._unknown[row]:
                    rows.add(row)
                    waiting.extend(self._unknown[row] - columns)
                    columns |= self._unknown[row]
        return sorted(columns), sorted(rows)


def possible_table(rows: Sequence[Collection[int]], figures: Sequence[float | None]) -> dict[int, float] | None:
    """Any figures of the inner cells, none negative, that agree with the published ones; None when there are none."""
    cells, merged = merge_cells(rows)
    shown = [(cells[row], figure) for row, figure in enumerate(figures) if figure is not None]
    table = dict.fromkeys(merged, 0.0)
    if not shown:
        return table
    sums = matrix([inside for inside, _ in shown], len(set(merged.values())))
    answer = _solve(np.zeros(sums.shape[1]), sums, np.array([figure for _, figure in shown]))
    if answer.status != 0:
        return None
    first = {place: cell for cell, place in reversed(merged.items())}
    for place, cell in first.items():
        table[cell] = float(answer.x[place])
    return table


def _solve(goal: Figures, sums: csr_array, rests: Figures) -> OptimizeResult:
    # The stubs know sparse matrices, not yet sparse arrays.
    return linprog(goal, A_eq=sums, b_eq=rests, method="highs")  # type: ignore[call-overload,no-any-return]


def merge_cells(rows: Sequence[Collection[int]]) -> tuple[list[list[int]], dict[int, int]]:
    """Inner cells that occur in exactly the same rows act as one: the rows in merged cells, and cell -> merged."""
    occurs: dict[int, list[int]] = {}
    for place, cells in enumerate(rows):
        for cell in cells:
            occurs.setdefault(cell, []).append(place)
    number: dict[tuple[int, ...], int] = {}
    merged = {cell: number.setdefault(tuple(places), len(number)) for cell, places in occurs.items()}
    return [sorted({merged[cell] for cell in cells}) for cells in rows], merged


def matrix(rows: Sequence[Collection[int]], columns: int) -> csr_array:
    """The rows as 0 and 1 in so many columns."""
    ends = np.cumsum([0, *(len(cells) for cells in rows)])
    places = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=ends[-1])
    return csr_array((np.ones(len(places)), places, ends), shape=(len(rows), columns))
