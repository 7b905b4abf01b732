"""Lines of the log at the times of a story."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.utils import timezone

from naerverk_web.audit.models import Event
from naerverk_web.audit.public import record

Wrote = Callable[..., int]


@pytest.fixture
def wrote() -> Wrote:
    """Write one line as it would have been written then."""

    def write(action: str, at: str = "2026-03-10 09:00", **said: object) -> int:
        number = record(action, **said)
        Event.objects.filter(pk=number).update(at=timezone.make_aware(datetime.fromisoformat(at)))
        return number

    return write
