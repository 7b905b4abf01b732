"""Periods and Norwegian working days.

A working day is a Monday to Friday that is not a Norwegian public holiday (lov om helligdager
1995-02-24 no. 12 § 2, and 1 and 17 May by lov 1947-04-26 no. 1). The holidays are stored as data for
2000-2035, so that a figure made today is the same figure next year. 24 and 31 December are working days.

All ranges include both ends.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2035, 12, 31)


class PeriodError(ValueError):
    """A text that is not a month or quarter, or a day the calendar does not know."""


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month. `Month(2024, 2).label == "2024-02"`; ordered and steppable."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and 1 <= self.year <= 9999):
            raise PeriodError(f"{self.year}-{self.month}")

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read `YYYY-MM`; raise PeriodError for anything else."""
        match = re.fullmatch(r"(\d{4})-(\d{2})", text.strip())
        if not match:
            raise PeriodError(text)
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        """The month a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def from_number(cls, number: int) -> Month:
        """The inverse of `number`."""
        return cls(number // 12, number % 12 + 1)

    @property
    def number(self) -> int:
        """Months since year 0: consecutive months have consecutive numbers."""
        return self.year * 12 + self.month - 1

    @property
    def label(self) -> str:
        """`YYYY-MM`."""
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """The last day."""
        if self.month == 12:
            return date(self.year, 12, 31)
        return date(self.year, self.month + 1, 1) - timedelta(days=1)

    @property
    def quarter(self) -> Quarter:
        """The quarter it lies in."""
        return Quarter(self.year, (self.month + 2) // 3)

    def plus(self, months: int) -> Month:
        """The month so many months later (earlier when negative)."""
        return Month.from_number(self.number + months)

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A calendar quarter. `Quarter(2024, 1).label == "2024Q1"`."""

    year: int
    quarter: int

    def __post_init__(self) -> None:
        if not (1 <= self.quarter <= 4 and 1 <= self.year <= 9999):
            raise PeriodError(f"{self.year}Q{self.quarter}")

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """Read `YYYYQn` (also SSB's `YYYYKn` and `YYYY-Qn`); raise PeriodError for anything else."""
        match = re.fullmatch(r"(\d{4})-?[QqKk]([1-4])", text.strip())
        if not match:
            raise PeriodError(text)
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter a day lies in."""
        return Month.of(day).quarter

    @property
    def label(self) -> str:
        """`YYYYQn`."""
        return f"{self.year:04d}Q{self.quarter}"

    @property
    def months(self) -> tuple[Month, Month, Month]:
        """Its three months."""
        first = Month(self.year, self.quarter * 3 - 2)
        return first, first.plus(1), first.plus(2)

    @property
    def first(self) -> date:
        """The first day."""
        return self.months[0].first

    @property
    def last(self) -> date:
        """The last day."""
        return self.months[2].last

    def plus(self, quarters: int) -> Quarter:
        """The quarter so many quarters later (earlier when negative)."""
        number = self.year * 4 + self.quarter - 1 + quarters
        return Quarter(number // 4, number % 4 + 1)

    def __str__(self) -> str:
        return self.label


def months_between(first: Month, last: Month) -> list[Month]:
    """All months from `first` to `last`, both included; empty when `last` is earlier."""
    return [Month.from_number(n) for n in range(first.number, last.number + 1)]


def rolling12(last: Month) -> list[Month]:
    """The twelve months that end with `last`."""
    return months_between(last.plus(-11), last)


def year_to_date(last: Month) -> list[Month]:
    """January to `last` of the same year."""
    return months_between(Month(last.year, 1), last)


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, both included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


@functools.cache
def public_holidays() -> dict[date, str]:
    """Norwegian public holidays 2000-2035: day -> name in Norwegian Bokmål."""
    path = Path(__file__).with_name("public_holidays.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {date.fromisoformat(row["date"]): row["name"] for row in csv.DictReader(file)}


def is_working_day(day: date) -> bool:
    """Monday to Friday and not a public holiday. PeriodError outside 2000-2035."""
    _known(day)
    return day.weekday() < 5 and day not in public_holidays()


def working_days(first: date, last: date) -> int:
    """Number of working days from `first` to `last`, both included; 0 when `last` is earlier."""
    if last < first:
        return 0
    return working_days_through(last) - working_days_through(first) + is_working_day(first)


def working_days_through(day: date) -> int:
    """Working days from 1 January 2000 to `day`, both included."""
    _known(day)
    return cumulative_working_days()[(day - FIRST_DAY).days]


@functools.cache
def cumulative_working_days() -> tuple[int, ...]:
    """For each day from FIRST_DAY to LAST_DAY: working days up to and including it."""
    flags = (is_working_day(day) for day in days_between(FIRST_DAY, LAST_DAY))
    return tuple(accumulate(int(flag) for flag in flags))


def _known(day: date) -> None:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise PeriodError(day.isoformat())
