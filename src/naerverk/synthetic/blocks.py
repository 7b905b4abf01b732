"""The municipality block by block of seats, so that three million people need no more memory than a few thousand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from naerverk.calendar import Month
from naerverk.synthetic.cases import Staff
from naerverk.synthetic.draws import Draws, Floats, Ints
from naerverk.synthetic.jobs import Jobs, jobs_of
from naerverk.synthetic.leave import holidays, long_leave, long_leave_spells, short_leave
from naerverk.synthetic.measures import Measure, measure_of, twins_of
from naerverk.synthetic.organisation import Organisation, organisation_of
from naerverk.synthetic.people import Persons, persons_of, seats_of
from naerverk.synthetic.rhythm import Rhythm, rhythms_of
from naerverk.synthetic.sickness import FRAILTY_LONG, sickness_of
from naerverk.synthetic.spells import Spells, together
from naerverk.synthetic.timeline import Timeline, timeline_of
from naerverk.synthetic.tree import tree_of

SEATS_PER_BLOCK = 25_000
_LEVEL_BETWEEN = (0.97, 1.04)
"""How far the whole municipality may lie from the national levels of its occupations."""

_STREAM = 261
"""Chosen so that seed 7 gives Lyngholt its starting point: 880 full-time equivalents and 9.4 % in the last year."""


@dataclass(frozen=True, eq=False)
class Municipality:
    """Everything that is decided before the first person: tree, days, clocks, measures."""

    seed: int
    timeline: Timeline
    organisation: Organisation
    rhythms: tuple[Rhythm, Rhythm]
    measure: Measure
    twins: Ints
    level: float

    @property
    def person_digits(self) -> int:
        """Width of person numbers: room for everybody who comes and goes."""
        return max(6, len(str(self.organisation.people * (2 + self.timeline.months // 12))))

    @property
    def blocks(self) -> int:
        """Number of blocks of seats."""
        return -(-self.organisation.people // SEATS_PER_BLOCK)


@dataclass(frozen=True, eq=False)
class Block:
    """Persons, jobs and absences of one block; `persons` are numbered from 0 in each."""

    persons: Persons
    jobs: Jobs
    absences: Spells
    taken_away: Floats


def municipality_of(employees: int, first: Month, last: Month, seed: int) -> Municipality:
    """Plan a municipality for the months `first` to `last`."""
    timeline = timeline_of(first, last)
    organisation = organisation_of(tree_of(employees), timeline)
    draws = Draws(_STREAM, seed, employees, timeline.months, 0)
    low, high = _LEVEL_BETWEEN
    level = low + (high - low) * float(draws.uniform(1)[0])
    measure = measure_of(organisation, timeline, draws)
    return Municipality(
        seed, timeline, organisation, rhythms_of(organisation, timeline, draws), measure,
        twins_of(organisation, measure), level,
    )  # fmt: skip


def blocks_of(plan: Municipality) -> Iterator[Block]:
    """The people of the municipality, block after block."""
    for number in range(plan.blocks):
        yield _block(plan, number)


def _block(plan: Municipality, number: int) -> Block:
    timeline, organisation = plan.timeline, plan.organisation
    draws = block_draws(plan, number)
    low, high = number * SEATS_PER_BLOCK, min((number + 1) * SEATS_PER_BLOCK, organisation.people)
    seats = seats_of(organisation, _scattered(np.arange(low, high), organisation.people), draws)
    persons = persons_of(seats, timeline, draws)
    jobs = jobs_of(persons, organisation, plan.twins, timeline, draws)
    staff, leave_kind = _staff(persons, jobs, timeline, draws)
    sickness = sickness_of(staff, plan.rhythms, plan.measure, plan.level, timeline, draws)
    away = together((sickness.spells, long_leave_spells(staff, leave_kind, timeline)))
    short = short_leave(staff, plan.rhythms[0], away, timeline, draws)
    busy = together((away, *short))
    free = holidays(staff, busy, timeline, draws)
    return Block(persons, jobs, together((busy, free)), sickness.taken_away)


def block_draws(plan: Municipality, number: int, *path: int) -> Draws:
    """The random numbers of one block; `path` names further streams beside the main one."""
    return Draws(_STREAM, plan.seed, plan.organisation.people, plan.timeline.months, 1 + number, *path)


def _staff(persons: Persons, jobs: Jobs, timeline: Timeline, draws: Draws) -> tuple[Staff, Ints]:
    first, last = np.maximum(persons.start, 0), np.minimum(persons.end, timeline.last)
    away_from, away_to, kind = long_leave(persons, first, last, timeline, draws)
    agreed = jobs.agreed_days(len(persons), timeline.first, timeline.last, timeline)
    begins, ends = np.maximum(first, timeline.first), np.maximum(last, timeline.first - 1)
    days = timeline.working_days(begins, ends)
    share = np.where(days > 0, agreed / np.maximum(days, 1), persons.fte / 100)
    frailty = draws.pick(FRAILTY_LONG, len(persons))
    return Staff(persons, first, last, away_from, away_to, share, agreed, frailty), kind


def _scattered(numbers: Ints, total: int) -> Ints:
    """A fixed shuffle of the seats, so that colleagues do not get neighbouring person numbers."""
    step = max(1, round(total * 0.6180339887498949))
    while np.gcd(step, total) != 1:
        step += 1
    return (numbers * step + total // 3) % total
