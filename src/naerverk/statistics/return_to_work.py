"""Return to work: how large a share of absences is still going on after so many days (Kaplan & Meier 1958).

A spell that has not ended is counted as long as it has been seen and no longer. The interval is Greenwood's
variance on the scale log(-log S) (Kalbfleisch & Prentice), so that it stays between 0 and 1.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from naerverk.problems import refuse
from naerverk.statistics.targets.people import TWO_SIDED_95


@dataclass(frozen=True, slots=True)
class Step:
    """The curve just after a day on which somebody came back.

    day: calendar days since the spell's first day. at_risk: spells known to have lasted to this day. returned: of
    these, ended now. still_absent: share still absent, with its 95 % interval `low` to `high` (None where the share
    is 0: everybody seen that long is back, and no interval can be computed).
    """

    day: int
    at_risk: int
    returned: int
    still_absent: float
    low: float | None
    high: float | None


def return_curve(durations: Sequence[int], ended: Sequence[bool]) -> list[Step]:
    """The steps of the curve from spells' lengths in calendar days (1 or more) and whether each has ended.

    A spell that is open on the day another ends is still at risk on that day. Refuses lengths under one day and
    sequences of different length.
    """
    if len(durations) != len(ended) or any(days < 1 for days in durations):
        raise refuse("targets.bad_durations")
    returned = Counter(days for days, over in zip(durations, ended, strict=True) if over)
    lasting = Counter(durations)
    steps, survival, greenwood, at_risk = [], 1.0, 0.0, len(durations)
    for day in sorted(lasting):
        if back := returned[day]:
            survival *= 1 - back / at_risk
            greenwood += back / (at_risk * (at_risk - back)) if back < at_risk else math.inf
            steps.append(Step(day, at_risk, back, survival, *_interval(survival, greenwood)))
        at_risk -= lasting[day]
    return steps


def _interval(survival: float, greenwood: float) -> tuple[float | None, float | None]:
    if survival <= 0:
        return None, None
    scale = math.exp(TWO_SIDED_95 * math.sqrt(greenwood) / abs(math.log(survival)))
    return survival**scale, survival ** (1 / scale)


def still_absent(curve: Sequence[Step], day: int) -> float:
    """The share still absent after `day` days."""
    return next((step.still_absent for step in reversed(curve) if step.day <= day), 1.0)


def median_days(curve: Sequence[Step]) -> int | None:
    """The first day after which at most half are still absent; None when more than half still were at the end."""
    return next((step.day for step in curve if step.still_absent <= 0.5 + 1e-12), None)
