"""kill -9 in the middle of an import or a confirmation: everything or nothing is there, the receipt is true, and what
was killed is completed. `NAERVERK_KILLS` says how often (2)."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import databases

ROOT = Path(__file__).resolve().parents[4]
KILLS = int(os.environ.get("NAERVERK_KILLS", "2"))
PERSONS = 1500
WHOLE = (PERSONS, 2 * PERSONS)
TABLES = (
    "absence_touched", "absence_spell", "people_overwritten", "people_employment", "people_person",
    "organisation_unitperiod", "organisation_unit",
)  # fmt: skip
FILES = ("intake_batchproblem", "intake_batchfile", "intake_batch")


@dataclass
class Place:
    """A site of its own: its folder, and how its database is reached."""

    data: Path
    url: str

    def run(self, *words: str) -> subprocess.Popen[bytes]:
        environment = {
            **os.environ, "NAERVERK_DATA": str(self.data), "NAERVERK_DEMO": "yes", "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "naerverk_web.project.settings",
        }  # fmt: skip
        nothing = subprocess.DEVNULL
        return subprocess.Popen([sys.executable, *words], env=environment, cwd=ROOT, stdout=nothing, stderr=nothing)

    def step(self, *words: str) -> subprocess.Popen[bytes]:
        return self.run("-m", "naerverk_web.intake.tests.steps", *words)

    def asked(self, statement: str) -> list[tuple[Any, ...]]:
        with self._open() as database:
            return list(database.execute(statement).fetchall())

    def told(self, *statements: str) -> None:
        with self._open() as database:
            for statement in statements:
                database.execute(statement)
            database.commit()

    @contextmanager
    def _open(self) -> Iterator[Any]:
        if self.url:
            import psycopg

            with closing(psycopg.connect(self.url)) as database:
                yield database
        else:
            with closing(sqlite3.connect(self.data / "naerverk.sqlite3", timeout=30)) as database:
                yield database

    def held(self) -> tuple[int, int]:
        """Employments and absences."""
        if not self.url:
            assert self.asked("PRAGMA integrity_check") == [("ok",)]
        counts = [self.asked(f"SELECT COUNT(*) FROM {name}") for name in ("people_employment", "absence_spell")]
        return counts[0][0][0], counts[1][0][0]

    def batches(self) -> list[tuple[str, dict[str, int]]]:
        """State and receipt of every import."""
        found = self.asked("SELECT state, receipt FROM intake_batch")
        return [(state, json.loads(receipt) if isinstance(receipt, str) else receipt) for state, receipt in found]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    data = tmp_path_factory.mktemp("site")
    write_files(data / "in")
    with databases.of_its_own() as url:
        here = Place(data, url)
        assert here.run("manage.py", "migrate", "-v0").wait() == 0
        yield here


def write_files(files: Path) -> None:
    """Files that take long enough to be killed in."""
    files.mkdir()
    (files / "units.csv").write_text("unit_id,parent_id,name\nL,,Lyngholt\n", encoding="utf-8")
    jobs = "".join(f"p{n},L,2020-01-01,100\n" for n in range(PERSONS))
    (files / "employments.csv").write_text("person_id,unit_id,start,fte_percent\n" + jobs, encoding="utf-8")
    spells = "".join(
        f"p{n},2026-02-{day:02},2026-02-{day:02},self_certified\n" for n in range(PERSONS) for day in (2, 9)
    )
    (files / "absences.csv").write_text("person_id,start,end,kind\n" + spells, encoding="utf-8")


def timed(started: subprocess.Popen[bytes]) -> float:
    begun = time.monotonic()
    assert started.wait() == 0
    return time.monotonic() - begun


def killed(started: subprocess.Popen[bytes], moment: float) -> None:
    time.sleep(moment)
    if started.poll() is None:
        os.kill(started.pid, signal.SIGKILL)
    started.wait()


def moments(whole: float) -> Iterator[float]:
    """Random moments once Python is up; the same ones in every run."""
    chance = random.Random(KILLS)
    return (chance.uniform(0.25 * whole, 1.05 * whole) for _ in range(KILLS))


def emptied(place: Place, *tables: str) -> None:
    place.told(*(f"DELETE FROM {table}" for table in tables))


def test_an_import_killed_while_it_is_read_is_whole_or_not_there(place: Place) -> None:
    folder = str(place.data / "in")
    emptied(place, *TABLES, *FILES)
    whole = timed(place.step("check", folder))
    for moment in moments(whole):
        emptied(place, *FILES)
        killed(place.step("check", folder), moment)
        assert place.held() == (0, 0)
        assert all(state in ("received", "waiting_for_confirmation") for state, _ in place.batches())
        assert place.step("recover").wait() == 0
        if not place.batches():
            assert place.step("check", folder).wait() == 0
        assert [state for state, _ in place.batches()] == ["waiting_for_confirmation"]


def test_a_confirmation_that_is_killed_brings_in_all_or_nothing(place: Place) -> None:
    emptied(place, *TABLES, *FILES)
    assert place.step("check", str(place.data / "in")).wait() == 0
    whole = timed(place.step("confirm"))
    for moment in moments(whole):
        emptied(place, *TABLES)
        place.told("UPDATE intake_batch SET state = 'waiting_for_confirmation', receipt = '{}', done_at = NULL")
        killed(place.step("confirm"), moment)
        ((state, receipt),) = place.batches()
        assert place.held() == (WHOLE if state == "done" else (0, 0))
        assert place.step("recover").wait() == 0
        if place.batches()[0][0] == "waiting_for_confirmation":
            assert place.step("confirm").wait() == 0
        ((state, receipt),) = place.batches()
        assert (state, place.held()) == ("done", WHOLE)
        assert (receipt["jobs_added"], receipt["spells_added"]) == WHOLE
