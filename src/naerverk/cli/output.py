"""Problems and figures on their way out: words on stderr, data on stdout or into a file."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping

from naerverk.locale import Words
from naerverk.problems import Place, Problem

SHOWN_PER_CODE = 20


def say_problems(problems: Iterable[Problem], words: Words, counts: Mapping[str, int] | None = None) -> None:
    """Print each problem on stderr with its place; at most SHOWN_PER_CODE of one kind.

    `counts`: how many there are of a kind, where not all of them are among the problems.
    """
    seen: Counter[str] = Counter()
    for problem in problems:
        seen[problem.code] += 1
        if seen[problem.code] <= SHOWN_PER_CODE:
            print(problem_line(problem, words), file=sys.stderr)
    for code, count in seen.items():
        more = max(count, (counts or {}).get(code, 0)) - min(count, SHOWN_PER_CODE)
        if more:
            print("  " + words.say("cli.more_problems", n=more), file=sys.stderr)


def problem_line(problem: Problem, words: Words) -> str:
    """`Feil: absences.csv, linje 7, kolonne end: ...` in the words' language."""
    parts = [words.say(f"cli.{problem.severity.value}")]
    where = _where(problem.place, words)
    if where:
        parts.append(where)
    return ": ".join([*parts, words.say_problem(problem)])


def _where(place: Place, words: Words) -> str:
    if place.file is None or place.line is None:
        return place.file or ""
    if place.column is None:
        return words.say("cli.place", file=place.file, line=str(place.line))
    return words.say("cli.place_column", file=place.file, line=str(place.line), column=place.column)
