"""The two counters, moved a stretch of days at a time: cost grows with the number of records, not of days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from naerverk.law.spans import on_or_after_weekday, weekdays
from naerverk.law.timelines import Run


class DayKind(StrEnum):
    """What a day is, seen from one employment. Days without a record need no kind; NO_RECORD may say so."""

    SICK = "sick"
    SELF_CERTIFIED = "self_certified"
    SICK_TIME_BARRED = "sick_time_barred"
    """Sick, but claimed too late for NAV to pay (ftrl. § 22-13)."""
    WORK = "work"
    HOLIDAY_WITH_SICK_NOTE = "holiday_with_sick_note"
    LEAVE = "leave"
    NOT_WORKING_NO_SICK_NOTE = "not_working_no_sick_note"
    OTHER_BENEFIT = "other_benefit"
    NO_RECORD = "no_record"


STRONGEST_FIRST: dict[str, int] = {
    kind: rank
    for rank, kind in enumerate(
        (
            DayKind.WORK, DayKind.OTHER_BENEFIT, DayKind.HOLIDAY_WITH_SICK_NOTE, DayKind.LEAVE,
            DayKind.NOT_WORKING_NO_SICK_NOTE, DayKind.SELF_CERTIFIED, DayKind.SICK, DayKind.SICK_TIME_BARRED,
        )
    )
}  # fmt: skip
"""Precedence where records overlap: work resumed, then holiday and leave, then self-certified, then plain sick."""

_SICK = frozenset({"sick", "self_certified", "sick_time_barred"})
_WAITING = frozenset({"leave", "not_working_no_sick_note", "other_benefit"})
_SPLIT_BY_WEEKEND = {
    "sick": ("weekday", "weekend"),
    "self_certified": ("not_paid", "weekend"),
    "no_record": ("work", "free"),
}
"""What days after the period become, on weekdays and at weekends; NAV never pays a self-certified day."""


@dataclass(frozen=True, slots=True)
class EmployerPeriodRules:
    """The two limits: `days` the employer pays, and `gap_days` without sickness that close a period."""

    days: int = 16
    gap_days: int = 16


@dataclass(slots=True)
class OpenPeriod:
    """A period while it is counted; day numbers."""

    first: int
    last: int
    employer_days: list[tuple[int, int]] = field(default_factory=list)
    complete: bool = False
    closed: bool = False


class Phase(StrEnum):
    """What the days are part of: work, a period that is being counted, or days after a complete period."""

    AT_WORK = "at_work"
    COUNTING = "counting"
    COMPLETE = "complete"


@dataclass(slots=True)
class Counting:
    """Walks a timeline, run by run, and keeps the periods and what every day became."""

    rules: EmployerPeriodRules
    counts_from: int
    complete: bool = False
    sick: int = 0
    gap: int = 0
    phase: Phase = Phase.AT_WORK
    sick_beyond: bool = False
    waiting: list[Run] = field(default_factory=list)
    periods: list[OpenPeriod] = field(default_factory=list)
    nav_days: list[tuple[int, int]] = field(default_factory=list)
    days: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("employer", "weekday", "weekend", "work", "free", "not_paid"), 0)
    )

    def walk(self, runs: Iterable[Run], paid_by_nav: Iterable[tuple[int, int]] = ()) -> None:
        """Count the runs in order; the days between them have no record. `paid_by_nav` is sorted."""
        paid = list(paid_by_nav)
        yesterday = 0
        for first, last, kind in runs:
            if yesterday and first > yesterday + 1:
                self._no_record(yesterday + 1, first - 1)
            self._run(first, last, kind, paid)
            yesterday = last
        self._waiting_becomes_gap()

    def _run(self, first: int, last: int, kind: str, paid: list[tuple[int, int]]) -> None:
        if kind in _SICK:
            self._sick(first, last, kind, paid if kind == "sick" else [])
        elif kind == "work":
            self._waiting_becomes_gap()
            self._gap(first, last, "work")
            self.phase = Phase.AT_WORK
        elif kind in _WAITING:
            self._wait(first, last, kind)
        else:
            self._holiday_with_sick_note(first, last)

    def _no_record(self, first: int, last: int) -> None:
        """Days nobody has recorded: weekdays are work; a weekend before the first of them waits like leave."""
        monday = min(on_or_after_weekday(first), last + 1)
        if monday > first:
            self._wait(first, monday - 1, "no_record")
        if monday <= last:
            self._waiting_becomes_gap()
            self._gap(monday, last, "no_record")
            self.phase = Phase.AT_WORK

    def _sick(self, first: int, last: int, kind: str, paid: list[tuple[int, int]]) -> None:
        for paid_first, paid_last in paid:
            if paid_first <= last and paid_last >= first:
                if paid_first > first:
                    self._sick(first, paid_first - 1, kind, [])
                self.complete = True
                self._sick(max(first, paid_first), last, kind, [])
                return
        self._waiting_becomes_sick()
        self._count_sick(first, last, kind)

    def _holiday_with_sick_note(self, first: int, last: int) -> None:
        self._waiting_becomes_sick()
        if self.phase is Phase.COUNTING:
            self._count_sick(first, last, "holiday")
        else:
            self._wait(first, last, "holiday")

    def _wait(self, first: int, last: int, kind: str) -> None:
        """Leave and the like: undecided while counting, neutral after a complete period, a gap when at work."""
        if self.phase is Phase.COUNTING:
            self.waiting.append((first, last, kind))
        elif self.phase is Phase.COMPLETE:
            self.periods[-1].last = last
            self._account(first, last, kind)
        else:
            self._gap(first, last, kind)

    def _waiting_becomes_sick(self) -> None:
        waiting, self.waiting = self.waiting, []
        for first, last, kind in waiting:
            self._count_sick(first, last, kind)

    def _waiting_becomes_gap(self) -> None:
        waiting, self.waiting = self.waiting, []
        for first, last, kind in waiting:
            self._gap(first, last, kind)

    def _count_sick(self, first: int, last: int, kind: str) -> None:
        self.gap = 0
        period = self._open_period(first)
        if not self.complete:
            counted = min(last, first + self.rules.days - self.sick - 1)
            self.sick += counted - first + 1
            period.employer_days.append((first, counted))
            self._account(first, counted, "employer")
            self.complete = self.sick == self.rules.days
            first = counted + 1
        period.last = last
        period.complete = self.complete
        self.phase = Phase.COMPLETE if self.complete else Phase.COUNTING
        if first <= last:
            self.sick_beyond = self.sick_beyond or kind in _SICK
            self._account(first, last, kind)

    def _open_period(self, first: int) -> OpenPeriod:
        if not self.periods or self.periods[-1].closed:
            self.periods.append(OpenPeriod(first, first))
        return self.periods[-1]

    def _gap(self, first: int, last: int, kind: str) -> None:
        self._account(first, last, kind)
        sixteenth = first + self.rules.gap_days - self.gap - 1
        self.gap = min(self.gap + last - first + 1, self.rules.gap_days)
        if self.periods and not self.periods[-1].closed:
            self.periods[-1].last = min(last, sixteenth)
            self.periods[-1].closed = last >= sixteenth
        if last >= sixteenth:
            self.sick, self.complete, self.phase = 0, False, Phase.AT_WORK

    def _account(self, first: int, last: int, kind: str) -> None:
        """Enter every day exactly once; days before `counts_from` are NAV's, not on this timeline."""
        if first < self.counts_from:
            return
        days, became = last - first + 1, self.days
        if kind in ("employer", "work"):
            became[kind] += days
        elif kind in ("sick", "self_certified", "no_record"):
            on_weekdays = weekdays(first, last)
            weekday, weekend = _SPLIT_BY_WEEKEND[kind]
            became[weekday] += on_weekdays
            became[weekend] += days - on_weekdays
            if kind == "sick":
                self.nav_days.append((first, last))
        elif kind == "sick_time_barred" or (kind == "other_benefit" and self.periods):
            became["not_paid"] += days
        else:
            became["free"] += days

    def first_nav_weekday(self) -> int | None:
        """The first day NAV pays: a weekday after the employer's days."""
        for first, last in self.nav_days:
            day = on_or_after_weekday(first)
            if day <= last:
                return day
        return None
