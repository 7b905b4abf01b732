"""What is kept no longer than it is needed: a duty of the clock, once a day. A hold stops all of it.

The files of imports are purged by `intake`, which knows what is being done with them.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.management import call_command
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from naerverk.calendar import Month
from naerverk_web.absence.models import MonthlySum, Spell
from naerverk_web.access.models import SignedIn
from naerverk_web.access.public import forget_accounts, forget_old_tries
from naerverk_web.audit.public import Actor, purge_contents, record
from naerverk_web.notices.public import forget_notices
from naerverk_web.people.models import Employment, NearestLeader, Person
from naerverk_web.project.models import Beat

ONCE = timedelta(hours=20)
TASKS_KEPT = timedelta(days=14)
CHUNK = 2000
BY = Actor("", "clock")


def purge_daily(now: datetime) -> None:
    """Everything whose time is out, if that was not done lately."""
    last = Beat.objects.filter(name="purge").values_list("at", flat=True).first()
    if settings.HOLD or (last and now - last < ONCE):
        return
    purge(now)
    Beat.objects.update_or_create(name="purge", defaults={"at": now})


@transaction.atomic
def purge(now: datetime) -> dict[str, int]:
    """Purge each class; how many of each, which is also what the log says."""
    counts = _purge_absences(oldest_day(timezone.localdate(now)))
    counts["accounts"] = forget_accounts(timezone.localdate(now), by=BY)
    counts["events"] = purge_contents(now - timedelta(days=settings.KEEP_LOG_DAYS))
    counts["notices"] = forget_notices(now - timedelta(days=settings.KEEP_NOTICES_DAYS))
    _purge_traces(now)
    if any(counts.values()):
        record("project.purged", by=BY, details=dict(counts))
    return counts


def oldest_day(today: date) -> date:
    """The first day of the oldest month of which absences are kept."""
    return Month.of(today).plus(-settings.KEEP_ABSENCES_MONTHS).first


def _purge_absences(cut: date) -> dict[str, int]:
    """What ended before the cut, also as it was once thought to be; and then people of whom nothing is left."""
    over = Q(end__lt=cut) | Q(known_to__date__lt=cut)
    people = set[int]()
    counts = {}
    for name, model in (("absences", Spell), ("employments", Employment), ("leaders", NearestLeader)):
        old = model._default_manager.filter(over)
        people |= set(old.values_list("person_id", flat=True))
        counts[name] = _deleted(old)
    counts["sums"] = _deleted(MonthlySum.objects.filter(over))
    ordered = sorted(people)
    counts["people"] = sum(_people_gone(ordered[n : n + CHUNK]) for n in range(0, len(ordered), CHUNK))
    return counts


def _people_gone(keys: list[int]) -> int:
    """Those of whom nothing is left go. Part by part: a statement takes only so many numbers."""
    gone = Person.objects.filter(pk__in=keys, employments=None, spells=None, leaders=None, led=None)
    # Numbers that were joined to theirs go first: they point at them.
    return _deleted(Person.objects.filter(merged_into__in=list(gone.values_list("pk", flat=True)))) + _deleted(gone)


def _deleted(rows: models.QuerySet[models.Model] | models.QuerySet[Person]) -> int:
    name = rows.model._meta.label
    return rows.delete()[1].get(name, 0)


def _purge_traces(now: datetime) -> None:
    """What machines leave behind: ended sign-ins, wrong tries, finished tasks."""
    call_command("clearsessions")
    SignedIn.objects.filter(seen_at__lt=now - timedelta(seconds=settings.SESSION_COOKIE_AGE)).delete()
    forget_old_tries(now)
    done = (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)
    DBTaskResult.objects.filter(status__in=done, finished_at__lt=now - TASKS_KEPT).delete()
