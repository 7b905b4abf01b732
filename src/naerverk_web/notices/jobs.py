"""E-mail goes out by the queue: a mail server that is slow or away holds nobody up."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from naerverk_web.notices.letters import deliver


@task()
def send_letter(letter_id: int) -> None:
    """Hand one letter to the mail server."""
    deliver(letter_id, timezone.now())
