"""Absences as arrays, and the rule that a person is away for one reason at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from naerverk.records import SICKNESS, Kind
from naerverk.synthetic.draws import Flags, Floats, Ints

KINDS = tuple(Kind)
NUMBER: dict[Kind, int] = {kind: number for number, kind in enumerate(KINDS)}

SPAN = 1 << 14
"""More days than any timeline has: person x SPAN + day sorts by person, then day."""


@dataclass(frozen=True, eq=False)
class Spells:
    """Rows of the absences table. `kind` is a place in KINDS; `open` marks those still going on at the end."""

    person: Ints
    start: Ints
    end: Ints
    kind: Ints
    grade: Ints
    open: Flags

    def __len__(self) -> int:
        return len(self.person)

    def only(self, wanted: Flags | Ints) -> Spells:
        """The rows that a mask or an order picks."""
        return Spells(*(getattr(self, name)[wanted] for name in Spells.__dataclass_fields__))


def spells(person: Ints, start: Ints, end: Ints, kind: Kind) -> Spells:
    """Ended whole-day spells of one kind."""
    n = len(person)
    return Spells(person, start, end, np.full(n, NUMBER[kind]), np.full(n, 100), np.zeros(n, dtype=np.bool_))


def no_spells() -> Spells:
    """An empty table."""
    none = np.zeros(0, dtype=np.int64)
    return spells(none, none, none, Kind.SELF_CERTIFIED)


def together(parts: Sequence[Spells]) -> Spells:
    """All rows, sorted by person and start."""
    joined = [np.concatenate([getattr(part, name) for part in parts]) for name in Spells.__dataclass_fields__]
    every = Spells(*joined)
    return every.only(np.argsort(every.person * SPAN + every.start, kind="stable"))


def first_come(person: Ints, start: Ints, end: Ints, gap: int) -> Ints:
    """Places of ranges that begin more than `gap` days after all earlier ones of the person ended, sorted by start."""
    order = np.argsort(person * SPAN + start, kind="stable")
    ends = (person * SPAN + end)[order]
    latest = np.concatenate(([-SPAN], np.maximum.accumulate(ends)[:-1]))
    return order[(person * SPAN + start)[order] > latest + gap]


def last_before(busy: Spells, person: Ints, day: Ints) -> Ints:
    """Place of the person's last busy spell that starts on or before a day, or -1. `busy` is sorted."""
    found = np.searchsorted(busy.person * SPAN + busy.start, person * SPAN + day, side="right") - 1
    same = (found >= 0) & (busy.person[np.maximum(found, 0)] == person) if len(busy) else np.zeros(len(person), bool)
    return np.where(same, found, -1)


def is_free(busy: Spells, person: Ints, start: Ints, end: Ints, gap: int = 0) -> Flags:
    """Whether no busy spell touches start to end, nor comes nearer than `gap` days."""
    found = last_before(busy, person, end + gap)
    if not len(busy):
        return np.ones(len(person), dtype=np.bool_)
    return (found < 0) | (busy.end[np.maximum(found, 0)] < start - gap)


def goes_on_next_day(part: Spells) -> Flags:
    """Rows followed at once by another row of the same person. `part` is sorted."""
    follows = (part.person[:-1] == part.person[1:]) & (part.end[:-1] + 1 == part.start[1:])
    return np.append(follows, np.zeros(min(len(part), 1), dtype=np.bool_))


def is_sickness(part: Spells) -> Flags:
    """Rows that count in the rate."""
    return np.isin(part.kind, [NUMBER[kind] for kind in SICKNESS])


def lost_days(part: Spells, share: Floats, working: Ints) -> Floats:
    """Full-time working days lost per row: working days x position share (by person) x grade."""
    return (working[part.end + 1] - working[part.start]) * share[part.person] * part.grade / 100
