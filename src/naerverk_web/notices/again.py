"""Jobs that write e-mail at once (links, changes of a sign-in) try again when the mail server refuses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from smtplib import SMTPException
from typing import Any

from django.utils import timezone
from django_tasks.base import Task

from naerverk_web.notices.letters import pause

MOST = 9
"""The ninth pause is over after 22 hours; the job fails then, and those who run the site see that it did."""


@contextmanager
def tried_again(job: Task[Any, Any], tries: int, **args: object) -> Iterator[None]:
    """Ask for the job anew, later, with one more in `tries`, when sending e-mail within fails."""
    try:
        yield
    except (SMTPException, OSError):
        if tries >= MOST:
            raise
        job.using(run_after=timezone.now() + pause(tries + 1)).enqueue(**args, tries=tries + 1)
