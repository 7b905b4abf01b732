"""The clock does all its duties, also when one of them fails."""

import pytest
from django.core.management import call_command

from naerverk_web.audit.public import Actor, broken_links, record, seal
from naerverk_web.notices.public import tell
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


def test_people_with_waiting_notices_are_looked_up_by_account(cast):
    tell(cast.amina.pk, "import_done")
    tell(999_999, "import_done")
    call_command("tick")
    assert tick._address_of(cast.amina.pk) == ("amina@lyngholt.example", "")
    assert tick._address_of(999_999) is None
