"""What is asked of the figures: by which dimensions, for which months, by which definition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from naerverk.calendar import FIRST_DAY, LAST_DAY, Month, months_between
from naerverk.problems import refuse_usage
from naerverk.statistics.definitions import DIMENSIONS, PERIOD_WORDS, Definition, LengthClasses


@dataclass(frozen=True, slots=True)
class Question:
    """One question to the engines. `by` holds names of `DIMENSIONS` in the order the columns shall have.

    `first` and `last` are months, both included. At most one of the period words may stand in `by`; without one the
    whole time from `first` to `last` is one period. Raises UsageRefusal when it cannot be asked so.
    """

    by: tuple[str, ...]
    first: Month
    last: Month
    definition: Definition = Definition.SSB
    rollup: bool = True
    length_classes: LengthClasses = "statutory"

    def __post_init__(self) -> None:
        for word in self.by:
            if word not in DIMENSIONS:
                raise refuse_usage("statistics.unknown_dimension", word=word, known=", ".join(DIMENSIONS))
        if len(set(self.by)) < len(self.by):
            raise refuse_usage("statistics.dimension_twice", by=",".join(self.by))
        if len(self._period_words) > 1:
            raise refuse_usage("statistics.two_period_words", words=", ".join(self._period_words))
        if self.last < self.first:
            raise refuse_usage("statistics.ends_before_start", first=self.first.label, last=self.last.label)
        if self.first.first < FIRST_DAY or self.last.last > LAST_DAY:
            raise refuse_usage("statistics.outside_calendar", first=FIRST_DAY, last=LAST_DAY)

    @property
    def _period_words(self) -> list[str]:
        return [word for word in self.by if word in PERIOD_WORDS]

    @property
    def period_word(self) -> str | None:
        """The period word in `by`, if any."""
        return next(iter(self._period_words), None)


@dataclass(frozen=True, slots=True)
class Period:
    """One period of the answer; age groups go by 31 December of the year of `last`."""

    label: str
    first: date
    last: date


def periods_of(question: Question, data_months: tuple[Month, Month]) -> list[Period]:
    """The periods asked for, in order; both their first and last days rise.

    Quarters and years at the ends hold only the months asked for. A rolling year is labelled by its last month and
    given only where all its months are in the data.
    """
    months = months_between(question.first, question.last)
    match question.period_word:
        case "month":
            return [_period(month.label, [month]) for month in months]
        case "quarter":
            return _grouped(months, [month.quarter.label for month in months])
        case "year":
            return _grouped(months, [f"{month.year:04d}" for month in months])
        case "rolling12":
            rolling = [months_between(month.plus(-11), month) for month in months]
            kept = [twelve for twelve in rolling if data_months[0] <= twelve[0] and twelve[-1] <= data_months[1]]
            return [_period(twelve[-1].label, twelve) for twelve in kept]
        case _:
            return [_period("", months)]


def shortened(question: Question) -> list[str]:
    """Labels of quarters or years of which only some months are asked for."""
    if question.period_word not in ("quarter", "year"):
        return []
    size = 3 if question.period_word == "quarter" else 12
    ends = ((question.first.month - 1) % size, (question.last.month - size) % size)
    labels = [period.label for period in periods_of(question, (question.first, question.last))]
    return sorted({label for label, off in zip((labels[0], labels[-1]), ends, strict=True) if off})


def _grouped(months: Sequence[Month], labels: Sequence[str]) -> list[Period]:
    together: dict[str, list[Month]] = {}
    for label, month in zip(labels, months, strict=True):
        together.setdefault(label, []).append(month)
    return [_period(label, group) for label, group in together.items()]


def _period(label: str, months: Sequence[Month]) -> Period:
    return Period(label, months[0].first, months[-1].last)
