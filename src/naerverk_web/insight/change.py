"""A change between two years, in words of certainty: clearly, probably, not sure, cannot say."""

from __future__ import annotations

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naerverk.statistics.control_charts.finding import Measure
from naerverk.statistics.targets.people import People

FOUR_OF_FIVE = 1.281552 / 1.959964
"""The half-width of an 80 % interval as a share of that of a 95 % interval."""


class Certainty(StrEnum):
    """What can be said of people at work now against a year ago."""

    CLEARLY_MORE = "clearly_more"
    PROBABLY_MORE = "probably_more"
    UNSURE = "unsure"
    PROBABLY_FEWER = "probably_fewer"
    CLEARLY_FEWER = "clearly_fewer"
    UNKNOWN = "unknown"


def certainty(people: People | None) -> Certainty:
    """Clearly when the 95 % interval leaves zero out, probably when the 80 % interval does."""
    if people is None:
        return Certainty.UNKNOWN
    if people.low > 0 or people.high < 0:
        return Certainty.CLEARLY_MORE if people.low > 0 else Certainty.CLEARLY_FEWER
    if abs(people.more) > (people.more - people.low) * FOUR_OF_FIVE:
        return Certainty.PROBABLY_MORE if people.more > 0 else Certainty.PROBABLY_FEWER
    return Certainty.UNSURE


WORDS: dict[Measure, dict[Certainty, Promise]] = {
    Measure.PRESENCE: {
        Certainty.CLEARLY_MORE: _("clearly higher presence"),
        Certainty.PROBABLY_MORE: _("probably higher presence"),
        Certainty.UNSURE: _("no certain difference"),
        Certainty.PROBABLY_FEWER: _("probably lower presence"),
        Certainty.CLEARLY_FEWER: _("clearly lower presence"),
        Certainty.UNKNOWN: _("cannot say yet"),
    },
    Measure.ABSENCE: {
        Certainty.CLEARLY_MORE: _("clearly lower absence"),
        Certainty.PROBABLY_MORE: _("probably lower absence"),
        Certainty.UNSURE: _("no certain difference"),
        Certainty.PROBABLY_FEWER: _("probably higher absence"),
        Certainty.CLEARLY_FEWER: _("clearly higher absence"),
        Certainty.UNKNOWN: _("cannot say yet"),
    },
}
