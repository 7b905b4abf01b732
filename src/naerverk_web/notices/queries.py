"""Reading one's own notices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from naerverk_web.notices.actions import title_of
from naerverk_web.notices.models import Notice, Preference


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
    return [_told(notice) for notice in mine[:newest]]


def notice_of(account_id: int, number: int) -> Told | None:
    """One notice of one account; None when it is somebody else's."""
    found = Notice.objects.filter(account_id=account_id, pk=number).first()
    return _told(found) if found else None


def mail_of(account_id: int) -> str:
    """How often the account gets e-mail."""
    wish = Preference.objects.filter(account_id=account_id).values_list("mail", flat=True).first()
    return wish or Preference.Mail.DAILY


def _told(notice: Notice) -> Told:
    return Told(
        notice.pk, title_of(notice.title, notice.params), notice.link, notice.made_at, notice.read_at is not None
    )


def unread(account_id: int) -> int:
    """How many notices wait."""
    return Notice.objects.filter(account_id=account_id, read_at=None).count()
