"""How the site is, for monitors: numbers and words about machines, nothing about people."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from naerverk_web.notices.public import mail_trouble
from naerverk_web.project.models import Beat

CLOCK = "clock"
LATE = timedelta(minutes=5)
LEAST_FREE = 500 * 1024 * 1024


def beat(at: datetime) -> None:
    """The clock is alive."""
    Beat.objects.update_or_create(name=CLOCK, defaults={"at": at})


def health_of(now: datetime) -> dict[str, str]:
    """Each part in one word; `status` is "ok" when all of them are."""
    parts = {"database": "ok", "clock": _clock(now), "worker": _worker(now), "disk": _disk(), "mail": _mail(now)}
    return {"status": "ok" if set(parts.values()) == {"ok"} else "look", **parts}


def _clock(now: datetime) -> str:
    last = Beat.objects.filter(name=CLOCK).values_list("at", flat=True).first()
    return "ok" if last and now - last < LATE else "late"


def _worker(now: datetime) -> str:
    """Late when something has waited in the queue for longer than anything should."""
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, enqueued_at__lt=now - LATE)
    # What is to wait (an e-mail that was refused) is not late before its time.
    waiting = waiting.filter(Q(run_after=get_date_max()) | Q(run_after__lt=now - LATE))
    return "late" if waiting.exists() else "ok"


def _disk() -> str:
    return "ok" if shutil.disk_usage(settings.DATA).free > LEAST_FREE else "full"


def _mail(now: datetime) -> str:
    return "refused" if mail_trouble(now) else "ok"
