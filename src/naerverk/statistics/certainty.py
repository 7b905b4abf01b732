"""How sure a difference is, in the words people are told: clearly, probably, not sure, cannot say."""

from __future__ import annotations

from enum import StrEnum

FOUR_OF_FIVE = 1.281552 / 1.959964
"""The half-width of an 80 % interval as a share of that of a 95 % interval."""


class Certainty(StrEnum):
    """What can be said of something now against before: more people at work, more graded leave."""

    CLEARLY_MORE = "clearly_more"
    PROBABLY_MORE = "probably_more"
    UNSURE = "unsure"
    PROBABLY_FEWER = "probably_fewer"
    CLEARLY_FEWER = "clearly_fewer"
    UNKNOWN = "unknown"


def certainty_of(more: float, reach: float) -> Certainty:
    """Clearly when `more` lies outside the half-width `reach` of its 95 % interval, probably outside that of 80 %."""
    if abs(more) > reach:
        return Certainty.CLEARLY_MORE if more > 0 else Certainty.CLEARLY_FEWER
    if abs(more) > reach * FOUR_OF_FIVE:
        return Certainty.PROBABLY_MORE if more > 0 else Certainty.PROBABLY_FEWER
    return Certainty.UNSURE
