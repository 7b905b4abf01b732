"""One target: from a locked baseline along a straight line to a date.

Rates are absence in per cent, computed from days and never from rounded per cents; a presence target of 94 is an
absence of 6.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from naerverk.calendar import Month
from naerverk.problems import refuse, refuse_usage

# Two floats that are equal on paper may differ in the last bits; no target is missed for that.
ROUNDING = 1e-9


class Kind(StrEnum):
    """How a target is written: a rate, a change from the baseline in per cent, or a presence."""

    ABSOLUTE = "absolute"
    RELATIVE = "relative"
    PRESENCE = "presence"


@dataclass(frozen=True, slots=True)
class Days:
    """Lost and agreed days of a unit over some period, usually twelve months."""

    lost: float
    agreed: float

    def __post_init__(self) -> None:
        if not (self.agreed > 0 and self.lost >= 0):
            raise refuse("targets.no_days")

    @property
    def rate(self) -> float:
        """Absence in per cent of agreed days, unrounded."""
        return 100 * self.lost / self.agreed


@dataclass(frozen=True, slots=True)
class Baseline:
    """Where the target starts: the twelve months that end with `month`, locked when it was adopted."""

    month: Month
    days: Days


@dataclass(frozen=True, slots=True)
class Target:
    """A promise: `value` as `kind` says (7.2, -20 or 94), to hold for the twelve months that end with `due`."""

    kind: Kind
    value: float
    baseline: Baseline
    due: Month

    def __post_init__(self) -> None:
        lowest, highest = (-100, 0) if self.kind is Kind.RELATIVE else (0, 100)
        if not lowest <= self.value <= highest:
            raise refuse_usage(f"targets.{self.kind}_out_of_range", given=self.value)
        if self.due <= self.baseline.month:
            raise refuse_usage("targets.due_before_baseline", due=self.due, baseline=self.baseline.month)

    @property
    def rate(self) -> float:
        """The absence that is aimed at, in per cent."""
        if self.kind is Kind.PRESENCE:
            return 100 - self.value
        if self.kind is Kind.RELATIVE:
            return self.baseline.days.rate * (100 + self.value) / 100
        return self.value

    @property
    def change(self) -> float:
        """The change that is aimed at, in per cent of the baseline rate: -19.8 for 8.6 -> 6.9."""
        return change_percent(self.baseline.days.rate, self.rate)

    def path(self, month: Month) -> float:
        """The rate a month should have come to: a straight line, level before the baseline and after the date."""
        gone = month.number - self.baseline.month.number
        whole = self.due.number - self.baseline.month.number
        start = self.baseline.days.rate
        return start + (self.rate - start) * min(max(gone / whole, 0.0), 1.0)

    def has_begun(self, month: Month) -> bool:
        """Whether a month can be held against the target: none before its baseline can."""
        return self.baseline.month <= month

    def reached(self, days: Days) -> bool:
        """Whether a period's absence is at or under the target."""
        return days.rate <= self.rate + ROUNDING


def change_percent(before: float, now: float) -> float:
    """The relative change between two rates in per cent; refuses a start at zero."""
    if before <= 0:
        raise refuse("targets.no_rate_before")
    return 100 * (now - before) / before
