"""Reading the tree as it was on a day. The tree holds no secrets: names of units are internal, not personal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from naerverk.records import Unit as UnitRow
from naerverk_web.organisation.finding import how_well
from naerverk_web.organisation.models import Unit, UnitPeriod


@dataclass(frozen=True, slots=True)
class Node:
    """A unit as it was on one day."""

    unit_id: str
    name: str
    parent_id: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Tree:
    """All units of one day. Children are ordered by name, never by figures."""

    on: date
    nodes: dict[str, Node]
    children: dict[str | None, tuple[str, ...]]

    def __contains__(self, unit_id: str) -> bool:
        return unit_id in self.nodes

    def __getitem__(self, unit_id: str) -> Node:
        return self.nodes[unit_id]

    @property
    def roots(self) -> tuple[str, ...]:
        """Units without a parent."""
        return self.children.get(None, ())

    def below(self, unit_id: str) -> tuple[str, ...]:
        """Direct children."""
        return self.children.get(unit_id, ())

    def subtree(self, unit_id: str) -> list[str]:
        """The unit and all below it, top first."""
        found = [unit_id]
        for each in found:
            found.extend(self.below(each))
        return found

    def path(self, unit_id: str) -> list[Node]:
        """From the top down to the unit itself."""
        steps: list[Node] = []
        at: str | None = unit_id
        while at is not None and at in self.nodes:
            steps.append(self.nodes[at])
            at = self.nodes[at].parent_id
        return steps[::-1]


def tree(on: date) -> Tree:
    """The organisation as it was on a day."""
    valid = Q(valid_from__isnull=True) | Q(valid_from__lte=on), Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    rows = UnitPeriod.objects.filter(*valid).values_list("unit__unit_id", "name", "parent__unit_id", "kind")
    nodes = {unit_id: Node(unit_id, name, parent, kind) for unit_id, name, parent, kind in rows}
    for ring in _rings({unit_id: node.parent_id for unit_id, node in nodes.items()}):
        # Two files may each be right and make a ring together: whoever went round it would never come to an end.
        nodes[min(ring)] = replace(nodes[min(ring)], parent_id=None)
    children: dict[str | None, list[str]] = {}
    for node in sorted(nodes.values(), key=lambda node: node.name.casefold()):
        # A unit whose parent has ended stands at the top until somebody moves it.
        parent = node.parent_id if node.parent_id in nodes else None
        children.setdefault(parent, []).append(node.unit_id)
    return Tree(on, nodes, {parent: tuple(below) for parent, below in children.items()})


def stands_under_itself(unit_ids: Collection[str], from_day: date) -> bool:
    """Whether one of these units comes to stand under itself on that day or a later one, with all that is planned."""
    periods = UnitPeriod.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=from_day))
    rows = list(periods.values_list("unit__unit_id", "parent__unit_id", "valid_from", "valid_to"))
    days = {from_day, *(first for _unit, _parent, first, _last in rows if first and first > from_day)}
    return any(
        not set(unit_ids).isdisjoint(ring)
        for day in days
        for ring in _rings(
            {unit: parent for unit, parent, first, last in rows if (first or day) <= day <= (last or day)}
        )
    )


def _rings(parents: Mapping[str, str | None]) -> Iterator[list[str]]:
    """Units that stand under each other in a ring."""
    done: set[str] = set()
    for unit in parents:
        way: list[str] = []
        at: str | None = unit
        while at is not None and at in parents and at not in done and at not in way:
            way.append(at)
            at = parents[at]
        if at in way:
            yield way[way.index(at) :]
        done.update(way)


def search(words: str, on: date, newest: int = 20) -> list[Node]:
    """Units whose name or number fits the words, best first, then by name."""
    found = [(how_well(words, node.name, node.unit_id), node) for node in tree(on).nodes.values()]
    fitting = [(fit, node.name.casefold(), node.unit_id, node) for fit, node in found if fit is not None]
    return [node for *_, node in sorted(fitting, key=lambda each: each[:3])][:newest]


def tree_rows(unit_ids: Iterable[str]) -> list[UnitRow]:
    """All dated states of some units, as rows of the `units` table."""
    ids = set(unit_ids)
    units = Unit.objects.filter(unit_id__in=ids).prefetch_related("continues")
    continues = {unit.unit_id: tuple(sorted(each.unit_id for each in unit.continues.all())) for unit in units}
    periods = UnitPeriod.objects.filter(unit__unit_id__in=ids).order_by("unit__unit_id", "valid_from")
    names = ("unit__unit_id", "name", "parent__unit_id", "kind", "valid_from", "valid_to")
    return [
        UnitRow(unit, name, parent, kind or None, first, last, continues[unit])
        for unit, name, parent, kind, first, last in periods.values_list(*names)
    ]
