"""The organisation's dated tree, folded into nodes that no reorganisation cuts through.

A `node` is a unit together with the chain of units above it. For as long as the chain is the same, the unit is the
same node, so the days of a job can be counted on nodes and added from node to node above. A unit that moves has
several nodes, one for each chain.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from naerverk.problems import refuse

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Placement:
    """A unit's parent over a time; None is an open end or no parent."""

    unit_id: str
    parent_id: str | None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """A unit's time on one node, both ends included."""

    unit_id: str
    first: date
    last: date
    node: int


@dataclass(slots=True)
class Forest:
    """Nodes by number. `paths[n]` is the node's unit and the units above it, nearest first."""

    stays: list[Stay] = field(default_factory=list)
    paths: list[tuple[str, ...]] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    """The node above, or -1."""

    def node(self, path: tuple[str, ...]) -> int:
        """The number of a chain, made known with all chains above it."""
        number = self._numbers.get(path)
        if number is None:
            parent = self.node(path[1:]) if len(path) > 1 else -1
            number = self._numbers[path] = len(self.paths)
            self.paths.append(path)
            self.parents.append(parent)
        return number

    def unit_numbers(self) -> dict[str, int]:
        """Each unit's number."""
        units = dict.fromkeys(path[0] for path in self.paths)
        return {unit: number for number, unit in enumerate(units)}

    def in_order(self) -> tuple[list[int], list[int]]:
        """Each node's place when every node is followed by all that is below it, and how many they are together."""
        sizes = [1] * len(self.parents)
        for node in range(len(sizes) - 1, -1, -1):
            if self.parents[node] >= 0:
                sizes[self.parents[node]] += sizes[node]
        places: list[int] = []
        free = [0] * (len(sizes) + 1)  # where the next node below each goes; the last is for those below none (-1)
        for node, parent in enumerate(self.parents):
            places.append(free[parent])
            free[node] = free[parent] + 1
            free[parent] += sizes[node]
        return places, sizes

    _numbers: dict[tuple[str, ...], int] = field(default_factory=dict)


def flat_forest(unit_ids: Iterable[str], first: date, last: date) -> Forest:
    """Every unit on its own, for figures without roll-up."""
    forest = Forest()
    forest.stays = [Stay(unit_id, first, last, forest.node((unit_id,))) for unit_id in unit_ids]
    return forest


def dated_forest(placements: Sequence[Placement], first: date, last: date) -> Forest:
    """The tree as it was on each day from `first` to `last`.

    On days when a unit has no valid row it stands alone. Raises Refusal when units lie below themselves.
    """
    rows: dict[str, list[Placement]] = {}
    for placement in placements:
        rows.setdefault(placement.unit_id, []).append(placement)
        if placement.parent_id is not None:
            rows.setdefault(placement.parent_id, [])
    climber = _Climber(rows)
    forest = Forest()
    for unit_id in rows:
        for start, end, path in climber.chains(unit_id, first, last):
            forest.stays.append(Stay(unit_id, start, end, forest.node(path)))
    return forest


Chain = tuple[date, date, tuple[str, ...]]


class _Climber:
    """Chains of units, remembered by unit and time: almost all units share their parent's."""

    def __init__(self, rows: dict[str, list[Placement]]) -> None:
        for placements in rows.values():
            placements.sort(key=lambda placement: placement.first or date.min)
        self._rows = rows
        self._known: dict[tuple[str, date, date], list[Chain]] = {}
        self._climbing: set[tuple[str, date, date]] = set()

    def chains(self, unit_id: str, first: date, last: date) -> list[Chain]:
        asked = (unit_id, first, last)
        if asked not in self._known:
            if asked in self._climbing:
                raise refuse("statistics.unit_cycle", unit=unit_id)
            self._climbing.add(asked)
            self._known[asked] = _joined(self._climb(unit_id, first, last))
            self._climbing.remove(asked)
        return self._known[asked]

    def _climb(self, unit_id: str, first: date, last: date) -> list[Chain]:
        found: list[Chain] = []
        day = first
        for row in self._rows[unit_id]:
            start, end = max(row.first or first, day), min(row.last or last, last)
            if start > end:
                continue
            if day < start:
                found.append((day, start - ONE_DAY, (unit_id,)))
            found += self._below(row.parent_id, unit_id, start, end)
            day = end + ONE_DAY
        return [*found, (day, last, (unit_id,))] if day <= last else found

    def _below(self, parent_id: str | None, unit_id: str, first: date, last: date) -> list[Chain]:
        if parent_id is None:
            return [(first, last, (unit_id,))]
        return [(start, end, (unit_id, *path)) for start, end, path in self.chains(parent_id, first, last)]


def _joined(chains: list[Chain]) -> list[Chain]:
    """Neighbouring times with the same chain are one (a unit that only changed its name)."""
    joined: list[Chain] = []
    for start, end, path in chains:
        if joined and joined[-1][2] == path:
            joined[-1] = (joined[-1][0], end, path)
        else:
            joined.append((start, end, path))
    return joined
