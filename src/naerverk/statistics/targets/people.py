"""Points of absence as people: how many more are at work every day, and the other way round.

A change of two yearly rates is partly chance, since long spells come and go. The interval says how much: the
variance of a month's lost days is `DAYS_PER_SPELL_NOISE` times the days, and neighbouring months move together
(0.6 per month apart); measured on English hospital data, 2023-2025.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from naerverk.problems import refuse
from naerverk.statistics.certainty import Certainty, certainty_of
from naerverk.statistics.targets.target import Days

DAYS_PER_SPELL_NOISE = 11.0
MONTH_CORRELATION = 0.6
TWO_SIDED_95 = 1.959964


@dataclass(frozen=True, slots=True)
class People:
    """People more at work every day (negative: fewer), in full-time equivalents, with a 95 % interval."""

    more: float
    low: float
    high: float

    @property
    def certainty(self) -> Certainty:
        """Clearly when the 95 % interval leaves zero out, probably when the 80 % interval does."""
        return certainty_of(self.more, self.more - self.low)


def people_more(full_time_equivalents: float, rate_before: float, rate_now: float) -> float:
    """FTE x (before - now) / 100: 1,000 FTE and 8.6 -> 6.9 per cent are 17 people."""
    return full_time_equivalents * (rate_before - rate_now) / 100


def mean_share(full_time_equivalents: float, persons: int) -> float:
    """How much of a full-time job people have on average, in percent: 336 persons in 246 FTE have 73.2 %."""
    if persons <= 0:
        raise refuse("targets.no_persons")
    return 100 * full_time_equivalents / persons


def points_for_people(full_time_equivalents: float, people: float) -> float:
    """How many points absence must fall for so many more people to be at work every day."""
    if full_time_equivalents <= 0:
        raise refuse("targets.no_full_time_equivalents")
    return 100 * people / full_time_equivalents


def people_more_with_interval(
    full_time_equivalents: float, before: Sequence[Days], now: Sequence[Days], noise: float = DAYS_PER_SPELL_NOISE
) -> People:
    """People more at work from the months of two periods (usually twelve and twelve, in order)."""
    more = people_more(full_time_equivalents, total(before).rate, total(now).rate)
    spread = math.sqrt(rate_variance(before, noise) + rate_variance(now, noise))
    margin = TWO_SIDED_95 * full_time_equivalents * spread / 100
    return People(more, more - margin, more + margin)


def total(months: Sequence[Days]) -> Days:
    """The sum of some months: rates are never averaged."""
    return Days(sum(month.lost for month in months), sum(month.agreed for month in months))


def chance_portion(months: int) -> float:
    """Days that vary together as one over so many months: in that many portions of days, chance is what it is."""
    pairs = sum(MONTH_CORRELATION ** abs(s - t) for s in range(months) for t in range(months))
    return DAYS_PER_SPELL_NOISE * pairs / months


def rate_variance(months: Sequence[Days], noise: float = DAYS_PER_SPELL_NOISE) -> float:
    """The chance variance of a period's rate in square points, as if the level had not moved."""
    whole = total(months)
    expected = [math.sqrt(whole.lost * month.agreed / whole.agreed) for month in months]
    pairs = (
        MONTH_CORRELATION ** abs(s - t) * expected[s] * expected[t]
        for s in range(len(months))
        for t in range(len(months))
    )
    return noise * sum(pairs) * (100 / whole.agreed) ** 2
