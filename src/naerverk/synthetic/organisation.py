"""The unit table: the tree with its history of a merger, a division, a move and a new number.

`continues` names the predecessors of a unit that began in a reorganisation. A move is a new row of the same unit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np

from naerverk.records import Unit
from naerverk.synthetic.draws import Flags, Ints
from naerverk.synthetic.names import place
from naerverk.synthetic.services import SECTORS, SERVICES
from naerverk.synthetic.timeline import STILL_GOING, Timeline
from naerverk.synthetic.tree import DISTRICT, Leaf, Node, Tree

_MERGER, _NEW_NUMBER, _DIVISION, _MOVE = 12 / 36, 15 / 36, 19 / 36, 24 / 36
"""When each happens, as a share of the months asked for."""

_SMALLEST_MERGED = 12


@dataclass(frozen=True, slots=True)
class Reorganisation:
    """What happened on a date: `kind` is merger, division, move or new_number."""

    kind: str
    on: date
    units_before: tuple[str, ...]
    units_after: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Organisation:
    """Arrays are by leaf: the unit people belong to from `since` on, and (by even and odd seat) before it."""

    leaves: tuple[Leaf, ...]
    service: Ints
    night: Flags
    seats_before: Ints
    unit: Ints
    earlier: Ints
    since: Ints
    untouched: Ints
    units: tuple[Unit, ...]
    unit_ids: tuple[str, ...]
    reorganisations: tuple[Reorganisation, ...]

    def name(self, leaf: int) -> str:
        """What the unit of a leaf is called at the end."""
        wanted = self.unit_ids[int(self.unit[leaf])]
        return next(unit.name for unit in self.units if unit.unit_id == wanted)

    @property
    def people(self) -> int:
        """Seats in all leaves together."""
        return int(self.seats_before[-1])


@dataclass(slots=True)
class _History:
    tree: Tree
    timeline: Timeline
    nodes: list[Node]
    starts: dict[int, date] = field(default_factory=dict)
    ends: dict[int, date] = field(default_factory=dict)
    continues: dict[int, tuple[int, ...]] = field(default_factory=dict)
    moved_from: dict[int, int | None] = field(default_factory=dict)
    done: list[tuple[str, date, tuple[int, ...], tuple[int, ...]]] = field(default_factory=list)
    earlier: dict[int, tuple[int, int]] = field(default_factory=dict)
    since: dict[int, date] = field(default_factory=dict)

    def on(self, share: float) -> date:
        return self.timeline.month(max(1, round(share * self.timeline.months))).first

    def old(self, name: str, like: int, on: date) -> int:
        """A unit that ended the day before `on`, in the place of the node `like`."""
        self.nodes.append(Node(name, self.nodes[like].kind, self.nodes[like].parent))
        self.ends[len(self.nodes) - 1] = on - timedelta(days=1)
        return len(self.nodes) - 1

    def follow(self, kind: str, on: date, leaves: Sequence[int], olds: tuple[int, ...]) -> None:
        """The units of `leaves` take over from the units `olds`."""
        news = tuple(self.tree.leaves[leaf].node for leaf in leaves)
        for leaf, new in zip(leaves, news, strict=True):
            self.starts[new], self.continues[new] = on, olds
            self.earlier[leaf], self.since[leaf] = (olds[0], olds[-1]), on
        self.done.append((kind, on, olds, news))


def organisation_of(tree: Tree, timeline: Timeline) -> Organisation:
    """The dated organisation behind a tree."""
    history = _History(tree, timeline, list(tree.nodes))
    for reorganise in (_merge, _divide, _renumber, _move):
        reorganise(history)
    return _organisation(history)


def _leaves_of(history: _History, service: str, wanted: Callable[[Leaf], bool] = lambda leaf: True) -> list[int]:
    """At most one leaf of a service per 12,000 employees, spread over the organisation."""
    leaves = history.tree.leaves
    found = [n for n, leaf in enumerate(leaves) if SERVICES[leaf.service].code == service and wanted(leaf)]
    count = max(1, sum(leaf.people for leaf in leaves) // DISTRICT)
    return found[:: max(1, len(found) // count)][:count]


def _merge(history: _History) -> None:
    on = history.on(_MERGER)
    for leaf in _leaves_of(history, "kindergarten", lambda leaf: leaf.people >= _SMALLEST_MERGED):
        node = history.tree.leaves[leaf].node
        names = (f"{place(node + 500)} barnehage", f"{place(node + 501)} barnehage")
        history.follow("merger", on, (leaf,), (history.old(names[0], node, on), history.old(names[1], node, on)))


def _divide(history: _History) -> None:
    on = history.on(_DIVISION)
    leaves = history.tree.leaves
    for leaf in _leaves_of(history, "cleaning"):
        twin = leaf + 1
        if twin < len(leaves) and leaves[twin].service == leaves[leaf].service and leaf not in history.since:
            name = history.nodes[leaves[leaf].node].name.removesuffix(" nord")
            old = history.old(f"{name} felles" if name.count(" ") else name, leaves[leaf].node, on)
            history.follow("division", on, (leaf, twin), (old,))


def _renumber(history: _History) -> None:
    on = history.on(_NEW_NUMBER)
    for leaf in _leaves_of(history, "counter"):
        node = history.tree.leaves[leaf].node
        name = history.nodes[node].name.replace("Innbyggertorget", "Servicekontoret")
        history.follow("new_number", on, (leaf,), (history.old(name, node, on),))


def _move(history: _History) -> None:
    on = history.on(_MOVE)
    for leaf in _leaves_of(history, "culture_school"):
        node = history.tree.leaves[leaf].node
        school = history.nodes[node]
        history.moved_from[node] = school.parent
        history.nodes[node] = replace(school, parent=_sector_of_upbringing(history.nodes, node))
        history.starts[node] = on
        history.done.append(("move", on, (node,), (node,)))


def _sector_of_upbringing(nodes: Sequence[Node], near: int) -> int:
    """The nearest sector "Oppvekst" that stands before a node."""
    return next(n for n in range(near, -1, -1) if nodes[n].name == SECTORS["upbringing"])


def _organisation(history: _History) -> Organisation:
    leaves = history.tree.leaves
    ids = tuple(f"u{number:0{max(4, len(str(len(history.nodes))))}d}" for number in range(1, len(history.nodes) + 1))
    unit = np.array([leaf.node for leaf in leaves], dtype=np.int64)
    pairs = [history.earlier.get(number, (leaf.node, leaf.node)) for number, leaf in enumerate(leaves)]
    since = [_day(history, number) for number in range(len(leaves))]
    return Organisation(
        leaves=leaves,
        service=np.array([leaf.service for leaf in leaves], dtype=np.int64),
        night=np.array([leaf.night for leaf in leaves]),
        seats_before=np.cumsum(np.array([0, *(leaf.people for leaf in leaves)], dtype=np.int64)),
        unit=unit,
        earlier=np.array(pairs, dtype=np.int64),
        since=np.array(since, dtype=np.int64),
        untouched=np.array([n for n in range(len(leaves)) if n not in history.since], dtype=np.int64),
        units=tuple(_unit_rows(history, ids)),
        unit_ids=ids,
        reorganisations=tuple(
            Reorganisation(kind, on, tuple(ids[n] for n in before), tuple(ids[n] for n in after))
            for kind, on, before, after in sorted(history.done, key=lambda change: change[1])
        ),
    )


def _day(history: _History, leaf: int) -> int:
    on = history.since.get(leaf)
    return -STILL_GOING if on is None else history.timeline.day_of(on)


def _unit_rows(history: _History, ids: Sequence[str]) -> list[Unit]:
    rows = []
    for number, node in enumerate(history.nodes):
        start, end = history.starts.get(number), history.ends.get(number)
        if number in history.moved_from and start:
            before = _id(ids, history.moved_from[number])
            rows.append(Unit(ids[number], node.name, before, node.kind, None, start - timedelta(days=1)))
        continues = tuple(ids[n] for n in history.continues.get(number, ()))
        rows.append(Unit(ids[number], node.name, _id(ids, node.parent), node.kind, start, end, continues))
    return rows


def _id(ids: Sequence[str], node: int | None) -> str | None:
    return None if node is None else ids[node]
