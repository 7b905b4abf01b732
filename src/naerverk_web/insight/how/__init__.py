"""How each figure on the pages is computed: what it is, the very numbers, period, people, when it was known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from naerverk.calendar import Month
from naerverk.reports.explanation import FIGURES, KnownWhen
from naerverk.statistics.control_charts.finding import Measure
from naerverk_web.absence.public import newest_at
from naerverk_web.access.public import Permission, Viewer
from naerverk_web.insight.how.beside import of_comparison
from naerverk_web.insight.how.card import of_line
from naerverk_web.insight.how.lists import COLUMNS, of_list
from naerverk_web.insight.how.parts import Explanation
from naerverk_web.insight.how.targets import of_target, of_tree
from naerverk_web.insight.how.unit import of_unit
from naerverk_web.insight.published import Figures, figures
from naerverk_web.insight.queries import lines_below, lines_of, top_units, unit_page, words_of_the_moment


@dataclass(frozen=True, slots=True)
class Shown:
    """Which month and measure the page with the figure shows, and the day it is looked at."""

    month: Month | None
    measure: Measure
    today: date


def explanation_of(viewer: Viewer, unit_id: str, figure: str, page: Shown) -> Explanation:
    """How a figure of a unit is computed; 404 for those who may not see the unit, and for what is not shown."""
    viewer.must(Permission.SEE_FIGURES, unit_id)
    found, words = _figures(), words_of_the_moment()
    if figure in FIGURES:
        return of_unit(viewer, found, unit_id, figure, page.month, page.measure, page.today)
    if figure in COLUMNS:
        lines = lines_below(viewer, unit_id, page.measure, month=page.month)
        return of_list(found, lines, figure, page.measure, _known(found), words)
    if figure in ("tree-now", "tree-aim", "tree-way", "tree-asks"):
        return of_tree(viewer, unit_id, figure, words)
    if figure in ("published", "own", "said"):
        return of_comparison(viewer, unit_id, figure, words)
    kind, _, number = figure.partition("-")
    if kind == "line":
        return of_line(viewer, unit_id, number, words)
    if kind not in ("target", "proposed", "version"):
        raise Http404
    whole = unit_page(viewer, unit_id, month=page.month, measure=page.measure, today=page.today)
    if whole is None:
        raise Http404
    return of_target(viewer, found, whole, figure)


def explanation_of_mine(viewer: Viewer, column: str, page: Shown) -> Explanation:
    """How a column of the list of the viewer's units is computed."""
    tops = top_units(viewer)
    if not tops or column not in COLUMNS:
        raise Http404
    found = _figures()
    lines = lines_of(viewer, tops, page.measure, month=page.month)
    return of_list(found, lines, column, page.measure, _known(found), words_of_the_moment())


def _figures() -> Figures:
    found = figures()
    if found is None:
        raise Http404
    return found


def _known(found: Figures) -> KnownWhen:
    newest = newest_at()
    return KnownWhen(found.made_at.date(), newest.date() if newest else None)
