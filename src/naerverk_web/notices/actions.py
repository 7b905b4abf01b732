"""Telling: one notice at once, one e-mail a day at most."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from naerverk_web.notices.jobs import post
from naerverk_web.notices.models import Notice, Preference
from naerverk_web.notices.titles import TITLES

QUIET_FROM, QUIET_TO = time(20, 0), time(7, 0)
WAIT = {Preference.Mail.DAILY: timedelta(hours=20), Preference.Mail.WEEKLY: timedelta(days=6, hours=20)}


def tell(account_id: int, title: str, *, link: str = "", **params: str) -> int:
    """Put a notice before somebody; the same unread notice is not told twice."""
    with transaction.atomic():
        same = Notice.objects.filter(account_id=account_id, title=title, link=link, params=params, read_at=None).first()
        if same is None:
            same = Notice.objects.create(
                account_id=account_id, title=title, params=params, link=link, made_at=timezone.now()
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


def forget_notices(before: datetime) -> int:
    """Notices from before a moment go, read or not: what still matters is on the home page. Returns how many."""
    return Notice.objects.filter(made_at__lt=before).delete()[0]


def quiet(at: datetime) -> bool:
    """Evenings, nights and Sundays: nobody is written to."""
    local = timezone.localtime(at)
    return local.weekday() == 6 or local.time() >= QUIET_FROM or local.time() < QUIET_TO


def send_digests(now: datetime, address_of: Callable[[int], tuple[str, str] | None]) -> int:
    """One e-mail per account with what has not been read or sent; `address_of` gives (address, language) or None."""
    if quiet(now):
        return 0
    waiting = Notice.objects.filter(read_at=None, mailed_at=None)
    sent = 0
    for account_id in sorted(set(waiting.values_list("account_id", flat=True))):
        address = address_of(account_id)
        if address and _due(account_id, now):
            sent += _send_one(account_id, address, now)
    return sent


def _due(account_id: int, now: datetime) -> bool:
    wish = Preference.objects.filter(account_id=account_id).values_list("mail", flat=True).first()
    wait = WAIT.get(Preference.Mail(wish or Preference.Mail.DAILY))
    if wait is None:
        return False
    last = Notice.objects.filter(account_id=account_id, mailed_at__isnull=False).order_by("-mailed_at").first()
    return last is None or last.mailed_at is None or now - last.mailed_at >= wait


@transaction.atomic
def _send_one(account_id: int, address: tuple[str, str], now: datetime) -> int:
    # Marked before it is sent: after a crash one e-mail is lost, which is better than the same one every minute.
    mine = list(
        Notice.objects.select_for_update().filter(account_id=account_id, read_at=None, mailed_at=None).order_by("pk")
    )
    Notice.objects.filter(pk__in=[notice.pk for notice in mine]).update(mailed_at=now)
    with translation.override(address[1] or "nb"):
        lines = [title_of(notice.title, notice.params) for notice in mine]
        closing = _("Sign in to read more. You choose how often we write under your notices.")
        subject = _("News from Nærverk")
        transaction.on_commit(lambda: post.enqueue(address[0], subject, "\n".join([*lines, "", closing])))
    return 1


def title_of(title: str, params: Mapping[str, str]) -> str:
    """The words of a notice in the language of the moment."""
    return str(TITLES[title]) % params
