"""What is left of a shown row when the shown rows within it are taken away: anybody can work that out.

It may be the own staff of a unit, hidden units, or both together; it is a figure about persons like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

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
) -> list[bool]:
    """`suppress`, with no unsafe rest left open either: those that appear become secrets, until none appears."""
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
            open_now = (_of_block(rest, block) for rest in rests(cells, shown))
            found = bool(new := {rest.parts for rest in open_now if unsafe(rest)} - set(secrets))
            secrets += sorted(new, key=sorted)
        for row, gone in zip(block, away, strict=True):
            hidden[row] = gone
    return hidden


def _of_block(rest: Rest, block: Sequence[int]) -> Rest:
    return Rest(block[rest.row], rest.parts, tuple(block[row] for row in rest.inside), rest.exact)
