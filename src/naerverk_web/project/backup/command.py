"""`naerverk backup`: a copy of the whole site in one file, made while it runs."""

from __future__ import annotations

import argparse
from pathlib import Path

from naerverk_web.project.process import django

EXAMPLES = """examples:
  naerverk backup /backups                          a new file in that folder, named after the time
  naerverk backup monday.naerverk-backup --keys /safe/naerverk.keys
The site's settings come from the environment (NAERVERK_DATA, DATABASE_URL). The keys are never in the backup: without
them the sealed files cannot be opened, so keep them in another place.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `naerverk backup`."""
    parser.add_argument("target", type=Path, help="a folder, or the name of a file that is not there yet")
    parser.add_argument("--keys", type=Path, metavar="FILE", help="write the keys to this file, to be kept elsewhere")


def run(args: argparse.Namespace) -> int:
    """Do it in a process of the site's own; returns its exit code."""
    return django("backup", args.target, *(("--keys", args.keys) if args.keys else ()))
