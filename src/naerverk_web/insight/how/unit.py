"""How the figures of a unit's page are computed."""

from __future__ import annotations

from datetime import date

from django.http import Http404

from naerverk.calendar import Month
from naerverk.locale import Words
from naerverk.reports.explanation import Figure, explained
from naerverk.reports.explanation.basis import KnownWhen
from naerverk.reports.figures import Part
from naerverk.reports.page import Page
from naerverk.statistics.control_charts.finding import Measure
from naerverk_web.access.public import Viewer
from naerverk_web.insight.closing.months import known_of
from naerverk_web.insight.closing.months import lines as known_lines
from naerverk_web.insight.disclosed.figures import Figures
from naerverk_web.insight.how.parts import Explanation, known_now, shown
from naerverk_web.insight.pages.marks import PURSES, TILES
from naerverk_web.insight.pages.queries import unit_page


def of_unit(
    viewer: Viewer, found: Figures, unit_id: str, figure: str, month: Month | None, measure: Measure, today: date
) -> Explanation:
    """One of the figures of the page of a unit; 404 for what it does not show."""
    page = unit_page(viewer, unit_id, month=month, measure=measure, today=today)
    name = names(page.words).get(figure) if page else None
    if page is None or name is None:
        raise Http404
    words = Words(page.words.lang)
    known = known_when(viewer, found, unit_id, page.report.month, words)
    return Explanation(*name, shown(explained(page.report, figure, known, words)))


def names(page: Page) -> dict[str, tuple[str, str]]:
    """What each figure that the page shows is called there, and its value."""
    tiles = {str(figure): (tile.label, tile.value) for figure, tile in zip(TILES, page.tiles, strict=False)}
    parts = {str(part): (panel.title, panel.value) for part, panel in zip(Part, page.panels, strict=False)}
    purses = {
        str(figure): (purse.title, purse.rows[-1].amount) for figure, purse in zip(PURSES, page.purses, strict=False)
    }
    series = {str(Figure.SERIES): (page.months.title, "")} if page.months else {}
    return tiles | parts | purses | series


def known_when(viewer: Viewer, found: Figures, unit_id: str, month: Month, words: Words) -> KnownWhen:
    """When the figures were made and of what; whether the month is closed or corrected."""
    return known_now(found, list(known_lines(known_of(viewer, unit_id, month), words)))
