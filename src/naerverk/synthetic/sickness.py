"""Sick spells: too many are invented, those that cannot be are dropped, and cases are kept until each occupation has
lost as many days as its level says. So the margins hold whatever else happens in people's lives.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from naerverk.records import Kind
from naerverk.synthetic.cases import Cases, Staff, bounded, invent, kept_until
from naerverk.synthetic.draws import Draws, Floats, Ints, curve, gamma, sums, weighted
from naerverk.synthetic.measures import Measure
from naerverk.synthetic.rhythm import Rhythm
from naerverk.synthetic.services import OCCUPATIONS
from naerverk.synthetic.spells import NUMBER, Spells, first_come, is_free, lost_days, together
from naerverk.synthetic.timeline import RUN_IN, Timeline

_DOCTOR_DAYS = curve(
    [(0, 3), (0.14, 5), (0.34, 11), (0.5, 17), (0.62, 29), (0.75, 55), (0.87, 112), (0.95, 205), (0.985, 300), (1, 365)]
)
_SELF_DAYS = weighted({1: 25, 2: 24, 3: 23, 4: 9, 5: 8, 6: 2, 7: 4, 8: 5})
_LEAD_IN = weighted({0: 48, 1: 6, 2: 8, 3: 18, 4: 4, 5: 5, 7: 4, 8: 7})
"""Calendar days: with a doctor's note, self-certified, and self-certified before a doctor's note."""

FRAILTY_LONG = gamma(1.1)
_FRAILTY_SHORT = gamma(1.6)
_TOO_MANY = 1.6
_DAYS_PER_DOCTOR_CASE, _DAYS_PER_SELF_CASE = 26.0, 2.0
_GAP = 3
_SELF_CERTIFIED_MOST, _YEAR = 24, 365

_GRADED_FROM, _GRADED = (15, 29, 57), np.array([0.07, 0.24, 0.46, 0.62])
"""Share of cases that become graded: up to 14 days with a doctor's note, from 15, from 29, from 57."""
_IN_FULL_FIRST = weighted({0: 25, 0.3: 25, 0.5: 30, 0.7: 20})
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
    long, long_taken = _doctor_spells(staff, rhythms[1], measure, _DOCTOR * agreed, timeline, draws)
    self_days = lost_days(long, staff.share, timeline.working) * (long.kind == NUMBER[Kind.SELF_CERTIFIED])
    already = sums(occupation[long.person], self_days, len(OCCUPATIONS))
    wanted = np.maximum(_SELF * agreed - already, 0)
    short, short_taken = _self_spells(staff, rhythms[0], measure, wanted, long, timeline, draws)
    return Sickness(_note_after_24_days(together((long, short))), long_taken + short_taken)


def _doctor_spells(
    staff: Staff, rhythm: Rhythm, measure: Measure, target: Floats, timeline: Timeline, draws: Draws
) -> tuple[Spells, Floats]:
    persons = staff.persons
    weight = staff.frailty * _proneness(staff, timeline)
    count = _candidates(staff, target, _DAYS_PER_DOCTOR_CASE, timeline)
    person, start = invent(staff, rhythm, weight, persons.occupation, count, draws)
    lead_in = draws.days(_LEAD_IN, len(person))
    length = lead_in + draws.days(_DOCTOR_DAYS, len(person))
    cases = bounded(staff, person, start, length, lead_in)
    cases = cases.only(first_come(cases.person, cases.start, cases.end, _GAP))
    cases = _until_measure(cases, staff, measure, draws)
    rows, case = _rows(cases, draws)
    return _keep(staff, cases, rows, case, Kind.DOCTOR_CERTIFIED, target, measure, timeline, draws)


