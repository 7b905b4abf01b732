"""Reading persons, for those who may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from naerverk_web.access.public import Permission, Viewer
from naerverk_web.organisation.public import how_well, tree_rows
from naerverk_web.people.models import Employment, Merge, NearestLeader, Person

PERSON = ("person_id", "person__name", "person__person_id")


@dataclass(frozen=True, slots=True)
class Known:
    """One person as the person side shows them."""

    person_id: str
    name: str
    units: tuple[str, ...]
    leader: str


@dataclass(frozen=True, slots=True)
class Stranded:
    """One person whose job goes on in a unit that does not."""

    person_id: str
    name: str
    unit: str
    ended: date | None
    """The unit's last day; none for a unit that is still to come."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Two numbers of one person that have been joined."""

    merge_id: int
    wrong: str
    right: str
    at: datetime
    by_name: str


def people_seen_by(viewer: Viewer, on: date, *, words: str = "", unit_id: str | None = None) -> list[Known]:
    """The people employed that day in the units the viewer may see people of, by name."""
    jobs = _seen_by(viewer, _employed(on))
    if unit_id:
        jobs = jobs.filter(unit__unit_id=unit_id)
    found: dict[tuple[int, str, str], set[str]] = {}
    for key, name, number, unit in jobs.values_list(*PERSON, "unit__unit_id"):
        found.setdefault((key, name, number), set()).add(unit)
    leaders = _leaders(on)
    return sorted(
        (
            Known(number, name, tuple(sorted(worked_in)), leaders.get(key, ""))
            for (key, name, number), worked_in in found.items()
            # Not asked of the database: SQLite takes Å and å for two letters, and many type aa.
            if not words or how_well(words, name, number) is not None
        ),
        key=lambda known: (known.name.casefold(), known.person_id),
    )


def without_leader(viewer: Viewer, on: date) -> list[Known]:
    """People nobody leads that day."""
    return [known for known in people_seen_by(viewer, on) if not known.leader]


def in_ended_units(viewer: Viewer, on: date) -> list[Stranded]:
    """People employed that day in a unit that is not in the tree then: no leader sees them, and no sum counts them."""
    if not viewer.may(Permission.MANAGE_PEOPLE):
        return []
    jobs = _employed(on).values_list("person__name", "person__person_id", "unit__unit_id")
    stranded = [job for job in jobs if job[2] not in viewer.tree]
    last = {row.unit_id: row for row in tree_rows({unit for *_, unit in stranded})}
    found = {
        Stranded(number, name, last[unit].name if unit in last else unit, last[unit].valid_to if unit in last else None)
        for name, number, unit in stranded
    }
    return sorted(found, key=lambda one: (one.unit.casefold(), one.name.casefold(), one.person_id))


def _seen_by(viewer: Viewer, jobs: QuerySet[Employment]) -> QuerySet[Employment]:
    """Those in the units the viewer may see people of. Who keeps people right sees those in units that ended, too."""
    if viewer.may(Permission.MANAGE_PEOPLE):
        return jobs
    return jobs.filter(unit__unit_id__in=viewer.units(Permission.SEE_PEOPLE))


def _employed(on: date) -> QuerySet[Employment]:
    return Employment.objects.filter(Q(end=None) | Q(end__gte=on), known_to=None, start__lte=on)


def _leaders(on: date) -> dict[int, str]:
    rows = NearestLeader.objects.filter(Q(end=None) | Q(end__gte=on), known_to=None, start__lte=on)
    return {
        person: name or number
        for person, name, number in rows.values_list("person_id", "leader__name", "leader__person_id")
    }


def merged_ids() -> dict[str, str]:
    """Wrong person id -> the right one, followed to its end: files go on naming the wrong one."""
    into = dict(Person.objects.exclude(merged_into=None).values_list("person_id", "merged_into__person_id"))
    return {wrong: _last(right, into) for wrong, right in into.items()}


def _last(person_id: str, into: dict[str, str]) -> str:
    while person_id in into:
        person_id = into[person_id]
    return person_id


def joined(viewer: Viewer) -> list[Joined]:
    """The numbers that are joined now, the newest first."""
    viewer.must(Permission.MANAGE_PEOPLE)
    names = ("pk", "wrong__person_id", "right__person_id", "at", "by_name")
    return [Joined(*row) for row in Merge.objects.filter(undone_at=None).order_by("-at").values_list(*names)[:200]]


def leaders_of(person: Person) -> list[NearestLeader]:
    """One person's nearest leaders, the newest first; the caller has asked whether the viewer may see the person."""
    return list(person.leaders.filter(known_to=None).select_related("leader").order_by("-start"))


def jobs_seen_by(viewer: Viewer, person_id: str) -> tuple[Person, list[Employment]] | None:
    """One person and the jobs in units the viewer may see people of; None when there are none.

    A leader's look ends with the last of these jobs; who keeps people right sees those who have left, too.
    """
    jobs = _seen_by(viewer, Employment.objects.filter(person__person_id=person_id, known_to=None))
    seen = list(jobs.select_related("person__account", "unit").order_by("-start"))
    is_over = all(job.end and job.end < viewer.tree.on for job in seen)
    if is_over and not viewer.may(Permission.MANAGE_PEOPLE):
        return None
    return (seen[0].person, seen) if seen else None
