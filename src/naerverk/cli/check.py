"""`naerverk check`: every problem in the files, before anybody computes with them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from naerverk.cli.dates import day_named, today
from naerverk.cli.output import problem_line
from naerverk.cli.progress import reading_progress
from naerverk.formats import Reading, find, load_profile, read
from naerverk.locale import Words
from naerverk.problems import Severity, refuse_usage
from naerverk.records import SCHEMA

if TYPE_CHECKING:
    from naerverk.formats.profile import Profile

EXAMPLES = """examples:
  naerverk check --data DIR
  naerverk check --profile generic-no fravær.csv --rejects rejected.csv
  naerverk check --data DIR --today 2026-01-31
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of `check`."""
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="files to check, with --profile")
    parser.add_argument("--data", type=Path, metavar="DIR", help="a folder with units, employments, absences ...")
    parser.add_argument("--profile", metavar="P", help="an import profile by name, or its YAML file")
    parser.add_argument("--table", choices=list(SCHEMA), help="the table FILE holds, when the profile has several")
    parser.add_argument("--rejects", type=Path, metavar="F", help="write the rows that were not taken in to F")
    parser.add_argument("--today", metavar="D", help="warn of dates after D (YYYY-MM-DD)")


def run(args: argparse.Namespace) -> int:
    """Print every problem on stdout; 1 when there is an error."""
    words, profile = Words(args.lang), load_profile(args.profile) if args.profile else None
    day = today() if args.today is None else day_named("--today", args.today)
    with TemporaryDirectory(prefix="naerverk-") as folder, reading_progress(args) as progress:
        reading = read(
            _files(args, profile, Path(folder)),
            workdir=Path(folder),
            profile=profile,
            today=day,
            rejects=args.rejects,
            progress=progress,
            describe=words.say_problem,
        )
    _say(reading, words)
    return 1 if reading.errors else 0


def _files(args: argparse.Namespace, profile: Profile | None, folder: Path) -> dict[str, Sequence[Path]]:
    if bool(args.data) == bool(args.files):
        raise refuse_usage("formats.data_or_profile")
    if args.data:
        return dict(find(args.data))
    from naerverk.formats.guessing import table_for  # noqa: PLC0415 - YAML and pydantic, for profiles only

    found: dict[str, list[Path]] = {}
    for path in args.files:
        found.setdefault(args.table or table_for(path, profile, folder), []).append(path)
    return dict(found)


def _say(reading: Reading, words: Words) -> None:
    for problem in reading.problems:
        print(problem_line(problem, words))
    for code, number in reading.counts.items():
        kept = sum(problem.code == code for problem in reading.problems)
        if number > kept:
            print("  " + words.say("cli.more_problems", n=number - kept))
    for table, rows in reading.row_counts.items():
        print(words.say("formats.rows_read", table=table, n=rows))
    for path in reading.rejected:
        print(words.say("formats.rejects_written", file=str(path)))
    print(_verdict(reading, words))


def _verdict(reading: Reading, words: Words) -> str:
    if not reading.problems:
        return words.say("formats.no_problems")
    errors, warnings = (reading.number_of(severity) for severity in (Severity.ERROR, Severity.WARNING))
    return words.say(
        "formats.errors_and_warnings",
        errors=words.say("formats.errors_found", n=errors),
        warnings=words.say("formats.warnings_found", n=warnings),
    )
