"""Days used, days fit for work, and the look-back, moved a stretch of days at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from naerverk.law.spans import is_weekday, nth_weekday, on_or_after_weekday, plus_months, weekdays
from naerverk.law.timelines import Run


class PaymentKind(StrEnum):
    """What NAV has done with a day. Days without a record count as fit for work."""

    NAV = "nav"
    """Sick pay from NAV; on a Saturday or Sunday sick without pay."""
    EMPLOYER_PERIOD = "employer_period"
    EMPLOYER_PERIOD_PAID_BY_NAV = "employer_period_paid_by_nav"
    WORK = "work"
    HOLIDAY = "holiday"
    REJECTED = "rejected"
    TIME_BARRED = "time_barred"


STRONGEST_FIRST: dict[str, int] = {
    kind: rank
    for rank, kind in enumerate(
        (
            PaymentKind.REJECTED, PaymentKind.NAV, PaymentKind.TIME_BARRED, PaymentKind.EMPLOYER_PERIOD_PAID_BY_NAV,
            PaymentKind.EMPLOYER_PERIOD, PaymentKind.HOLIDAY, PaymentKind.WORK,
        )
    )
}  # fmt: skip
"""Where several employers know the same day: the kind that says most about NAV's money counts."""


@dataclass(frozen=True, slots=True)
class MaximumDateRules:
    """The quotas in weekdays, the look-back in years, the new right in calendar days, the two ages."""

    weekdays_total: int = 248
    window_years: int = 3
    new_right_days: int = 182
    weekdays_when_older: int = 60
    older_age: int = 67
    last_age: int = 70


class Phase(StrEnum):
    """Where the person stands on a day."""

    NO_RIGHT_USED = "no_right_used"
    PAID = "paid"
    FIT = "fit"
    ONLY_HOLIDAY = "only_holiday"
    """Fit since the last paid day, but only on holiday: the look-back does not move."""
    USED_UP = "used_up"
    USED_UP_LONG_AGO = "used_up_long_ago"
    """182 days since the quota was used up, but not one of them at work."""
    TOO_OLD = "too_old"
    DEAD = "dead"


_AFTER_THE_QUOTA = (Phase.USED_UP, Phase.USED_UP_LONG_AGO)
_ENDED = (Phase.TOO_OLD, Phase.DEAD)


@dataclass(slots=True)
class Right:
    """One entitlement while it is counted; day numbers. `paid` are stretches of which only weekdays count."""

    assessed: int
    paid: list[tuple[int, int]] = field(default_factory=list)
    rejected: list[tuple[int, int]] = field(default_factory=list)
    used: int = 0
    used_when_older: int = 0
    fit: int = 0
    window_from: int = 0
    forgotten: int = 0
    closed: bool = False

    def pay(self, first: int, last: int, older_from: int) -> None:
        """Use the weekdays from `first` to `last`; `older_from` is the day of the 67th birthday."""
        self.paid.append((first, last))
        self.used += weekdays(first, last)
        if last > older_from:
            self.used_when_older += weekdays(max(first, older_from + 1), last)


