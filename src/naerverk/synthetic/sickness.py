"""Sick spells: too many are invented, those that cannot be are dropped, and cases are kept until each occupation has
lost as many days as its level says. So the margins hold whatever else happens in people's lives.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from naerverk.records import Kind
from naerverk.synthetic.cases import Cases, Hazard, Staff, bounded, hazard_of, kept_until
from naerverk.synthetic.draws import Draws, Flags, Floats, Ints, curve, gamma, sums, weighted
from naerverk.synthetic.measures import Measure
from naerverk.synthetic.rhythm import Rhythm
from naerverk.synthetic.services import OCCUPATIONS
from naerverk.synthetic.spells import (
    NUMBER,
    SPAN,
    Spells,
    first_come,
    goes_on_next_day,
    is_free,
    lost_days,
    no_spells,
    spells,
    together,
)
from naerverk.synthetic.timeline import RUN_IN, Timeline

_DOCTOR_DAYS = curve(
    [(0, 3), (0.1, 5), (0.26, 11), (0.41, 17), (0.54, 29), (0.71, 58), (0.86, 115), (0.95, 205), (0.985, 300), (1, 356)]
)
_SELF_DAYS = weighted({1: 17, 2: 21, 3: 27, 4: 13, 5: 10, 6: 2, 7: 4, 8: 6})
_LEAD_IN = weighted({0: 48, 1: 6, 2: 8, 3: 18, 4: 4, 5: 5, 7: 4, 8: 7})
"""Calendar days: with a doctor's note, self-certified, and self-certified before a doctor's note."""

FRAILTY_LONG = gamma(0.38)
_FRAILTY_SHORT = gamma(1.1)
_ROUNDS, _SPARE = (1.0, 1.4, 1.8, 2.2, 2.6), 1.5
"""Later rounds find fewer days on which prone people are still at work, so they try harder."""

_DAYS_PER_CASE = {Kind.DOCTOR_CERTIFIED: 18.0, Kind.SELF_CERTIFIED: 2.0}
"""Working days lost to expect of a case; only how many cases are tried depends on it."""

_GAP = 3
_SELF_CERTIFIED_MOST, _YEAR = 24, 365

_GRADED_FROM, _GRADED = (15, 29, 57), np.array([0.07, 0.27, 0.5, 0.68])
"""Share of cases that become graded: up to 14 days with a doctor's note, from 15, from 29, from 57."""
_IN_FULL_FIRST = weighted({0: 25, 0.3: 28, 0.5: 28, 0.7: 19})
_FIRST_GRADE = weighted({80: 4, 70: 1, 60: 4, 50: 9, 40: 2})
_NEW_GRADE_AFTER = (35, 90)

_MEN, _AGES, _BY_AGE = 0.66, (25, 35, 45, 55), np.array([0.8, 1.05, 1.0, 1.0, 1.15])
_MOTHERS_TO_BE = 1.3

_DOCTOR = np.array([o.doctor for o in OCCUPATIONS]) / 100
_SELF = np.array([o.self_certified for o in OCCUPATIONS]) / 100


@dataclass(frozen=True, eq=False)
class Sickness:
    """Sick spells, sorted, and the full-time days the measure took away, by leaf of the measure."""

    spells: Spells
    taken_away: Floats


def sickness_of(
    staff: Staff, rhythms: tuple[Rhythm, Rhythm], measure: Measure, level: float, timeline: Timeline, draws: Draws
) -> Sickness:
    """All sick spells of a block in the months kept. `level` scales the rates of every occupation."""
    occupation = staff.persons.occupation
    agreed = sums(occupation, staff.agreed, len(OCCUPATIONS)) * level
    long_weight = staff.frailty * _proneness(staff, timeline)
    short_weight = np.sqrt(staff.frailty) * draws.pick(_FRAILTY_SHORT, len(staff.persons))
    short, long = (
        hazard_of(staff, rhythm, weight, occupation, len(OCCUPATIONS))
        for rhythm, weight in zip(rhythms, (short_weight, long_weight), strict=True)
    )
    filling = _Filling(staff, measure, timeline, draws)
    filling.fill(Kind.DOCTOR_CERTIFIED, long, _DOCTOR * agreed)
    filling.fill(Kind.SELF_CERTIFIED, short, _SELF * agreed)
    return Sickness(_noted_instead(filling.sick), filling.taken_away)


