"""A letter gets through once: tried again while it is refused, never doubled by a kill, given up in the open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from naerverk_web.notices import letters
from naerverk_web.notices.letters import GIVE_UP_AFTER, Message, deliver, due_letters, pause, put_letter, try_again
from naerverk_web.notices.models import Letter, Preference
from naerverk_web.notices.public import forget_notices, letters_lost, mail_trouble, tried_again

pytestmark = pytest.mark.django_db
AMINA = 1
NOON = datetime(2030, 3, 4, 11, 0, tzinfo=UTC)
State = Letter.State


class Killed(BaseException):
    """The machine loses power."""


class MailServer:
    """Accepts, refuses or is gone, as it is told."""

    def __init__(self) -> None:
        self.answers: list[BaseException | None] = []
        self.got: list[mail.EmailMessage] = []

    def send_messages(self, messages: list[mail.EmailMessage]) -> int:
        answer = self.answers.pop(0) if self.answers else None
        if answer and not isinstance(answer, Killed):
            raise answer
        self.got += messages
        if answer:
            raise answer
        return len(messages)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> MailServer:
    there = MailServer()
    monkeypatch.setattr(mail, "get_connection", lambda *_, **__: there)
    monkeypatch.setattr("django.core.mail.message.EmailMessage.get_connection", lambda *_: there, raising=True)
    monkeypatch.setattr(letters, "_addresses", [lambda account_id: ("amina@lyngholt.example", "nn")])
    monkeypatch.setitem(letters._writers, "digest", write)
    return there


def write(account_id: int, params: Mapping[str, Any], at: datetime) -> Message:
    return Message("Nytt", f"til {account_id}", (("rapport.pdf", b"%PDF-1.7"),))


def put(key: str = "1") -> int:
    put_letter(AMINA, "digest", key, at=NOON)
    return Letter.objects.get(kind="digest", key=key).pk


def post(at: datetime) -> int:
    return sum(deliver(letter, at) for letter in due_letters(at))


def test_a_letter_goes_out_once_with_its_file(server: MailServer) -> None:
    put()
    assert put_letter(AMINA, "digest", "1", at=NOON) is False, "it is on its way already"
    assert [post(NOON), post(NOON + timedelta(days=1))] == [1, 0]
    sent = server.got[0]
    assert (sent.to, sent.subject, len(sent.attachments)) == (["amina@lyngholt.example"], "Nytt", 1)
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert Letter.objects.get().state == State.SENT


def test_nothing_of_what_it_says_lies_in_the_database(server: MailServer) -> None:
    number = put()
    deliver(number, NOON)
    held = repr(list(Letter.objects.values())) + repr(list(DBTaskResult.objects.values()))
    assert "PDF" not in held
    assert "til 1" not in held


def test_a_refused_letter_is_tried_again_with_growing_pauses(server: MailServer) -> None:
    number = put()
    server.answers = [SMTPServerDisconnected("later"), ConnectionRefusedError(111, "no"), None]
    assert post(NOON) == 0
    assert mail_trouble(NOON)
    assert post(NOON + timedelta(minutes=4)) == 0
    assert post(NOON + timedelta(minutes=5)) == 0
    assert post(NOON + timedelta(minutes=14)) == 0
    assert post(NOON + timedelta(minutes=15)) == 1
    assert len(server.got) == 1
    letter = Letter.objects.get(pk=number)
    assert (letter.state, letter.tries, letter.why) == (State.SENT, 3, "")
    assert not mail_trouble(NOON)


def test_pauses_double_up_to_six_hours() -> None:
    minutes = [pause(n).total_seconds() / 60 for n in range(1, 10)]
    assert minutes == [5, 10, 20, 40, 80, 160, 320, 360, 360]


def test_it_is_given_up_after_a_day_with_a_line_for_who_runs_the_site(server: MailServer) -> None:
    number = put()
    server.answers = [SMTPRecipientsRefused({"amina@lyngholt.example": (550, b"Amina har slutta")})] * 99
    at, tried = NOON, 0
    while Letter.objects.get().state == State.WAITING and at < NOON + timedelta(days=5):
        before = Letter.objects.get().tries
        post(at)
        tried += Letter.objects.get().tries - before
        at += timedelta(minutes=5)
    lost = letters_lost(at)
    assert [(each.id, each.tries, each.unsure, each.why) for each in lost] == [
        (number, tried, False, "SMTPRecipientsRefused")
    ]
    assert GIVE_UP_AFTER <= Letter.objects.get().state_at - NOON < timedelta(days=2)
    assert 5 <= tried <= 15
    assert mail_trouble(at)
    assert letters_lost(at + timedelta(days=15)) == []


def test_who_runs_the_site_tries_once_more(server: MailServer) -> None:
    number = put()
    Letter.objects.update(state=State.GIVEN_UP, refused_at=NOON, tries=9, why="SMTPDataError 554")
    assert try_again(number, NOON)
    assert not try_again(number, NOON), "it is on its way now"
    assert post(NOON) == 1


def test_killed_while_the_report_is_made_it_is_sent_afterwards(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> Message:
        raise Killed

    put()
    with monkeypatch.context() as patch:
        patch.setitem(letters._writers, "digest", killed)
        with pytest.raises(Killed):
            post(NOON)
    assert post(NOON + timedelta(minutes=1)) == 0, "the job may still be at it"
    assert post(NOON + timedelta(minutes=15)) == 1
    assert len(server.got) == 1


def test_killed_while_it_is_handed_over_it_is_not_sent_twice(server: MailServer) -> None:
    number = put()
    server.answers = [Killed()]
    with pytest.raises(Killed):
        post(NOON)
    assert len(server.got) == 1, "the mail server had it already"
    for minutes in range(0, 60 * 8, 5):
        assert post(NOON + timedelta(minutes=minutes)) == 0
    assert len(server.got) == 1
    assert [(each.id, each.unsure) for each in letters_lost(NOON)] == [(number, True)]


def test_two_jobs_for_one_letter_send_one_e_mail(server: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    number = put()

    def while_another_job_does_the_same(*_: object) -> Message:
        monkeypatch.setitem(letters._writers, "digest", write)
        assert deliver(number, NOON)
        return write(AMINA, {}, NOON)

    monkeypatch.setitem(letters._writers, "digest", while_another_job_does_the_same)
    assert deliver(number, NOON) is False
    assert len(server.got) == 1


def test_a_letter_that_cannot_be_written_does_not_stop_the_others(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(letters._writers, "broken", lambda *_: 1 / 0)
    put_letter(AMINA, "broken", "1", at=NOON)
    put()
    assert post(NOON) == 1
    broken = Letter.objects.get(kind="broken")
    assert (broken.state, broken.why) == (State.WAITING, "ZeroDivisionError")


def test_a_job_that_comes_in_the_quiet_hours_waits(server: MailServer) -> None:
    number = put()
    night = NOON.replace(hour=21)
    assert deliver(number, night) is False
    assert Letter.objects.get().state == State.WAITING
    assert post(night + timedelta(hours=9)) == 1


def test_who_wants_no_e_mail_gets_none(server: MailServer) -> None:
    Preference.objects.create(account_id=AMINA, mail="never")
    assert put_letter(AMINA, "digest", "1", at=NOON) is False
    assert not Letter.objects.exists()


def test_letters_are_forgotten_with_the_notices() -> None:
    put()
    forget_notices(NOON + timedelta(days=1))
    assert not Letter.objects.exists()


@pytest.mark.parametrize("wrong", [{"state": "lost"}, {"state": "given_up", "refused_at": None}])
def test_the_database_refuses_nonsense(wrong: dict[str, Any]) -> None:
    put()
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.update(**wrong)


@task()
def call(name: str, tries: int = 0) -> None:
    with tried_again(call, tries, name=name):
        raise SMTPServerDisconnected(name)


def test_letters_about_a_sign_in_are_tried_again_by_a_later_job() -> None:
    call.func("link")
    again = DBTaskResult.objects.get()
    assert again.args_kwargs["kwargs"] == {"name": "link", "tries": 1}
    assert timedelta(minutes=4) < again.run_after - timezone.now() < timedelta(minutes=6)
    with pytest.raises(SMTPServerDisconnected):
        call.func("link", tries=9)
