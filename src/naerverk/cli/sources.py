"""Which files a command reads, and reading them: the options of `rates` and `statutory`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from naerverk.calendar import Month
from naerverk.cli.dates import month_named, today
from naerverk.cli.output import say_problems
from naerverk.formats import Reading, find, load_profile, read
from naerverk.locale import Words
from naerverk.problems import refuse_usage
from naerverk.records import Dataset
from naerverk.statistics.rates import is_monthly, months_told_of
from naerverk.statistics.table import Origin

TABLES = ("units", "employments", "absences", "monthly", "shifts")


def add_source_arguments(parser: argparse.ArgumentParser) -> None:
    """`--data DIR`, or the files of each table."""
    files = parser.add_argument_group("files", "A folder, or the files of each table (CSV, XLSX, ODS, Parquet; .gz).")
    files.add_argument("--data", type=Path, metavar="DIR", help="a folder with units, employments, absences ...")
    for table in TABLES:
        files.add_argument(f"--{table}", type=Path, nargs="+", metavar="F", help=f"files with {table}")
    files.add_argument("--profile", metavar="P", help="an import profile by name, or its YAML file")


@contextmanager
def reading(args: argparse.Namespace) -> Iterator[Reading]:
    """The checked tables; warnings are said on stderr, errors stop the command."""
    profile = load_profile(args.profile) if args.profile else None
    files = chosen_files(args)
    # A profile for a kind of file that gives no rates says so itself, with the reason.
    if not (profile and profile.refuse_rates):
        _enough_for_rates(files)
    with TemporaryDirectory(prefix="naerverk-") as folder:
        result = read(files, workdir=Path(folder), profile=profile, today=today())
        say_problems(result.warnings, Words(args.lang), result.counts)
        result.refuse_errors()
        yield result


def chosen_files(args: argparse.Namespace) -> dict[str, Sequence[Path]]:
    """Table -> files. A table named by its own option comes from there and not from the folder."""
    named = {table: getattr(args, table) for table in TABLES if getattr(args, table)}
    found: dict[str, Sequence[Path]] = {**(find(args.data) if args.data else {}), **named}
    if not found:
        raise refuse_usage("statistics.no_files")
    if "monthly" in found and ("absences" in found or "employments" in found):
        _choose(found, named)
    return {table: paths for table, paths in found.items() if table in TABLES}


def _enough_for_rates(files: dict[str, Sequence[Path]]) -> None:
    if "monthly" not in files and "employments" not in files:
        raise refuse_usage("statistics.no_employments")


def _choose(found: dict[str, Sequence[Path]], named: dict[str, Sequence[Path]]) -> None:
    """Spells or monthly sums, never both: the one that was named."""
    spells = [table for table in ("absences", "employments") if table in named]
    if ("monthly" in named) == bool(spells):
        raise refuse_usage("statistics.spells_and_sums")
    for table in ("absences", "employments", "shifts") if "monthly" in named else ("monthly",):
        found.pop(table, None)


def month_of(text: str | None, option: str, known: Sequence[Month] | None, place: int) -> Month:
    """The month an option names, or the one in that place of the known ones."""
    if text is None:
        assert known, "the caller looked the months up when an option was left out"
        return known[place]
    return month_named(option, text)


def say_what_no_file_tells(dataset: Dataset, first: Month, last: Month, args: argparse.Namespace) -> None:
    """That months were asked for in which no absence begins before or after: 0 may mean that a file is missing."""
    if args.quiet or is_monthly(dataset):
        return
    told, words = months_told_of(dataset), Words(args.lang)
    if told is None:
        print(words.say("statistics.no_absence_told"), file=sys.stderr)
    elif first < told[0] or told[1] < last:
        print(words.say("statistics.beyond_the_files", first=told[0], last=told[1]), file=sys.stderr)


def with_source(origin: Origin, source: Reading) -> Origin:
    """What a figure carries: the files it came from and when it was computed."""
    now = datetime.now().astimezone()  # noqa: TID251 - the command line is where the clock is read
    return replace(origin, source=source.source, computed_at=now)
