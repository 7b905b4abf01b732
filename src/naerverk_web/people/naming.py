"""Who is meant when a file gives a nearest leader by name: the one employed person who has that name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from naerverk.records import Person as PersonRow

Jobs = Mapping[str, Sequence[tuple[date, date | None]]]
"""When somebody is employed, by number."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """A leader's name that `fit` employed people have, none or several; `people` name them as their leader."""

    name: str
    fit: int
    people: int


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody's numbers by name as it is compared, and when they are employed."""

    named: Mapping[str, frozenset[str]]
    jobs: Jobs

    def those(self, name: str, on: date) -> frozenset[str]:
        """All who have a name and are employed that day."""
        found = self.named.get(compared(name), frozenset())
        return frozenset(one for one in found if any(a <= on <= (b or date.max) for a, b in self.jobs.get(one, ())))


def staff_of(names: Mapping[str, str], jobs: Jobs) -> Staff:
    """`names`: by number."""
    found: dict[str, set[str]] = {}
    for number, name in names.items():
        found.setdefault(compared(name), set()).add(number)
    return Staff({name: frozenset(numbers) for name, numbers in found.items() if name}, jobs)


def compared(name: str) -> str:
    """A name without regard to case and spaces; `Nes, Kari` is Kari Nes."""
    last, _, first = unicodedata.normalize("NFC", name).partition(",")
    return " ".join(f"{first} {last}".casefold().split())


def with_numbers(
    rows: Iterable[PersonRow], *, there: set[str], staff: Staff, now: Mapping[str, str], day: date
) -> tuple[list[PersonRow], list[Unclear]]:
    """The rows with the leaders' numbers in place of their names, and the names that fit nobody or several.

    `now`: who leads each person. When that is one of several who fit, they are meant: somebody has chosen before.
    """
    told: list[PersonRow] = []
    unclear: dict[str, list[tuple[str, int, str]]] = {}
    for row in rows:
        name = row.leader_id or ""
        fit = frozenset() if not name or name in there else staff.those(name, row.start or day)
        chosen = now.get(row.person_id, "")
        if len(fit) == 1 or chosen in fit:
            told.append(replace(row, leader_id=chosen if chosen in fit else next(iter(fit))))
            continue
        told.append(row)
        if name not in there and is_name(name):
            unclear.setdefault(compared(name), []).append((" ".join(name.split()), len(fit), row.person_id))
    return told, [_unclear(found) for _, found in sorted(unclear.items())]


def is_name(text: str) -> bool:
    """Whether it is a name and no number: numbers have figures in them."""
    return bool(text) and not any(letter.isdigit() for letter in text)


def _unclear(found: Sequence[tuple[str, int, str]]) -> Unclear:
    names, fit, people = zip(*found, strict=True)
    return Unclear(names[0], max(fit), len(set(people)))
