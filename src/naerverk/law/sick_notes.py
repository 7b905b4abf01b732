"""Sick notes: what NAV's intake says of the periods, when a waiting note may be used, and the grade limit.

A graded note says how much; a waiting note (avventende) says that the employee can work if the workplace adapts, and is
no absence; treatment days are single days; travel support replaces sick pay and is no absence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from naerverk.law.answers import Answer, Step
from naerverk.law.parameters import value
from naerverk.law.provisions import Act, Provision
from naerverk.law.spans import Span, weekdays

INTAKE = Provision(Act.NAV_PRACTICE)
NOTE = Provision(Act.NATIONAL_INSURANCE, "8-7")
GRADE = Provision(Act.NATIONAL_INSURANCE, "8-13")
EMPLOYER_PERIOD = Provision(Act.NATIONAL_INSURANCE, "8-19", 1)


class NoteKind(StrEnum):
    """What a period of a sick note is."""

    FULL = "full"
    GRADED = "graded"
    WAITING = "waiting"
    TREATMENT_DAYS = "treatment_days"
    TRAVEL_SUPPORT = "travel_support"

    @property
    def is_absence(self) -> bool:
        """Whether the days count as sickness absence; treatment days do on those days only."""
        return self in (NoteKind.FULL, NoteKind.GRADED, NoteKind.TREATMENT_DAYS)


@dataclass(frozen=True, slots=True)
class NotePeriod:
    """One period; `grade` in percent for graded notes, `days` for treatment days, the advice for waiting notes."""

    first: date
    last: date
    kind: NoteKind
    grade: int | None = None
    days: int | None = None
    employer_input: str | None = None


@dataclass(frozen=True, slots=True)
class NoteCheck:
    """`result` is ok, manual_processing or the first thing that is wrong; `advice` is what the law says besides."""

    result: str
    advice: tuple[str, ...]


def check_sick_note(periods: Sequence[NotePeriod]) -> Answer[NoteCheck]:
    """Check a note's periods in the order of NAV's intake; the first fault found is the answer."""
    result = _shape(periods) or _waiting(periods) or _treatment(periods) or _grades(periods) or "ok"
    if result == "ok" and any(period.kind is NoteKind.TREATMENT_DAYS for period in periods):
        result = "manual_processing"
    advice = tuple(_advice(periods)) if result == "ok" else ()
    steps = [Step(f"law.sn_{result}", INTAKE), *(Step(f"law.sn_{word}", _WHERE[word]) for word in advice)]
    return Answer(NoteCheck(result, advice), NOTE, tuple(steps))


def _shape(periods: Sequence[NotePeriod]) -> str | None:
    if not periods:
        return "missing_periods"
    if any(period.first > period.last for period in periods):
        return "from_after_to"
    ordered = sorted(periods, key=lambda period: (period.first, period.last))
    if any(after.first <= before.last for before, after in pairwise(ordered)):
        return "overlap"
    for before, after in pairwise(ordered):
        if weekdays(before.last.toordinal() + 1, after.first.toordinal() - 1):
            return "gap_with_weekday"
    return None


def _waiting(periods: Sequence[NotePeriod]) -> str | None:
    waiting = [period for period in periods if period.kind is NoteKind.WAITING]
    if waiting and len(periods) > 1:
        return "waiting_combined"
    if any(not (period.employer_input or "").strip() for period in waiting):
        return "waiting_without_employer_input"
    if any((period.last - period.first).days > _limit("waiting_days", period) for period in waiting):
        return "waiting_over_16_days"
    return None


def _treatment(periods: Sequence[NotePeriod]) -> str | None:
    """At most one treatment day per started week of the period."""
    for period in periods:
        if period.kind is NoteKind.TREATMENT_DAYS and (period.days or 0) > (period.last - period.first).days // 7 + 1:
            return "too_many_treatment_days_per_week"
    return None


def _grades(periods: Sequence[NotePeriod]) -> str | None:
    graded = [period for period in periods if period.kind is NoteKind.GRADED]
    if any((period.grade or 0) > _limit("highest_grade", period) for period in graded):
        return "grade_over_99"
    if any(not period.grade for period in graded):
        return "grade_0"
    return None


def _limit(key: str, period: NotePeriod) -> int:
    return int(value(f"sick_note.{key}", period.first))


_WHERE = {"waiting_day_17": EMPLOYER_PERIOD, "grade_below_20": GRADE}


def _advice(periods: Sequence[NotePeriod]) -> list[str]:
    """The intake lets a waiting note of 17 days and a grade below 20 through; the law does not mean them."""
    advice = []
    for period in periods:
        days = (period.last - period.first).days + 1
        if period.kind is NoteKind.WAITING and days > _limit("waiting_days", period):
            advice.append("waiting_day_17")
        if period.kind is NoteKind.GRADED and (period.grade or 0) < value("sick_pay.min_grade", period.first).value:
            advice.append("grade_below_20")
    return advice


@dataclass(frozen=True, slots=True)
class WaitingNoteWindow:
    """The days a waiting note may cover; None when the employer's days are used."""

    window: Span | None
    days_left: int


def waiting_note_window(start: date, *, employer_days_used: int = 0) -> Answer[WaitingNoteWindow]:
    """Where a waiting note fits: only inside the employer period that `start` belongs to.

    `employer_days_used` counts the days of that period before `start`.
    """
    limit = min(int(value("employer_period.days", start)), int(value("sick_note.waiting_days", start)))
    left = max(0, limit - employer_days_used)
    window = Span(start, start + timedelta(days=left - 1)) if left else None
    if window is None:
        step = Step("law.wn_none", EMPLOYER_PERIOD, {"days": limit})
    else:
        step = Step("law.wn_window", EMPLOYER_PERIOD, {"first": window.first, "last": window.last, "n": left})
    return Answer(WaitingNoteWindow(window, left), EMPLOYER_PERIOD, (step, Step("law.wn_at_work", NOTE)))


@dataclass(frozen=True, slots=True)
class Job:
    """One of a person's jobs: its share of the income (0-1) and the grade of sickness there (0-100)."""

    income_share: Decimal
    grade: Decimal


@dataclass(frozen=True, slots=True)
class TotalGrade:
    """The income-weighted grade over all jobs, and whether it gives sick pay."""

    total_grade_ok: bool
    total_grade: Decimal


def grade_limit(jobs: Sequence[Job], *, on: date) -> Answer[TotalGrade]:
    """Sick pay needs a total grade of at least 20 percent, weighted by income (ftrl. § 8-13)."""
    limit = value("sick_pay.min_grade", on).value
    total = sum((job.income_share * job.grade for job in jobs), Decimal(0))
    found = TotalGrade(total >= limit, total)
    code = "law.gl_ok" if found.total_grade_ok else "law.gl_too_low"
    return Answer(found, GRADE, (Step(code, GRADE, {"total": total, "limit": limit}),))
