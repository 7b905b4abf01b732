"""What the clock does for imports."""

from __future__ import annotations

from datetime import datetime

from naerverk_web.intake.actions import take_up
from naerverk_web.intake.inbox import look_into_inbox


def tick(now: datetime) -> int:
    """Take up what was killed, clear away what is old, and look into the inbox; returns how many were taken up."""
    taken_up = take_up(now)
    look_into_inbox(now)
    return taken_up
