"""The clock does all its duties, also when one of them fails."""

import os

import pytest
from django.core.management import call_command
from django.utils import timezone

from naerverk_web.access.public import address_of
from naerverk_web.audit.public import Actor, broken_links, record, seal
from naerverk_web.notices.models import Letter
from naerverk_web.notices.public import tell
from naerverk_web.organisation.public import name_employer
from naerverk_web.project.management.commands import tick

pytestmark = pytest.mark.django_db


def test_the_log_is_sealed_even_when_another_duty_fails(cast, monkeypatch):
    def fails(now):
        raise RuntimeError("the cellar is wet")

    monkeypatch.setattr(tick.intake, "tick", fails)
    record("test.happened", by=Actor("", "test"))
    call_command("tick")
    assert seal() == 0
    assert broken_links() == []


def test_what_a_killed_process_left_readable_is_cleared_away(cast, settings, tmp_path):
    settings.DATA, left = tmp_path, tmp_path / "opened" / "abc"
    left.mkdir(parents=True)
    (left / "absences.parquet").write_text("101")
    os.utime(left, (0, 0))
    call_command("tick")
    assert not left.exists()


def test_people_are_written_to_in_their_language_else_in_the_employer_s(cast):
    tell(cast.amina.pk, "import_done")
    tell(999_999, "import_done")
    call_command("tick")
    name_employer(name="Lyngholt", language="nn", by=Actor("", "test"))
    cast.siv.language = "en"
    cast.siv.save()
    assert address_of(cast.siv.pk) == ("siv@lyngholt.example", "en")
    assert address_of(cast.amina.pk) == ("amina@lyngholt.example", "nn")
    assert address_of(999_999) is None


def test_a_letter_that_was_lost_is_seen_by_who_runs_the_site_alone(cast):
    tell(cast.amina.pk, "import_done")
    now = timezone.now()
    given = {"made_at": now, "state_at": now, "due_at": now, "refused_at": now, "why": "SMTPDataError 554", "tries": 12}
    letter = Letter.objects.create(account_id=cast.amina.pk, kind="digest", key="1", state="given_up", **given)
    it = cast.client("it")
    assert "1 e-post kom ikke fram" in it.get("/").content.decode()
    page = it.get("/letters").content.decode()
    assert "Amina" in page
    assert "Avvist 12 ganger. Siste svar: SMTPDataError 554." in page
    assert cast.client("ingrid").get("/letters").status_code == 404
    assert "kom ikke fram" not in cast.client("ingrid").get("/").content.decode()
    assert it.post(f"/letters/{letter.pk}").status_code == 302
    assert Letter.objects.get().state == "waiting"
    assert it.post(f"/letters/{letter.pk}").status_code == 404
    assert "All e-post har kommet fram" in it.get("/letters").content.decode()
