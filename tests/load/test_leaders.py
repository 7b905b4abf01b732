"""Leaders click around in the site as it is served for real, and nothing fails. `start.py load` tells how fast."""

import os
import re
import subprocess
import sys
from pathlib import Path

import databases

ROOT = Path(__file__).resolve().parents[2]


def test_four_leaders_meet_no_errors(tmp_path):
    words = ["--employees", "300", "--leaders", "4", "--seconds", "6", "--pause", "0.4", "--no-goal", "--data"]
    command = [sys.executable, str(ROOT / "bench" / "site_load.py"), *words, str(tmp_path / "site")]
    with databases.of_its_own() as url:
        given = {**os.environ, "DATABASE_URL": url}
        done = subprocess.run(command, env=given, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"4 leaders, 300 employees, .* 0 errors", done.stdout)
    for what in ("sign in", "home", "own unit", "switched", "export"):
        assert re.search(rf"^{what} +\d+", done.stdout, flags=re.M), what
    assert "of processor time" in done.stdout
