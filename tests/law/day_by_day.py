"""The second way: the same rules told day by day, slowly and plainly, to judge the engines that work on stretches."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from naerverk.law.employer_period import DayKind
from naerverk.law.employer_period.counting import STRONGEST_FIRST as DAY_RANK
from naerverk.law.follow_up_case import RecordKind
from naerverk.law.maximum_date.counting import STRONGEST_FIRST as PAYMENT_RANK
from naerverk.law.timelines import Record

ONE_DAY = timedelta(days=1)


def days_of(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def kind_by_day(records: Sequence[Record], rank: dict[str, int]) -> dict[date, str]:
    known: dict[date, str] = {}
    for record in records:
        for day in days_of(record.first, record.last):
            kind = record.kind.value
            if day not in known or rank[kind] < rank[known[day]]:
                known[day] = kind
    return known


def weekend(day: date) -> bool:
    return day.weekday() >= 5


# Employer period: law.md's table, one row per day type.


@dataclass
class Period:
    first: date
    last: date
    employer_days: list[date] = field(default_factory=list)
    complete: bool = False


@dataclass
class EmployerDays:
    """What every day became, and the periods; `became` has one entry for every day of the timeline."""

    became: dict[date, str] = field(default_factory=dict)
    periods: list[Period] = field(default_factory=list)
    resets: int = 0
    sick: int = 0
    gap: int = 0
    back_at_work: bool = True
    complete: bool = False
    open: bool = False
    waiting: list[tuple[date, str]] = field(default_factory=list)

    def enter(self, day: date, kind: str) -> None:
        """A day enters the book: sick at once, work at once, holiday by where we are, leave when we know more."""
        if kind in ("sick", "self_certified", "sick_time_barred"):
            self.settle(as_sick=True)
            self.sick_day(day, kind)
        elif kind == "work" or (kind == "no_record" and not weekend(day)):
            self.settle(as_sick=False)
            self.gap_day(day, kind)
            self.back_at_work = True
        elif kind == "holiday_with_sick_note":
            self.settle(as_sick=True)
            if self.back_at_work:
                self.gap_day(day, kind)
            elif self.complete:
                self.neutral_day(day, kind)
            else:
                self.sick_day(day, kind)
        elif self.back_at_work:
            self.gap_day(day, kind)
        elif self.complete:
            self.neutral_day(day, kind)
        else:
            self.waiting.append((day, kind))

    def settle(self, *, as_sick: bool) -> None:
        waiting, self.waiting = self.waiting, []
        for day, kind in waiting:
            if as_sick:
                self.sick_day(day, kind)
            else:
                self.gap_day(day, kind)

    def sick_day(self, day: date, kind: str) -> None:
        self.gap = 0
        self.back_at_work = False
        if not self.open:
            self.periods.append(Period(day, day))
            self.open = True
        period = self.periods[-1]
        period.last = day
        if self.complete:
            self.became[day] = after_the_period(day, kind)
            period.complete = True
            return
        self.sick += 1
        period.employer_days.append(day)
        self.became[day] = "employer"
        if self.sick == 16:
            self.complete = period.complete = True

    def neutral_day(self, day: date, kind: str) -> None:
        self.periods[-1].last = day
        self.became[day] = after_the_period(day, kind)

    def gap_day(self, day: date, kind: str) -> None:
        self.gap += 1
        begun = bool(self.periods)
        if kind == "no_record":
            self.became[day] = "free" if weekend(day) else "work"
        elif kind == "work":
            self.became[day] = "work"
        else:
            self.became[day] = "not_paid" if kind == "other_benefit" and begun else "free"
        if self.open:
            self.periods[-1].last = day
        if self.gap >= 16:
            self.resets += self.open
            self.open = False
            self.sick, self.complete, self.back_at_work = 0, False, True


def after_the_period(day: date, kind: str) -> str:
    if kind == "sick":
        return "nav_weekend" if weekend(day) else "nav_weekday"
    if kind == "self_certified":
        return "nav_weekend" if weekend(day) else "not_paid"
    return "not_paid" if kind in ("sick_time_barred", "other_benefit") else "free"


def employer_days(records: Sequence[Record], already_complete: bool = False) -> EmployerDays:
    known = kind_by_day([r for r in records if r.kind is not DayKind.NO_RECORD], DAY_RANK)
    book = EmployerDays(complete=already_complete)
    for day in days_of(min(known), max(known)) if known else []:
        book.enter(day, known.get(day, "no_record"))
    book.settle(as_sick=False)
    return book


# Maximum date: quota, 182 days, look-back.


@dataclass
class RightByDay:
    """One right, moved a day at a time."""

    assessed: date
    paid: list[date] = field(default_factory=list)
    rejected: list[date] = field(default_factory=list)
    fit: int = 0
    only_holiday: bool = True

    def used_up(self, older: date) -> bool:
        return len(self.paid) == 248 or len([day for day in self.paid if day > older]) == 60

    def reject(self, day: date) -> None:
        self.rejected.append(day)
        self.assessed = day

    def pay(self, day: date) -> None:
        if self.fit and not self.only_holiday:
            self.paid = [earlier for earlier in self.paid if earlier >= anniversary(day, -3)]
        self.paid.append(day)
        self.fit, self.only_holiday, self.assessed = 0, True, day

    def fit_day(self, day: date, kind: str) -> bool:
        """A day fit for work before the quota is used up; True when it opens a new right."""
        self.assessed = day
        if not self.paid:
            return False
        self.fit += 1
        self.only_holiday = self.only_holiday and kind == "holiday"
        return self.fit >= 182

    def day_after_quota(self, day: date, kind: str) -> bool:
        """A day after the quota is used up; True when it opens a new right: work, and 182 days passed."""
        if kind == "rejected" or (kind == "nav" and not weekend(day)):
            self.reject(day)
        if kind in ("rejected", "nav", "holiday"):
            self.fit += self.fit < 182
            return False
        if self.fit < 182:
            self.fit, self.assessed = self.fit + 1, day
        return self.fit >= 182


def anniversary(born: date, age: int) -> date:
    return date(born.year + age, born.month, born.day if (born.month, born.day) != (2, 29) else 28)


def rights_by_day(
    timelines: Sequence[Sequence[Record]], born: date, died: date | None = None
) -> list[tuple[int, list[date], date]]:
    """For each right: days used, days rejected, maximum date."""
    known = kind_by_day([record for timeline in timelines for record in timeline], PAYMENT_RANK)
    rights = [RightByDay(min(known))]
    older, too_old = anniversary(born, 67), anniversary(born, 70)
    for day in days_of(min(known), max(known)):
        kind = known.get(day, "work")
        if day >= too_old or (died and day > died):
            if kind == "nav":
                rights[-1].reject(day)
        elif opens_new_right(rights[-1], day, kind, older):
            rights.append(RightByDay(day))
    return [(len(right.paid), right.rejected, last_day(right, older, too_old, died)) for right in rights]


def opens_new_right(right: RightByDay, day: date, kind: str, older: date) -> bool:
    if right.used_up(older):
        return right.day_after_quota(day, kind)
    if kind == "nav" and not weekend(day):
        right.pay(day)
        return False
    if kind == "nav" and (not right.fit or right.only_holiday):
        return False
    return right.fit_day(day, kind)


def back_to_weekday(day: date) -> date:
    while weekend(day):
        day -= ONE_DAY
    return day


def forward(day: date, weekdays: int) -> date:
    while weekdays:
        day += ONE_DAY
        weekdays -= not weekend(day)
    return day


def last_day(right: RightByDay, older: date, too_old: date, died: date | None) -> date:
    over = len([day for day in right.paid if day > older])
    left, left_older = 248 - len(right.paid), 60 - over
    latest = right.paid[-1] if not left or not left_older else back_to_weekday(right.assessed)
    ends = [
        forward(latest, left),
        forward(max(latest, back_to_weekday(older)), left_older),
        back_to_weekday(too_old - ONE_DAY),
    ]
    return min([*ends, died] if died else ends)


# Follow-up case: pick the strongest record for every day, then count.


def cases_by_day(records: Sequence[Record]) -> list[tuple[date, date, int, bool]]:
    order = list(RecordKind)
    deciding = {r.employer for r in records if r.employer and not r.kind.value.startswith("note_new")}
    cases: list[tuple[date, date, int, bool]] = []
    sick: list[date] = []
    gap = 0
    for day in days_of(min(r.first for r in records), max(r.last for r in records)):
        there = sorted((r for r in records if r.first <= day <= r.last), key=lambda r: order.index(r.kind))
        what = day_is(there, deciding)
        if what == "sick" or (what == "holiday" and sick and not gap):
            sick.append(day)
            gap = 0
        elif sick:
            gap += 1
        if gap >= 16:
            cases.append((sick[0], sick[-1], len(sick), graded_that_day(records, sick[-1])))
            sick, gap = [], 0
    if sick:
        cases.append((sick[0], sick[-1], len(sick), graded_that_day(records, sick[-1])))
    return cases


def says(kind: RecordKind) -> str:
    if kind.value.endswith(("work_resumed", "treatment_days", "travel_support", "full_activity")):
        return "work"
    return "holiday" if kind.value.endswith(("holiday", "leave")) else "sick"


def day_is(there: list[Record], deciding: set[str | None]) -> str:
    if not there:
        return "work"
    firsts = [next((r for r in there if r.employer == employer), None) for employer in deciding]
    said = [says(r.kind) for r in firsts if r]
    if all(word == "work" for word in said) if said else says(there[0].kind) == "work":
        return "work"
    return "holiday" if says(there[0].kind) == "holiday" else "sick"


def graded_that_day(records: Sequence[Record], day: date) -> bool:
    order = list(RecordKind)
    grades = ("_full", "_graded", "_full_activity", "_treatment_days")
    there = [r.kind for r in records if r.first <= day <= r.last and r.kind.value.endswith(grades)]
    return bool(there) and not min(there, key=order.index).value.endswith("_full")
