"""What is killed is taken up again, what is old goes, and a clock can do what Ingrid does."""

from argparse import ArgumentParser
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from naerverk_web.absence.models import Spell
from naerverk_web.audit.public import Actor
from naerverk_web.intake.clock import tick
from naerverk_web.intake.command import add_arguments, run
from naerverk_web.intake.jobs import examine_batch, run_batch
from naerverk_web.intake.models import Batch, BatchProblem
from naerverk_web.intake.receiving import Incoming, receive, safe_name
from naerverk_web.intake.tests.conftest import ABSENCES, EMPLOYMENTS, MARCH
from naerverk_web.intake.vault import clear_left_behind

NOW = datetime(2026, 4, 10, 12, tzinfo=UTC)
BY = Actor("", "test")


def test_a_batch_whose_worker_was_killed_is_taken_up_and_finished(ingrid, march):
    ingrid.post(march + "holds", MARCH)
    # As a kill leaves it: the state says running, the one transaction never came to its end.
    Batch.objects.update(state=Batch.State.RUNNING, state_at=NOW)
    assert tick(NOW + timedelta(minutes=1)) == 0
    assert tick(NOW + timedelta(minutes=3)) == 1
    assert Batch.objects.get().state == Batch.State.DONE
    assert Spell.objects.count() == 3
    run_batch.enqueue(str(Batch.objects.get().pk))
    assert Spell.objects.count() == 3


def test_a_check_that_was_killed_is_done_again(cast):
    batch = receive([Incoming("a.csv", [EMPLOYMENTS.encode()])], at=NOW, by=BY, queue=False)
    assert tick(NOW + timedelta(minutes=3)) == 1
    assert Batch.objects.get(pk=batch.pk).state == Batch.State.CHECKED


def test_a_file_that_was_changed_on_disk_stops_the_import(ingrid, march, settings):
    for path in settings.MEDIA_ROOT.rglob("1.sealed"):
        path.write_bytes(path.read_bytes()[:-1] + b"?")
    Batch.objects.update(state=Batch.State.RECEIVED)
    examine_batch.enqueue(str(Batch.objects.get().pk))
    batch = Batch.objects.get()
    assert (batch.state, batch.error) == (Batch.State.FAILED, "check_failed")
    assert ingrid.get(march).status_code == 200


def test_after_thirty_days_only_the_receipt_is_left(ingrid, march, settings, django_capture_on_commit_callbacks):
    made = Batch.objects.get().made_at
    with django_capture_on_commit_callbacks(execute=True):
        tick(made + timedelta(days=29))
    assert list(settings.MEDIA_ROOT.rglob("*.sealed"))
    with django_capture_on_commit_callbacks(execute=True):
        tick(made + timedelta(days=31))
    assert not list(settings.MEDIA_ROOT.rglob("*.sealed"))
    assert not BatchProblem.objects.exists()
    assert ingrid.get(march).status_code == 200


def test_sealed_files_without_their_batch_are_cleared(settings):
    left = settings.MEDIA_ROOT / "intake" / "abc"
    left.mkdir(parents=True)
    assert clear_left_behind(set()) == 0
    assert clear_left_behind(set(), older_than=0) == 1
    assert not left.exists()


def test_nothing_of_a_person_lies_readable_on_disk(ingrid, march, settings):
    lying = b"".join(path.read_bytes() for path in settings.MEDIA_ROOT.rglob("*") if path.is_file())
    assert lying
    assert b"1002" not in lying
    told = b"".join(bytes(each) for each in BatchProblem.objects.values_list("told", flat=True))
    assert b"1002" not in told


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\lønn\\mars.csv", "mars.csv"),
        ("../../etc/passwd", "passwd"),
        ("a\nb\0.csv", "ab.csv"),
        ("", "file"),
        ("x" * 500 + ".csv", "x" * 116 + ".csv"),
    ],
)
def test_only_the_last_part_of_a_name_is_kept(given, kept):
    assert safe_name(given) == kept


@pytest.fixture
def folder(tmp_path, cast):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "employments.csv").write_text(EMPLOYMENTS, encoding="utf-8")
    (tmp_path / "in" / "absences.csv").write_text(ABSENCES, encoding="utf-8")
    return tmp_path / "in"


def command(*words):
    out = StringIO()
    call_command("import_files", *words, stdout=out)
    return out.getvalue()


def test_a_clock_brings_a_folder_in_once(folder):
    words = ("--data", str(folder), "--employments", "everybody", "--absences", "2026-01-01..2026-03-31")
    assert "spells_added=3" in command(*words)
    assert command(*words) == "nothing new\n"
    assert Spell.objects.count() == 3


def test_a_clock_may_leave_the_last_word_to_ingrid(folder):
    said = command("--data", str(folder), "--employments", "some", "--absences", "some", "--check-only")
    assert said.startswith("waiting for confirmation")
    assert Spell.objects.count() == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], 2),
        (["--data", "nowhere"], 2),
        (["nowhere.csv"], 2),
        (["--data", "{folder}"], 2),
        (["--data", "{folder}", "--absences", "march"], 2),
        (["--data", "{folder}", "--absences", "2026-03-31..2026-01-01"], 2),
        (["{folder}/wrong.csv", "--absences", "some"], 1),
    ],
)
def test_a_command_that_cannot_be_carried_out_says_so(folder, words, code):
    (folder / "wrong.csv").write_text(ABSENCES.replace("04.03.2026", "01.03.2026"), encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        command(*(word.format(folder=folder) for word in words))
    assert refused.value.returncode == code
    assert not Spell.objects.exists()


def test_naerverk_import_hands_everything_on_to_the_site(monkeypatch):
    called = []
    monkeypatch.setattr("subprocess.call", lambda words, env: called.append(words) or 0)
    parser = ArgumentParser()
    parser.add_argument("--lang")
    add_arguments(parser)
    words = ["a.csv", "--absences", "some", "--employments", "some", "--lang", "nn", "--check-only"]
    assert run(parser.parse_args(words)) == 0
    assert called[0][3:] == [
        "import_files",
        "a.csv",
        "--employments=some",
        "--absences=some",
        "--lang=nn",
        "--check-only",
    ]
