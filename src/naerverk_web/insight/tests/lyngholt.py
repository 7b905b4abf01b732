"""Two years of invented work and absence in the cast's municipality: a library of six, and everybody else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from naerverk.calendar import FIRST_DAY, LAST_DAY, Month
from naerverk.records import Employment, Kind, Spell
from naerverk_web.absence.public import import_spells
from naerverk_web.conftest import SYSTEM
from naerverk_web.people.public import import_employments

FIRST, LAST = Month(2024, 1), Month(2026, 2)
TODAY = date(2026, 3, 10)
AT = datetime(2026, 3, 10, 8, tzinfo=UTC)
STAFF = {"H1": 40, "H2": 30, "O1": 20, "K1": 6, "L": 12}


def jobs(*, merged: bool = False, staff: Mapping[str, int] = STAFF) -> Iterator[Employment]:
    """Every third works 60 per cent; everybody stays. `merged`: home care and the nursing home end up in one unit."""
    for unit, number in staff.items():
        for n in range(number):
            job = Employment(f"{unit}-{n}", unit, date(2020, 1, 1), 60.0 if n % 3 == 0 else 100.0)
            if merged and unit in {"H1", "H2"}:
                yield replace(job, end=LAST.first - timedelta(days=1))
                yield replace(job, unit_id="H12", start=LAST.first)
            else:
                yield job


def spells(last: Month = LAST, *, staff: Mapping[str, int] = STAFF) -> Iterator[Spell]:
    """A short, a middle and a long absence now and then, in an order of its own for each person."""
    for place, (unit, number) in enumerate(staff.items()):
        for n in range(number):
            day = FIRST.first + timedelta(days=(7 * place + 5 * n) % 60)
            for turn in range(99):
                if turn % 3 == 0:
                    kind, length, grade = Kind.SELF_CERTIFIED, 2 + n % 3, 100.0
                else:
                    kind, length, grade = Kind.DOCTOR_CERTIFIED, (9, 34)[turn % 2] + n % 5, (100.0, 50.0)[n % 2]
                end = day + timedelta(days=length - 1)
                if end > last.last:
                    break
                yield Spell(f"{unit}-{n}", day, kind, end, grade_percent=grade)
                day = end + timedelta(days=61 + (11 * n + 17 * turn + 23 * place) % 90)
    # The first and the last working day, so that both months count as whole.
    for day in (FIRST.first, last.last):
        while day.weekday() > 4:
            day -= timedelta(days=1)
        yield Spell("L-0", day, Kind.CHILD_SICK, day)


def bring_in(last: Month = LAST, *, merged: bool = False, staff: Mapping[str, int] = STAFF) -> None:
    """As an import would."""
    name = f"{last} {sum(staff.values())}"
    import_employments(jobs(merged=merged, staff=staff), batch=f"jobs {name}", at=AT, complete=True, by=SYSTEM)
    found = {(spell.person_id, spell.start): spell for spell in spells(last, staff=staff)}
    import_spells(found.values(), batch=f"spells {name}", at=AT, period=(FIRST_DAY, LAST_DAY), by=SYSTEM)
