"""The rule of the smiley: how far above the path a unit is still almost on it."""

from __future__ import annotations

from naerverk.statistics.targets.smiley import NEAR_POINTS
from naerverk_web.insight.models import SmileyRule


def near_points() -> float:
    """In percentage points; what was chosen, else the library's."""
    chosen = SmileyRule.objects.values_list("near_points", flat=True).first()
    return NEAR_POINTS if chosen is None else chosen
