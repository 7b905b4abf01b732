"""Bringing persons and employments in from checked rows, closing what is corrected, and undoing a whole batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter

from django.db import transaction
from django.utils.timezone import localdate

from naerverk.records import Employment as EmploymentRow
from naerverk.records import Sex
from naerverk_web.access.public import end_access
from naerverk_web.audit.public import Actor, record
from naerverk_web.people.known import Changed, Differences, Place, differences, undo_changes
from naerverk_web.people.leaders import remember, restore
from naerverk_web.people.models import Employment, NearestLeader, Person
from naerverk_web.people.planned import PERSON, UNIT, Planned, plan_changes, staged, write_planned
from naerverk_web.people.writing import CHUNK, insert_rows, update_rows


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


@dataclass(frozen=True, slots=True)
class PlannedJobs:
    """What `write_employments` writes, worked out while nobody has to wait for it."""

    new: Sequence[Person]
    other: Sequence[tuple[Person, Person]]
    """People as they are known, and as the rows say."""
    jobs: Planned
    changed: Sequence[tuple[str, str, date, date | None]]
    """Person, unit, first and last day of each employment that is written or closed."""


def plan_employments(rows: Iterable[EmploymentRow], *, batch: str, at: datetime, complete: bool) -> PlannedJobs:
    """Work out how the known employments of the persons in the rows become as the rows say.

    A job that is in the rows with other values is closed and written anew. Jobs of persons who are not in the rows
    stay, unless `complete` says that the file holds everybody.
    """
    wanted = {_key(row): row for row in rows}
    known = {one.person_id: one for one in Person.objects.all()}
    rows_of = {row.person_id: row for row in wanted.values()}
    said = [_person(row, batch, known.get(row.person_id, Person())) for row in rows_of.values()]
    found = _differences(wanted, complete=complete)
    return PlannedJobs(
        new=[one for one in said if one.person_id not in known],
        other=[(was, one) for one in said if (was := known.get(one.person_id)) and _differs(one, was)],
        jobs=plan_changes(
            Employment,
            found,
            pointers={PERSON: attrgetter("person_id"), UNIT: attrgetter("unit_id")},
            values={
                "start": attrgetter("start"),
                "end": attrgetter("end"),
                "fte_percent": lambda row: round(row.fte_percent, 4),
                "occupation": lambda row: row.occupation or "",
            },
            batch=batch,
            at=at,
        ),
        changed=[
            *((row.person_id, row.unit_id, row.start, row.end) for row in found.new.values()),
            *((*key[:2], place.start, place.end) for key, place in found.gone.items()),  # type: ignore[index]
        ],
    )


@transaction.atomic
def write_employments(plan: PlannedJobs, *, by: Actor) -> Changed:
    """Write what was planned and is `staged`, if nothing has changed since."""
    _write_persons(plan)
    changed = write_planned(plan.jobs)
    details = {"added": changed.added, "closed": changed.closed}
    record("people.employments_imported", by=by, about=("batch", plan.jobs.batch), details=details)
    return changed


def import_employments(
    rows: Iterable[EmploymentRow], *, batch: str, at: datetime, complete: bool, by: Actor
) -> Changed:
    """Plan and write in one."""
    plan = plan_employments(rows, batch=batch, at=at, complete=complete)
    with staged([plan.jobs]):
        return write_employments(plan, by=by)


def _differences(wanted: dict[tuple[object, ...], EmploymentRow], *, complete: bool) -> Differences[EmploymentRow]:
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
    undo_changes(NearestLeader, batch)
    changed = undo_changes(Employment, batch)
    restore(batch)
    Person.objects.filter(batch=batch, employments=None, account=None, led=None, merged=None).delete()
    record("people.employments_undone", by=by, about=("batch", batch))
    return changed


def _write_persons(plan: PlannedJobs) -> None:
    """Make the persons that are new, and bring sex and year of birth up to date."""
    remember((was for was, _ in plan.other), plan.jobs.batch)
    names = ("person_id", "name", "sex", "birth_year", "batch")
    insert_rows(Person, names, (tuple(getattr(one, name) for name in names) for one in plan.new))
    update_rows(Person, ("sex", "birth_year"), ((one.sex, one.birth_year, was.pk) for was, one in plan.other))


def _person(row: EmploymentRow, batch: str, known: Person) -> Person:
    """What the file leaves blank stays as it is known."""
    sex = known.sex if row.sex is Sex.UNKNOWN else row.sex.value
    return Person(person_id=row.person_id, sex=sex, birth_year=row.birth_year or known.birth_year, batch=batch)


def _differs(one: Person, known: Person) -> bool:
    return (one.sex, one.birth_year) != (known.sex, known.birth_year)


def _key(row: EmploymentRow) -> tuple[object, ...]:
    """Two jobs are the same when all their values are; the first three say which job it is."""
    return row.person_id, row.unit_id, row.start, row.end, round(row.fte_percent, 4), row.occupation or ""


def end_access_of_leavers(today: date, *, by: Actor) -> int:
    """Accounts of people whose last employment has ended lose their roles from the day after it."""
    return sum(end_access(account_id, last_day=last, by=by) for account_id, last in leavers(today).items())


def leavers(today: date) -> dict[int, date]:
    """Accounts of people whose last employment has ended, with its last day.

    Who is no longer in a file of everybody has left on the day that file came in. A number that was joined with another
    says nothing of whether somebody has left.
    """
    left: dict[int, date] = {}
    people = Person.objects.filter(account__isnull=False, merged_into=None)
    for person in people.prefetch_related("employments"):
        jobs = list(person.employments.all())
        ends = [job.end or date.max for job in jobs if job.known_to is None]
        last = max(ends or [localdate(job.known_to) for job in jobs], default=None)
        if last is not None and last < today and person.account_id is not None:
            left[person.account_id] = last
    return left
