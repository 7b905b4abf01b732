"""Graded leave in the last four quarters against the four before, from published figures. More is better."""

from __future__ import annotations

import math
from collections.abc import Sequence

from naerverk.reports.figures import GradedChange, Part, QuarterRates
from naerverk.reports.line import Line
from naerverk.statistics.certainty import certainty_of
from naerverk.statistics.targets.people import TWO_SIDED_95, chance_portion

YEAR = 4


def graded_change(line: Line, quarters: Sequence[QuarterRates]) -> GradedChange | None:
    """The newest four quarters against the four before them; None unless all eight are shown.

    Days of leave come in spells: a year's doctor-certified days are taken as so many portions, each graded or not.
    """
    if len(quarters) < 2 * YEAR:
        return None
    days = [_days(line, one) for one in quarters[-2 * YEAR :]]
    known = [each for each in days if each is not None]
    (graded_before, before), (graded_now, now) = (_sum(known[:YEAR]), _sum(known[YEAR:]))
    if len(known) < len(days) or not before or not now:
        return None
    shares = graded_now / now, graded_before / before
    common = (graded_now + graded_before) / (now + before)
    spread = math.sqrt(common * (1 - common) * chance_portion(12) * (1 / now + 1 / before))
    return GradedChange(100 * shares[0], 100 * shares[1], certainty_of(shares[0] - shares[1], TWO_SIDED_95 * spread))


def _days(line: Line, one: QuarterRates) -> tuple[float, float] | None:
    """Graded and doctor-certified days of a quarter; None when they cannot be told."""
    months, doctor = line.sum(one.quarter.months), one.parts[Part.DOCTOR_CERTIFIED].percent
    if months is None or doctor is None:
        return None
    days, share = months.agreed * doctor / 100, one.parts[Part.GRADED].percent
    if share is None:
        # A quarter without doctor-certified absence has no share, and nothing to add.
        return None if doctor else (0.0, 0.0)
    return days * share / 100, days


def _sum(days: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return math.fsum(graded for graded, _ in days), math.fsum(doctor for _, doctor in days)
