"""The deadlines of a follow-up case: those of the acts, and the days NAV works by.

The acts say "within N weeks". Nærverk reads that as the start of the case plus 7 N days and shows the day before as the
last safe day; `Convention.LAST_DAY_OF_WEEK` makes that day the deadline itself, as NAV does for its 8-week stop.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from naerverk.law.answers import Answer, Step
from naerverk.law.parameters import value
from naerverk.law.provisions import Act, Provision, Sure
from naerverk.law.spans import plus_months
from naerverk.problems import refuse

PLAN = Provision(Act.WORKING_ENVIRONMENT, "4-6", 3)
MEETING_1 = Provision(Act.WORKING_ENVIRONMENT, "4-6", 4)
ACTIVITY = Provision(Act.NATIONAL_INSURANCE, "8-8", 2)
MEETING_2 = Provision(Act.NATIONAL_INSURANCE, "8-7 a", sure=Sure.B)
DISMISSAL = Provision(Act.WORKING_ENVIRONMENT, "15-8", 1)
PRACTICE = Provision(Act.NAV_PRACTICE)

INACTIVE_AFTER = timedelta(days=30)
"""NAV opens no activity requirement for a case that ended longer ago than this."""


class Convention(StrEnum):
    """How "within N weeks" is read."""

    START_PLUS_WEEKS = "start_plus_weeks"
    LAST_DAY_OF_WEEK = "last_day_of_week"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline: on `due` at the latest; `last_safe_day` is safe by every reading."""

    due: date
    last_safe_day: date
    weeks: int | None = None


def within_weeks(start: date, key: str, convention: Convention = Convention.START_PLUS_WEEKS) -> Deadline:
    """The deadline of the parameter `follow_up.<key>` (in weeks) for a case that starts on `start`."""
    weeks = int(value(f"follow_up.{key}", start))
    after = start + timedelta(weeks=weeks)
    safe = after - timedelta(days=1)
    return Deadline(after if convention is Convention.START_PLUS_WEEKS else safe, safe, weeks)


@dataclass(frozen=True, slots=True)
class StatutoryDeadlines:
    """The dates of one case. Meeting 1 has no date when the absence is graded: then somebody must ask for it."""

    follow_up_plan_ready_by: date
    dialogue_meeting_1_by: date | None
    dialogue_meeting_1_rule: str
    activity_8_weeks: date
    nav_stop_point_8_weeks: date
    nav_candidate_17_weeks: date
    dialogue_meeting_2_by: date
    dismissal_protection_until: date
    last_safe_days: dict[str, date]


def statutory_deadlines(
    start: date, *, full_absence: bool, convention: Convention = Convention.START_PLUS_WEEKS
) -> Answer[StatutoryDeadlines]:
    """The deadlines of a case that starts on `start`; `full_absence` is False when it is graded from the start."""
    plan, activity, meeting_1, meeting_2 = (
        within_weeks(start, key, convention) for key in ("plan", "activity", "meeting_1", "meeting_2")
    )
    dates = StatutoryDeadlines(
        follow_up_plan_ready_by=plan.due,
        dialogue_meeting_1_by=meeting_1.due if full_absence else None,
        dialogue_meeting_1_rule="required" if full_absence else "on_request",
        activity_8_weeks=activity.due,
        nav_stop_point_8_weeks=activity.last_safe_day,
        nav_candidate_17_weeks=nav_candidate_day(start),
        dialogue_meeting_2_by=meeting_2.due,
        dismissal_protection_until=plus_months(start, int(value("follow_up.dismissal", start))),
        last_safe_days={
            "follow_up_plan_ready_by": plan.last_safe_day,
            "dialogue_meeting_1_by": meeting_1.last_safe_day,
            "activity_8_weeks": activity.last_safe_day,
            "dialogue_meeting_2_by": meeting_2.last_safe_day,
        },
    )
    return Answer(dates, PLAN, _steps(start, dates, plan, meeting_1, activity, meeting_2))


