"""Who works where, since when, how much: persons fill seats, one after the other, and their jobs change on dates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from naerverk.synthetic.draws import GOLDEN, Draws, Flags, Floats, Ints, at, exponential, normal, rows_at, weighted
from naerverk.synthetic.organisation import Organisation
from naerverk.synthetic.services import OCCUPATION_INDEX, OCCUPATIONS, SERVICES
from naerverk.synthetic.timeline import STILL_GOING, Timeline

YEAR = 365.25
_LEAF_STEP, _SECOND_STEP = 0.377, 0.7548776662466927
_AGE_SPREAD = 11.5
_HIRED_YOUNGER = 7
_ADULT, _LEAVES_FROM = 19, 67
_VACANT_DAYS = 28
_OWN_SHARE = 0.2

_TENURE = {o.turnover: exponential(YEAR / o.turnover) for o in OCCUPATIONS}
FTE = np.array([weighted(o.fte) for o in OCCUPATIONS])
_AGE = np.array([o.age for o in OCCUPATIONS])
_WOMEN = np.array([o.women for o in OCCUPATIONS])
_NORMAL = normal()


@dataclass(frozen=True, eq=False)
class Seats:
    """Posts of one block, in the order their holders are numbered."""

    leaf: Ints
    service: Ints
    occupation: Ints
    fte: Floats
    shift: Flags


@dataclass(frozen=True, eq=False)
class Persons:
    """One row per holder of a seat, in the order of their numbers. Days may lie before the run-in or be STILL_GOING."""

    seat: Ints
    leaf: Ints
    service: Ints
    occupation: Ints
    shift: Flags
    start: Ints
    end: Ints
    woman: Flags
    born: Ints
    fte: Floats

    def __len__(self) -> int:
        return len(self.seat)


def seats_of(organisation: Organisation, numbers: Ints, draws: Draws) -> Seats:
    """The posts with these numbers (0 to people - 1). The first of each leaf is its leader."""
    leaf = np.searchsorted(organisation.seats_before, numbers, side="right") - 1
    place = numbers - organisation.seats_before[leaf]
    service = organisation.service[leaf]
    spread = np.modf(place * GOLDEN + leaf * _LEAF_STEP)[0]
    occupation = np.where(place == 0, _LEADERS[service], rows_at(_MIX, service, spread).astype(np.int64))
    return Seats(
        leaf=leaf,
        service=service,
        occupation=occupation,
        fte=rows_at(FTE, occupation, np.modf(numbers * _SECOND_STEP)[0]),
        shift=(draws.happens(_SHIFT[service]) & (place > 0)) | organisation.night[leaf],
    )


_LEADERS = np.array([OCCUPATION_INDEX[s.leader] for s in SERVICES])
_MIX = np.array([weighted({OCCUPATION_INDEX[c]: w for c, w in s.mix.items()}) for s in SERVICES])
_SHIFT = np.array([s.shift for s in SERVICES])


def persons_of(seats: Seats, timeline: Timeline, draws: Draws) -> Persons:
    """Everybody who held one of the seats on some day of the months kept."""
    rounds = []
    holders = np.arange(len(seats.leaf))
    start = np.zeros(len(holders), dtype=np.int64)
    first = True
    while len(holders):
        one = _holders(seats, holders, start, timeline, draws, first)
        rounds.append(one)
        start = one.end + 1 + (draws.uniform(len(holders)) * _VACANT_DAYS).astype(np.int64)
        # Nobody is missing on the last day, so that the head count asked for is the head count found.
        start = np.where((start > timeline.last) & (one.end < timeline.last), one.end + 1, start)
        goes_on = start <= timeline.last
        holders, start, first = holders[goes_on], start[goes_on], False
    return _stacked(rounds, timeline)


def _holders(seats: Seats, holders: Ints, start: Ints, timeline: Timeline, draws: Draws, first: bool) -> Persons:
    """The next holder of each seat. The very first began long ago; waiting times have no memory."""
    n = len(holders)
    occupation = seats.occupation[holders]
    ahead, behind = _tenure(occupation, draws), _tenure(occupation, draws)
    age = _age(occupation, draws, first)
    born = (timeline.origin.year + start // YEAR - age).astype(np.int64)
    adult = _new_year(born + _ADULT, timeline)
    retired = _new_year(born + _LEAVES_FROM + (draws.uniform(n) * 4).astype(np.int64), timeline) + 180
    end = np.maximum(np.minimum(start + ahead, retired), start + 30)
    own = draws.uniform(n) < _OWN_SHARE
    return Persons(
        seat=holders,
        leaf=seats.leaf[holders],
        service=seats.service[holders],
        occupation=occupation,
        shift=seats.shift[holders],
        start=np.minimum(np.maximum(start - behind, adult), start) if first else start,
        end=np.where(end > timeline.last, STILL_GOING, end),
        woman=draws.uniform(n) < _WOMEN[occupation],
        born=born,
        fte=np.where(own, rows_at(FTE, occupation, draws.uniform(n)), seats.fte[holders]),
    )


def _tenure(occupation: Ints, draws: Draws) -> Ints:
    quantile = draws.uniform(len(occupation))
    days = np.zeros(len(occupation))
    for turnover, table in _TENURE.items():
        mine = _TURNOVER[occupation] == turnover
        days[mine] = at(table, quantile[mine])
    return days.astype(np.int64)


_TURNOVER = np.array([o.turnover for o in OCCUPATIONS])


def _age(occupation: Ints, draws: Draws, first: bool) -> Floats:
    middle = _AGE[occupation] - (0 if first else _HIRED_YOUNGER)
    age = middle + _AGE_SPREAD * draws.pick(_NORMAL, len(occupation))
    return np.floor(np.clip(age, 19, 65 if first else 61))


def _new_year(year: Ints, timeline: Timeline) -> Ints:
    """The day number of 1 January, within a day."""
    return np.asarray(np.floor((year - timeline.origin.year) * YEAR) - _days_into_year(timeline), dtype=np.int64)


def _days_into_year(timeline: Timeline) -> int:
    return timeline.origin.timetuple().tm_yday - 1


def _stacked(rounds: list[Persons], timeline: Timeline) -> Persons:
    """All rounds as one, by seat and start, without those who left before the months kept."""
    columns = {name: np.concatenate([getattr(one, name) for one in rounds]) for name in Persons.__dataclass_fields__}
    order = np.lexsort((columns["start"], columns["seat"]))
    order = order[columns["end"][order] >= timeline.first]
    return Persons(**{name: column[order] for name, column in columns.items()})
