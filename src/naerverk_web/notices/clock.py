"""What the clock does with e-mail."""

from __future__ import annotations

from datetime import datetime

from naerverk_web.notices.actions import make_digests
from naerverk_web.notices.jobs import send_letter
from naerverk_web.notices.letters import due_letters


def tick(now: datetime) -> int:
    """Make the digests that are due, and put what is to be sent in the queue; how many letters."""
    make_digests(now)
    due = due_letters(now)
    for letter in due:
        send_letter.enqueue(letter)
    return len(due)