@dataclass(slots=True)
class Counting:
    """Walks the merged timeline and keeps every entitlement on the way."""

    rules: MaximumDateRules
    older_from: int
    ends_from: int
    ends_as: Phase
    right: Right
    phase: Phase = Phase.NO_RIGHT_USED
    rights: list[Right] = field(default_factory=list)

    def walk(self, runs: Iterable[Run]) -> None:
        """Count the runs in order; days between them have no record and count as fit."""
        yesterday = 0
        for first, last, kind in runs:
            if yesterday and first > yesterday + 1:
                self._stretch(yesterday + 1, first - 1, "work")
            self._stretch(first, last, kind)
            yesterday = last

    def all_rights(self) -> list[Right]:
        """Every entitlement in order; the last one is the present."""
        return [*self.rights, self.right]

    def _stretch(self, first: int, last: int, kind: str) -> None:
        if first < self.ends_from <= last:
            self._days(first, self.ends_from - 1, kind)
            first = self.ends_from
        if first >= self.ends_from:
            self.phase = self.ends_as
        self._days(first, last, kind)

    def _days(self, first: int, last: int, kind: str) -> None:
        if self.phase in _ENDED:
            if kind == "nav":
                self._reject(first, last)
        elif kind == "nav":
            self._paid(first, last)
        elif kind == "holiday":
            self._holiday(first, last)
        elif kind == "rejected" and self.phase in _AFTER_THE_QUOTA:
            self._refused(first, last)
        else:
            self._fit(first, last)

    def _paid(self, first: int, last: int) -> None:
        """Sick pay from NAV until the quota is used up; what comes after it is refused."""
        if self.phase in _AFTER_THE_QUOTA:
            self._refused_weekdays(first, last)
            return
        monday = on_or_after_weekday(first)
        if self.phase is Phase.FIT and first < monday:
            self._fit(first, min(monday - 1, last))
        if monday > last:
            return
        self._begin_or_renew(monday)
        end = min(last, self._quota_ends(monday))
        self.right.pay(monday, end, self.older_from)
        self.right.assessed, self.right.fit, self.phase = end, 0, Phase.PAID
        if self._used_up():
            self.phase = Phase.USED_UP
            if end < last:
                self._refused_weekdays(end + 1, last)

    def _begin_or_renew(self, day: int) -> None:
        if self.phase is Phase.NO_RIGHT_USED:
            self.right = Right(assessed=day)
        if self.phase in (Phase.NO_RIGHT_USED, Phase.FIT):
            self._move_window(day)

    def _move_window(self, day: int) -> None:
        """Forget paid days before the look-back (ftrl. § 8-12 first paragraph)."""
        start = plus_months(date.fromordinal(day), -12 * self.rules.window_years).toordinal()
        self.right.window_from = start
        paid = self.right.paid
        if paid and paid[0][0] < start:
            used = self.right.used
            self.right.paid, self.right.used, self.right.used_when_older = [], 0, 0
            for first, last in paid:
                if last >= start:
                    self.right.pay(max(first, start), last, self.older_from)
            self.right.forgotten += used - self.right.used

    def _quota_ends(self, monday: int) -> int:
        """The weekday that uses the last day of the quota, when pay goes on from `monday`."""
        left = self.rules.weekdays_total - self.right.used
        left_when_older = self.rules.weekdays_when_older - self.right.used_when_older
        return min(nth_weekday(monday, left), nth_weekday(max(monday, self.older_from + 1), left_when_older))

    def _used_up(self) -> bool:
        right, rules = self.right, self.rules
        return right.used == rules.weekdays_total or right.used_when_older == rules.weekdays_when_older

    def _refused_weekdays(self, first: int, last: int) -> None:
        """Sick after the quota: refused on weekdays; weekends are neither paid nor refused, but they pass."""
        day = first
        while day <= last:
            if is_weekday(day):
                friday = min(last, day - (day - 1) % 7 + 4)
                self._refused(day, friday)
            else:
                friday = min(last, on_or_after_weekday(day) - 1)
                self._pass(day, friday)
            day = friday + 1

    def _refused(self, first: int, last: int) -> None:
        self._reject(first, last)
        self._pass(first, last)

    def _pass(self, first: int, last: int) -> None:
        """Days without a working day after the quota was used up."""
        if self.phase is Phase.USED_UP:
            self.right.fit += last - first + 1
            self.right.assessed = last
            if self.right.fit >= self.rules.new_right_days:
                self.phase = Phase.USED_UP_LONG_AGO

    def _reject(self, first: int, last: int) -> None:
        self.right.rejected.append((first, last))
        self.right.assessed = last

    def _holiday(self, first: int, last: int) -> None:
        if self.phase in _AFTER_THE_QUOTA:
            self._pass(first, last)
        elif self.phase in (Phase.PAID, Phase.ONLY_HOLIDAY):
            self.phase = Phase.ONLY_HOLIDAY
            self._count_fit(first, last)
        else:
            self._fit(first, last)

    def _fit(self, first: int, last: int) -> None:
        if self.phase is Phase.NO_RIGHT_USED:
            self.right.assessed = last
        elif self.phase is Phase.USED_UP_LONG_AGO:
            self._new_right(last)
        else:
            if self.phase is not Phase.USED_UP:
                self.phase = Phase.FIT
            self._count_fit(first, last)

    def _count_fit(self, first: int, last: int) -> None:
        enough = first + self.rules.new_right_days - self.right.fit - 1
        counted = min(last, enough)
        self.right.fit += counted - first + 1
        self.right.assessed = counted
        if last >= enough:
            self._new_right(last)

    def _new_right(self, last: int) -> None:
        """182 days are passed: close this entitlement; the next paid day opens another."""
        self.right.closed = True
        self.rights.append(self.right)
        self.right = Right(assessed=last)
        self.phase = Phase.NO_RIGHT_USED
