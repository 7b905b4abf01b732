"""naerverk alpha: Cronbach's alpha of a scale in a file of answers."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from math import isfinite
from pathlib import Path

from naerverk.cli.small_table import Row, read_rows
from naerverk.formats.layout import plain
from naerverk.problems import Place, Problem, Refusal, UsageRefusal
from naerverk.questionnaires.alpha import FEWEST_ITEMS, Missing, cronbach_alpha, turned

EXAMPLES = """examples:
  naerverk alpha answers.csv --items A1,A2,A3
  naerverk alpha answers.csv --items A1,A2,A3 --reverse A3 --min 1 --max 6 --missing pairwise

answers.csv has one row per respondent and one column per item; a blank is no answer.
Prints {"alpha", "lower", "upper", "n", "items"}: the estimate and its 95 % interval (Feldt).
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="F.csv", help="one row per respondent, one column per item")
    parser.add_argument("--items", required=True, type=_names, metavar="A1,A2", help="the columns of the scale")
    parser.add_argument("--reverse", default=[], type=_names, metavar="A1", help="items that ask the other way round")
    parser.add_argument("--min", dest="lowest", type=number, help="lowest answer there is")
    parser.add_argument("--max", dest="highest", type=number, help="highest answer there is")
    parser.add_argument(
        "--missing",
        type=Missing,
        choices=list(Missing),
        default=Missing.LISTWISE,
        help="count those who answered every item (listwise, default) or each pair (pairwise)",
    )


def _names(text: str) -> list[str]:
    return [name for part in text.split(",") if (name := part.strip())]


def number(text: str) -> float:
    """A number that answers can be compared with: neither infinite nor none at all (`nan`)."""
    found = float(text)
    if not isfinite(found):
        raise ValueError(text)
    return found


def run(args: argparse.Namespace) -> int:
    """Check the question, read the answers, print one JSON line."""
    _check(args)
    rows = read_rows(args.file, str(args.file), [], args.items, "questionnaires.unknown_item")
    if wrong := list(_outside(rows, args)):
        raise Refusal(*wrong)
    columns = [[row.numbers[i] for row in rows] for i in range(len(args.items))]
    items = [
        turned(answers) if name in args.reverse else answers for name, answers in zip(args.items, columns, strict=True)
    ]
    print(json.dumps(asdict(cronbach_alpha(items, args.missing))))
    return 0


def _check(args: argparse.Namespace) -> None:
    """The question itself: items enough, none twice, the reversed among them, a scale that goes upwards."""
    # As the columns are looked for: A1 and a1 are the same one.
    columns = [plain(name) for name in args.items]
    repeated = {name for name in args.items if columns.count(plain(name)) > 1}
    wrong = [Problem("questionnaires.repeated_item", params={"item": name}) for name in sorted(repeated)]
    strangers = (name for name in args.reverse if name not in args.items)
    wrong += [Problem("questionnaires.reverse_not_item", params={"item": name}) for name in strangers]
    if None not in (args.lowest, args.highest) and args.lowest >= args.highest:
        wrong.append(Problem("questionnaires.minimum_above_maximum", params=_scale(args)))
    if len(args.items) < FEWEST_ITEMS:
        wrong.append(Problem("questionnaires.too_few_items", params={"needed": FEWEST_ITEMS}))
    if wrong:
        raise UsageRefusal(*wrong)


def _outside(rows: Sequence[Row], args: argparse.Namespace) -> Iterable[Problem]:
    """Every answer below --min or above --max, with its line."""
    for row in rows:
        for name, answer in zip(args.items, row.numbers, strict=True):
            code = _beyond(answer, args.lowest, args.highest)
            if code:
                place = Place(str(args.file), row.line, name, f"{answer:g}")
                yield Problem(code, place=place, params=_scale(args))


def _scale(args: argparse.Namespace) -> dict[str, object]:
    ends = {"lowest": args.lowest, "highest": args.highest}
    return {name: f"{end:g}" for name, end in ends.items() if end is not None}


def _beyond(answer: float | None, lowest: float | None, highest: float | None) -> str | None:
    if answer is None:
        return None
    if lowest is not None and answer < lowest:
        return "questionnaires.below_minimum"
    if highest is not None and answer > highest:
        return "questionnaires.above_maximum"
    return None
