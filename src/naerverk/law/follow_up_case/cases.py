"""The answer: cases with their sick days, and the steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from naerverk.law.answers import Answer, Step
from naerverk.law.follow_up_case.records import (
    CLASS_OF,
    HOLIDAY,
    SICK,
    Claim,
    employers_that_decide,
    graded,
    stretches,
    what_the_day_is,
)
from naerverk.law.parameters import value
from naerverk.law.provisions import Act, Provision
from naerverk.law.spans import span_of
from naerverk.law.timelines import Conflict, Record

PRACTICE = Provision(Act.NAV_PRACTICE)


@dataclass(frozen=True, slots=True)
class FollowUpCase:
    """One case. `sick_days` leaves the gaps out, and `weeks` is whole weeks of sick days."""

    start: date
    end: date
    sick_days: int
    weeks: int
    graded_at_end: bool


@dataclass(frozen=True, slots=True)
class FollowUpCases:
    """The cases in order; `graded_at_end` is that of the last one, None when there is no case."""

    case_count: int
    cases: tuple[FollowUpCase, ...]
    graded_at_end: bool | None
    conflicts: tuple[Conflict, ...]


@dataclass(slots=True)
class _Counting:
    gap_days: int
    start: int = 0
    end: int = 0
    sick: int = 0
    gap: int = 0
    end_claims: Sequence[Claim] = ()
    found: list[FollowUpCase] = field(default_factory=list)

    def count(self, first: int, last: int, what: str, claims: Sequence[Claim]) -> None:
        if what == SICK or (what == HOLIDAY and self.sick and not self.gap):
            self.start = self.start or first
            self.end, self.gap, self.end_claims = last, 0, claims
            self.sick += last - first + 1
        elif self.sick:
            self.gap += last - first + 1
            if self.gap >= self.gap_days:
                self.close()

    def close(self) -> None:
        if self.sick:
            start, end = date.fromordinal(self.start), date.fromordinal(self.end)
            self.found.append(FollowUpCase(start, end, self.sick, self.sick // 7, graded(self.end_claims)))
        self.start, self.sick, self.gap = 0, 0, 0


def follow_up_case(records: Sequence[Record], *, gap_days: int | None = None) -> Answer[FollowUpCases]:
    """Build one person's cases from `RecordKind` records of all employers.

    A case ends when `gap_days` (16; looked up on the first day when not given) or more days without sickness follow
    its last sick day. The order of the records changes nothing.
    """
    if not records:
        return Answer(FollowUpCases(0, (), None, ()), PRACTICE, (Step("law.fc_none", PRACTICE),))
    gap_days = gap_days or int(value("follow_up.case_gap_days", min(record.first for record in records)))
    counting = _Counting(gap_days)
    deciding = employers_that_decide(records)
    conflicts: list[Conflict] = []
    for first, last, claims in stretches(records):
        counting.count(first, last, what_the_day_is(claims, deciding), claims)
        if len(claims) > 1 and (overruled := _overruled(claims)):
            conflicts.append(Conflict(span_of(first, last), claims[0][0], overruled))
    counting.close()
    cases = tuple(counting.found)
    found = FollowUpCases(len(cases), cases, cases[-1].graded_at_end if cases else None, tuple(conflicts))
    return Answer(found, PRACTICE, _steps(found, gap_days))


def _overruled(claims: Sequence[Claim]) -> tuple[str, ...]:
    """The records of one employer that say something else than that employer's strongest record."""
    strongest = {employer: kind for kind, employer in reversed(claims)}
    return tuple(kind for kind, employer in claims if CLASS_OF[kind] != CLASS_OF[strongest[employer]])


def _steps(found: FollowUpCases, gap_days: int) -> Iterator[Step]:
    for conflict in found.conflicts:
        yield replace(conflict, chosen=CLASS_OF[conflict.chosen]).step()
    if not found.cases:
        yield Step("law.fc_none", PRACTICE)
    for case in found.cases:
        yield Step("law.fc_case", PRACTICE, {"first": case.start, "last": case.end, "n": case.sick_days})
        if (case.end - case.start).days + 1 > case.sick_days:
            gap = (case.end - case.start).days + 1 - case.sick_days
            yield Step("law.fc_merged", PRACTICE, {"n": gap, "limit": gap_days})
        if case.graded_at_end:
            yield Step("law.fc_graded", PRACTICE, {"last": case.end})
