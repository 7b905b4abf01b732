"""What a user may read when something is wrong: codes with parameters, never sentences.

A `Problem` says what, where and what to do through its `code`; `naerverk.locale` holds the words in every
language. `Refusal` stops a command with exit code 1 (the data are wrong), `UsageRefusal` with 2 (the
question is wrong). Any other exception that reaches a user is a bug.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """An error stops the figures; a warning goes with them."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in which file; `line` is 1-based and counts the header, as an editor shows it."""

    file: str | None = None
    line: int | None = None
    column: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `code` is `<room>.<name>`, for example `formats.unknown_unit`."""

    code: str
    severity: Severity = Severity.ERROR
    place: Place = Place()
    params: Mapping[str, object] = field(default_factory=dict)


class Refusal(Exception):
    """The data cannot give the figure asked for; carries every reason.

    `counts`: how many there were of each code, where only some of them were kept.
    """

    exit_code = 1

    def __init__(self, *problems: Problem, counts: Mapping[str, int] | None = None) -> None:
        super().__init__("; ".join(problem.code for problem in problems))
        self.problems: Sequence[Problem] = problems
        self.counts: Mapping[str, int] = counts or {}


class UsageRefusal(Refusal):
    """The question itself cannot be asked so (unknown option value, two options that exclude each other)."""

    exit_code = 2


def refuse(code: str, **params: object) -> Refusal:
    """A refusal with one reason and no place, ready to raise."""
    return Refusal(Problem(code, params=params))


def refuse_usage(code: str, **params: object) -> UsageRefusal:
    """A usage refusal with one reason, ready to raise."""
    return UsageRefusal(Problem(code, params=params))
