"""The shifts table: the days each job is due to work, for the definition `roster`.

Day workers have fixed weekdays and public holidays off. Shift workers follow a cycle of three weeks with every third
weekend, whatever the day is called. A roster gives each job its position share over the cycle, no more and no less.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from naerverk.calendar import public_holidays
from naerverk.synthetic.blocks import Block, Municipality
from naerverk.synthetic.draws import Flags, Floats, Ints
from naerverk.synthetic.frames import dates, person_ids
from naerverk.synthetic.timeline import Timeline

_JOBS_AT_A_TIME = 2_000
_WEEK, _CYCLE = 5, 21
_WEEKDAYS = (0, 2, 4, 1, 3)
_SHIFTS = (0, 5, 9, 14, 3, 6, 11, 16, 1, 8, 18, 4, 10, 15, 17)
"""Days of the week and of the cycle, Monday first, in the order in which a growing position takes them."""


def shifts_frames(block: Block, plan: Municipality, before: int) -> Iterator[pl.DataFrame]:
    """The roster of a block in the months kept, a few thousand jobs at a time."""
    timeline, jobs = plan.timeline, block.jobs
    days = np.arange(timeline.first, timeline.last + 1)
    for start in range(0, len(jobs.person), _JOBS_AT_A_TIME):
        few = slice(start, start + _JOBS_AT_A_TIME)
        person, fte = jobs.person[few], jobs.fte[few]
        shift = block.persons.shift[person]
        due = np.where(
            shift[:, None], _cycle_duties(person, fte, days, timeline), _week_duties(person, fte, days, timeline)
        )
        due &= (days >= jobs.start[few, None]) & (days <= jobs.end[few, None])
        row, day = np.nonzero(due)
        yield pl.DataFrame(
            {
                "person_id": person_ids(person[row], plan, before),
                "unit_id": pl.Series(plan.organisation.unit_ids).gather(jobs.unit[few][row]),
                "date": dates(days[day], plan),
                "agreed_share": _share(fte, np.where(shift, len(_SHIFTS), len(_WEEKDAYS)))[row],
            }
        )


def _week_duties(person: Ints, fte: Floats, days: Ints, timeline: Timeline) -> Flags:
    """Whether each day worker (row) is due on each day (column). People have different days off."""
    weekday = (days + timeline.origin.weekday()) % 7
    holidays = np.array([timeline.day_of(day) for day in public_holidays()])
    turned = (weekday + 2 * person[:, None]) % _WEEK
    due = _ranks(_WEEKDAYS, _WEEK)[turned] < _needed(fte, len(_WEEKDAYS))[:, None]
    return np.asarray(due & (weekday < _WEEK) & ~np.isin(days, holidays))


def _cycle_duties(person: Ints, fte: Floats, days: Ints, timeline: Timeline) -> Flags:
    """Whether each shift worker is due on each day. A third of them have each weekend."""
    turned = (days + timeline.origin.weekday() + 7 * person[:, None]) % _CYCLE
    return np.asarray(_ranks(_SHIFTS, _CYCLE)[turned] < _needed(fte, len(_SHIFTS))[:, None])


def _ranks(order: tuple[int, ...], length: int) -> Ints:
    ranks = np.full(length, length)
    ranks[list(order)] = np.arange(len(order))
    return ranks


def _needed(fte: Floats, slots: Ints | int) -> Ints:
    """How many duties a position fills."""
    return np.ceil(fte / 100 * slots - 1e-9).astype(np.int64)


def _share(fte: Floats, slots: Ints) -> Floats:
    """How much of a full working day each duty is."""
    return np.round(fte / 100 * slots / _needed(fte, slots), 4)
