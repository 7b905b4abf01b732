"""Payroll's server leaves files in a folder: they are taken when whole, and a rule confirms only the ordinary."""

import os
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from naerverk_web.absence.models import Spell
from naerverk_web.intake.inbox import DONE as DONE_FOLDER
from naerverk_web.intake.inbox import REJECTED, TAKEN, look_into_inbox, ordinary
from naerverk_web.intake.models import Batch
from naerverk_web.intake.tests.conftest import ABSENCES, EMPLOYMENTS
from naerverk_web.notices.public import notices_for
from naerverk_web.people.models import Employment

NOW = datetime(2026, 4, 10, 12, tzinfo=UTC)
MINUTES = count()
State = Batch.State


@pytest.fixture
def inbox(tmp_path, settings, cast):
    folder = tmp_path / "inbox"
    folder.mkdir()
    settings.INBOX = folder
    settings.INBOX_EMPLOYMENTS, settings.INBOX_ABSENCES, settings.INBOX_CONFIRM = "everybody", "4", False
    return folder


def left(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")


def lies(folder, where=""):
    return sorted(path.name for path in (folder / where).rglob("*.csv") if where or path.parent == folder)


def looks(times=2):
    return sum(look_into_inbox(NOW + timedelta(minutes=next(MINUTES))) for _ in range(times))


def test_a_file_is_taken_only_when_it_has_stopped_growing(inbox):
    left(inbox, employments=EMPLOYMENTS[:40])
    assert looks(1) == 0
    left(inbox, employments=EMPLOYMENTS)
    assert looks(1) == 0
    assert lies(inbox) == ["employments.csv"]
    (inbox / "absences.csv.part").write_text("half", encoding="utf-8")
    assert looks(1) == 1
    assert lies(inbox) == []
    assert lies(inbox, TAKEN) == ["employments.csv"]
    assert looks() == 0


def test_files_of_one_delivery_wait_for_ingrid_who_is_told(inbox, cast, ingrid):
    left(inbox, employments=EMPLOYMENTS, absences=ABSENCES)
    assert looks() == 1
    batch = Batch.objects.get()
    assert batch.state == State.WAITING
    assert batch.holds_everybody
    assert (str(batch.period_first), str(batch.period_last)) == ("2025-12-01", "2026-04-10")
    assert [told.link for told in notices_for(cast.ingrid.pk)] == [f"/imports/{batch.pk}/"]
    assert notices_for(cast.amina.pk) == []
    assert "mappen" in ingrid.get(f"/imports/{batch.pk}/").content.decode()
    looks()
    assert Spell.objects.count() == 0
    ingrid.post(f"/imports/{batch.pk}/confirm")
    assert Spell.objects.count() == 3
    looks(1)
    assert lies(inbox, DONE_FOLDER) == ["absences.csv", "employments.csv"]
    assert lies(inbox, TAKEN) == []


def test_everybody_is_said_of_lists_of_employments_only(inbox, ingrid):
    """A delivery of absences alone is checked against the employments that are known."""
    left(inbox, employments=EMPLOYMENTS)
    looks()
    ingrid.post(f"/imports/{Batch.objects.get().pk}/confirm")
    left(inbox, absences=ABSENCES)
    looks()
    newest = Batch.objects.latest("made_at")
    assert (newest.state, newest.errors, newest.changes["new_spells"]) == (State.WAITING, 0, 3)
    ingrid.post(f"/imports/{newest.pk}/confirm")
    assert Employment.objects.filter(known_to=None).count() == 3


def test_what_the_setting_does_not_say_is_asked(inbox, settings):
    settings.INBOX_EMPLOYMENTS = settings.INBOX_ABSENCES = "ask"
    left(inbox, employments=EMPLOYMENTS)
    looks()
    assert (Batch.objects.get().state, Batch.objects.get().holds_everybody) == (State.CHECKED, None)


def test_the_rule_confirms_the_ordinary_and_nothing_else(inbox, settings, ingrid):
    settings.INBOX_CONFIRM = True
    left(inbox, employments=EMPLOYMENTS)
    looks(4)
    first = Batch.objects.get()
    assert first.state == State.WAITING, "the first one is never confirmed by a rule"
    ingrid.post(f"/imports/{first.pk}/confirm")
    left(inbox, employments=EMPLOYMENTS.replace(";100", ";90"))
    looks(4)
    assert Batch.objects.latest("made_at").state == State.DONE
    assert Employment.objects.get(known_to=None, person__person_id="1002").fte_percent == 90
    many = "".join(f"n{n};O1;01.01.2026;;100\n" for n in range(26))
    left(inbox, employments=EMPLOYMENTS + many)
    looks(4)
    newest = Batch.objects.latest("made_at")
    assert (newest.state, newest.changes["new_jobs"]) == (State.WAITING, 26)
    assert not ordinary(newest)


def test_with_a_problem_the_rule_confirms_nothing(inbox, settings, ingrid):
    settings.INBOX_CONFIRM = True
    left(inbox, employments=EMPLOYMENTS)
    looks()
    ingrid.post(f"/imports/{Batch.objects.get().pk}/confirm")
    left(inbox, employments=EMPLOYMENTS.replace("37,5", "37,55555"))
    looks(4)
    newest = Batch.objects.latest("made_at")
    assert (newest.errors, newest.state) == (0, State.WAITING)


def test_the_same_files_again_are_put_away_without_troubling_anybody(inbox, ingrid):
    left(inbox, employments=EMPLOYMENTS)
    looks()
    ingrid.post(f"/imports/{Batch.objects.get().pk}/confirm")
    left(inbox, employments=EMPLOYMENTS)
    looks(3)
    assert Batch.objects.latest("made_at").state == State.DISCARDED
    assert lies(inbox, DONE_FOLDER) == ["employments.csv", "employments.csv"]


def test_what_ingrid_drops_goes_to_the_rejected(inbox, ingrid):
    left(inbox, employments="hello\nworld\n")
    looks()
    ingrid.post(f"/imports/{Batch.objects.get().pk}/discard")
    looks(1)
    assert lies(inbox, REJECTED) == ["employments.csv"]


def test_a_look_that_was_killed_does_not_bring_files_in_twice(inbox, monkeypatch):
    left(inbox, employments=EMPLOYMENTS, absences=ABSENCES)
    look_into_inbox(NOW)
    moved = []

    def dies(path, target):
        if moved:
            raise KeyboardInterrupt
        moved.append(os.rename(path, target))

    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.replace", dies)
        with pytest.raises(KeyboardInterrupt):
            look_into_inbox(NOW)
    assert len(lies(inbox)) == 1
    assert looks(3) == 0
    assert Batch.objects.count() == 1
    assert lies(inbox, TAKEN) == ["absences.csv", "employments.csv"]


def test_plain_files_are_not_kept_for_long(inbox, ingrid):
    left(inbox, employments=EMPLOYMENTS)
    looks()
    ingrid.post(f"/imports/{Batch.objects.get().pk}/confirm")
    looks(1)
    old = (NOW - timedelta(days=31)).timestamp()
    for folder in (inbox / DONE_FOLDER).iterdir():
        os.utime(folder, (old, old))
    looks(1)
    assert lies(inbox, DONE_FOLDER) == []


def test_a_folder_somebody_made_in_the_wrong_place_is_put_aside(inbox):
    (inbox / TAKEN / "mine").mkdir(parents=True)
    looks(1)
    assert (inbox / REJECTED / "mine").is_dir()
    (inbox / "link.csv").symlink_to("/etc/passwd")
    assert looks() == 0


def test_two_clocks_do_not_look_at_once(inbox):
    from naerverk_web.intake.inbox import _alone

    left(inbox, employments=EMPLOYMENTS)
    looks(1)
    with _alone(inbox) as alone:
        assert alone
        assert looks(1) == 0
    assert looks(1) == 1
