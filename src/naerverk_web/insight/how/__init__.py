"""How each figure on the pages is computed: what it is, the very numbers, period, people, when it was known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from naerverk.calendar import Month, rolling12
from naerverk.locale import Words
from naerverk.reports.explanation import FIGURES
from naerverk.reports.explanation.basis import KnownWhen
from naerverk.statistics.control_charts.finding import Measure
from naerverk_web.access.public import Permission, Viewer
from naerverk_web.insight.disclosed.figures import Figures, figures
from naerverk_web.insight.how.beside import of_comparison
from naerverk_web.insight.how.card import of_line
from naerverk_web.insight.how.lists import COLUMNS, of_funnel, of_list
from naerverk_web.insight.how.parts import Explanation, basis_of_several, known_now
from naerverk_web.insight.how.targets import TREE, of_target, of_tree
from naerverk_web.insight.how.unit import of_unit
from naerverk_web.insight.how.years import of_return, of_tenth
from naerverk_web.insight.pages.queries import lines_below, lines_of, top_units, unit_page, words_of_the_moment


@dataclass(frozen=True, slots=True)
class Shown:
    """Which month and measure the page with the figure shows, and the day it is looked at."""

    month: Month | None
    measure: Measure
    today: date


@dataclass(frozen=True, slots=True)
class _Asked:
    viewer: Viewer
    found: Figures
    unit_id: str
    figure: str
    page: Shown

    @property
    def words(self) -> Words:
        return words_of_the_moment()

    @property
    def shown(self) -> tuple[Month, Measure]:
        return self.page.month or self.found.last, self.page.measure

    @property
    def known(self) -> KnownWhen:
        return known_now(self.found)


def explanation_of(viewer: Viewer, unit_id: str, figure: str, page: Shown) -> Explanation:
    """How a figure of a unit is computed; 404 for those who may not see the unit, and for what is not shown."""
    viewer.must(Permission.SEE_FIGURES, unit_id)
    told = WAYS.get(figure) or WAYS.get(figure.partition("-")[0])
    if told is None:
        raise Http404
    return told(_Asked(viewer, _figures(), unit_id, figure, page))


def explanation_of_mine(viewer: Viewer, column: str, page: Shown) -> Explanation:
    """How a column of the list of the viewer's units is computed."""
    tops = top_units(viewer)
    if not tops or column not in COLUMNS:
        raise Http404
    asked = _Asked(viewer, _figures(), "", column, page)
    lines = lines_of(viewer, tops, page.measure, month=page.month)
    return of_list(asked.found, lines, column, asked.shown, asked.known, asked.words)


def _figures() -> Figures:
    found = figures()
    if found is None:
        raise Http404
    return found


def _unit(asked: _Asked) -> Explanation:
    page = asked.page
    return of_unit(asked.viewer, asked.found, asked.unit_id, asked.figure, page.month, page.measure, page.today)


def _list(asked: _Asked) -> Explanation:
    page = asked.page
    lines = lines_below(asked.viewer, asked.unit_id, page.measure, month=page.month)
    return of_list(asked.found, lines, asked.figure, asked.shown, asked.known, asked.words)


def _funnel(asked: _Asked) -> Explanation:
    return of_funnel(asked.viewer, asked.found, asked.unit_id, asked.shown, asked.known, asked.words)


def _tenth(asked: _Asked) -> Explanation:
    return of_tenth(asked.viewer, asked.found, asked.unit_id, asked.page.month, asked.known, asked.words)


def _return(asked: _Asked) -> Explanation:
    return of_return(asked.viewer, asked.found, asked.unit_id, asked.page.measure, asked.known, asked.words)


def _target(asked: _Asked) -> Explanation:
    page = asked.page
    whole = unit_page(asked.viewer, asked.unit_id, month=page.month, measure=page.measure, today=page.today)
    if whole is None:
        raise Http404
    return of_target(asked.viewer, asked.found, whole, asked.figure)


def _tree(asked: _Asked) -> Explanation:
    first, *_months, last = rolling12(asked.found.last)
    basis = basis_of_several(asked.found, asked.known, asked.words, (first, last))
    return of_tree(asked.viewer, asked.unit_id, asked.figure, basis, asked.words)


def _comparison(asked: _Asked) -> Explanation:
    basis = basis_of_several(asked.found, asked.known, asked.words)
    return of_comparison(asked.viewer, asked.unit_id, asked.figure, basis, asked.words)


def _line(asked: _Asked) -> Explanation:
    return of_line(asked.viewer, asked.unit_id, asked.figure.removeprefix("line-"), asked.words)


WAYS: dict[str, Callable[[_Asked], Explanation]] = {
    **dict.fromkeys(FIGURES, _unit),
    **dict.fromkeys(COLUMNS, _list),
    "funnel": _funnel,
    "tenth": _tenth,
    "return": _return,
    **dict.fromkeys(("target", "proposed", "version"), _target),
    **dict.fromkeys(TREE, _tree),
    **dict.fromkeys(("published", "own", "said"), _comparison),
    "line": _line,
}
"""By the name of the figure, or by what stands before its number."""
