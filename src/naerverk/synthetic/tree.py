"""The organisation: who reports where, what the units are called, and how they were reorganised.

A leaf is a unit in which people work. Above the leaves stand houses (when a service has sections), sectors, districts
(in very large organisations) and the municipality.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from naerverk.synthetic.names import place
from naerverk.synthetic.services import SECTORS, SERVICES, Service

NAME = "Lyngholt kommune"
SMALLEST_LEAF = 4
DISTRICT = 12_000
DISTRICTS_FROM = 24_000
_MODEL = 1_200


@dataclass(frozen=True, slots=True)
class Node:
    """One unit as it is at the end; `parent` is the place in the list of nodes, None for the municipality."""

    name: str
    kind: str
    parent: int | None


@dataclass(frozen=True, slots=True)
class Leaf:
    """A unit in which people work: `node` its place among the nodes, `people` its head count."""

    node: int
    service: int
    people: int
    night: bool = False


@dataclass(frozen=True, slots=True)
class Tree:
    """Nodes and leaves of an organisation as it is at the end."""

    nodes: tuple[Node, ...]
    leaves: tuple[Leaf, ...]


def tree_of(employees: int) -> Tree:
    """The organisation of so many employees; 1,200 give Lyngholt with 42 units."""
    builder = _Builder([Node(NAME, "municipality", None)])
    districts = max(1, round(employees / DISTRICT)) if employees >= DISTRICTS_FROM else 1
    for number, people in enumerate(_shared(employees, [1.0] * districts)):
        top = 0 if districts == 1 else builder.add(f"Bydel {place(number)}", "district", 0)
        builder.add_sectors(people, top)
    return Tree(tuple(builder.nodes), tuple(builder.leaves))


@dataclass(slots=True)
class _Builder:
    nodes: list[Node]
    leaves: list[Leaf] = field(default_factory=list)
    houses: list[int] = field(default_factory=lambda: [0] * len(SERVICES))

    def add(self, name: str, kind: str, parent: int) -> int:
        self.nodes.append(Node(name, kind, parent))
        return len(self.nodes) - 1

    def add_sectors(self, people: int, top: int) -> None:
        staff = _staffing(people)
        for code, name in SECTORS.items():
            members = [(n, service) for n, service in enumerate(SERVICES) if service.sector == code and staff[n]]
            self.add_departments(members, staff, self.add(name, "sector", top))

    def add_departments(self, members: list[tuple[int, Service]], staff: list[int], sector: int) -> None:
        departments: dict[str, int] = {}
        for number, service in members:
            parent = sector
            if service.department:
                if service.department not in departments:
                    departments[service.department] = self.add(service.department, service.kind, sector)
                parent = departments[service.department]
            self.add_service(number, service, staff[number], parent)

    def add_service(self, number: int, service: Service, people: int, parent: int) -> None:
        count = max(1, round(people / service.size))
        sizes = _shared(people, [service.sizes[i % len(service.sizes)] for i in range(count)])
        for start in range(0, count, service.sections):
            self.add_house(number, service, sizes[start : start + service.sections], parent)

    def add_house(self, number: int, service: Service, sizes: Sequence[int], parent: int) -> None:
        name = _house_name(service, self.houses[number], number)
        self.houses[number] += 1
        house = self.add(name, service.kind, parent)
        if len(sizes) == 1:
            self.leaves.append(Leaf(house, number, sizes[0]))
            return
        for section, people in zip(service.section_names, sizes, strict=False):
            node = self.add(f"{name} {section}", service.kind, house)
            self.leaves.append(Leaf(node, number, people, night=section == "nattpatruljen"))


def _house_name(service: Service, house: int, number: int) -> str:
    if house < len(service.first):
        return service.first[house]
    # 17 services walk through the places from different ends, so that a school and a nursing home seldom share a name.
    return service.names[house % len(service.names)].format(place=place(house + 61 * number))


def _staffing(people: int) -> list[int]:
    """Heads per service; a service too small to stand alone joins the first of its sector."""
    shared = _shared(people, [service.people / _MODEL for service in SERVICES])
    heads = {sector: next(n for n, s in enumerate(SERVICES) if s.sector == sector) for sector in SECTORS}
    for number, service in enumerate(SERVICES):
        head = heads[service.sector]
        if number != head and shared[number] < SMALLEST_LEAF:
            shared[head] += shared[number]
            shared[number] = 0
    return shared


def _shared(total: int, weights: Sequence[float]) -> list[int]:
    """`total` in whole parts in proportion to the weights (largest remainders; they add up)."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(value) for value in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts
