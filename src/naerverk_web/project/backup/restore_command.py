"""`naerverk restore`: the site as it was when a backup was made."""

from __future__ import annotations

import argparse
from pathlib import Path

from naerverk_web.project.process import django

EXAMPLES = """examples:
  naerverk restore /backups/naerverk-20261122T010000Z.naerverk-backup --keys /safe/naerverk.keys
  naerverk restore monday.naerverk-backup --replace     everything that is in the site now is replaced
Stop the site first. The settings come from the environment (NAERVERK_DATA, DATABASE_URL).
Exit code 1: refused, or restored with something that you must look at.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `naerverk restore`."""
    parser.add_argument("backup", type=Path, help="the file that `naerverk backup` made")
    parser.add_argument("--keys", type=Path, metavar="FILE", help="the file of keys that was kept apart")
    parser.add_argument("--replace", action="store_true", help="also when the site holds data: replace all of it")


def run(args: argparse.Namespace) -> int:
    """Do it in a process of the site's own; returns its exit code."""
    keys = ("--keys", args.keys) if args.keys else ()
    return django("restore", args.backup, *keys, *(("--replace",) if args.replace else ()))
