"""Data for the quiz about rights and duties: codes, right answers and provisions; the words belong to who asks."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, model_validator

from naerverk.law.provisions import Provision, parse_provision


class QuizQuestion(BaseModel):
    """One question: for which roles, the answers to choose among, the right one, and where it stands."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    code: str
    roles: Annotated[tuple[str, ...], Field(min_length=1)]
    answers: Annotated[tuple[str, ...], Field(min_length=2)]
    right: str
    provision: Annotated[Provision, BeforeValidator(parse_provision)]

    @model_validator(mode="after")
    def _right_is_an_answer(self) -> QuizQuestion:
        if self.right not in self.answers:
            raise ValueError(f"{self.code}: {self.right} is not among the answers")
        return self


@functools.cache
def quiz() -> tuple[QuizQuestion, ...]:
    """All questions, in the order of the file."""
    return read_quiz(Path(__file__).with_name("quiz.yaml").read_text(encoding="utf-8"))


def read_quiz(text: str) -> tuple[QuizQuestion, ...]:
    """Questions from YAML; pydantic's ValidationError (a ValueError) names what is wrong."""
    return TypeAdapter(tuple[QuizQuestion, ...]).validate_python(yaml.safe_load(text))
