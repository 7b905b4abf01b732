"""Reading one's own notices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from naerverk_web.notices.actions import title_of
from naerverk_web.notices.models import Notice


@dataclass(frozen=True, slots=True)
class Told:
    """One notice as its reader sees it."""

    id: int
    words: str
    link: str
    made_at: datetime
    read: bool


def notices_for(account_id: int, *, newest: int = 50, unread_only: bool = False) -> list[Told]:
    """The newest notices of one account."""
    mine = Notice.objects.filter(account_id=account_id).order_by("-pk")
    if unread_only:
        mine = mine.filter(read_at=None)
    return [Told(n.pk, title_of(n.title, n.params), n.link, n.made_at, n.read_at is not None) for n in mine[:newest]]


def unread(account_id: int) -> int:
    """How many notices wait."""
    return Notice.objects.filter(account_id=account_id, read_at=None).count()
