"""Cases of absence before they become rows: who, when, how long, and which of too many are kept."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from naerverk.synthetic.draws import Draws, Flags, Floats, Ints
from naerverk.synthetic.people import Persons
from naerverk.synthetic.rhythm import Rhythm

_TRIES = 4


@dataclass(frozen=True, eq=False)
class Staff:
    """The persons of a block as absence sees them, all arrays by person.

    `first`, `last`: days simulated; `away_from`, `away_to`: long leave; `share`: mean position as a fraction;
    `agreed`: full-time working days in the months kept; `frailty`: proneness to long cases, mean 1.
    """

    persons: Persons
    first: Ints
    last: Ints
    away_from: Ints
    away_to: Ints
    share: Floats
    agreed: Floats
    frailty: Floats


@dataclass(frozen=True, eq=False)
class Cases:
    """Unbroken absence, one row per case. `natural` is the end it would have had, `end` the one that leave, the last
    day or the end of the job allow; `counts_to` is `end` or, where a measure works, the last day that still counts.
    The first `lead_in` days are self-certified when a doctor's note follows.
    """

    person: Ints
    start: Ints
    end: Ints
    natural: Ints
    counts_to: Ints
    lead_in: Ints

    def __len__(self) -> int:
        return len(self.person)

    def only(self, wanted: Flags | Ints) -> Cases:
        """The cases that a mask or an order picks."""
        return Cases(*(getattr(self, name)[wanted] for name in Cases.__dataclass_fields__))


@dataclass(frozen=True, eq=False)
class Hazard:
    """Who is likely to be away next, and when: persons by group, each with weight x exposure."""

    staff: Staff
    rhythm: Rhythm
    begins: Floats
    exposure: Floats
    by_group: Ints
    heavy: Floats
    edges: Ints

    def strike(self, wanted: Ints, draws: Draws) -> tuple[Ints, Ints]:
        """Persons and days of onset: `wanted[g]` for each group g."""
        peopled = self.heavy[self.edges[1:]] > self.heavy[self.edges[:-1]]
        group = np.repeat(np.arange(len(wanted)), np.where(peopled, wanted, 0))
        low, high = self.heavy[self.edges[group]], self.heavy[self.edges[group + 1]]
        place = np.searchsorted(self.heavy, low + draws.uniform(len(group)) * (high - low), side="right") - 1
        person = self.by_group[np.clip(place, self.edges[group], self.edges[group + 1] - 1)]
        shown = self.begins[person] + draws.uniform(len(person)) * self.exposure[person]
        persons, first, last = self.staff.persons, self.staff.first[person], self.staff.last[person]
        return person, self.rhythm.day(persons.leaf[person], persons.shift[person], shown, first, last)


def hazard_of(staff: Staff, rhythm: Rhythm, weight: Floats, groups: Ints, number: int) -> Hazard:
    """The hazard of absences with this rhythm, in groups 0 to number-1."""
    persons = staff.persons
    begins = rhythm.at(persons.leaf, persons.shift, staff.first)
    exposure = rhythm.at(persons.leaf, persons.shift, staff.last + 1) - begins
    by_group = np.argsort(groups, kind="stable")
    heavy = np.concatenate(([0.0], np.cumsum((weight * exposure)[by_group])))
    edges = np.searchsorted(groups[by_group], np.arange(number + 1))
    return Hazard(staff, rhythm, begins, exposure, by_group, heavy, edges)


def bounded(staff: Staff, person: Ints, start: Ints, length: Ints, lead_in: Ints) -> Cases:
    """Cases cut where the job or the timeline ends or a long leave begins; those that begin in a leave are left out."""
    natural = np.minimum(start + length - 1, staff.persons.end[person])
    end = np.minimum(natural, staff.last[person])
    away_from, away_to = staff.away_from[person], staff.away_to[person]
    end = np.where(start < away_from, np.minimum(end, away_from - 1), end)
    return Cases(person, start, end, natural, end, lead_in).only((start < away_from) | (start > away_to))


def kept_until(group: Ints, days: Floats, target: Floats, draws: Draws) -> Flags:
    """Keep cases in random order until their days reach the target of the group.

    A case that would cross the line gives way to the next that does not, a few times, so that small groups come close.
    """
    order = np.lexsort((draws.uniform(len(group)), group))
    group, days = group[order], days[order]
    first_of_group = np.searchsorted(group, np.arange(len(target)))
    kept = np.ones(len(group), dtype=np.bool_)
    for _ in range(_TRIES):
        over = kept & _above(group, np.where(kept, days, 0), first_of_group, target)
        crossing = np.flatnonzero(over)
        kept[crossing[np.unique(group[crossing], return_index=True)[1]]] = False
    over = kept & _above(group, np.where(kept, days, 0), first_of_group, target)
    answer = np.empty(len(group), dtype=np.bool_)
    answer[order] = kept & ~over
    return answer


def _above(group: Ints, days: Floats, first_of_group: Ints, target: Floats) -> Flags:
    """Whether the running sum within the group is above the target."""
    running = np.cumsum(days)
    before = np.concatenate(([0.0], running))[first_of_group]
    return np.asarray(running - before[group] > target[group])
