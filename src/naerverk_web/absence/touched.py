"""Which months of which units a change touches, so that figures are made anew there and nowhere else."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Q

from naerverk_web.absence.models import MonthlySum, Spell, Touched
from naerverk_web.organisation.models import Unit
from naerverk_web.people.models import Employment

CHUNK = 2000
FAR = date.max.replace(day=1)
Key = TypeVar("Key", bound=Hashable)
Who = TypeVar("Who", bound=Hashable)
Days = tuple[Key, date, date | None]
"""A unit, the first day and the last (None: still going on)."""


@dataclass(frozen=True, slots=True)
class Months:
    """Months of one unit whose figures are old; `last` None: and all that follow."""

    number: int
    unit_id: str
    first: date
    last: date | None


def touched() -> list[Months]:
    """What waits to be made anew, oldest first."""
    rows = Touched.objects.order_by("pk").values_list("pk", "unit__unit_id", "first", "last")
    return [Months(*row) for row in rows]


def is_touched() -> bool:
    """Whether anything waits."""
    return Touched.objects.exists()


def forget_touched(numbers: Iterable[int]) -> None:
    """The figures of these `Months` have been made. Not "all up to": lower numbers may be written later."""
    ordered = sorted(numbers)
    for n in range(0, len(ordered), CHUNK):
        Touched.objects.filter(pk__in=ordered[n : n + CHUNK]).delete()


def touch(days: Iterable[Days[int]], *, at: datetime) -> None:
    """Note the months these days lie in; of units by key."""
    Touched.objects.bulk_create(
        (Touched(unit_id=unit, first=first, last=last, at=at) for unit, first, last in in_months(days)),
        batch_size=CHUNK,
    )


def touch_units(days: Iterable[Days[str]], *, at: datetime) -> None:
    """Note the months these days lie in; of units by their id."""
    keys = dict(Unit.objects.values_list("unit_id", "pk"))
    touch(((keys[unit], first, last) for unit, first, last in days), at=at)


def in_months(days: Iterable[Days[Key]]) -> list[Days[Key]]:
    """The months of these days, from the first of a month to the first of a month, joined where they meet."""
    units: dict[Key, set[tuple[date, date]]] = {}
    for unit, first, last in days:
        units.setdefault(unit, set()).add((first.replace(day=1), last.replace(day=1) if last else FAR))
    return [
        (unit, first, None if last == FAR else last) for unit, spans in units.items() for first, last in _joined(spans)
    ]


def touch_batch(batch: str, *, at: datetime) -> None:
    """Note the months of all that a batch wrote or closed."""
    mine = Q(batch=batch) | Q(closed_by_batch=batch)
    jobs = Employment.objects.filter(mine).values_list("unit_id", "start", "end")
    sums = MonthlySum.objects.filter(mine).values_list("unit_id", "start", "end")
    touch([*jobs, *sums, *_of_spells(mine)], at=at)


def touch_person(person_id: str, *, at: datetime) -> None:
    """Note the months of all the jobs and absences of one person."""
    mine = Q(person__person_id=person_id)
    jobs = Employment.objects.filter(mine).values_list("unit_id", "start", "end")
    touch([*jobs, *_of_spells(mine)], at=at)


def _of_spells(which: Q) -> Iterator[Days[int]]:
    spells = Spell.objects.filter(which)
    employed = Employment.objects.filter(Q(known_to=None) | Q(person__in=spells.values("person")))
    jobs = employed.values_list("person_id", "unit_id", "start", "end").iterator(5000)
    rows = spells.values_list("person_id", "unit_id", "start", "end").iterator(5000)
    yield from of_spells(rows, jobs)


def of_spells(
    spells: Iterable[tuple[Who, Key | None, date, date | None]],
    jobs: Iterable[tuple[Who, Key, date, date | None]],
) -> Iterator[Days[Key]]:
    """An absence touches its unit, or without one each unit where the person worked on a day of it."""
    held: dict[Who, list[Days[Key]]] = {}
    for who, unit, first, last in jobs:
        held.setdefault(who, []).append((unit, first, last))
    for who, named, start, end in spells:
        if named is not None:
            yield named, start, end
            continue
        for unit, first, last in held.get(who, ()):
            if first <= (end or date.max) and (last or date.max) >= start:
                yield unit, start, end


def _joined(spans: Iterable[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    ordered = sorted(spans)
    first, last = ordered[0]
    for start, end in ordered[1:]:
        if start > _next_month(last):
            yield first, last
            first, last = start, end
        else:
            last = max(last, end)
    yield first, last


def _next_month(month: date) -> date:
    return month if month == FAR else date(month.year + month.month // 12, month.month % 12 + 1, 1)