class _Filling:
    """Sick spells so far. Rounds of cases are added until each occupation has lost the days it should.

    `occupied` are the same cases as they would be without the measure: what it takes away makes no room for others.
    """

    def __init__(self, staff: Staff, measure: Measure, timeline: Timeline, draws: Draws) -> None:
        self.staff, self.measure, self.timeline, self.draws = staff, measure, timeline, draws
        self.sick = self.occupied = no_spells()
        self.taken_away = np.zeros(len(measure.leaves))

    def fill(self, kind: Kind, hazard: Hazard, target: Floats) -> None:
        """Add cases until the days of this kind reach the target of each occupation."""
        for harder in _ROUNDS:
            left = target - self._lost(self.sick, kind)
            person, start = hazard.strike(self._count(kind, left * harder), self.draws)
            cases = self._possible(kind, person, start)
            rows, case = _rows(cases, self.draws) if kind is Kind.DOCTOR_CERTIFIED else _one_row(cases)
            self._keep(cases, rows, case, kind, left)
            self.sick = self.sick.only(~_beyond_scheme(self.sick) | goes_on_next_day(self.sick))

    def _lost(self, part: Spells, kind: Kind) -> Floats:
        lost = lost_days(part, self.staff.share, self.timeline.working) * (part.kind == NUMBER[kind])
        return sums(self.staff.persons.occupation[part.person], lost, len(OCCUPATIONS))

    def _count(self, kind: Kind, left: Floats) -> Ints:
        """How many cases are about enough."""
        occupation = self.staff.persons.occupation
        heads = np.bincount(occupation, minlength=len(left))
        share = np.maximum(sums(occupation, self.staff.share, len(left)) / np.maximum(heads, 1), 0.05)
        run_in = (self.timeline.months + RUN_IN) / self.timeline.months
        wanted = np.maximum(left, 0) * run_in / (_DAYS_PER_CASE[kind] * share)
        return np.ceil(wanted + _SPARE * np.sqrt(wanted)).astype(np.int64)

    def _possible(self, kind: Kind, person: Ints, start: Ints) -> Cases:
        """Cases that fit in among leaves, jobs, earlier cases and each other, with what the measure takes away."""
        n = len(person)
        noted = kind is Kind.DOCTOR_CERTIFIED
        lead_in = self.draws.days(_LEAD_IN, n) if noted else np.zeros(n, dtype=np.int64)
        length = lead_in + self.draws.days(_DOCTOR_DAYS if noted else _SELF_DAYS, n)
        cases = bounded(self.staff, person, start, length, lead_in)
        cases = cases.only(is_free(self.occupied, cases.person, cases.start, cases.end, _GAP))
        cases = cases.only(first_come(cases.person, cases.start, cases.end, _GAP))
        stops = self.measure.stops(self.staff.persons.leaf[cases.person], self.draws.uniform(len(cases)))
        return replace(cases, counts_to=np.minimum(cases.end, stops - 1))

    def _keep(self, cases: Cases, rows: Spells, case: Ints, kind: Kind, left: Floats) -> None:
        """Clip rows to the months kept, keep as many cases as there is room for, and note what the measure took."""
        share, working, persons = self.staff.share, self.timeline.working, self.staff.persons
        start = np.maximum(rows.start, self.timeline.first)
        full = replace(rows, start=start, end=np.maximum(rows.end, start - 1))
        end = np.maximum(np.minimum(rows.end, cases.counts_to[case]), start - 1)
        counted = replace(full, end=end, open=rows.open & (end == self.timeline.last))
        lost = lost_days(counted, share, working)
        mine = sums(case, lost * (rows.kind == NUMBER[kind]), len(cases))
        keep = kept_until(persons.occupation[cases.person], mine, left, self.draws)[case]
        taken = (lost_days(full, share, working) - lost) * keep
        leaf = np.searchsorted(self.measure.leaves, persons.leaf[rows.person])
        self.taken_away += sums(leaf, taken, len(self.taken_away) + 1)[: len(self.taken_away)]
        self.sick = together((self.sick, counted.only(keep & (counted.end >= counted.start))))
        self.occupied = together((self.occupied, full.only(keep & (full.end >= full.start))))


