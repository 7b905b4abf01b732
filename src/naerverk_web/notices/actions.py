"""Telling: one notice at once, one e-mail a day at most."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from naerverk_web.notices.letters import Message, forget_letters, put_letter
from naerverk_web.notices.models import Letter, Notice, Preference
from naerverk_web.notices.quiet import quiet
from naerverk_web.notices.titles import TITLES

DIGEST = "digest"
WAIT = {Preference.Mail.DAILY: timedelta(hours=20), Preference.Mail.WEEKLY: timedelta(days=6, hours=20)}


def tell(account_id: int, title: str, *, link: str = "", mailed_at: datetime | None = None, **params: str) -> int:
    """Put a notice before somebody; the same unread notice is not told twice.

    `mailed_at`: a letter of its own tells of it, so that no digest need.
    """
    with transaction.atomic():
        same = Notice.objects.filter(account_id=account_id, title=title, link=link, params=params, read_at=None).first()
        if same is None:
            same = Notice.objects.create(
                account_id=account_id,
                title=title,
                params=params,
                link=link,
                made_at=timezone.now(),
                mailed_at=mailed_at,
            )
    return int(same.pk)


def mark_read(account_id: int, notice_id: int) -> None:
    """The account's own notice has been read; somebody else's is left alone."""
    Notice.objects.filter(pk=notice_id, account_id=account_id, read_at=None).update(read_at=timezone.now())


def mark_all_read(account_id: int) -> None:
    """Everything that waits for the account has been read."""
    Notice.objects.filter(account_id=account_id, read_at=None).update(read_at=timezone.now())


def choose_mail(account_id: int, mail: str) -> None:
    """How often the account gets e-mail; one of `Preference.Mail`."""
    Preference.objects.update_or_create(account_id=account_id, defaults={"mail": mail})


def forget_account(account_id: int) -> None:
    """An account is gone: so is what waited for it, and what it wished."""
    for model in (Notice, Preference, Letter):
        model._default_manager.filter(account_id=account_id).delete()


def forget_notices(before: datetime) -> int:
    """Notices from before a moment go, read or not: what still matters is on the home page. Returns how many."""
    forget_letters(before)
    return Notice.objects.filter(made_at__lt=before).delete()[0]


def make_digests(now: datetime) -> int:
    """One e-mail per account with what has not been read or told of; how many."""
    if quiet(now):
        return 0
    waiting = Notice.objects.filter(read_at=None, mailed_at=None)
    accounts = sorted(set(waiting.values_list("account_id", flat=True)))
    return sum(_make_digest(account_id, now) for account_id in accounts if _due(account_id, now))


def _due(account_id: int, now: datetime) -> bool:
    wish = Preference.objects.filter(account_id=account_id).values_list("mail", flat=True).first()
    wait = WAIT.get(Preference.Mail(wish or Preference.Mail.DAILY))
    if wait is None:
        return False
    last = Notice.objects.filter(account_id=account_id, mailed_at__isnull=False).order_by("-mailed_at").first()
    return last is None or last.mailed_at is None or now - last.mailed_at >= wait


@transaction.atomic
def _make_digest(account_id: int, now: datetime) -> bool:
    mine = list(
        Notice.objects.select_for_update().filter(account_id=account_id, read_at=None, mailed_at=None).order_by("pk")
    )
    Notice.objects.filter(pk__in=[notice.pk for notice in mine]).update(mailed_at=now)
    return bool(mine) and put_letter(account_id, DIGEST, str(mine[-1].pk), at=now, notices=[each.pk for each in mine])


def write_digest(account_id: int, params: Mapping[str, Any], at: datetime) -> Message | None:
    """What still waits of what the letter was about; nothing when all of it has been read meanwhile."""
    mine = Notice.objects.filter(account_id=account_id, pk__in=params["notices"], read_at=None).order_by("pk")
    lines = [title_of(notice.title, notice.params) for notice in mine]
    closing = _("Sign in to read more. You choose how often we write under your notices.")
    return Message(_("News from Nærverk"), "\n".join([*lines, "", closing])) if lines else None


def title_of(title: str, params: Mapping[str, str]) -> str:
    """The words of a notice in the language of the moment."""
    return str(TITLES[title]) % params
