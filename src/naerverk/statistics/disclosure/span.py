"""Which sums follow from which: exact linear algebra modulo a large prime.

A row is a set of inner cells, and its figure is their sum. A hidden row can be computed from the published rows
exactly when it lies in their span. Coefficients start as 0 and 1, so that arithmetic modulo a prime of 61 bits
answers without rounding; it could err only where a determinant of the table is a multiple of that prime.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Mapping

PRIME = (1 << 61) - 1

Vector = dict[int, int]
"""Coefficients by column; none is zero."""


def _subtract(row: Vector, factor: int, other: Mapping[int, int]) -> None:
    """`row -= factor * other`, in place."""
    for column, coefficient in other.items():
        left = (row.get(column, 0) - factor * coefficient) % PRIME
        if left:
            row[column] = left
        else:
            row.pop(column, None)


def _vector(cells: Iterable[int]) -> Vector:
    return dict.fromkeys(cells, 1)


class Span:
    """Everything that can be computed from the rows published so far."""

    def __init__(self, rows: Iterable[Collection[int]] = ()) -> None:
        self._rows: list[tuple[int, Vector]] = []
        self._place: dict[int, int] = {}
        for cells in rows:
            rest = self.rest(cells)
            if rest:
                self.add(rest)

    def __contains__(self, cells: Collection[int]) -> bool:
        return not self.rest(cells)

    def rest(self, cells: Collection[int]) -> Vector:
        """What is left of a row when all that is known is taken out: nothing when the row can be computed.

        No known row has a pivot column of the rows before it, so that one pass in their order is enough.
        """
        rest = _vector(cells)
        waiting = [self._place[column] for column in rest if column in self._place]
        heapq.heapify(waiting)
        while waiting:
            pivot, known = self._rows[heapq.heappop(waiting)]
            if pivot in rest:
                _subtract(rest, rest[pivot], known)
                for column in known:
                    if column in rest and column in self._place:
                        heapq.heappush(waiting, self._place[column])
        return rest

    def add(self, rest: Vector) -> tuple[int, Vector]:
        """Publish a row of which `rest` is left; the answer is its pivot column and `rest` with 1 there.

        The lowest column is the pivot: where rows come from crossing dimensions, that keeps the rests short.
        """
        pivot = min(rest)
        inverse = pow(rest[pivot], -1, PRIME)
        row = {column: coefficient * inverse % PRIME for column, coefficient in rest.items()}
        self._place[pivot] = len(self._rows)
        self._rows.append((pivot, row))
        return pivot, row


class Guard:
    """Lets rows be published one by one as long as no secret row can be computed from them."""

    def __init__(self, secrets: Iterable[Collection[int]]) -> None:
        self._span = Span()
        self._secrets = [_vector(cells) for cells in {frozenset(cells) for cells in secrets}]
        self._holders: dict[int, set[int]] = {}
        for place, secret in enumerate(self._secrets):
            for column in secret:
                self._holders.setdefault(column, set()).add(place)

    def rest(self, cells: Collection[int]) -> Vector:
        """What a row tells besides what is published: nothing when it can be computed."""
        return self._span.rest(cells)

    def exposed_by(self, rest: Vector) -> bool:
        """Whether a secret could be computed once a row of which `rest` is left is published.

        That is when what is left of the secret is a multiple of what is left of the row.
        """
        holders = self._holders.get(next(iter(rest)), ())
        return any(_proportional(self._secrets[place], rest) for place in holders)

    def take(self, rest: Vector) -> None:
        """Take a row as published, whatever it exposes; a secret that is out is no longer guarded."""
        pivot, row = self._span.add(rest)
        for place in tuple(self._holders.get(pivot, ())):
            self._reduce(place, pivot, row)

    def _reduce(self, place: int, pivot: int, row: Vector) -> None:
        secret = self._secrets[place]
        before = set(secret)
        _subtract(secret, secret[pivot], row)
        for column in before - secret.keys():
            self._holders[column].discard(place)
        for column in secret.keys() - before:
            self._holders.setdefault(column, set()).add(place)


def _proportional(one: Vector, other: Vector) -> bool:
    if one.keys() != other.keys():
        return False
    column = next(iter(other))
    factor = one[column] * pow(other[column], -1, PRIME) % PRIME
    return all(one[key] == factor * value % PRIME for key, value in other.items())
