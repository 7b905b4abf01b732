"""What is left of a shown row when the shown rows within it are taken away: anybody can work that out.

It may be the own staff of a unit, hidden units, or both together; it is a figure about persons like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from naerverk.statistics.disclosure.suppression import connected_blocks, suppress


@dataclass(frozen=True, slots=True)
class Rest:
    """The `parts` of a shown `row` outside the largest shown rows `inside` it.

    `exact` unless these overlap each other: then the rest is not simply the row less the rows inside.
    """

    row: int
    parts: frozenset[int]
    inside: tuple[int, ...]
    exact: bool


def rests(rows: Sequence[frozenset[int]], shown: Sequence[int]) -> Iterator[Rest]:
    """One rest per shown row, also when nothing is left and when nothing is taken away."""
    by_first: dict[int, list[int]] = {}
    for row in shown:
        by_first.setdefault(min(rows[row]), []).append(row)
    for row in shown:
        within = (other for part in rows[row] for other in by_first.get(part, ()) if rows[other] < rows[row])
        yield _rest(rows, row, sorted(within, key=lambda other: (-len(rows[other]), other)))


def _rest(rows: Sequence[frozenset[int]], row: int, within: Iterable[int]) -> Rest:
    left, inside, exact = rows[row], [], True
    for other in within:
        if not left.isdisjoint(rows[other]):
            inside.append(other)
            exact = exact and rows[other] <= left
            left -= rows[other]
    return Rest(row, left, tuple(inside), exact)


def suppress_with_rests(
    rows: Sequence[frozenset[int]],
    primary: Sequence[bool],
    *,
    importance: Sequence[float],
    unsafe: Callable[[Rest], bool],
    pinned: Callable[[Sequence[int], Sequence[int]], bool],
) -> list[bool]:
    """`suppress`, with no unsafe rest left open either: those that appear become secrets, until none appears.

    Where shown rows cross each other (a unit that moved), what is left of them is no simple difference. There `pinned`
    (of the rows shown and those hidden) says whether something hidden is known all the same, and then those that cross
    become secrets too.
    """
    hidden = [False] * len(rows)
    for block in connected_blocks(rows):
        cells = [rows[row] for row in block]
        sizes = [importance[row] for row in block]
        secrets: list[frozenset[int]] = []
        found = True
        while found:
            more = [0.0] * len(secrets)
            flags = [*(primary[row] for row in block), *(True for _ in secrets)]
            away = suppress([*cells, *secrets], flags, importance=[*sizes, *more])[: len(block)]
            shown = [place for place, gone in enumerate(away) if not gone]
            open_now = [_of_block(rest, block) for rest in rests(cells, shown)]
            new = {rest.parts for rest in open_now if unsafe(rest)} - set(secrets)
            if not new and len(block) <= MOST_TOGETHER and (crossing := crossed(cells, shown)):
                hides = pinned([block[place] for place in shown], _others(block, away))
                new = {cells[place] for place in crossing} - set(secrets) if hides else set()
            found = bool(new)
            secrets += sorted(new, key=sorted)
        for row, gone in zip(block, away, strict=True):
            hidden[row] = gone
    return hidden


MOST_TOGETHER = 1_500
"""Rows that hang together, above which no linear programme is asked: rolling years of many units take minutes."""


def crossed(rows: Sequence[frozenset[int]], shown: Sequence[int]) -> list[int]:
    """The shown rows that share some parts with another one, but lie neither within nor around it."""
    holders: dict[int, list[int]] = {}
    for row in shown:
        for part in rows[row]:
            holders.setdefault(part, []).append(row)
    found = set[int]()
    for together in {tuple(held) for held in holders.values()}:
        inward = sorted(together, key=lambda row: len(rows[row]))
        found |= {row for pair in pairwise(inward) if not rows[pair[0]] <= rows[pair[1]] for row in pair}
    return sorted(found)


def _others(block: Sequence[int], away: Sequence[bool]) -> list[int]:
    return [row for row, gone in zip(block, away, strict=True) if gone]


def _of_block(rest: Rest, block: Sequence[int]) -> Rest:
    return Rest(block[rest.row], rest.parts, tuple(block[row] for row in rest.inside), rest.exact)
