"""The duties of one case on any day: what, when at the latest, who, where it stands, and why.

A duty that has an exception in the act names the exceptions that may be recorded; whoever records one says who decided.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from naerverk.law.answers import Step
from naerverk.law.deadlines import (
    ACTIVITY,
    DISMISSAL,
    MEETING_1,
    MEETING_2,
    PLAN,
    PRACTICE,
    Convention,
    Deadline,
    facts_of,
    nav_candidate_day,
    within_weeks,
)
from naerverk.law.parameters import value
from naerverk.law.provisions import Act, Provision, Sure
from naerverk.law.refund import TIME_LIMIT, last_day_to_claim
from naerverk.law.self_certification import Scheme, scheme
from naerverk.law.spans import on_or_before_weekday, plus_months, plus_weekdays
from naerverk.problems import refuse


class Who(StrEnum):
    """Who does it."""

    EMPLOYEE = "employee"
    LEADER = "leader"
    EMPLOYER_WITH_EMPLOYEE = "employer_with_employee"
    EMPLOYER = "employer"
    PAYROLL = "payroll"
    NAV = "nav"
    ANY_PARTY = "any_party"


class Status(StrEnum):
    """How a duty stands on the day asked about."""

    UPCOMING = "upcoming"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    DONE = "done"
    EXCEPTED = "excepted"
    MET = "met"
    """Fulfilled by the facts: a graded note meets the activity requirement."""
    ON_REQUEST = "on_request"
    LAPSED = "lapsed"
    """The case ended before the day came."""


@dataclass(frozen=True, slots=True)
class Case:
    """What the duties follow from. `end` None means still absent; `exceptions` maps a duty to the recorded reason."""

    start: date
    end: date | None = None
    graded: bool = False
    employer_period_last_day: date | None = None
    maximum_date: date | None = None
    nav_meeting_on: date | None = None
    done: frozenset[str] = frozenset()
    exceptions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LawSettings:
    """The employer's choices: how weeks are read, and its self-certification scheme (the legal minimum by default)."""

    convention: Convention = Convention.START_PLUS_WEEKS
    self_certification: Scheme | None = None
    warn_days: int = 7


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty. `due` is None when it only comes on request; `exceptions` are the reasons that may be recorded.

    `arises_on`: an absence that ended before that day never had the duty.
    """

    kind: str
    due: date | None
    last_safe_day: date | None
    who: Who
    status: Status
    provision: Provision
    because: tuple[Step, ...]
    exceptions: tuple[str, ...] = ()
    arises_on: date | None = None


UNNECESSARY = ("returns_soon_without_adaptation", "too_ill_to_return", "adaptation_already_works")
"""Obviously unnecessary (åpenbart unødvendig), aml. § 4-6: record the reason and who decided."""
NO_ACTIVITY = ("medical_grounds", "adaptation_not_possible", "seafarer_abroad", "measures_in_place")
NO_MEETING_2 = (
    "medical_grounds", "in_institution", "fit_within_28_weeks", "measure_that_ends_in_fitness", "meeting_already_held",
    "employment_ended",
)  # fmt: skip

NOTICE = Provision(Act.NATIONAL_INSURANCE, "8-18", sure=Sure.B)
DOCTORS_NOTE = Provision(Act.NATIONAL_INSURANCE, "8-24", 6)
INCOME_REPORT = Provision(Act.NATIONAL_INSURANCE, "8-22", sure=Sure.B)
MAXIMUM = Provision(Act.NATIONAL_INSURANCE, "8-12", 1)


def duties_for(case: Case, *, law: LawSettings, today: date) -> list[Duty]:
    """The duties of `case`, in the order they fall due, as they stand on `today`.

    Refuses a case that ends before it starts, a maximum date before the start, and an exception no act knows.
    """
    _check(case)
    duties = [_placed(duty, case, law, today) for duty in _all(case, law)]
    return sorted(duties, key=lambda duty: (duty.due or date.max, duty.kind))


def _check(case: Case) -> None:
    if case.end is not None and case.end < case.start:
        raise refuse("law.from_after_to", first=case.start, last=case.end)
    if case.maximum_date is not None and case.maximum_date < case.start:
        raise refuse("law.maximum_before_case", first=case.start, last=case.maximum_date)
    for kind, reason in case.exceptions.items():
        if kind not in EXCEPTIONS:
            raise refuse("law.unknown_kind", value=kind, word="duty", known=", ".join(EXCEPTIONS))
        if reason not in EXCEPTIONS[kind]:
            raise refuse("law.unknown_exception", value=reason, kind=kind, known=", ".join(EXCEPTIONS[kind]))


EXCEPTIONS = {
    "follow_up_plan": UNNECESSARY,
    "dialogue_meeting_1": UNNECESSARY,
    "activity_requirement": NO_ACTIVITY,
    "dialogue_meeting_2": NO_MEETING_2,
}
"""The reasons that may be recorded for leaving a duty out, by duty."""


def _all(case: Case, law: LawSettings) -> list[Duty]:
    return [*_first_days(case, law), *_by_weeks(case, law), *_late(case)]


def _duty(
    kind: str,
    deadline: Deadline | date | None,
    who: Who,
    provision: Provision,
    said: str | None = None,
    **facts: object,
) -> Duty:
    """A duty with its sentence, which is `duties.step_<kind>` unless `said` names another."""
    if isinstance(deadline, date):
        deadline = Deadline(deadline, deadline)
    due, safe = (deadline.due, deadline.last_safe_day) if deadline else (None, None)
    because = Step(f"duties.step_{said or kind}", provision, {**(facts_of(deadline) if deadline else {}), **facts})
    return Duty(kind, due, safe, who, Status.UPCOMING, provision, (because,), EXCEPTIONS.get(kind, ()), due)


def _first_days(case: Case, law: LawSettings) -> list[Duty]:
    start = case.start
    own = law.self_certification or scheme("law", start)
    note_from = start + timedelta(days=own.days_per_occasion)
    days = int(value("employer_period.days", start))
    report = (case.employer_period_last_day or start + timedelta(days=days - 1)) + timedelta(days=1)
    claim = _duty("refund_claim", last_day_to_claim(report).value, Who.PAYROLL, TIME_LIMIT, first=report)
    return [
        _duty("first_contact", start, Who.LEADER, NOTICE),
        _duty("doctors_note", note_from, Who.EMPLOYEE, DOCTORS_NOTE, days=own.days_per_occasion),
        _duty("income_report", report, Who.PAYROLL, INCOME_REPORT, days=days),
        replace(claim, arises_on=report),
    ]


def _by_weeks(case: Case, law: LawSettings) -> list[Duty]:
    start = case.start

    def by(key: str) -> Deadline:
        return within_weeks(start, key, law.convention)

    if case.graded:
        meeting_1 = _duty("dialogue_meeting_1", None, Who.EMPLOYER, MEETING_1, said="dialogue_meeting_1_on_request")
    else:
        meeting_1 = _duty("dialogue_meeting_1", by("meeting_1"), Who.EMPLOYER, MEETING_1, start=start)
    activity = "activity_requirement_met" if case.graded else None
    need = nav_candidate_day(start)
    return [
        _duty("follow_up_plan", by("plan"), Who.EMPLOYER_WITH_EMPLOYEE, PLAN, start=start),
        _duty("mapping_questions", by("mapping_questions").last_safe_day, Who.NAV, PRACTICE),
        meeting_1,
        _duty("activity_requirement", by("activity"), Who.EMPLOYEE, ACTIVITY, activity, start=start),
        _duty("meeting_need", need, Who.NAV, PRACTICE),
        _duty("dialogue_meeting_2", by("meeting_2"), Who.NAV, MEETING_2, start=start),
        _duty("dialogue_meeting_3", None, Who.ANY_PARTY, MEETING_2),
        _duty("ending_soon_letter", _ending_soon(case), Who.NAV, PRACTICE),
    ]


def _ending_soon(case: Case) -> date:
    """The weekday when fewer than 91 days of sick pay are left; about week 39 when no maximum date is known."""
    if case.maximum_date is None:
        return within_weeks(case.start, "letter_39_weeks").last_safe_day
    days = int(value("sick_pay.ending_soon_days", case.maximum_date))
    last_paid = on_or_before_weekday(case.maximum_date.toordinal())
    return date.fromordinal(plus_weekdays(last_paid, 1 - days))


def _late(case: Case) -> list[Duty]:
    months = int(value("follow_up.dismissal", case.start))
    duties = [_duty("dismissal_protection_ends", plus_months(case.start, months), Who.EMPLOYER, DISMISSAL, n=months)]
    if case.maximum_date:
        duties.append(_duty("maximum_date", case.maximum_date, Who.NAV, MAXIMUM))
    if case.nav_meeting_on:
        days = int(value("follow_up.updated_plan_before_meeting", case.start))
        before = case.nav_meeting_on - timedelta(days=days)
        duties.append(_duty("updated_plan", before, Who.EMPLOYER, PLAN, n=days, meeting=case.nav_meeting_on))
    return duties


def _placed(duty: Duty, case: Case, law: LawSettings, today: date) -> Duty:
    """How the duty stands: what is recorded comes before what the calendar says."""
    tests: tuple[tuple[Status, Callable[[], bool]], ...] = (
        (Status.DONE, lambda: duty.kind in case.done),
        (Status.EXCEPTED, lambda: duty.kind in case.exceptions),
        (Status.MET, lambda: duty.kind == "activity_requirement" and case.graded),
        (Status.ON_REQUEST, lambda: duty.due is None),
        (Status.LAPSED, lambda: case.end is not None and duty.arises_on is not None and case.end < duty.arises_on),
        (Status.OVERDUE, lambda: duty.due is not None and duty.due < today),
        (Status.DUE_SOON, lambda: duty.due is not None and duty.due <= today + timedelta(days=law.warn_days)),
    )
    status = next((status for status, holds in tests if holds()), Status.UPCOMING)
    return replace(duty, status=status)
