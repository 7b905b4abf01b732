"""naerverk law: questions to the law library as JSON lines, the numbers it rests on, and explanations in words."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from naerverk.cli.dates import today
from naerverk.cli.law_explaining import explain, loaded
from naerverk.cli.output import say_problems
from naerverk.law.parameters import Parameter, parameters
from naerverk.law.questions import RULES, result_of
from naerverk.locale import Words
from naerverk.problems import Place, Problem, Refusal, refuse, refuse_usage
from naerverk.statistics import nav

EXAMPLES = """examples:
  naerverk law < questions.jsonl > answers.jsonl
  echo '{"id": 1, "rule": "base_amount", "input": {"date": "2026-06-01", "multiple": 6}}' | naerverk law
  naerverk law explain case.json --lang nn
  naerverk law parameters --unchecked

A question is one line {"id": .., "rule": .., "input": {..}}, its answer one line {"id": .., "result": {..}}. A line
that cannot be answered gets {"id": .., "error": .., "code": ..}; the others are answered, and the exit code is 1.
"""

SOURCE = "<stdin>"

STATISTICS: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "absence_rate": nav.absence_rate,
    "masking": nav.masking,
    "trend": nav.trend,
    "quarter": nav.quarter,
    "benchmark": nav.benchmark,
    "absence_cost": nav.absence_cost,
}
"""NAV's rules for figures live a floor above the law and are answered by the same command."""

_COLUMNS = ("key", "value", "unit", "since", "reference", "sure", "checked")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Questions on standard input, or one of two other tasks."""
    parser.add_argument(
        "task", nargs="?", choices=("explain", "parameters"), help="explain a file, or list the parameters"
    )
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="for explain: a JSON question or JSON lines (- is stdin)"
    )
    parser.add_argument(
        "--unchecked", action="store_true", help="for parameters: only values nobody has checked for a year, or only C"
    )
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table", help="for parameters")


def run(args: argparse.Namespace) -> int:
    """Answer, explain or list."""
    day = today()
    if args.task == "parameters":
        return _list_parameters(args, day)
    if args.task == "explain":
        if args.file is None:
            raise refuse_usage("law.choose_file")
        return explain(args.file, Words(args.lang), day, frozenset(STATISTICS))
    if args.file is not None or args.unchecked:
        raise refuse_usage("law.file_not_wanted")
    return _answer_all(Words(args.lang), day)


def _answer_all(words: Words, today: date) -> int:
    """Answer line by line; nothing is kept but the count of each kind of problem."""
    refused = 0

    def problems() -> Iterator[Problem]:
        nonlocal refused
        for problem in _answers(words, today):
            refused += 1
            yield problem

    say_problems(problems(), words)
    return 1 if refused else 0


def _answers(words: Words, today: date) -> Iterator[Problem]:
    seen = False
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if not line.strip():
            continue
        seen = True
        name: object = None
        try:
            question = read_question(line)
            name = question.get("id")
            _write({"id": name, "result": _result(question, today)})
        except Refusal as refusal:
            problem = refusal.problems[0]
            _write({"id": name, "error": words.say_problem(problem), "code": problem.code})
            yield from (replace(problem, place=Place(SOURCE, number)) for problem in refusal.problems)
    if not seen:
        yield Problem("law.no_questions", place=Place(SOURCE))


def _write(answer: Mapping[str, object]) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, default=str) + "\n")


def read_question(line: bytes) -> Mapping[str, Any]:
    """One line as an object; numbers are kept as they were written."""
    question = loaded(line)
    if not isinstance(question, Mapping) or "rule" not in question:
        raise refuse("law.not_question")
    return question


def _result(question: Mapping[str, Any], today: date) -> Mapping[str, object]:
    rule = str(question["rule"])
    if rule in STATISTICS:
        return _figure(rule, question.get("input"))
    if rule not in RULES:
        known = ", ".join([*RULES, *STATISTICS])
        raise refuse("law.unknown_rule", value=rule[:60], known=known)
    return result_of(question, today=today)


def _figure(rule: str, given: object) -> Mapping[str, object]:
    if not isinstance(given, Mapping):
        raise refuse("law.input_not_object", value=str(given)[:60])
    try:
        return STATISTICS[rule](given)
    except (ValueError, TypeError, AttributeError, ArithmeticError) as error:
        raise refuse("law.words_wrong", rule=rule, reason=str(error)[:80]) from None


def _list_parameters(args: argparse.Namespace, today: date) -> int:
    words = Words(args.lang)
    listed = [p for p in parameters().values() if not args.unchecked or p.unchecked(today)]
    rows = [
        _row(parameter, day, words)
        for parameter in listed
        for day in (parameter.unchecked(today) if args.unchecked else [parameter.latest_change])
    ]
    if args.format == "json":
        print(json.dumps([dict(zip(_COLUMNS, row, strict=True)) for row in rows], ensure_ascii=False, indent=1))
    elif args.format == "csv":
        csv.writer(sys.stdout, lineterminator="\n").writerows([_COLUMNS, *rows])
    else:
        heads = [words.say(f"law.parameters_column_{name}") for name in _COLUMNS]
        _print_table([heads, *rows])
    if not args.quiet:
        unchecked = sum(bool(parameter.unchecked(today)) for parameter in listed)
        code = "law.parameters_unchecked" if unchecked else "law.parameters_checked"
        print(words.say(code, n=unchecked or len(listed)), file=sys.stderr)
    return 0


def _row(parameter: Parameter, since: date, words: Words) -> list[str]:
    dated = parameter.values[since]
    checked = parameter.checked_on.isoformat() if parameter.checked_on else words.say("law.parameters_never")
    number = "" if dated.value is None else f"{dated.value:f}"
    sure = parameter.sure_of(since).value
    return [parameter.key, number, parameter.unit, since.isoformat(), dated.reference, sure, checked]


def _print_table(rows: list[list[str]]) -> None:
    widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
