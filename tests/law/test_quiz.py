"""The quiz about rights and duties: data that cannot contradict itself."""

import pytest

from naerverk.law.provisions import Act
from naerverk.law.quiz import quiz, read_quiz

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
