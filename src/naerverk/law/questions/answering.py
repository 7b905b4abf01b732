"""One question answered: the rule is looked up, the input read, the result written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from naerverk.law.answers import Answer
from naerverk.law.questions.reading import Given
from naerverk.law.questions.rules import RULES
from naerverk.law.questions.writing import to_words
from naerverk.problems import refuse


def answer_of(question: Mapping[str, Any], *, today: date) -> Answer[object]:
    """The answer with its reasons. Refuses a rule nobody knows, and input that cannot be read."""
    return _answer(question, today)[0]


def result_of(question: Mapping[str, Any], *, today: date) -> dict[str, Any]:
    """The result in words, with its provision; `words_not_used` names input no rule looked at."""
    answer, given = _answer(question, today)
    value = to_words(answer.value)
    result = value if isinstance(value, dict) else {"value": value}
    result["provision"] = str(answer.provision)
    if not_used := given.not_used():
        result["words_not_used"] = not_used
    return result


def _answer(question: Mapping[str, Any], today: date) -> tuple[Answer[object], Given]:
    rule = question.get("rule")
    if not isinstance(rule, str) or rule not in RULES:
        raise refuse("law.unknown_rule", value=str(rule)[:60], known=", ".join(RULES))
    given = Given(question.get("input"), today)
    return RULES[rule](given), given
