"""An attack on everything published together: pages, exports and text alternatives of several years as one system.

Each published row is a sum of atomic cells (a unit's own staff in one month, of one kind, ...). What can be got back
is exactly this: rows in the span of the shown rows; and, since no cell is negative, rows in the span of the shown rows
and of the cells that are zero in every table which agrees with them. A row has one possible figure when, and only
when, it is one of these.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array, eye_array, hstack, vstack

from naerverk.statistics.disclosure.intervals import TOLERANCE, matrix, merge_cells
from naerverk.statistics.disclosure.span import Span
from naerverk.statistics.disclosure.suppression import connected_blocks


@dataclass(frozen=True, slots=True)
class Recovered:
    """Hidden rows, by number: those that follow by adding and subtracting alone, and all that have one figure only."""

    computed: frozenset[int]
    pinned: frozenset[int]


def attack(rows: Sequence[Collection[int]], figures: Sequence[float | None], *, rounding: float = 0.0) -> Recovered:
    """What can be got back of the rows whose figure is None.

    `rounding` is how far a published figure may be from the true one. Raises ValueError when no table without
    negative cells agrees with the figures.
    """
    computed, pinned = set[int](), set[int]()
    for block in connected_blocks(rows):
        shown = [row for row in block if figures[row] is not None]
        hidden = [row for row in block if figures[row] is None]
        if shown and hidden:
            cells, merged = merge_cells([rows[row] for row in block])
            of = dict(zip(block, cells, strict=True))
            sums = matrix([of[row] for row in shown], len(set(merged.values())))
            zeros = always_zero(sums, np.array([figures[row] for row in shown], dtype=float), rounding)
            span = Span(of[row] for row in shown)
            computed |= {row for row in hidden if of[row] in span}
            span = Span([*([cell] for cell in zeros), *(of[row] for row in shown)])
            pinned |= {row for row in hidden if of[row] in span}
    return Recovered(frozenset(computed), frozenset(pinned))


def always_zero(sums: csr_array, figures: NDArray[np.float64], rounding: float = 0.0) -> list[int]:
    """The cells (columns of `sums`) that are zero in every table without negative cells that has these sums.

    Tables can be mixed, so that one table has all cells above zero that any table has there. Each step asks for a
    table with as much as possible, up to a small cap, in the cells not yet seen above zero.
    """
    slack = rounding + TOLERANCE
    nothing = 2 * slack * len(figures)
    cells = sums.shape[1]
    both = vstack([sums, -sums])
    ends = np.concatenate([figures + slack, slack - figures])
    undecided = np.arange(cells)
    while undecided.size:
        capped = hstack([-eye_array(cells, format="csr")[undecided], eye_array(undecided.size)])
        system = csr_array(vstack([hstack([both, csr_array((len(ends), undecided.size))]), capped]))
        bounds = np.array([[0, np.inf]] * cells + [[0, 20 * nothing]] * undecided.size)
        goal = np.concatenate([np.zeros(cells), -np.ones(undecided.size)])
        limits = np.concatenate([ends, np.zeros(undecided.size)])
        # The stubs know sparse matrices, not yet sparse arrays.
        answer = linprog(goal, A_ub=system, b_ub=limits, bounds=bounds, method="highs")  # type: ignore[call-overload]
        if answer.status != 0:
            raise ValueError("no table without negative cells agrees with these figures")
        above = answer.x[undecided] > nothing
        if not above.any():
            break
        undecided = undecided[~above]
    return [int(cell) for cell in undecided]
