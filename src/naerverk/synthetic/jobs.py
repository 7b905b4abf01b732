"""The employments table: one row per dated state of a job."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from naerverk.synthetic.draws import Draws, Flags, Floats, Ints, rows_at, sums, weighted
from naerverk.synthetic.organisation import Organisation
from naerverk.synthetic.people import FTE, YEAR, Persons
from naerverk.synthetic.timeline import Timeline

_CHANGES_SHARE, _CHANGES_UNIT = 0.07, 0.03
"""Per person and year."""

_SECOND_JOB, _SECOND_JOB_UP_TO = 0.1, 60
"""Share of shift workers with at most so large a position who hold a second, small one elsewhere."""

_SECOND_FTE = weighted({10: 3, 15: 2, 20: 4, 25: 2, 30: 2})
_NEVER = 1 << 21


@dataclass(frozen=True, eq=False)
class Jobs:
    """Sorted by person, start and unit. `unit` is a node; `second` marks second jobs."""

    person: Ints
    unit: Ints
    start: Ints
    end: Ints
    fte: Floats
    second: Flags

    def agreed_days(self, persons: int, first: int, last: int, timeline: Timeline) -> Floats:
        """Agreed full-time working days of each person from `first` to `last`."""
        days = timeline.working_days(np.clip(self.start, first, last), np.clip(self.end, first - 1, last))
        days = np.where(self.start > last, 0, days)
        return sums(self.person, days * self.fte / 100, persons)


def jobs_of(persons: Persons, organisation: Organisation, swaps: Ints, timeline: Timeline, draws: Draws) -> Jobs:
    """All rows of the employments table. `swaps[leaf]` is the unit's twin for moves and second jobs, or -1."""
    main = _main_jobs(persons, organisation, swaps, timeline, draws)
    second = _second_jobs(persons, organisation, swaps, main, draws)
    both = [np.concatenate((getattr(main, f), getattr(second, f))) for f in Jobs.__dataclass_fields__]
    order = np.lexsort((both[1], both[2], both[0]))
    return Jobs(*(column[order] for column in both))


def _main_jobs(persons: Persons, organisation: Organisation, swaps: Ints, timeline: Timeline, draws: Draws) -> Jobs:
    n = len(persons)
    fte_from = _day_of_change(persons, np.where(persons.fte < 100, _CHANGES_SHARE, 0), timeline, draws)
    new_fte = rows_at(FTE, persons.occupation, draws.uniform(n))
    unit_from = _day_of_change(persons, np.where(swaps[persons.leaf] >= 0, _CHANGES_UNIT, 0), timeline, draws)
    since = organisation.since[persons.leaf]
    reorganised = np.where((since > persons.start) & (since <= persons.end), since, _NEVER)

    starts = np.sort(np.stack((persons.start, fte_from, unit_from, reorganised), axis=1), axis=1)
    ends = np.concatenate((starts[:, 1:] - 1, np.full((n, 1), _NEVER)), axis=1)
    ends = np.minimum(ends, persons.end[:, None])
    real = (starts < _NEVER) & (ends >= starts)
    row, _ = np.nonzero(real)
    start, end = starts[real], ends[real]

    leaf, parity = persons.leaf[row], persons.seat[row] % 2
    unit = np.where(start >= since[row], organisation.unit[leaf], organisation.earlier[leaf, parity])
    unit = np.where(start >= unit_from[row], organisation.unit[swaps[leaf]], unit)
    fte = np.where(start >= fte_from[row], new_fte[row], persons.fte[row])
    return Jobs(row, unit, start, end, fte, np.zeros(len(row), dtype=np.bool_))


def _day_of_change(persons: Persons, per_year: Floats, timeline: Timeline, draws: Draws) -> Ints:
    """A day inside the months kept and the job, or _NEVER."""
    low = np.maximum(persons.start + 31, timeline.first)
    high = np.minimum(persons.end, timeline.last)
    room = np.maximum(high - low, 0)
    day = low + (draws.uniform(len(persons)) * room).astype(np.int64)
    return np.where(draws.happens(per_year * room / YEAR), day, _NEVER)


def _second_jobs(persons: Persons, organisation: Organisation, swaps: Ints, main: Jobs, draws: Draws) -> Jobs:
    n = len(persons)
    most = np.zeros(n)
    np.maximum.at(most, main.person, main.fte)
    stays = np.bincount(main.person, minlength=n) == 1
    may = persons.shift & stays & (swaps[persons.leaf] >= 0) & (most <= _SECOND_JOB_UP_TO)
    row = np.flatnonzero(may & (draws.uniform(n) < _SECOND_JOB))
    fte = draws.pick(_SECOND_FTE, len(row))
    start = persons.start[row] + (draws.uniform(len(row)) * 300).astype(np.int64)
    start = np.minimum(start, persons.end[row])
    unit = organisation.unit[swaps[persons.leaf[row]]]
    return Jobs(row, unit, start, persons.end[row], fte, np.ones(len(row), dtype=np.bool_))
