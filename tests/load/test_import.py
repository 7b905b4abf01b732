"""Files go all the way into the site, and nobody is refused a sign-in meanwhile. `start.py load` tells how fast."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import databases

pytestmark = pytest.mark.full
ROOT = Path(__file__).resolve().parents[2]


def test_a_small_municipality_s_files_come_in(tmp_path):
    command = [sys.executable, str(ROOT / "bench" / "site_import.py"), "--employees", "60", "--no-goal", "--data"]
    with databases.of_its_own() as url:
        given = {**os.environ, "DATABASE_URL": url}
        done = subprocess.run(
            [*command, str(tmp_path)], env=given, capture_output=True, text=True, check=False, timeout=600
        )
    assert done.returncode == 0, done.stdout + done.stderr
    for what in ("all files", "one month corrected"):
        assert re.search(rf"^{what} +CSV to receipt +[\d.]+ s clock", done.stdout, flags=re.M), what
        assert re.search(rf"^{what} +figures ", done.stdout, flags=re.M), what
    assert "0 refused" in done.stdout
