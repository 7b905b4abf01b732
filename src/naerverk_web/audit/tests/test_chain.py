"""The chain of seals: it verifies, and shows when somebody has changed the past."""

from datetime import UTC, datetime
from io import StringIO
from threading import Thread

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.utils import timezone

from naerverk_web.audit.models import Event, Seal
from naerverk_web.audit.public import Actor, broken_links, events, purge_contents, record, seal

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
INGRID = Actor("7", "Ingrid")


def write(n):
    for number in range(n):
        record("intake.confirmed", by=INGRID, about=("batch", str(number)), details={"rows": number})


def test_what_happened_can_be_read_newest_first():
    write(3)
    record("people.seen", by=INGRID, purpose="sick_pay", refused=True)
    said = events()
    assert [e.action for e in said] == ["people.seen", *["intake.confirmed"] * 3]
    assert (said[0].outcome, said[0].actor_name, said[0].purpose) == ("refused", "Ingrid", "sick_pay")
    assert [e.about_id for e in events(about=("batch", "1"))] == ["1"]
    assert len(events(action="people.")) == 1
    first = Event.objects.order_by("pk").first()
    assert [e.about_id for e in events(before=first.pk + 1)] == ["0"]


def test_rune_asks_who_has_looked_at_him_and_gets_an_answer():
    record("absence.read", by=INGRID, about=("person", "1001"), purpose="correct by hand")
    record("absence.read", by=INGRID, about=("person", "1002"))
    record("people.person_read", by=Actor("8", "Aud"), about=("person", "1001"), refused=True)
    out = StringIO()
    call_command("read_log", person="1001", stdout=out)
    said = [line.split("\t")[1:] for line in out.getvalue().splitlines()]
    assert said == [
        ["Aud", "people.person_read", "refused", "person 1001", ""],
        ["Ingrid", "absence.read", "done", "person 1001", "correct by hand"],
    ]
    assert events(about=("person", "1001"))[0].action == "audit.read"


def test_what_somebody_made_up_fits_in_the_log():
    record("access.refused", by=INGRID, about=("unit", "\0" + "x" * 300), refused=True)
    assert [e.about_id for e in events()] == ["x" * 80]


def test_the_chain_verifies_link_by_link():
    write(3)
    assert seal() == 3
    assert seal() == 0
    write(2)
    assert seal() == 2
    assert broken_links() == []


@pytest.mark.django_db(transaction=True)
def test_an_event_that_comes_to_light_late_is_sealed_with_the_others():
    """A long import has written its first line, somebody else signs in meanwhile, and the clock goes round."""
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite one writes at a time")
    write(1)
    with transaction.atomic():
        write(1)
        sealed = in_another_connection(lambda: (write(1), seal())[1])
    assert sealed == 0
    assert seal() == 3
    assert broken_links() == []


def in_another_connection(act):
    told = []

    def acting():
        try:
            told.append(act())
        finally:
            connection.close()

    thread = Thread(target=acting)
    thread.start()
    thread.join()
    return told[0]


def test_a_changed_event_is_seen():
    write(2)
    seal()
    Event.objects.filter(about_id="1").update(actor_name="Somebody else")
    assert broken_links() == [f"event {Event.objects.get(about_id='1').pk}"]


def test_a_removed_event_is_seen():
    write(3)
    seal()
    Event.objects.filter(about_id="1").delete()
    assert broken_links() == [f"seal {Seal.objects.get().pk}"]


def test_a_forged_hash_breaks_the_link():
    write(1)
    seal()
    write(1)
    seal()
    Event.objects.filter(pk=Seal.objects.first().first_event).update(content_hash="0" * 64, details={"purged": True})
    assert broken_links()[0] == f"seal {Seal.objects.order_by('pk').first().pk}"


def test_contents_are_purged_on_schedule_and_the_chain_still_verifies():
    write(2)
    seal()
    Seal.objects.update(at=LONG_AGO)
    write(1)
    assert purge_contents(timezone.now()) == 2
    assert purge_contents(timezone.now()) == 0
    assert {(e.actor_name, e.about_id) for e in Event.objects.filter(details={"purged": True})} == {("", "")}
    assert broken_links() == []


def test_a_young_event_that_says_it_was_purged_hides_something():
    write(2)
    seal()
    Event.objects.filter(about_id="1").update(details={"purged": True}, actor_name="")
    assert broken_links() == [f"event {Event.objects.get(about_id='1').pk}"]


def test_the_chain_is_verified_by_command(capsys):
    write(2)
    seal()
    call_command("verify_log")
    assert "2 events, 1 seals" in capsys.readouterr().out
    Event.objects.update(actor_name="Somebody else")
    with pytest.raises(CommandError, match="does not verify: event"):
        call_command("verify_log")
