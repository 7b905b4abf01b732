"""`naerverk import`: bring files into the site, by hand or by the clock."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

EXAMPLES = """examples:
  naerverk import --data DIR --employments everybody --absences 2026-01-01..2026-01-31
  naerverk import fravær.csv --absences some
  naerverk import --data DIR --employments some --absences some --check-only
The site's settings come from the environment (NAERVERK_DATA, DATABASE_URL).
Exit code 1: the files have problems and nothing was brought in; 2: the question is incomplete.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `naerverk import`."""
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--data", type=Path, metavar="DIR", help="a folder with units, employments, absences")
    parser.add_argument(
        "--employments", choices=("everybody", "some"), help="does the file hold everybody, or only some"
    )
    parser.add_argument(
        "--absences", metavar="FROM..TO|some", help="the days of which the file holds all absences, or: some"
    )
    parser.add_argument("--check-only", action="store_true", help="leave it waiting for somebody to confirm")


def run(args: argparse.Namespace) -> int:
    """Do it in a process of the site's own; returns its exit code."""
    words = [str(path) for path in args.files]
    for name in ("data", "employments", "absences", "lang"):
        if getattr(args, name) is not None:
            words.append(f"--{name}={getattr(args, name)}")
    if args.check_only:
        words.append("--check-only")
    given = {"DJANGO_SETTINGS_MODULE": "naerverk_web.project.settings", **os.environ}
    return subprocess.call([sys.executable, "-m", "django", "import_files", *words], env=given)  # noqa: S603 - our own command, words from its own user
