"""`naerverk disclose`: hide small counts safely, or find out what a published table or file gives away."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from naerverk.formats import load_profile, read
from naerverk.problems import refuse, refuse_usage
from naerverk.statistics.columns import read as read_columns
from naerverk.statistics.disclosure.counts import attack_counts, disclose_counts
from naerverk.statistics.disclosure.published_file import NUMBERS, attack_file, parents_of

EXAMPLES = """examples:
  naerverk disclose < tables.json > answers.json              hide small counts and what would give them away
  naerverk disclose --attack < answers.json                   try to get the hidden counts back
  naerverk disclose --attack --profile nhs-england-benchmarking --monthly published.csv.gz
                                                              what a published file with blanks gives away: counts only
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `naerverk disclose`."""
    parser.add_argument("--attack", action="store_true", help="attack instead of protect")
    parser.add_argument("--monthly", type=Path, nargs="+", metavar="F", help="a published file with blanks (--attack)")
    parser.add_argument("--units", type=Path, nargs="+", metavar="F", help="its units, when the profile has no tree")
    parser.add_argument("--profile", metavar="P", help="an import profile by name, or its YAML file")


def run(args: argparse.Namespace) -> int:
    """Protect or attack; the answer is JSON on stdout."""
    if (args.monthly or args.units or args.profile) and not (args.attack and args.monthly):
        raise refuse_usage("disclosure.files_only_for_attack")
    if args.monthly:
        answer: object = _attacked_file(args)
    elif args.attack:
        answer = _each_table(lambda table: {"id": table.get("id"), **asdict(attack_counts(table))})
    else:
        answer = _each_table(disclose_counts)
    json.dump(answer, sys.stdout, ensure_ascii=False, indent=1)
    print()
    return 0


def _each_table(do: Callable[[Mapping[str, Any]], dict[str, Any]]) -> list[dict[str, Any]]:
    try:
        tables = json.loads(sys.stdin.buffer.read().decode("utf-8-sig"))
    except (ValueError, RecursionError) as problem:
        line = getattr(problem, "lineno", 1)
        raise refuse("disclosure.not_json", line=line) from None
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise refuse("disclosure.not_a_list")
    return [do(table) for table in tables]


def _attacked_file(args: argparse.Namespace) -> dict[str, int]:
    profile = load_profile(args.profile) if args.profile else None
    with TemporaryDirectory(prefix="naerverk-") as folder:
        files = {"monthly": args.monthly, **({"units": args.units} if args.units else {})}
        result = read(files, workdir=Path(folder), profile=profile)
        result.refuse_errors()
        monthly = read_columns(result.dataset, "monthly", ("unit_id", "month", *NUMBERS))
        units = read_columns(result.dataset, "units", ("unit_id", "parent_id"))
        return asdict(attack_file(monthly, parents_of(units)))
