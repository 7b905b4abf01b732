"""Cases of absence before they become rows: who, when, how long, and which of too many are kept."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from naerverk.synthetic.draws import Draws, Flags, Floats, Ints
from naerverk.synthetic.people import Persons
from naerverk.synthetic.rhythm import Rhythm


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


def invent(staff: Staff, rhythm: Rhythm, weight: Floats, groups: Ints, wanted: Ints, draws: Draws) -> tuple[Ints, Ints]:
    """Persons and days of onset: `wanted[g]` cases among the persons of each group g, by weight x exposure."""
    persons = staff.persons
    begins = rhythm.at(persons.leaf, persons.shift, staff.first)
    exposure = rhythm.at(persons.leaf, persons.shift, staff.last + 1) - begins
    order = np.argsort(groups, kind="stable")
    heavy = np.concatenate(([0.0], np.cumsum((weight * exposure)[order])))
    edges = np.searchsorted(groups[order], np.arange(len(wanted) + 1))
    peopled = heavy[edges[1:]] > heavy[edges[:-1]]
    group = np.repeat(np.arange(len(wanted)), np.where(peopled, wanted, 0))
    low, high = heavy[edges[group]], heavy[edges[group + 1]]
    found = np.searchsorted(heavy, low + draws.uniform(len(group)) * (high - low), side="right") - 1
    person = order[np.clip(found, edges[group], edges[group + 1] - 1)]
    shown = begins[person] + draws.uniform(len(person)) * exposure[person]
    day = rhythm.day(persons.leaf[person], persons.shift[person], shown, staff.first[person], staff.last[person])
    return person, day


def bounded(staff: Staff, person: Ints, start: Ints, length: Ints, lead_in: Ints) -> Cases:
    """Cases cut where the job or the timeline ends or a long leave begins; those that begin in a leave are left out."""
    natural = np.minimum(start + length - 1, staff.persons.end[person])
    end = np.minimum(natural, staff.last[person])
    away_from, away_to = staff.away_from[person], staff.away_to[person]
    end = np.where(start < away_from, np.minimum(end, away_from - 1), end)
    return Cases(person, start, end, natural, end, lead_in).only((start < away_from) | (start > away_to))


def kept_until(group: Ints, days: Floats, target: Floats, draws: Draws) -> Flags:
    """Keep cases in random order until their days reach the target of the group.

    The case that crosses the line is kept with the chance that makes the expected sum right.
    """
    order = np.lexsort((draws.uniform(len(group)), group))
    running = np.cumsum(days[order])
    first_of_group = np.searchsorted(group[order], np.arange(len(target)))
    before_group = np.concatenate(([0.0], running))[first_of_group]
    room = target[group[order]] - (running - days[order] - before_group[group[order]])
    keep = np.empty(len(group), dtype=np.bool_)
    keep[order] = room > draws.uniform(len(group)) * days[order]
    return keep