def _self_spells(
    staff: Staff, rhythm: Rhythm, measure: Measure, target: Floats, busy: Spells, timeline: Timeline, draws: Draws
) -> tuple[Spells, Floats]:
    weight = np.sqrt(staff.frailty) * draws.pick(_FRAILTY_SHORT, len(staff.persons))
    count = _candidates(staff, target, _DAYS_PER_SELF_CASE, timeline)
    person, start = invent(staff, rhythm, weight, staff.persons.occupation, count, draws)
    cases = bounded(staff, person, start, draws.days(_SELF_DAYS, len(person)), np.zeros(len(person), dtype=np.int64))
    cases = cases.only(is_free(busy, cases.person, cases.start, cases.end, _GAP))
    cases = cases.only(first_come(cases.person, cases.start, cases.end, _GAP))
    cases = _until_measure(cases, staff, measure, draws)
    n = len(cases)
    kind, grade = np.full(n, NUMBER[Kind.SELF_CERTIFIED]), np.full(n, 100)
    rows = Spells(cases.person, cases.start, cases.end, kind, grade, cases.natural > timeline.last)
    return _keep(staff, cases, rows, np.arange(n), Kind.SELF_CERTIFIED, target, measure, timeline, draws)


def _proneness(staff: Staff, timeline: Timeline) -> Floats:
    persons = staff.persons
    age = timeline.origin.year + timeline.months // 24 + 1 - persons.born
    by_age = _BY_AGE[np.searchsorted(_AGES, age, side="right")]
    expecting = persons.woman & (age >= 25) & (age < 39)
    return by_age * np.where(persons.woman, 1.0, _MEN) * np.where(expecting, _MOTHERS_TO_BE, 1.0)


def _candidates(staff: Staff, target: Floats, days_per_case: float, timeline: Timeline) -> Ints:
    occupation = staff.persons.occupation
    heads = np.bincount(occupation, minlength=len(target))
    share = sums(occupation, staff.share, len(target)) / np.maximum(heads, 1)
    run_in = (timeline.months + RUN_IN) / timeline.months
    wanted = target * run_in * _TOO_MANY / (days_per_case * np.maximum(share, 0.05))
    return np.ceil(wanted).astype(np.int64)


def _until_measure(cases: Cases, staff: Staff, measure: Measure, draws: Draws) -> Cases:
    stops = measure.stops(staff.persons.leaf[cases.person], draws.uniform(len(cases)))
    return replace(cases, counts_to=np.minimum(cases.end, stops - 1))


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


def _keep(
    staff: Staff, cases: Cases, rows: Spells, case: Ints, kind: Kind, target: Floats, measure: Measure,
    timeline: Timeline, draws: Draws,
) -> tuple[Spells, Floats]:  # fmt: skip
    """Rows of the cases kept, clipped to the months kept, and the days the measure took."""
    occupation = staff.persons.occupation
    start = np.maximum(rows.start, timeline.first)
    full = Spells(rows.person, start, np.maximum(rows.end, start - 1), rows.kind, rows.grade, rows.open)
    end = np.maximum(np.minimum(rows.end, cases.counts_to[case]), start - 1)
    going_on = rows.open & (end == timeline.last)
    counted = Spells(rows.person, start, end, rows.kind, rows.grade, going_on)
    lost = lost_days(counted, staff.share, timeline.working)
    mine = sums(case, lost * (rows.kind == NUMBER[kind]), len(cases))
    keep = kept_until(occupation[cases.person], mine, target, draws)[case]
    taken = (lost_days(full, staff.share, timeline.working) - lost) * keep
    leaf = np.searchsorted(measure.leaves, staff.persons.leaf[rows.person])
    taken_away = sums(leaf, taken, len(measure.leaves) + 1)[: len(measure.leaves)]
    return together((counted.only(keep & (counted.end >= counted.start)),)), taken_away


def _note_after_24_days(sick: Spells) -> Spells:
    """Self-certified days beyond 24 in twelve months need a doctor's note (the usual inclusive-workplace scheme)."""
    own = np.flatnonzero(sick.kind == NUMBER[Kind.SELF_CERTIFIED])
    person, start = sick.person[own], sick.start[own]
    running = np.concatenate(([0], np.cumsum(sick.end[own] - start + 1)))
    span = 1 << 14
    since = np.searchsorted(person * span + start, person * span + start - _YEAR, side="right")
    used = running[1:] - running[np.maximum(since, np.searchsorted(person, person))]
    kind = sick.kind.copy()
    kind[own[used > _SELF_CERTIFIED_MOST]] = NUMBER[Kind.DOCTOR_CERTIFIED]
    return replace(sick, kind=kind)
