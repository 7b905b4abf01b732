"""`naerverk demo`: an invented municipality in the tables every other command reads."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from tqdm import tqdm

from naerverk.cli.dates import month_named
from naerverk.locale import Words
from naerverk.problems import refuse
from naerverk.synthetic import LAST_MONTH, Summary, make

EXAMPLES = """examples:
  naerverk demo --out demo                                    Lyngholt: 1,200 employees, three years
  naerverk demo --employees 13000 --seed 3 --out town --format parquet
  naerverk demo --until 2026-06 --out demo --force            three years that end with June 2026
  naerverk rates --data demo --by unit,year                   and then, for example
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the contract, and `--until`, `--shifts`, `--force`."""
    parser.add_argument("--employees", type=int, default=1200, metavar="N", help="employed on the last day (1200)")
    parser.add_argument("--years", type=int, default=3, metavar="N", help="whole years of absence (3)")
    parser.add_argument("--seed", type=int, default=7, metavar="N", help="another number, another municipality (7)")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to write into")
    parser.add_argument("--format", choices=("csv", "parquet"), default="csv", help="kind of files (csv)")
    parser.add_argument("--until", default=LAST_MONTH.label, metavar="YYYY-MM", help=f"last month ({LAST_MONTH.label})")
    parser.add_argument("--shifts", action="store_true", help="also a roster, for --definition roster")
    parser.add_argument("--force", action="store_true", help="replace the files of an earlier demo in the folder")


def run(args: argparse.Namespace) -> int:
    """Make it, describe it in a README beside the tables, and say on stderr what was made."""
    words = Words(args.lang)
    try:
        with _bar(args.quiet) as bar:
            summary = make(
                args.employees, years=args.years, seed=args.seed, until=month_named("--until", args.until),
                out=args.out, format=args.format, shifts=args.shifts, progress=_moves(bar), force=args.force,
            )  # fmt: skip
        (args.out / "README.md").write_text(_readme(summary, words, args.shifts), encoding="utf-8")
    except OSError as trouble:
        reason = trouble.strerror or str(trouble)
        raise refuse("cli.cannot_write", path=str(args.out), reason=reason) from trouble
    if not args.quiet:
        print(_made(summary, words, args.out), file=sys.stderr)
    return 0


def _bar(quiet: bool) -> tqdm[NoReturn]:
    # `disable=None` is tqdm's word for "only on a terminal".
    return tqdm(disable=True if quiet else None, file=sys.stderr, leave=False, delay=1)


def _moves(bar: tqdm[NoReturn]) -> Callable[[int, int], None]:
    def moved(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)

    return moved


def _made(summary: Summary, words: Words, out: Path) -> str:
    lines = [
        words.say("synthetic.made", out=str(out), workplaces=summary.workplaces, employees=summary.employees),
        words.say("synthetic.made_rows", persons=summary.persons, employments=summary.employments,
                  absences=summary.absences, first=summary.first, last=summary.last),
        words.say("synthetic.made_rate", rate=words.percent(summary.rate)),
        words.say("synthetic.made_key"),
    ]  # fmt: skip
    return "\n".join(lines)


def _readme(summary: Summary, words: Words, shifts: bool) -> str:
    return words.say(
        "synthetic.readme",
        employees=summary.employees,
        fte=words.number(summary.full_time_equivalents, 0),
        workplaces=summary.workplaces,
        first=summary.first,
        last=summary.last,
        seed=str(summary.seed),
        ending=summary.format,
        persons=summary.persons,
        roster="\n" + words.say("synthetic.readme_roster", ending=summary.format) if shifts else "",
        rate=words.percent(summary.rate),
        self_certified=words.percent(summary.self_certified_rate),
        doctor_certified=words.percent(summary.doctor_certified_rate),
        command=f"naerverk demo --employees {summary.employees} --years {summary.years} --seed {summary.seed} "
        f"--until {summary.last.label} --format {summary.format}{' --shifts' if shifts else ''} --out DIR",
    )
