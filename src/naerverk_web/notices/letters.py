"""E-mail that gets through, once: tried again while the mail server refuses it, never doubled, given up after a day.

A letter is a row that says what it is about. Its words and its files are made when it is sent, so that nothing of them
lies in the database. It is noted as handed over before the mail server gets it: when the site is killed just then, the
letter is lost rather than doubled, and those who run the site are told.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parseaddr
from smtplib import SMTPException, SMTPResponseException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import translation

from naerverk_web.notices.models import Letter, Preference
from naerverk_web.notices.quiet import quiet

log = logging.getLogger(__name__)
State = Letter.State

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=6)
GIVE_UP_AFTER, LEAST_TRIES = timedelta(days=1), 5
IN_QUEUE = timedelta(minutes=15)
"""So long a job may wait for its turn before the clock asks for another one; two jobs still send one e-mail."""
HANDING_OVER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Message:
    """An e-mail as it goes out. `files` are names and contents of PDFs."""

    subject: str
    text: str
    files: tuple[tuple[str, bytes], ...] = field(default=())


Writer = Callable[[int, Mapping[str, Any], datetime], Message | None]
_writers: dict[str, Writer] = {}
_addresses: list[Callable[[int], tuple[str, str] | None]] = []


def know_writer(kind: str, write: Writer) -> None:
    """Who writes letters of a kind; None when there is nothing to say any more. Told by who puts the house together."""
    _writers[kind] = write


def know_addresses(address_of: Callable[[int], tuple[str, str] | None]) -> None:
    """Where an account gets its e-mail, and in which language; None when it gets none."""
    _addresses[:] = [address_of]


def mail_goes_out() -> bool:
    """Whether there is a mail server; else e-mail is printed where the site runs, and nothing belongs in it."""
    return not settings.EMAIL_BACKEND.endswith((".console.EmailBackend", ".dummy.EmailBackend"))


def put_letter(account_id: int, kind: str, key: str, *, at: datetime, **params: object) -> bool:
    """Put an e-mail on its way, if the account wants any; False when it does not, or when this one is there already."""
    if Preference.objects.filter(account_id=account_id, mail=Preference.Mail.NEVER).exists():
        return False
    given = {"params": params, "made_at": at, "state_at": at, "due_at": at}
    return Letter.objects.get_or_create(account_id=account_id, kind=kind, key=key, defaults=given)[1]


def due_letters(at: datetime) -> list[int]:
    """The letters to be tried now. Each is left alone for a while then, so that it does not fill the queue."""
    _note_unsure(at)
    if quiet(at):
        return []
    waiting = Letter.objects.filter(state=State.WAITING, due_at__lte=at)
    found = list(waiting.order_by("due_at", "pk").values_list("pk", flat=True))
    return [pk for pk in found if waiting.filter(pk=pk).update(due_at=at + IN_QUEUE)]


def deliver(letter_id: int, at: datetime) -> bool:
    """Write one letter and hand it to the mail server; whether it was sent."""
    letter = Letter.objects.filter(pk=letter_id, state=State.WAITING).first()
    if letter is None or quiet(at):
        return False
    try:
        mail = _written(letter, at)
    except Exception as problem:
        # A letter that cannot be written must not stop the others; it is tried again, and told of when given up.
        log.exception("a letter could not be written")
        _refused(letter, problem, at, come_from=State.WAITING)
        return False
    if mail is None:
        _move(letter, State.WAITING, to=State.NEEDLESS, state_at=at)
        return False
    if not _move(letter, State.WAITING, to=State.HANDED, state_at=at):
        return False
    return _handed_over(letter, mail, at)


def _handed_over(letter: Letter, mail: EmailMessage, at: datetime) -> bool:
    try:
        mail.send()
    except (SMTPException, OSError) as problem:
        _refused(letter, problem, at, come_from=State.HANDED)
        return False
    return _move(letter, State.HANDED, to=State.SENT, state_at=at, tries=letter.tries + 1, why="")


def _written(letter: Letter, at: datetime) -> EmailMessage | None:
    address = _addresses[0](letter.account_id)
    if address is None:
        return None
    with translation.override(address[1]):
        message = _writers[letter.kind](letter.account_id, letter.params, at)
    if message is None:
        return None
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "naerverk"
    # The same letter has the same number each time: a mail server that got it before can see that.
    headers = {
        "Message-ID": f"<letter.{letter.pk}.{int(letter.made_at.timestamp())}@{host}>",
        "Auto-Submitted": "auto-generated",
    }
    mail = EmailMessage(message.subject, message.text, None, [address[0]], headers=headers)
    for name, content in message.files:
        mail.attach(name, content, "application/pdf")
    return mail


def pause(tries: int) -> timedelta:
    """How long to wait after so many refusals: five minutes, then twice as long each time, at most six hours."""
    doubled: timedelta = FIRST_PAUSE * 2 ** min(max(tries - 1, 0), 10)
    return min(doubled, LONGEST_PAUSE)


def _refused(letter: Letter, problem: Exception, at: datetime, *, come_from: str) -> None:
    tries, first = letter.tries + 1, letter.refused_at or at
    over = tries >= LEAST_TRIES and at - first >= GIVE_UP_AFTER
    values = {
        "state_at": at,
        "tries": tries,
        "refused_at": first,
        "why": _sort_of(problem),
        "due_at": at + pause(tries),
    }
    _move(letter, come_from, to=State.GIVEN_UP if over else State.WAITING, **values)


def _sort_of(problem: Exception) -> str:
    number = problem.smtp_code if isinstance(problem, SMTPResponseException) else ""
    return f"{type(problem).__name__} {number}".strip()[:60]


def _move(letter: Letter, come_from: str, *, to: str, **values: object) -> bool:
    """Only one moves a letter on, however many jobs there are for it."""
    return bool(Letter.objects.filter(pk=letter.pk, state=come_from).update(state=to, **values))


def _note_unsure(at: datetime) -> None:
    """Handed over and never heard of again: the site was stopped just then, and nobody knows whether it went."""
    stopped = Letter.objects.filter(state=State.HANDED, state_at__lt=at - HANDING_OVER)
    stopped.update(state=State.UNSURE, state_at=at)


@transaction.atomic
def try_again(letter_id: int, at: datetime) -> bool:
    """From the beginning: a letter that was given up, or of which nobody knows whether it went."""
    lost = Letter.objects.filter(pk=letter_id, state__in=(State.GIVEN_UP, State.UNSURE))
    return bool(lost.update(state=State.WAITING, state_at=at, due_at=at, tries=0, refused_at=None, why=""))


def forget_letters(before: datetime) -> int:
    """Letters from before a moment go; how many."""
    return Letter.objects.filter(made_at__lt=before).delete()[0]