def _steps(
    start: date,
    dates: StatutoryDeadlines,
    plan: Deadline,
    meeting_1: Deadline,
    activity: Deadline,
    meeting_2: Deadline,
) -> Iterator[Step]:
    yield Step("law.dl_start", PRACTICE, {"start": start})
    yield Step("law.dl_plan", PLAN, facts_of(plan))
    if dates.dialogue_meeting_1_by:
        yield Step("law.dl_meeting_1", MEETING_1, facts_of(meeting_1))
    else:
        yield Step("law.dl_meeting_1_on_request", MEETING_1)
    yield Step("law.dl_activity", ACTIVITY, facts_of(activity))
    yield Step("law.dl_nav_activity", PRACTICE, {"stop": dates.nav_stop_point_8_weeks, "weeks": activity.weeks})
    yield Step("law.dl_nav_candidate", PRACTICE, {"day": dates.nav_candidate_17_weeks})
    yield Step("law.dl_meeting_2", MEETING_2, facts_of(meeting_2))
    yield Step("law.dl_dismissal", DISMISSAL, {"until": dates.dismissal_protection_until})


def facts_of(deadline: Deadline) -> dict[str, object]:
    """What a sentence about a deadline names."""
    return {"due": deadline.due, "safe": deadline.last_safe_day, "weeks": deadline.weeks}


def nav_candidate_day(start: date) -> date:
    """The day NAV considers whether a second dialogue meeting is needed."""
    return start + timedelta(days=int(value("follow_up.nav_candidate", start)))


@dataclass(frozen=True, slots=True)
class ActivityRequirement:
    """NAV's 8-week test: none, new (NAV must assess) or automatically_fulfilled (graded at the end)."""

    status: str
    stop_point: date
    weeks: int


def activity_requirement(
    start: date, end: date, *, today: date, graded_at_end: bool, sick_days: int | None = None
) -> Answer[ActivityRequirement]:
    """Whether the 8-week requirement applies.

    It needs eight weeks of sick days, while NAV's stop date is counted from the start whatever gaps there are.
    """
    weeks = case_weeks(start, end, sick_days=sick_days).value.weeks
    limit = int(value("follow_up.activity", start))
    status = "none"
    if weeks >= limit and end >= today - INACTIVE_AFTER:
        status = "automatically_fulfilled" if graded_at_end else "new"
    stop_point = within_weeks(start, "activity").last_safe_day
    step = Step(f"law.dl_activity_{status}", ACTIVITY, {"n": weeks, "limit": limit, "stop": stop_point})
    return Answer(ActivityRequirement(status, stop_point, weeks), ACTIVITY, (step,))


@dataclass(frozen=True, slots=True)
class MeetingCandidate:
    """Whether NAV considers the person for a second dialogue meeting, and from which day."""

    candidate: bool
    stop_point: date


def meeting_2_candidate(
    start: date, end: date, *, employee_at_end: bool, last_nav_meeting: date | None = None
) -> Answer[MeetingCandidate]:
    """A case that reaches day 119 makes a candidate, unless a meeting was held in the same case."""
    stop_point = nav_candidate_day(start)
    held = last_nav_meeting is not None and last_nav_meeting >= start
    candidate = employee_at_end and end >= stop_point and not held
    code = "law.dl_candidate" if candidate else "law.dl_meeting_held" if held else "law.dl_no_candidate"
    return Answer(MeetingCandidate(candidate, stop_point), PRACTICE, (Step(code, PRACTICE, {"stop": stop_point}),))


@dataclass(frozen=True, slots=True)
class CaseWeeks:
    """Whole weeks."""

    weeks: int


def case_weeks(start: date, end: date, *, sick_days: int | None = None, today: date | None = None) -> Answer[CaseWeeks]:
    """Whole weeks of a case by its sick days; with `today`, as far as it has come."""
    if end < start:
        raise refuse("law.from_after_to", first=start, last=end)
    total = (end - start).days + 1
    not_sick = total - sick_days if sick_days is not None else 0
    elapsed = (min(today, end) - start).days + 1 if today else total
    weeks = max(0, elapsed - not_sick) // 7
    return Answer(CaseWeeks(weeks), PRACTICE, (Step("law.dl_weeks", PRACTICE, {"n": weeks, "start": start}),))
