"""The rules by name: what each reads from its input, and which function answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from naerverk.law.answers import Answer
from naerverk.law.base_amount import base_amount, base_amount_average
from naerverk.law.care_days import Child, care_days
from naerverk.law.deadlines import (
    Convention,
    activity_requirement,
    case_weeks,
    meeting_2_candidate,
    statutory_deadlines,
)
from naerverk.law.duties import Case, Duty, LawSettings, duties_for
from naerverk.law.employer_period import DayKind, employer_period
from naerverk.law.follow_up_case import RecordKind, follow_up_case
from naerverk.law.maximum_date import PaymentKind, maximum_date
from naerverk.law.questions.reading import Given, read_records, read_span, without_corrected
from naerverk.law.refund import refund
from naerverk.law.repeated_absence import repeated_absence
from naerverk.law.self_certification import Scheme, scheme, self_certification
from naerverk.law.sick_notes import (
    Job,
    NoteKind,
    NotePeriod,
    check_sick_note,
    grade_limit,
    waiting_note_window,
)
from naerverk.law.spans import plus_months
from naerverk.law.welfare_leave import Taken, welfare_leave_balance
from naerverk.problems import refuse

Rule = Callable[[Given], Answer[object]]


def _employer_period(given: Given) -> Answer[object]:
    return employer_period(
        read_records(given.items("timeline"), DayKind),
        paid_by_nav=given.spans("already_paid_by_nav"),
        nav_registered_holiday=given.spans("nav_registered_holiday"),
        already_complete=given.flag("employer_period_already_complete", False),
    )


def _maximum_date(given: Given) -> Answer[object]:
    timelines = given.items("timelines")
    if not all(isinstance(timeline, list) for timeline in timelines):
        raise refuse("law.not_a_list", word="timelines", value=str(timelines)[:60])
    return maximum_date(
        [read_records(timeline, PaymentKind) for timeline in timelines],
        born=given.day("birth_date"),
        earlier_history=read_records(given.items_or_none("earlier_history"), PaymentKind),
        died=given.day_or("death_date", None),
        nav_date=given.day_or("nav_max_date", None),
    )


def _follow_up_case(given: Given) -> Answer[object]:
    given.today_or_given()
    return follow_up_case(read_records(without_corrected(given.items("records")), RecordKind, "kind"))


class DeadlineKind(StrEnum):
    """The questions of the rule `deadline`."""

    STATUTORY = "statutory"
    ACTIVITY_REQUIREMENT_8_WEEKS = "activity_requirement_8_weeks"
    NAV_DIALOGUE_MEETING_2_CANDIDATE = "nav_dialogue_meeting_2_candidate"
    CASE_DURATION_WEEKS = "case_duration_weeks"
    CURRENT_DURATION_WEEKS = "current_duration_weeks"


def _deadline(given: Given) -> Answer[object]:
    kind = given.one_of("kind", DeadlineKind)
    start = given.day("case_start")
    if kind is DeadlineKind.STATUTORY:
        convention = given.one_of("convention", Convention) if given.has("convention") else Convention.START_PLUS_WEEKS
        return statutory_deadlines(start, full_absence=given.flag("full_absence"), convention=convention)
    end = given.day("case_end")
    today = given.today_or_given()
    sick_days = given.whole("sick_days") if given.has("sick_days") else None
    if kind is DeadlineKind.ACTIVITY_REQUIREMENT_8_WEEKS:
        graded = given.flag("graded_at_case_end")
        return activity_requirement(start, end, today=today, graded_at_end=graded, sick_days=sick_days)
    if kind is DeadlineKind.NAV_DIALOGUE_MEETING_2_CANDIDATE:
        last_meeting = given.day_or("last_nav_meeting", None)
        at_end = given.flag("employee_at_case_end")
        return meeting_2_candidate(start, end, employee_at_end=at_end, last_nav_meeting=last_meeting)
    current = kind is DeadlineKind.CURRENT_DURATION_WEEKS
    return case_weeks(start, end, sick_days=sick_days, today=today if current else None)


def _repeated_absence(given: Given) -> Answer[object]:
    cases = [read_span(case, "start", "end") for case in given.items("cases")]
    return repeated_absence(cases, today=given.today_or_given())


def _base_amount(given: Given) -> Answer[object]:
    multiple = given.number("multiple", most=1000) if given.has("multiple") else Decimal(1)
    if given.has("year_average"):
        return base_amount_average(given.whole("year_average", least=1967, most=2999), multiple=multiple)
    return base_amount(given.day("date"), multiple=multiple, known_on=given.day_or("known_from", None))


def _care_days(given: Given) -> Answer[object]:
    children = given.each(
        "children",
        lambda child: Child(
            child.flag("under_12"), child.flag("sole_custody", False), child.flag("chronic_or_disabled", False)
        ),
    )
    return care_days(children, on=given.today_or_given("date"))


def _sick_note_check(given: Given) -> Answer[object]:
    return check_sick_note(given.each("periods", _note_period))


def _note_period(given: Given) -> NotePeriod:
    kind = given.one_of("type", NoteKind)
    return NotePeriod(
        given.day("from"),
        given.day("to"),
        kind,
        grade=given.whole("grade", most=100) if kind is NoteKind.GRADED else None,
        days=given.whole("days") if kind is NoteKind.TREATMENT_DAYS else None,
        employer_input=given.text("employer_input") if given.has("employer_input") else None,
    )


def _grade_limit(given: Given) -> Answer[object]:
    jobs = given.each("jobs", lambda job: Job(job.number("income_share", most=1), job.number("grade", most=100)))
    return grade_limit(jobs, on=given.today_or_given("date"))


def _self_certification(given: Given) -> Answer[object]:
    start = given.day("start")
    employed = given.day_or("employed_since", None)
    by = _scheme(given)
    return self_certification(
        start,
        history=given.spans("history"),
        by=by,
        may_from=plus_months(employed, by.tenure_months) if employed else None,
    )


def _scheme(given: Given) -> Scheme:
    """A preset by name, or the employer's own as an object."""
    wanted = given.raw("scheme") if given.has("scheme") else "law"
    if isinstance(wanted, str):
        return scheme(wanted, given.day("start"))
    own = Given(wanted, given.today)

    def limit(word: str) -> int | None:
        return own.whole(word, least=1, most=366) if own.has(word) else None

    return Scheme(
        "own", own.whole("days_per_occasion", least=1), limit("days_per_12_months"), limit("occasions_per_12_months")
    )


