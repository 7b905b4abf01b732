"""`naerverk law explain`: an answer told step by step, each with its paragraph, in bokmål, nynorsk or English."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from naerverk.law.answers import Answer, Step
from naerverk.law.provisions import Provision, Sure
from naerverk.law.questions import answer_of
from naerverk.locale import Words
from naerverk.problems import Place, Problem, Refusal, refuse, refuse_usage

_ACTS = {
    "ftrl.": "ftrl",
    "aml.": "aml",
    "ferieloven": "ferieloven",
    "NAV": "nav",
    "HTA": "hta",
    "own scheme": "own_scheme",
}


def explain(file: str, words: Words, today: date, figures: Collection[str]) -> int:
    """Tell every question in the file; the first that cannot be answered stops with its place.

    `figures` are the rules that are formulas of NAV's statistics and have no paragraph to tell.
    """
    for number, question in enumerate(_questions(file), start=1):
        rule = question.get("rule")
        if rule in figures:
            raise refuse_usage("law.no_paragraphs", rule=str(rule))
        try:
            answer = answer_of(question, today=today)
        except Refusal as refusal:
            placed = [Problem(p.code, p.severity, Place(file, number), p.params) for p in refusal.problems]
            raise Refusal(*placed) from None
        if number > 1:
            print()
        print(heading(question, words))
        for line in told(answer, words):
            print(f"- {line}")
    print()
    print(words.say("law.no_advice"))
    return 0


def _questions(file: str) -> Iterator[Mapping[str, Any]]:
    """One JSON object, a list of them, or one on each line."""
    text = _text(file)
    try:
        found = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError):
        found = [_line(line) for line in text.splitlines() if line.strip()]
    if not found:
        raise refuse("law.no_questions")
    for question in found if isinstance(found, list) else [found]:
        if not isinstance(question, Mapping):
            raise refuse("law.not_question")
        yield question


def _line(line: str) -> Any:
    try:
        return json.loads(line, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise refuse("law.not_json", reason=str(error)[:80]) from None


def _text(file: str) -> str:
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse("law.not_json", reason=str(error)[:80]) from None
    except OSError:
        raise refuse_usage("cli.file_missing", path=file) from None


def heading(question: Mapping[str, Any], words: Words) -> str:
    """`Rune in March: the employer period`."""
    rule = words.say(f"law.rule_{question['rule']}")
    return words.say("law.heading", id=str(question["id"]), rule=rule) if "id" in question else rule


def told(answer: Answer[object], words: Words) -> Iterator[str]:
    """A sentence per step, with the paragraph behind it."""
    return (sentence(step, words) for step in answer.because)


def sentence(step: Step, words: Words) -> str:
    """The step's sentence with its provision in front of the full stop."""
    params = dict(step.params)
    if "kind" in params:
        params["kind"] = words.say(f"law.kind_{params['kind']}")
    said = words.say(step.code, **params).removesuffix(".")
    return words.say("law.with_provision", sentence=said, provision=provision(step.provision, words))


def provision(where: Provision, words: Words) -> str:
    """The provision as people say it: `folketrygdloven § 8-19 tredje ledd`."""
    said = words.say(f"law.act_{_ACTS[where.act]}")
    if where.section and where.subsection:
        ordinal = words.say(f"law.ordinal_{where.subsection}")
        said = words.say("law.subsection", act=said, section=where.section, ordinal=ordinal)
    elif where.section:
        said = words.say("law.section", act=said, section=where.section)
    return words.say("law.sure_C", provision=said) if where.sure is Sure.C else said
