"""Nearest leaders and names from files: made dated, compared with what is known, written, and set by hand."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db import transaction

from naerverk.records import Person as PersonRow
from naerverk_web.audit.public import Actor, record
from naerverk_web.people.known import CHUNK, Changed, Differences, Place, differences, write_changes
from naerverk_web.people.models import NearestLeader, Overwritten, Person

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Led:
    """Somebody's nearest leader from a day to a day; blank end = still."""

    person_id: str
    leader_id: str
    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class PeopleChanges:
    """What names and leaders in files would change, and which of the numbers nobody has."""

    new_leaders: int
    changed_leaders: int
    gone_leaders: int
    names: int
    unknown_people: int
    unknown_leaders: int


@dataclass(frozen=True, slots=True)
class FromFiles:
    """What files say about people: `names` by number, and `leaders` only where the file has a column of leaders.

    A leader's row without `start` holds from the day of the import. A blank leader: nobody from that day.
    """

    names: Mapping[str, str]
    leaders: tuple[PersonRow, ...] = ()


def preview_people(found: FromFiles, *, day: date, also: Iterable[str] = ()) -> PeopleChanges:
    """What `import_people` would do; `also`: numbers that come in with the same files."""
    known = dict(Person.objects.values_list("person_id", "name"))
    there = {*known, *also}
    leaders = _differences(found, day, there)
    new, gone = ({key[0] for key in keys} for keys in (leaders.new, leaders.gone))  # type: ignore[index]
    said = {row.leader_id for row in found.leaders if row.leader_id}
    return PeopleChanges(
        new_leaders=len(new - gone),
        changed_leaders=len(new & gone),
        gone_leaders=len(gone - new),
        names=sum(known.get(number, "") != name for number, name in found.names.items() if number in there),
        unknown_people=len({*found.names, *(row.person_id for row in found.leaders)} - there),
        unknown_leaders=len(said - there),
    )


@transaction.atomic
def import_people(found: FromFiles, *, batch: str, at: datetime, day: date, by: Actor) -> dict[str, int]:
    """Write names and nearest leaders; people and leaders nobody knows are left out."""
    people = dict(Person.objects.values_list("person_id", "pk"))
    named = _write_names(found.names, batch)
    changed = _write(_differences(found, day, set(people)), people, batch=batch, at=at)
    counts = {"names_written": named, "leaders_added": changed.added, "leaders_closed": changed.closed}
    record("people.people_imported", by=by, about=("batch", batch), details=counts)
    return counts


@transaction.atomic
def set_nearest_leader(person_id: str, *, leader_id: str, from_day: date, at: datetime, by: Actor) -> None:
    """From a day on somebody has a nearest leader; the one before ends the day before."""
    people = dict(Person.objects.values_list("person_id", "pk"))
    wanted = {_key(row): row for row in _from_day(_known({person_id})[person_id], person_id, leader_id, from_day)}
    _write(differences(_places({person_id}), wanted), people, batch=str(uuid4()), at=at)
    record("people.nearest_leader_set", by=by, about=("person", person_id), details={"from_day": str(from_day)})


def remember(people: Iterable[Person], batch: str) -> None:
    """Keep what is known of people before a batch says otherwise; what an earlier step kept stands."""
    Overwritten.objects.bulk_create(
        (Overwritten(batch=batch, person=one, name=one.name, sex=one.sex, birth_year=one.birth_year) for one in people),
        batch_size=CHUNK,
        ignore_conflicts=True,
    )


def restore(batch: str) -> None:
    """What was known of people before the batch."""
    kept = list(Overwritten.objects.filter(batch=batch).select_related("person"))
    for one in kept:
        one.person.name, one.person.sex, one.person.birth_year = one.name, one.sex, one.birth_year
    Person.objects.bulk_update((one.person for one in kept), ["name", "sex", "birth_year"], batch_size=CHUNK)
    Overwritten.objects.filter(batch=batch).delete()


def _write_names(names: Mapping[str, str], batch: str) -> int:
    changed = [one for one in Person.objects.all() if names.get(one.person_id, one.name) != one.name]
    remember(changed, batch)
    for one in changed:
        one.name = names[one.person_id]
    Person.objects.bulk_update(changed, ["name"], batch_size=CHUNK)
    return len(changed)


def _write(found: Differences[Led], people: Mapping[str, int], *, batch: str, at: datetime) -> Changed:
    return write_changes(
        NearestLeader,
        found,
        fields=("person", "leader", "start", "end"),
        values=lambda row: (people[row.person_id], people[row.leader_id], row.start, row.end),
        batch=batch,
        at=at,
    )


def _differences(found: FromFiles, day: date, there: set[str]) -> Differences[Led]:
    """New and gone leaders of the people in the files; all others keep theirs."""
    said: dict[str, list[PersonRow]] = {}
    for row in found.leaders:
        if row.person_id in there:
            stands = row.leader_id in there and row.leader_id != row.person_id
            said.setdefault(row.person_id, []).append(row if stands else replace(row, leader_id=None))
    known = _known(set(said))
    wanted = (led for person, rows in said.items() for led in _wanted(rows, known.get(person, []), day))
    return differences(_places(set(said)), {_key(led): led for led in wanted})


def _wanted(rows: list[PersonRow], known: list[Led], day: date) -> list[Led]:
    """The dated rows as they stand; a row without a date continues what is known from the day of the import."""
    dated = sorted((row for row in rows if row.start), key=lambda row: row.start or day)
    still = [row for row in rows if not row.start and (row.end or day) >= day]
    line = [] if dated else known
    for row in (*dated, *still[-1:]):
        line = _from_day(line, row.person_id, row.leader_id, row.start or day, row.end)
    return line


def _from_day(
    line: list[Led], person_id: str, leader_id: str | None, start: date, end: date | None = None
) -> list[Led]:
    """The line with another leader from a day on; the same leader going on leaves it as it is."""
    now = next((led for led in line if led.start <= start <= (led.end or date.max)), None)
    if now and (now.leader_id, now.end) == (leader_id, end):
        return line
    before = [
        replace(led, end=min(led.end or date.max, start - DAY)) if led.end is None or led.end >= start else led
        for led in line
        if led.start < start
    ]
    return [*before, Led(person_id, leader_id, start, end)] if leader_id else before


def _known(persons: set[str]) -> dict[str, list[Led]]:
    found: dict[str, list[Led]] = {person: [] for person in persons}
    for person, leader, start, end in _rows():
        if person in persons:
            found[person].append(Led(person, leader, start, end))
    return found


def _places(persons: set[str]) -> dict[Hashable, Place]:
    names = ("pk", "person__person_id", "leader__person_id", "start", "end")
    rows = NearestLeader.objects.filter(known_to=None).values_list(*names)
    return {(p, leader, start, end): Place(pk, start, end) for pk, p, leader, start, end in rows if p in persons}


def _rows() -> Iterable[tuple[str, str, date, date | None]]:
    names = ("person__person_id", "leader__person_id", "start", "end")
    return NearestLeader.objects.filter(known_to=None).order_by("start").values_list(*names)


def _key(led: Led) -> tuple[object, ...]:
    return led.person_id, led.leader_id, led.start, led.end
