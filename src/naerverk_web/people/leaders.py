"""Nearest leaders and names from files: made dated, compared with what is known, written, and set by hand."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from operator import attrgetter
from uuid import uuid4

from django.db import transaction

from naerverk.records import Person as PersonRow
from naerverk_web.audit.public import Actor, record
from naerverk_web.people.known import Differences, Place, differences
from naerverk_web.people.models import NearestLeader, Overwritten, Person
from naerverk_web.people.naming import Jobs, Unclear, is_name, staff_of, with_numbers
from naerverk_web.people.planned import PERSON, Planned, Pointer, plan_changes, staged, write_planned
from naerverk_web.people.writing import CHUNK, update_rows

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
    unclear: tuple[Unclear, ...] = ()
    """Leaders' names that fit nobody or several."""


@dataclass(frozen=True, slots=True)
class FromFiles:
    """What files say about people: `names` by number, and `leaders` only where the file has a column of leaders.

    A leader stands there by number or by name. A row without `start` holds from the day of the import. A blank leader:
    nobody from that day.
    """

    names: Mapping[str, str]
    leaders: tuple[PersonRow, ...] = ()
    jobs: Jobs = field(default_factory=dict)
    """Everybody's, by what is known and what the files say: a leader given by name is somebody employed."""


def preview_people(found: FromFiles, *, day: date, also: Iterable[str] = ()) -> PeopleChanges:
    """What `import_people` would do; `also`: numbers that come in with the same files."""
    known = dict(Person.objects.values_list("person_id", "name"))
    there = {*known, *also}
    rows, unclear = _by_number(found, known, there, day)
    leaders = _differences(rows, day, there)
    new, gone = ({key[0] for key in keys} for keys in (leaders.new, leaders.gone))  # type: ignore[index]
    said = {row.leader_id for row in rows if row.leader_id}
    return PeopleChanges(
        new_leaders=len(new - gone),
        changed_leaders=len(new & gone),
        gone_leaders=len(gone - new),
        names=sum(known.get(number, "") != name for number, name in found.names.items() if number in there),
        unknown_people=len({*found.names, *(row.person_id for row in found.leaders)} - there),
        unknown_leaders=sum(not is_name(leader) for leader in said - there),
        unclear=tuple(unclear),
    )


@dataclass(frozen=True, slots=True)
class PlannedPeople:
    """What `write_people` writes, worked out while nobody has to wait for it."""

    names: Mapping[str, str]
    """The new name of each number whose name becomes another."""
    known: Sequence[Person]
    """Those of them who were known before the batch, as they were."""
    leaders: Planned


def plan_people(found: FromFiles, *, batch: str, at: datetime, day: date, also: Iterable[str] = ()) -> PlannedPeople:
    """Work out which names and nearest leaders are written; people and leaders nobody knows are left out.

    `also`: numbers that come in with the same files.
    """
    known = {one.person_id: one for one in Person.objects.all()}
    there = {*known, *also}
    names = {
        number: name
        for number, name in found.names.items()
        if number in there and name != getattr(known.get(number), "name", "")
    }
    rows, _unclear = _by_number(found, {number: one.name for number, one in known.items()}, there, day)
    leaders = _planned(_differences(rows, day, there), batch=batch, at=at)
    return PlannedPeople(names, [known[number] for number in names if number in known], leaders)


@transaction.atomic
def write_people(plan: PlannedPeople, *, by: Actor) -> dict[str, int]:
    """Write what was planned and is `staged`, if nothing has changed since."""
    batch, people = plan.leaders.batch, dict(Person.objects.values_list("person_id", "pk"))
    remember(plan.known, batch)
    update_rows(Person, ("name",), ((name, people[number]) for number, name in plan.names.items()))
    changed = write_planned(plan.leaders)
    counts = {"names_written": len(plan.names), "leaders_added": changed.added, "leaders_closed": changed.closed}
    record("people.people_imported", by=by, about=("batch", batch), details=counts)
    return counts


def import_people(found: FromFiles, *, batch: str, at: datetime, day: date, by: Actor) -> dict[str, int]:
    """Plan and write in one."""
    plan = plan_people(found, batch=batch, at=at, day=day)
    with staged([plan.leaders]):
        return write_people(plan, by=by)


class Meanwhile(Exception):
    """Somebody else has changed a person's nearest leader since the page was shown."""


def as_known(person_id: str) -> str:
    """What is known of who leads somebody, in short: another word after every change."""
    known = NearestLeader.objects.filter(person__person_id=person_id, known_to=None)
    return "-".join(str(key) for key in sorted(known.values_list("pk", flat=True)))


@transaction.atomic
def set_nearest_leader(
    person_id: str, *, leader_id: str, from_day: date, at: datetime, by: Actor, seen: str | None = None
) -> None:
    """From a day on somebody has a nearest leader; the one before ends the day before.

    `seen` is what was known as the page was shown. Meanwhile when it is something else now.
    """
    # Locked, so that of two who save in the same moment one meets the other's leader.
    Person.objects.select_for_update().get(person_id=person_id)
    if seen is not None and seen != as_known(person_id):
        raise Meanwhile
    wanted = {_key(row): row for row in _from_day(_known({person_id})[person_id], person_id, leader_id, from_day)}
    plan = _planned(differences(_places({person_id}), wanted), batch=str(uuid4()), at=at)
    with staged([plan]):
        write_planned(plan)
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


def _planned(found: Differences[Led], *, batch: str, at: datetime) -> Planned:
    pointers = {PERSON: attrgetter("person_id"), Pointer("leader", "person_id"): attrgetter("leader_id")}
    days = {"start": attrgetter("start"), "end": attrgetter("end")}
    return plan_changes(NearestLeader, found, pointers=pointers, values=days, batch=batch, at=at)


def _by_number(
    found: FromFiles, known: Mapping[str, str], there: set[str], day: date
) -> tuple[list[PersonRow], list[Unclear]]:
    """The leaders' rows with numbers only, and the names that fit nobody or several."""
    now = {led.person_id: led.leader_id for led in _rows() if led.start <= day <= (led.end or date.max)}
    staff = staff_of({**known, **found.names}, found.jobs)
    return with_numbers(found.leaders, there=there, staff=staff, now=now, day=day)


def _differences(leaders: Iterable[PersonRow], day: date, there: set[str]) -> Differences[Led]:
    """New and gone leaders of the people in the files; all others keep theirs."""
    said: dict[str, list[PersonRow]] = {}
    for row in leaders:
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
    for led in _rows():
        if led.person_id in persons:
            found[led.person_id].append(led)
    return found


def _places(persons: set[str]) -> dict[Hashable, Place]:
    names = ("pk", "person__person_id", "leader__person_id", "start", "end")
    rows = NearestLeader.objects.filter(known_to=None).values_list(*names)
    return {(p, leader, start, end): Place(pk, start, end) for pk, p, leader, start, end in rows if p in persons}


def _rows() -> Iterable[Led]:
    names = ("person__person_id", "leader__person_id", "start", "end")
    rows = NearestLeader.objects.filter(known_to=None).order_by("start").values_list(*names)
    return (Led(*row) for row in rows)


def _key(led: Led) -> tuple[object, ...]:
    return led.person_id, led.leader_id, led.start, led.end
