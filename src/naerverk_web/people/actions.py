"""Bringing persons and employments in from checked rows, closing what is corrected, and undoing a whole batch."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from naerverk.records import Employment as EmploymentRow
from naerverk.records import Sex
from naerverk_web.access.public import end_access
from naerverk_web.audit.public import Actor, record
from naerverk_web.organisation.models import Unit
from naerverk_web.people.known import CHUNK, Changed, Differences, Place, differences, undo_changes, write_changes
from naerverk_web.people.models import Employment, NearestLeader, Person


@dataclass(frozen=True, slots=True)
class JobChanges:
    """What an import would do with persons and jobs: the numbers a person confirms."""

    new_persons: int
    new_jobs: int
    changed_jobs: int
    gone_jobs: int


def preview_employments(rows: Iterable[EmploymentRow], *, complete: bool) -> JobChanges:
    """What `import_employments` would do, without doing it."""
    wanted = {_key(row): row for row in rows}
    found = _differences(wanted, complete=complete)
    known = set(Person.objects.values_list("person_id", flat=True))
    new, gone = ({key[:3] for key in keys} for keys in (found.new, found.gone))  # type: ignore[index]
    persons = {row.person_id for row in wanted.values()}
    return JobChanges(len(persons - known), len(new - gone), len(new & gone), len(gone - new))


@transaction.atomic
def import_employments(
    rows: Iterable[EmploymentRow], *, batch: str, at: datetime, complete: bool, by: Actor
) -> Changed:
    """Make the known employments of the persons in the rows as the rows say.

    A job that is in the rows with other values is closed and written anew. Jobs of persons who are not in the rows
    stay, unless `complete` says that the file holds everybody.
    """
    wanted = {_key(row): row for row in rows}
    persons = _persons({row.person_id: row for row in wanted.values()}, batch)
    units = dict(Unit.objects.values_list("unit_id", "pk"))
    changed = write_changes(
        Employment,
        _differences(wanted, complete=complete),
        fields=("person", "unit", "start", "end", "fte_percent", "occupation"),
        values=lambda row: (
            persons[row.person_id],
            units[row.unit_id],
            row.start,
            row.end,
            round(row.fte_percent, 2),
            row.occupation or "",
        ),
        batch=batch,
        at=at,
    )
    details = {"added": changed.added, "closed": changed.closed}
    record("people.employments_imported", by=by, about=("batch", batch), details=details)
    return changed


def _differences(wanted: dict[Hashable, EmploymentRow], *, complete: bool) -> Differences[EmploymentRow]:
    persons = {row.person_id for row in wanted.values()}
    return differences(
        {key: place for key, place in _known_jobs() if complete or key[0] in persons},
        wanted,
    )


def _known_jobs() -> Iterator[tuple[tuple[object, ...], Place]]:
    names = ("pk", "person__person_id", "unit__unit_id", "start", "end", "fte_percent", "occupation")
    for pk, person, unit, start, end, fte, occupation in (
        Employment.objects.filter(known_to=None).values_list(*names).iterator(CHUNK)
    ):
        yield (person, unit, start, end, float(fte), occupation), Place(pk, start, end)


@transaction.atomic
def undo_employments(batch: str, *, by: Actor) -> Changed:
    """Take away what a batch brought, its persons too, and open again what it closed. Absences are undone before."""
    changed = undo_changes(Employment, batch)
    Person.objects.filter(batch=batch, employments=None, account=None, led=None, merged=None).delete()
    record("people.employments_undone", by=by, about=("batch", batch))
    return changed


def _persons(rows: dict[str, EmploymentRow], batch: str) -> dict[str, int]:
    """Make the persons that are new, bring sex and year of birth up to date, and give everybody's key."""
    known = {each[0]: each[1:] for each in Person.objects.values_list("person_id", "sex", "birth_year")}
    Person.objects.bulk_create(
        [_person(row, batch, *known.get(row.person_id, ("", None))) for row in rows.values()],
        batch_size=CHUNK,
        update_conflicts=True,
        unique_fields=["person_id"],
        update_fields=["sex", "birth_year"],
    )
    found: dict[str, int] = {}
    ids = sorted(rows)
    for start in range(0, len(ids), CHUNK):
        found.update(Person.objects.filter(person_id__in=ids[start : start + CHUNK]).values_list("person_id", "pk"))
    return found


def _person(row: EmploymentRow, batch: str, sex: str, birth_year: int | None) -> Person:
    """What the file leaves blank stays as it is known."""
    if row.sex is not Sex.UNKNOWN:
        sex = row.sex.value
    return Person(person_id=row.person_id, sex=sex, birth_year=row.birth_year or birth_year, batch=batch)


def _key(row: EmploymentRow) -> tuple[object, ...]:
    """Two jobs are the same when all their values are; the first three say which job it is."""
    return row.person_id, row.unit_id, row.start, row.end, round(row.fte_percent, 2), row.occupation or ""


@transaction.atomic
def set_nearest_leader(person_id: str, *, leader_id: str, from_day: date, by: Actor) -> None:
    """From a day on somebody has a nearest leader; the one before ends the day before."""
    person, leader = Person.objects.get(person_id=person_id), Person.objects.get(person_id=leader_id)
    NearestLeader.objects.filter(person=person, valid_from__gte=from_day).delete()
    NearestLeader.objects.filter(Q(valid_to=None) | Q(valid_to__gte=from_day), person=person).update(
        valid_to=from_day - timedelta(days=1)
    )
    NearestLeader.objects.create(person=person, leader=leader, valid_from=from_day)
    record("people.nearest_leader_set", by=by, about=("person", person_id), details={"from_day": str(from_day)})


@transaction.atomic
def merge_persons(wrong_id: str, *, into: str, at: datetime, by: Actor) -> None:
    """Two ids turn out to be one person: jobs and leaders go to `into`; the wrong id stays as a pointer.

    A job that both have is one job: the second is closed.

    Absences are moved by `absence.move_spells` in the same transaction.
    """
    wrong, right = Person.objects.get(person_id=wrong_id), Person.objects.get(person_id=into)
    same = {name: OuterRef(name) for name in ("unit", "start", "fte_percent", "occupation")}
    doubled = Exists(Employment.objects.filter(person=right, known_to=None, **same))
    wrong.employments.filter(doubled, known_to=None).update(known_to=at)
    wrong.employments.update(person=right)
    wrong.led.update(leader=right)
    wrong.leaders.exclude(valid_from__in=right.leaders.values("valid_from")).exclude(leader=right).update(person=right)
    wrong.leaders.all().delete()
    wrong.merged_into = right
    wrong.save(update_fields=["merged_into"])
    record("people.merged", by=by, about=("person", into), details={"from": wrong_id})


def end_access_of_leavers(today: date, *, by: Actor) -> int:
    """Accounts of people whose last employment has ended lose their roles from the day after it."""
    ended = 0
    for person in Person.objects.filter(account__isnull=False).prefetch_related("employments"):
        jobs = [job for job in person.employments.all() if job.known_to is None]
        last = max((job.end or date.max for job in jobs), default=None)
        if last is not None and last < today and person.account_id is not None:
            ended += end_access(person.account_id, last_day=last, by=by)
    return ended
