"""When nobody is written to."""

from __future__ import annotations

from datetime import datetime, time

from django.utils import timezone

QUIET_FROM, QUIET_TO = time(20, 0), time(7, 0)


def quiet(at: datetime) -> bool:
    """Evenings, nights and Sundays: nobody is written to."""
    local = timezone.localtime(at)
    return local.weekday() == 6 or local.time() >= QUIET_FROM or local.time() < QUIET_TO