def _proneness(staff: Staff, timeline: Timeline) -> Floats:
    persons = staff.persons
    age = timeline.origin.year + timeline.months // 24 + 1 - persons.born
    by_age = _BY_AGE[np.searchsorted(_AGES, age, side="right")]
    expecting = persons.woman & (age >= 25) & (age < 39)
    return by_age * np.where(persons.woman, 1.0, _MEN) * np.where(expecting, _MOTHERS_TO_BE, 1.0)


def _one_row(cases: Cases) -> tuple[Spells, Ints]:
    n = len(cases)
    rows = spells(cases.person, cases.start, cases.end, Kind.SELF_CERTIFIED)
    return replace(rows, open=cases.natural > cases.end), np.arange(n)


def _rows(cases: Cases, draws: Draws) -> tuple[Spells, Ints]:
    """The spells of each case: self-certified first, then in full, then graded; and the case of each spell."""
    n = len(cases)
    noted_from = cases.start + cases.lead_in
    days = cases.natural - noted_from + 1
    becomes_graded = draws.happens(_GRADED[np.searchsorted(_GRADED_FROM, days, side="right")])
    in_full = np.where(becomes_graded, np.floor(days * draws.pick(_IN_FULL_FIRST, n)), days).astype(np.int64)
    left = days - in_full
    steps = np.where(left > 0, 1 + np.searchsorted(_NEW_GRADE_AFTER, left, side="left"), 0)
    first = draws.days(_FIRST_GRADE, n)
    second = np.where(first > 40, first - 20, 20)
    third = np.where(second > 20, 20, 40)

    graded_from = noted_from + in_full
    length = left // np.maximum(steps, 1)
    starts = [cases.start, noted_from, *(graded_from + step * length for step in range(3))]
    ends = [noted_from - 1, graded_from - 1]
    ends += [np.where(step + 1 == steps, cases.natural, graded_from + (step + 1) * length - 1) for step in range(3)]
    real = [cases.lead_in > 0, in_full > 0, *(steps > step for step in range(3))]
    kinds = [NUMBER[Kind.SELF_CERTIFIED]] + [NUMBER[Kind.DOCTOR_CERTIFIED]] * 4
    grades = [np.full(n, 100), np.full(n, 100), first, second, third]

    chosen = np.concatenate(real) & (np.concatenate(starts) <= np.tile(cases.end, 5))
    case = np.tile(np.arange(n), 5)[chosen]
    start, natural = np.concatenate(starts)[chosen], np.concatenate(ends)[chosen]
    end = np.minimum(natural, cases.end[case])
    kind = np.repeat(np.array(kinds), n)[chosen]
    return Spells(cases.person[case], start, end, kind, np.concatenate(grades)[chosen], natural > cases.end[case]), case


def _beyond_scheme(sick: Spells) -> Flags:
    """Self-certified rows with more than 24 such days in the twelve months that end with them."""
    own = np.flatnonzero(sick.kind == NUMBER[Kind.SELF_CERTIFIED])
    key = sick.person[own] * SPAN + sick.start[own]
    running = np.concatenate(([0], np.cumsum(sick.end[own] - sick.start[own] + 1)))
    first = np.searchsorted(key, np.maximum(key - _YEAR, sick.person[own] * SPAN - 1), side="right")
    beyond = np.zeros(len(sick), dtype=np.bool_)
    beyond[own] = running[1:] - running[first] > _SELF_CERTIFIED_MOST
    return beyond


def _noted_instead(sick: Spells) -> Spells:
    """Self-certified days that the usual scheme (24 in twelve months) does not cover have a doctor's note."""
    return replace(sick, kind=np.where(_beyond_scheme(sick), NUMBER[Kind.DOCTOR_CERTIFIED], sick.kind))
