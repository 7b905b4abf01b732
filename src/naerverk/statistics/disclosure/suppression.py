"""Complementary suppression in a free table: what must be hidden besides what is too small."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from naerverk.statistics.disclosure.intervals import Enclosure
from naerverk.statistics.disclosure.span import Guard

Row = Collection[int]


def suppress(
    rows: Sequence[Row],
    primary: Sequence[bool],
    *,
    importance: Sequence[float],
    table: Sequence[float] | None = None,
    least_width: float = 2.0,
    already_out: Sequence[bool] | None = None,
) -> list[bool]:
    """Which rows to hide, so that no hidden row can be computed from those that are shown.

    `rows` holds the inner cells that add up to each row, `primary` the rows that are secret. Rows are offered for
    publication by falling `importance` (then the longer row first, then in the order given) and shown unless that
    would put a secret row into the span of what is shown. With `table`, the figure of each inner cell, a secret row
    must also keep an interval of at least `least_width` in tables without negative cells. Rows that are
    `already_out` (earlier publications) stay shown whatever they expose; what they expose is lost, the rest is
    protected.

    The shown rows are maximal: no hidden row that is not secret could be shown as well. The method is the
    elimination of Langsrud (2024, doi:10.1007/978-3-031-69651-0_6) with intervals in place of rules for single
    cells.
    """
    out = already_out or [False] * len(rows)
    hidden = [False] * len(rows)
    for block in connected_blocks(rows):
        secrets = [row for row in block if primary[row] and not out[row]]
        if secrets:
            offered = sorted(
                (row for row in block if out[row] or not primary[row]),
                key=lambda row: (not out[row], -importance[row], -len(rows[row]), row),
            )
            # Only the block's own rows go along: a table of many months is many small blocks.
            place = {row: number for number, row in enumerate(block)}
            mine = _Block(
                [rows[row] for row in block],
                [place[row] for row in secrets],
                {place[row] for row in block if out[row]},
                table,
                least_width,
            )
            shown = {block[number] for number in mine.publish([place[row] for row in offered])}
            for row in set(block) - shown:
                hidden[row] = True
    return hidden


def connected_blocks(rows: Sequence[Row]) -> list[list[int]]:
    """The rows in groups without a common inner cell, each as row numbers; rows of nothing are left out."""
    places = [(row, cell) for row, cells in enumerate(rows) for cell in cells]
    if not places:
        return []
    row_of, cell_of = np.array(places).T
    cells, cell_of = np.unique(cell_of, return_inverse=True)
    size = len(rows) + len(cells)
    graph = coo_array((np.ones(len(places)), (row_of, len(rows) + cell_of)), shape=(size, size))
    label = connected_components(graph, directed=False)[1]
    blocks: dict[int, list[int]] = {}
    for row in dict.fromkeys(row_of.tolist()):
        blocks.setdefault(int(label[row]), []).append(row)
    return list(blocks.values())


class _Block:
    """One connected part of a table while it is being published."""

    def __init__(
        self,
        rows: Sequence[Row],
        secrets: list[int],
        out: set[int],
        table: Sequence[float] | None,
        least_width: float,
    ) -> None:
        self._rows, self._secrets, self._out, self._least = rows, secrets, out, least_width
        self._enclosure = Enclosure(rows, table) if table is not None else None

    def publish(self, offered: Sequence[int]) -> list[int]:
        """Which of the rows may be shown, offered in this order."""
        shown, basis = self._unless_computable(offered)
        blamed = self._until_wide(self._enclosure, basis) if self._enclosure else {}
        return self._take_back(self._enclosure, offered, basis, blamed) if self._enclosure and blamed else shown

    def _guard(self) -> Guard:
        return Guard(self._rows[row] for row in self._secrets)

    def _unless_computable(self, offered: Sequence[int]) -> tuple[list[int], list[int]]:
        """The rows that may be shown as far as computing goes; and those of them that tell something new."""
        guard, shown, basis = self._guard(), [], []
        for row in offered:
            rest = guard.rest(self._rows[row])
            if not rest or row in self._out or not guard.exposed_by(rest):
                shown.append(row)
                if rest:
                    guard.take(rest)
                    basis.append(row)
        return shown, basis

    def _until_wide(self, enclosure: Enclosure, basis: list[int]) -> dict[int, list[int]]:
        """Withdraw the last row that encloses a secret too narrowly, until none does; and for whose sake.

        What is wide enough stays so when more is withdrawn. A secret that rows already out enclose too narrowly is
        lost, and no longer protected.
        """
        blamed: dict[int, list[int]] = {}
        around = enclosure.around(basis)
        for secret in tuple(self._secrets):
            while (place := around.holds(secret, self._least)) is not None:
                if basis[place] in self._out:
                    self._secrets.remove(secret)
                    break
                blamed.setdefault(basis.pop(place), []).append(secret)
                around = enclosure.around(basis)
        return blamed

    def _take_back(
        self, enclosure: Enclosure, offered: Sequence[int], basis: list[int], blamed: dict[int, list[int]]
    ) -> list[int]:
        """Show what follows from the basis, and what is no longer in the way after others were withdrawn."""
        guard = self._guard()
        shown = set(basis)
        for row in basis:
            guard.take(guard.rest(self._rows[row]))
        for row in (row for row in offered if row not in shown):
            rest = guard.rest(self._rows[row])
            if not rest:
                shown.add(row)
            elif not guard.exposed_by(rest) and self._stays_wide(enclosure, [*basis, row], blamed.get(row, [])):
                guard.take(rest)
                basis.append(row)
                shown.add(row)
        return [row for row in offered if row in shown]

    def _stays_wide(self, enclosure: Enclosure, shown: list[int], doubtful: list[int]) -> bool:
        around = enclosure.around(shown)
        for secret in (*doubtful, *self._secrets):
            if around.holds(secret, self._least) is not None:
                # What one row encloses too narrowly, the next is likely to: ask about it first.
                self._secrets.remove(secret)
                self._secrets.insert(0, secret)
                return False
        return True
