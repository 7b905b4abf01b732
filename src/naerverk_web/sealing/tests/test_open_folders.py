"""What lies readable for a moment is for the site alone, and goes also when the process that opened it was killed."""

import os
import signal
import subprocess
import sys

import pytest

from naerverk_web.sealing.public import clear_open_folders, open_folder


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path


def test_it_is_for_the_sites_own_user_and_gone_afterwards(data):
    with open_folder() as folder:
        (folder / "absences.parquet").write_text("101")
        assert folder.parent == data / "opened"
        assert [path.stat().st_mode & 0o077 for path in (folder, folder.parent)] == [0, 0]
    assert list((data / "opened").iterdir()) == []


def test_it_is_gone_when_the_work_failed_too(data):
    with pytest.raises(ZeroDivisionError), open_folder():
        1 / 0  # noqa: B018
    assert list((data / "opened").iterdir()) == []


def test_what_somebody_works_in_is_left_alone_however_old():
    with open_folder() as folder:
        os.utime(folder, (0, 0))
        assert clear_open_folders() == 0
        assert folder.exists()


KILLED = """
import sys, time
from pathlib import Path
from types import SimpleNamespace
from naerverk_web.sealing import open_folders
open_folders.settings = SimpleNamespace(DATA=Path(sys.argv[1]))
with open_folders.open_folder() as folder:
    (folder / "absences.parquet").write_text("101")
    print("open", flush=True)
    time.sleep(60)
"""


def test_what_a_killed_process_left_is_cleared_away(data):
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(data)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"open\n"
    assert clear_open_folders(older_than=0) == 0, "it lives"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    left = list((data / "opened").iterdir())
    assert len(left) == 1
    assert clear_open_folders() == 0, "it may be just made"
    os.utime(left[0], (0, 0))
    assert clear_open_folders() == 1
    assert not left[0].exists()


def test_without_any_there_is_nothing_to_clear():
    assert clear_open_folders() == 0
