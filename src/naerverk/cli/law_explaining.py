"""`naerverk law explain`: an answer told step by step, each with its paragraph, in bokmål, nynorsk or English."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from naerverk.law.answers import Answer, Step
from naerverk.law.provisions import Provision, Sure
from naerverk.law.questions import answer_of
from naerverk.locale import Words
from naerverk.problems import Place, Refusal, refuse, refuse_usage

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
    told_before = False
    for line, question in _questions(file):
        rule = str(question.get("rule"))
        if rule in figures:
            raise refuse_usage("law.no_paragraphs", rule=rule)
        with _placed(file, line):
            answer = answer_of(question, today=today)
        if told_before:
            print()
        told_before = True
        print(heading(question, words))
        for said in told(answer, words):
            print(f"- {said}")
    print()
    print(words.say("law.no_advice"))
    return 0


@contextmanager
def _placed(file: str, line: int) -> Iterator[None]:
    """Says where the question stands that is refused."""
    try:
        yield
    except Refusal as refusal:
        raise Refusal(*(replace(problem, place=Place(file, line)) for problem in refusal.problems)) from None


def _questions(file: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """One JSON object, a list of them (each with its number), or one on each line (with the line's)."""
    content = _content(file)
    try:
        whole = loaded(content)
    except Refusal:
        numbered = _lines(file, content)
    else:
        numbered = list(enumerate(whole if isinstance(whole, list) else [whole], start=1))
    if not numbered:
        raise refuse("law.no_questions")
    for line, question in numbered:
        with _placed(file, line):
            if not isinstance(question, Mapping):
                raise refuse("law.not_question")
        yield line, question


def _lines(file: str, content: bytes) -> list[tuple[int, Any]]:
    found = []
    for number, line in enumerate(content.splitlines(), start=1):
        if line.strip():
            with _placed(file, number):
                found.append((number, loaded(line)))
    return found


def loaded(content: bytes) -> Any:
    """JSON with its numbers as they were written; refuses what is none, and numbers that nothing can hold."""
    try:
        return json.loads(content.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_constant)
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise refuse("law.not_json", reason=str(error)[:80]) from None


def _no_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def _content(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
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
