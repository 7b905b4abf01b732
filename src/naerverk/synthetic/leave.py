"""Absence that is not sickness: parental and unpaid leave, sick children, welfare leave, holidays."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from naerverk.calendar import public_holidays
from naerverk.records import Kind
from naerverk.synthetic.cases import Staff, bounded, hazard_of
from naerverk.synthetic.draws import Draws, Ints, total, weighted
from naerverk.synthetic.people import YEAR, Persons
from naerverk.synthetic.rhythm import Rhythm
from naerverk.synthetic.services import SERVICES
from naerverk.synthetic.spells import NUMBER, Spells, first_come, is_free, last_before, spells, together
from naerverk.synthetic.timeline import STILL_GOING, Timeline

_MOTHERS, _FATHERS, _UNPAID = 0.075, 0.05, 0.012
"""Per year, at the ages of parents; unpaid leave at all ages."""

_MOTHERS_DAYS = weighted({210: 2, 240: 3, 273: 4, 301: 3, 365: 2})
_FATHERS_DAYS = weighted({70: 2, 105: 6, 133: 1})
_UNPAID_DAYS = weighted({30: 3, 61: 3, 92: 2, 184: 2, 365: 1})

_SHORT = (
    (Kind.CHILD_SICK, 1.15, (26, 46), weighted({1: 55, 2: 30, 3: 15})),
    (Kind.WELFARE_LEAVE, 0.16, (18, 70), weighted({1: 60, 2: 25, 3: 15})),
    (Kind.OTHER_LEAVE, 0.08, (18, 70), weighted({1: 70, 2: 20, 5: 10})),
)
"""Kind, spells per year of those of an age, that age, calendar days."""

_SUMMER_WEEK, _SUMMER_WEEKS = weighted({26: 8, 27: 18, 28: 34, 29: 22, 30: 12, 31: 6}), 3
_SCHOOL_SUMMER = (27, 4)
_OTHER_WEEK = weighted({8: 3, 9: 1, 40: 4, 41: 1})
_EASTER_SHARE = 0.5


def long_leave(persons: Persons, first: Ints, last: Ints, timeline: Timeline, draws: Draws) -> tuple[Ints, Ints, Ints]:
    """One parental or unpaid leave per person at most: first and last day, kind. STILL_GOING as first day is none."""
    n = len(persons)
    age = timeline.origin.year + 1 - persons.born
    mothers = persons.woman & (age >= 23) & (age <= 41)
    fathers = ~persons.woman & (age >= 24) & (age <= 46)
    parental = _MOTHERS * mothers + _FATHERS * fathers
    years = (last - first + 1) / YEAR
    luck = draws.uniform(n)
    is_parent = luck < parental * years
    takes = luck < (parental + _UNPAID) * years
    days = np.where(persons.woman, draws.days(_MOTHERS_DAYS, n), draws.days(_FATHERS_DAYS, n))
    days = np.where(is_parent, days, draws.days(_UNPAID_DAYS, n))
    start = first + (draws.uniform(n) * (last - first + 1)).astype(np.int64)
    end = np.minimum(start + days - 1, persons.end)
    kind = np.where(is_parent, NUMBER[Kind.PARENTAL_LEAVE], NUMBER[Kind.UNPAID_LEAVE])
    return np.where(takes, start, STILL_GOING), np.where(takes, end, -1), kind


def long_leave_spells(staff: Staff, kind: Ints, timeline: Timeline) -> Spells:
    """The long leaves as rows, clipped to the months kept."""
    away = np.flatnonzero((staff.away_from <= timeline.last) & (staff.away_to >= timeline.first))
    start, end = np.maximum(staff.away_from[away], timeline.first), np.minimum(staff.away_to[away], timeline.last)
    n = len(away)
    return Spells(away, start, end, kind[away], np.full(n, 100), staff.away_to[away] > timeline.last)


def short_leave(staff: Staff, rhythm: Rhythm, busy: Spells, timeline: Timeline, draws: Draws) -> list[Spells]:
    """Sick children, welfare leave and other short leave, on days that are free."""
    parts = []
    age = timeline.origin.year + 2 - staff.persons.born
    everyone = np.zeros(len(staff.persons), dtype=np.int64)
    taken = busy
    for kind, per_year, (youngest, oldest), days in _SHORT:
        weight = ((age >= youngest) & (age <= oldest)).astype(np.float64)
        years = total((staff.last - staff.first + 1) * weight) / YEAR
        hazard = hazard_of(staff, rhythm, weight, everyone, 1)
        person, start = hazard.strike(np.array([round(per_year * years)]), draws)
        cases = bounded(staff, person, start, draws.days(days, len(person)), np.zeros(len(person), dtype=np.int64))
        cases = cases.only((cases.start >= timeline.first) & is_free(taken, cases.person, cases.start, cases.end))
        cases = cases.only(first_come(cases.person, cases.start, cases.end, 0))
        parts.append(spells(cases.person, cases.start, cases.end, kind))
        taken = together((taken, parts[-1]))
    return parts


def holidays(staff: Staff, busy: Spells, timeline: Timeline, draws: Draws) -> Spells:
    """Five weeks a year: three in summer (four in schools), one in winter or autumn, one at Easter or Christmas.

    Sickness and leave come first: a holiday gives way to them, at its end or at its beginning.
    """
    person, start, end = _planned(staff, timeline, draws)
    ahead = last_before(busy, person, end)
    clash = (ahead >= 0) & (busy.end[np.maximum(ahead, 0)] >= start) if len(busy) else np.zeros(len(person), bool)
    begins, ends = busy.start[np.maximum(ahead, 0)], busy.end[np.maximum(ahead, 0)]
    end = np.where(clash & (begins > start), begins - 1, end)
    start = np.where(clash & (begins <= start), ends + 1, start)
    possible = (end >= start) & (start >= staff.first[person]) & (end <= staff.last[person])
    possible &= is_free(busy, person, start, end)
    return spells(person[possible], start[possible], end[possible], Kind.HOLIDAY)


def _planned(staff: Staff, timeline: Timeline, draws: Draws) -> tuple[Ints, Ints, Ints]:
    """Everybody's holidays as planned: person, first and last day, inside the months kept."""
    n = len(staff.persons)
    pupils_off = _IS_SCHOOL[staff.persons.service]
    starts, ends = [], []
    for year in range(timeline.date_of(timeline.first).year, timeline.date_of(timeline.last).year + 1):
        monday = np.array([timeline.day_of(_monday(year, week)) for week in range(1, 53)])
        week = np.where(pupils_off, _SCHOOL_SUMMER[0], draws.days(_SUMMER_WEEK, n))
        weeks = np.where(pupils_off, _SCHOOL_SUMMER[1], _SUMMER_WEEKS)
        starts.append(monday[week - 1])
        ends.append(starts[-1] + 7 * weeks - 3)
        starts.append(monday[draws.days(_OTHER_WEEK, n) - 1])
        ends.append(starts[-1] + 4)
        easter = draws.uniform(n) < _EASTER_SHARE
        from_easter, from_christmas = (
            timeline.day_of(day) for day in (_monday_before_easter(year), date(year, 12, 27))
        )
        starts.append(np.where(easter, from_easter, from_christmas))
        ends.append(np.where(easter, from_easter + 2, from_christmas + 4))
    person = np.tile(np.arange(n), len(starts))
    start, end = np.concatenate(starts), np.concatenate(ends)
    order = np.lexsort((start, person))
    kept = order[(start[order] >= timeline.first) & (end[order] <= timeline.last)]
    return person[kept], start[kept], end[kept]


def _monday(year: int, week: int) -> date:
    return date.fromisocalendar(year, week, 1)


def _monday_before_easter(year: int) -> date:
    maundy_thursday = next(d for d, name in public_holidays().items() if d.year == year and name == "Skjærtorsdag")
    return maundy_thursday - timedelta(days=3)


_IS_SCHOOL = np.array([service.year == "school" for service in SERVICES])
