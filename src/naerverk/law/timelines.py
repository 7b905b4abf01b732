"""Records that may overlap, laid out as one line of days where every day has one kind.

Where two records claim the same day, the stronger kind wins, whatever order they came in; the contradiction is kept
as a `Conflict` and follows the answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from naerverk.law.answers import Step
from naerverk.law.provisions import Act, Provision
from naerverk.law.spans import Span, span_of
from naerverk.problems import refuse

PRECEDENCE = Provision(Act.NAV_PRACTICE)


@dataclass(frozen=True, slots=True)
class Record:
    """Something that is recorded for each day from `first` to `last`, both included; `kind` is one of the engine's."""

    first: date
    last: date
    kind: StrEnum
    employer: str | None = None

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise refuse("law.from_after_to", first=self.first, last=self.last)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Days that two records claim for different kinds: `chosen` counts, `overruled` does not."""

    span: Span
    chosen: str
    overruled: tuple[str, ...]

    def step(self) -> Step:
        """The contradiction as a step of the explanation."""
        facts = {"first": self.span.first, "last": self.span.last, "kind": self.chosen}
        return Step("law.conflict", PRECEDENCE, facts)


Run = tuple[int, int, str]
"""First and last day number, and the kind of every day between."""


def lay_out(records: Sequence[Record], strongest_first: Mapping[str, int]) -> tuple[list[Run], tuple[Conflict, ...]]:
    """One sorted, non-overlapping line of runs, adjoining runs of one kind put together, and the contradictions.

    `strongest_first` gives each kind its rank; the lowest rank wins.
    """
    return lay_out_runs([(r.first.toordinal(), r.last.toordinal(), r.kind) for r in records], strongest_first)


def lay_out_runs(claims: Iterable[Run], strongest_first: Mapping[str, int]) -> tuple[list[Run], tuple[Conflict, ...]]:
    """As `lay_out`, for runs that are already day numbers."""
    runs = sorted(claims)
    if any(after[0] <= before[1] for before, after in pairwise(runs)):
        return _resolve(runs, strongest_first)
    return _joined(runs), ()


def _joined(runs: Iterable[Run]) -> list[Run]:
    line: list[Run] = []
    for first, last, kind in runs:
        if line and line[-1][2] == kind and line[-1][1] == first - 1:
            line[-1] = (line[-1][0], last, kind)
        else:
            line.append((first, last, kind))
    return line


def _resolve(runs: list[Run], rank: Mapping[str, int]) -> tuple[list[Run], tuple[Conflict, ...]]:
    borders: dict[int, Counter[str]] = {}
    for first, last, kind in runs:
        borders.setdefault(first, Counter())[kind] += 1
        borders.setdefault(last + 1, Counter())[kind] -= 1
    line: list[Run] = []
    clashes: list[tuple[int, int, tuple[str, ...]]] = []
    claims: Counter[str] = Counter()
    days = sorted(borders)
    for first, after in pairwise(days):
        for kind, change in borders[first].items():
            claims[kind] += change
        claimed = sorted((kind for kind, claimants in claims.items() if claimants), key=rank.__getitem__)
        if claimed:
            line.append((first, after - 1, claimed[0]))
        if len(claimed) > 1:
            clashes.append((first, after - 1, tuple(claimed)))
    conflicts = tuple(
        Conflict(span_of(first, last), claimed[0], claimed[1:]) for first, last, claimed in _joined_clashes(clashes)
    )
    return _joined(line), conflicts


def _joined_clashes(clashes: list[tuple[int, int, tuple[str, ...]]]) -> list[tuple[int, int, tuple[str, ...]]]:
    joined: list[tuple[int, int, tuple[str, ...]]] = []
    for first, last, claimed in clashes:
        if joined and joined[-1][2] == claimed and joined[-1][1] == first - 1:
            joined[-1] = (joined[-1][0], last, claimed)
        else:
            joined.append((first, last, claimed))
    return joined
