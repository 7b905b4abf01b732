"""Stretches of days, both ends included, and the arithmetic of weekdays.

The counting engines work on day numbers (`date.toordinal`): 1 January of year 1 is day 1 and a Monday.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from naerverk.calendar import Month


class Span(NamedTuple):
    """From `first` to `last`, both included. (A tuple: answers are made of many of them.)"""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Calendar days."""
        return (self.last - self.first).days + 1


def span_of(first: int, last: int) -> Span:
    """The span between two day numbers."""
    return Span(date.fromordinal(first), date.fromordinal(last))


def plus_months(day: date, months: int) -> date:
    """The same date so many months later (earlier when negative); the month's last day where the date is missing."""
    month = Month.of(day).plus(months)
    return date(month.year, month.month, min(day.day, month.last.day))


_IN_PART_OF_WEEK = (0, 1, 2, 3, 4, 5, 5)


def weekdays(first: int, last: int) -> int:
    """Mondays to Fridays from day number `first` to `last`; public holidays count, as NAV counts them."""
    before = first - 1
    return (last // 7 - before // 7) * 5 + _IN_PART_OF_WEEK[last % 7] - _IN_PART_OF_WEEK[before % 7]


def is_weekday(number: int) -> bool:
    """Monday to Friday."""
    return (number - 1) % 7 < 5


def on_or_after_weekday(number: int) -> int:
    """The day itself when it is a weekday, else the Monday after."""
    return number if is_weekday(number) else number + 7 - (number - 1) % 7


def on_or_before_weekday(number: int) -> int:
    """The day itself when it is a weekday, else the Friday before."""
    return number - max(0, (number - 1) % 7 - 4)


def plus_weekdays(number: int, count: int) -> int:
    """`count` weekdays after the weekday `number`: Friday plus 1 is Monday."""
    weeks, rest = divmod((number - 1) % 7 + count, 5)
    return number - (number - 1) % 7 + weeks * 7 + rest


def nth_weekday(first: int, count: int) -> int:
    """The `count`-th weekday (from 1) on or after day number `first`."""
    return plus_weekdays(on_or_after_weekday(first), count - 1)


def merged(stretches: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    """Sorted, non-overlapping stretches of day numbers with adjoining ones put together."""
    spans: list[list[int]] = []
    for first, last in stretches:
        if spans and first == spans[-1][1] + 1:
            spans[-1][1] = last
        else:
            spans.append([first, last])
    return tuple(span_of(first, last) for first, last in spans)
