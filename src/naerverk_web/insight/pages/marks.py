"""Where it is said how a figure is computed. The last part of a name may be a number: `line-12`, `version-3`."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from naerverk.calendar import Month
from naerverk.reports.explanation import Figure
from naerverk.statistics.control_charts.finding import Measure

# In the order in which a report has them.
TILES = (Figure.ROLLING, Figure.MONTH, Figure.PEOPLE)
PURSES = (Figure.PRODUCTION, Figure.BUDGET)


def how_address(
    figure: str, unit_id: str | None = None, month: Month | None = None, measure: Measure = Measure.PRESENCE
) -> str:
    """Of a figure of one unit, or (without one) of the list of the viewer's units."""
    path = reverse("insight:how", args=[figure, unit_id]) if unit_id else reverse("insight:how_mine", args=[figure])
    query = {"month": month.label} if month else {}
    if measure is Measure.ABSENCE:
        query["show"] = measure.value
    return f"{path}?{urlencode(query)}" if query else path
