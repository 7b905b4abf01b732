"""kill -9 in the middle of an import: everything or nothing is there, the receipt is true, a second run completes."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

pytestmark = pytest.mark.sqlite
ROOT = Path(__file__).resolve().parents[4]
PERSONS = 400
WORDS = ("--employments", "everybody", "--absences", "2026-01-01..2026-03-31")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A site of its own on SQLite, and files that take long enough to be killed in."""
    data = tmp_path_factory.mktemp("site")
    files = data / "in"
    files.mkdir()
    (files / "units.csv").write_text("unit_id,parent_id,name\nL,,Lyngholt\n", encoding="utf-8")
    jobs = "".join(f"p{n},L,2020-01-01,100\n" for n in range(PERSONS))
    (files / "employments.csv").write_text("person_id,unit_id,start,fte_percent\n" + jobs, encoding="utf-8")
    spells = "".join(
        f"p{n},2026-02-{day:02},2026-02-{day:02},self_certified\n" for n in range(PERSONS) for day in (2, 9)
    )
    (files / "absences.csv").write_text("person_id,start,end,kind\n" + spells, encoding="utf-8")
    run(data, "migrate", "-v0").wait()
    return data


def run(data, *words):
    environment = {**os.environ, "NAERVERK_DATA": str(data), "NAERVERK_DEMO": "yes", "DATABASE_URL": ""}
    return subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), *words],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=data,
    )  # fmt: skip


def counted(data):
    with closing(sqlite3.connect(data / "naerverk.sqlite3")) as database:

        def one(what):
            return database.execute(f"SELECT COUNT(*) FROM {what}").fetchone()[0]

        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return one("people_employment"), one("absence_spell"), one("intake_batch WHERE state = 'done'")


def empty(data):
    with closing(sqlite3.connect(data / "naerverk.sqlite3")) as database, database:
        for table in (
            "absence_touched", "absence_spell", "people_employment", "people_person", "intake_batchproblem",
            "intake_batchfile", "intake_batch", "organisation_unitperiod", "organisation_unit",
        ):  # fmt: skip
            database.execute(f"DELETE FROM {table}")


def kill_once(data, moment):
    started = run(data, "import_files", "--data", str(data / "in"), *WORDS)
    time.sleep(moment)
    if started.poll() is None:
        os.kill(started.pid, signal.SIGKILL)
    started.wait()


@pytest.mark.parametrize("kills", [3, pytest.param(30, marks=pytest.mark.full)])
def test_whatever_is_killed_nothing_is_lost_or_doubled(place, kills):
    empty(place)
    begun = time.monotonic()
    run(place, "import_files", "--data", str(place / "in"), *WORDS).wait()
    whole = time.monotonic() - begun
    assert counted(place) == (PERSONS, 2 * PERSONS, 1)
    chance = random.Random(kills)
    for _ in range(kills):
        empty(place)
        kill_once(place, chance.uniform(0.4 * whole, 1.0 * whole))
        jobs, spells, done = counted(place)
        assert (jobs, spells, done) in {(0, 0, 0), (PERSONS, 2 * PERSONS, 1)}
        run(place, "import_files", "--data", str(place / "in"), *WORDS).wait()
        assert counted(place) == (PERSONS, 2 * PERSONS, 1)