def _waiting_note_window(given: Given) -> Answer[object]:
    used = given.whole("employer_days_used") if given.has("employer_days_used") else 0
    return waiting_note_window(given.day("start"), employer_days_used=used)


def _refund(given: Given) -> Answer[object]:
    grade = given.number("grade", most=100) if given.has("grade") else Decimal(100)
    return refund(given.number("yearly_wage"), given.day("date"), grade=grade)


def _welfare_leave(given: Given) -> Answer[object]:
    taken = given.each("taken", lambda leave: Taken(leave.day("date"), leave.number("days", most=366)))
    return welfare_leave_balance(
        taken,
        on=given.today_or_given("date"),
        position_percent=given.number("position_percent", most=100) if given.has("position_percent") else Decimal(100),
        days_per_year=given.number("days_per_year", most=366) if given.has("days_per_year") else None,
    )


@dataclass(frozen=True, slots=True)
class Duties:
    """The duties of a case in the order they fall due."""

    duties: tuple[Duty, ...]


def _duties(given: Given) -> Answer[object]:
    case = Case(
        given.day("case_start"),
        given.day_or("case_end", None),
        graded=given.flag("graded", False),
        employer_period_last_day=given.day_or("employer_period_last_day", None),
        maximum_date=given.day_or("maximum_date", None),
        nav_meeting_on=given.day_or("nav_meeting_on", None),
        done=frozenset(str(kind) for kind in given.items_or_none("done")),
        exceptions=_exceptions(given),
    )
    convention = given.one_of("convention", Convention) if given.has("convention") else Convention.START_PLUS_WEEKS
    duties = duties_for(case, law=LawSettings(convention), today=given.today_or_given())
    return Answer(Duties(tuple(duties)), duties[0].provision, tuple(step for duty in duties for step in duty.because))


def _exceptions(given: Given) -> Mapping[str, str]:
    exceptions = given.raw("exceptions") if given.has("exceptions") else {}
    if not isinstance(exceptions, Mapping):
        raise refuse("law.input_not_object", value=str(exceptions)[:60])
    return {kind: str(reason) for kind, reason in exceptions.items()}


RULES: dict[str, Rule] = {
    "employer_period": _employer_period,
    "maximum_date": _maximum_date,
    "follow_up_case": _follow_up_case,
    "deadline": _deadline,
    "repeated_absence": _repeated_absence,
    "base_amount": _base_amount,
    "care_days": _care_days,
    "sick_note_check": _sick_note_check,
    "grade_limit": _grade_limit,
    "self_certification": _self_certification,
    "waiting_note_window": _waiting_note_window,
    "refund": _refund,
    "welfare_leave": _welfare_leave,
    "duties": _duties,
}
"""Every question the law library answers as plain data."""
