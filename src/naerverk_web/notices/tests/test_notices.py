"""Notices wait in the app, and one quiet e-mail a day tells that they do."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from naerverk_web.notices import letters
from naerverk_web.notices.actions import make_digests
from naerverk_web.notices.models import Letter, Notice, Preference
from naerverk_web.notices.public import DIGEST, know_addresses, mark_read, notices_for, tell, tick, unread

pytestmark = pytest.mark.django_db
AMINA, AUD = 1, 2
MONDAY_NOON = datetime(2030, 3, 4, 11, 0, tzinfo=UTC)


def address_of(account_id):
    return (f"{account_id}@lyngholt.example", "nb") if account_id == AMINA else None


@pytest.fixture(autouse=True)
def amina_has_an_address(monkeypatch):
    monkeypatch.setattr(letters, "_addresses", [])
    know_addresses(address_of)


def post(at):
    """What the clock and the queue do; how many e-mails went out."""
    make_digests(at)
    return sum(letters.deliver(letter, at) for letter in letters.due_letters(at))


def test_the_same_unread_notice_is_told_once():
    assert tell(AMINA, "month_ready", month="mai 2026") == tell(AMINA, "month_ready", month="mai 2026")
    assert unread(AMINA) == 1
    with translation.override("en"):
        assert [n.words for n in notices_for(AMINA)] == ["The figures for mai 2026 are ready"]


def test_only_the_reader_marks_it_read():
    number = tell(AMINA, "import_done", link="/intake/1")
    mark_read(AUD, number)
    assert unread(AMINA) == 1
    mark_read(AMINA, number)
    assert unread(AMINA) == 0
    assert notices_for(AMINA, unread_only=True) == []
    assert notices_for(AMINA)[0].read


def test_one_email_tells_of_many_notices():
    tell(AMINA, "import_done")
    tell(AMINA, "role_given")
    assert [post(MONDAY_NOON), post(MONDAY_NOON)] == [1, 0]
    assert len(mail.outbox) == 1
    assert "Importen din er ferdig" in mail.outbox[0].body
    assert mail.outbox[0].to == ["1@lyngholt.example"]


@pytest.mark.parametrize(
    "at",
    [datetime(2030, 3, 4, 20, tzinfo=UTC), datetime(2030, 3, 4, 5, tzinfo=UTC), datetime(2030, 3, 3, 11, tzinfo=UTC)],
)
def test_nobody_is_written_to_in_the_evening_at_night_or_on_sundays(at):
    tell(AMINA, "import_done")
    assert post(at) == 0


@pytest.mark.parametrize(("wish", "after_a_day", "after_a_week"), [("daily", 1, 1), ("weekly", 0, 1), ("never", 0, 0)])
def test_people_choose_how_often(wish, after_a_day, after_a_week):
    Preference.objects.create(account_id=AMINA, mail=wish)
    Notice.objects.create(account_id=AMINA, title="import_done", made_at=timezone.now(), mailed_at=MONDAY_NOON)
    tell(AMINA, "role_given")
    assert post(MONDAY_NOON + timedelta(days=1)) == after_a_day
    if not after_a_day:
        assert post(MONDAY_NOON + timedelta(days=7)) == after_a_week


def test_somebody_without_an_address_is_left_in_peace():
    tell(AUD, "import_done")
    assert post(MONDAY_NOON) == 0
    assert Letter.objects.get().state == Letter.State.NEEDLESS


def test_what_was_read_meanwhile_is_not_written_about():
    mark_read(AMINA, tell(AMINA, "import_done"))
    tell(AMINA, "role_given")
    make_digests(MONDAY_NOON)
    for notice in notices_for(AMINA, unread_only=True):
        mark_read(AMINA, notice.id)
    assert post(MONDAY_NOON) == 0
    assert Letter.objects.get(kind=DIGEST).state == Letter.State.NEEDLESS


def test_the_clock_puts_letters_in_the_queue_once():
    tell(AMINA, "import_done")
    assert [tick(MONDAY_NOON), tick(MONDAY_NOON + timedelta(minutes=1))] == [1, 0]


@pytest.mark.parametrize("wrong", [{"title": "flu"}, {"link": "https://elsewhere.example/"}])
def test_the_database_refuses_nonsense(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(**{"account_id": AMINA, "title": "import_done", "made_at": timezone.now(), **wrong})
