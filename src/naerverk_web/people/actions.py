"""Bringing persons and employments in from checked rows, closing what is corrected, and undoing a whole batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from naerverk.records import Employment as EmploymentRow
from naerverk.records import Sex
from naerverk_web.access.public import end_access
from naerverk_web.audit.public import Actor, record
from naerverk_web.organisation.models import Unit
from naerverk_web.people.known import CHUNK, Changed, Differences, Place, differences, undo_changes, write_changes
from naerverk_web.people.leaders import remember, restore
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
            round(row.fte_percent, 4),
            row.occupation or "",
        ),
        batch=batch,
        at=at,
    )
    details = {"added": changed.added, "closed": changed.closed}
    record("people.employments_imported", by=by, about=("batch", batch), details=details)
    return changed


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


def _persons(rows: dict[str, EmploymentRow], batch: str) -> dict[str, int]:
    """Make the persons that are new, bring sex and year of birth up to date, and give everybody's key."""
    known = {one.person_id: one for one in Person.objects.all()}
    people = [_person(row, batch, known.get(row.person_id, Person())) for row in rows.values()]
    remember((known[one.person_id] for one in people if _differs(one, known.get(one.person_id, one))), batch)
    Person.objects.bulk_create(
        people,
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
    """Accounts of people whose last employment has ended, with its last day."""
    left: dict[int, date] = {}
    for person in Person.objects.filter(account__isnull=False).prefetch_related("employments"):
        jobs = [job for job in person.employments.all() if job.known_to is None]
        last = max((job.end or date.max for job in jobs), default=None)
        if last is not None and last < today and person.account_id is not None:
            left[person.account_id] = last
    return left
