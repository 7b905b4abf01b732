"""The cases a lawyer can read: each is answered as written, and the chapters of the documentation show them."""

import sys
from pathlib import Path

import pytest
from asking import agrees

from naerverk.law.questions import RULES, result_of, to_words

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "tools"))

import law_chapters

CHAPTERS = [law_chapters.read(file) for file in sorted(law_chapters.CASES.glob("*.yaml"))]
CASES = [(chapter, case) for chapter in CHAPTERS for case in chapter["cases"]]


@pytest.mark.parametrize(("chapter", "case"), CASES, ids=[case["name"] for _, case in CASES])
def test_the_case_is_answered_as_expected(chapter, case):
    result = to_words(result_of(law_chapters.question(chapter, case), today=law_chapters.ASKED_ON))
    assert agrees(case["expected"], result), result


def test_every_case_says_when_what_and_why():
    for _, case in CASES:
        assert all(case[word] for word in ("name", "period", "given", "expected", "because"))


def test_every_rule_has_a_case():
    assert {law_chapters.question(chapter, case)["rule"] for chapter, case in CASES} == set(RULES)


def test_the_chapters_are_those_of_the_cases():
    written = {path: path.read_text(encoding="utf-8") for path in law_chapters.CHAPTERS.glob("*.md")}
    assert written == dict(law_chapters.pages()), "run python tools/law_chapters.py"
