"""Reading one's own notices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from naerverk_web.notices.actions import title_of
from naerverk_web.notices.models import Letter, Notice, Preference


@dataclass(frozen=True, slots=True)
class Told:
    """One notice as its reader sees it."""

    id: int
    title: str
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
    words = title_of(notice.title, notice.params)
    return Told(notice.pk, notice.title, words, notice.link, notice.made_at, notice.read_at is not None)


def unread(account_id: int) -> int:
    """How many notices wait."""
    return Notice.objects.filter(account_id=account_id, read_at=None).count()


LATELY = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Lost:
    """An e-mail that did not get through, for those who run the site. `unsure`: it may have."""

    id: int
    account_id: int
    kind: str
    made_at: datetime
    tries: int
    why: str
    unsure: bool


def letters_lost(now: datetime) -> list[Lost]:
    """E-mail of the last two weeks that was given up, or of which nobody knows whether it went; the newest first."""
    lost = (Letter.State.GIVEN_UP, Letter.State.UNSURE)
    rows = Letter.objects.filter(state__in=lost, state_at__gte=now - LATELY).order_by("-state_at", "-pk")
    return [
        Lost(row.pk, row.account_id, row.kind, row.made_at, row.tries, row.why, row.state == Letter.State.UNSURE)
        for row in rows
    ]


def mail_trouble(now: datetime) -> bool:
    """Whether e-mail is being refused, or was given up since yesterday."""
    refused = Letter.objects.filter(state=Letter.State.WAITING, refused_at__isnull=False)
    given_up = Letter.objects.filter(state=Letter.State.GIVEN_UP, state_at__gte=now - timedelta(days=1))
    return refused.exists() or given_up.exists()
