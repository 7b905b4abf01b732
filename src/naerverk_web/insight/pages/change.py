"""A change between two years, in words of certainty: clearly, probably, not sure, cannot say."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naerverk.statistics.certainty import Certainty
from naerverk.statistics.control_charts.finding import Measure
from naerverk.statistics.targets.people import People

__all__ = ["WORDS", "Certainty", "certainty"]


def certainty(people: People | None) -> Certainty:
    """How sure the change is; without two years to compare nothing can be said."""
    return people.certainty if people else Certainty.UNKNOWN


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
