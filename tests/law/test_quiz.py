"""The quiz about rights and duties: data that cannot contradict itself, with words for every code."""

from datetime import date

import pytest

from naerverk.law.duties import EXCEPTIONS, Case, LawSettings, Status, Who, duties_for
from naerverk.law.provisions import Act
from naerverk.law.quiz import quiz, read_quiz
from naerverk.locale import LANGUAGES, Words

ONE = "- {code: a, roles: [leader], answers: [x, y], right: x, provision: aml. § 4-6 (3)}"


def test_every_role_has_questions_and_every_answer_its_paragraph():
    questions = quiz()
    assert len({question.code for question in questions}) == len(questions)
    for role in ("leader", "employee", "union_representative", "safety_representative", "hr"):
        assert [question for question in questions if role in question.roles]
    assert {question.provision.act for question in questions} == {Act.NATIONAL_INSURANCE, Act.WORKING_ENVIRONMENT}


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (ONE.replace("right: x", "right: z"), "not among the answers"),
        (ONE.replace("[x, y]", "[x]"), "at least 2"),
        (ONE.replace("[leader]", "[]"), "at least 1"),
        (ONE.replace("aml. § 4-6 (3)", "somewhere"), "not a provision"),
        (ONE.replace("roles", "people"), "people"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(wrong, why):
    assert read_quiz(ONE)[0].provision.section == "4-6"
    with pytest.raises(ValueError, match=why):
        read_quiz(wrong)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_question_and_answer_can_be_said(lang):
    words = Words(lang)
    for question in quiz():
        assert words.say(f"quiz.{question.code}").endswith("?")
        said = [words.say(f"quiz.answer_{answer}") for answer in question.answers]
        assert len(set(said)) == len(said), f"{question.code}: two answers read alike"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_a_duty_is_can_be_said(lang):
    words, case = Words(lang), Case(date(2026, 1, 5), maximum_date=date(2026, 12, 1), nav_meeting_on=date(2026, 6, 1))
    kinds = {duty.kind for duty in duties_for(case, law=LawSettings(), today=date(2026, 2, 1))}
    reasons = {reason for known in EXCEPTIONS.values() for reason in known}
    for prefix, codes in (("name", kinds), ("status", Status), ("who", Who), ("reason", reasons)):
        said = [words.say(f"duties.{prefix}_{code}") for code in codes]
        assert all(said), prefix
        assert len(set(said)) == len(said), prefix
