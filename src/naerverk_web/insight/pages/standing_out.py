"""Which units below one stand out: a funnel in words, as a drawing and as a table. Nobody is ranked."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from naerverk.calendar import Month, rolling12
from naerverk.charts.funnel_chart import Dot, Field, funnel_chart
from naerverk.charts.series import Chart
from naerverk.locale import Words
from naerverk.reports.unit_funnel import FunnelUnit, UnitFunnel, unit_funnel
from naerverk.statistics.control_charts.finding import Measure
from naerverk.statistics.control_charts.funnel import Flag
from naerverk_web.access.public import Permission, Viewer
from naerverk_web.design.public import Cell, Column, Table
from naerverk_web.insight.disclosed.figures import figures, figures_of
from naerverk_web.insight.pages.queries import words_of_the_moment
from naerverk_web.organisation.public import Tree

MOST_NAMED = 4
"""So many units are named in the sentence and in the drawing; the table has them all."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the page says and draws."""

    title: str
    sentence: str
    chart: Chart
    table: Table
    note: str


def standing_out(viewer: Viewer, unit_id: str, month: Month | None, measure: Measure) -> Standing | None:
    """The funnel of the units below one; None when fewer than three of them have twelve published months."""
    viewer.must(Permission.SEE_FIGURES, unit_id)
    found = figures()
    if found is None:
        return None
    month = month or found.last
    funnel = _funnel(found.key, unit_id, month, measure)
    return _said(funnel, viewer.tree, month, measure, words_of_the_moment()) if funnel else None


@functools.lru_cache(maxsize=256)
def _funnel(key: UUID, unit_id: str, month: Month, measure: Measure) -> UnitFunnel | None:
    """Kept between requests: everybody in a room sees the same."""
    found = figures_of(key)
    assert found is not None  # the key came from them
    return unit_funnel(found.published.months, unit_id, month, measure)


def _said(funnel: UnitFunnel, tree: Tree, month: Month, measure: Measure, words: Words) -> Standing:
    names = {unit.unit_id: tree[unit.unit_id].name if unit.unit_id in tree else unit.unit_id for unit in funnel.units}
    title, sentence = _title(funnel), _sentence(funnel, names, measure)
    first, *_months, last = rolling12(month)
    return Standing(
        title,
        sentence,
        _chart(funnel, names, measure, f"{title}. {sentence}", words),
        _table(funnel, names, measure, month, words),
        _(
            "%(first)s to %(last)s. Small units swing more than large ones, so the field is wider for them. Units that"
            " are hidden or counted together with others are not here."
        )
        % {"first": words.month(first), "last": words.month(last)},
    )


def _title(funnel: UnitFunnel) -> str:
    of, n = len(funnel.units), len(funnel.units) - len(funnel.lying(Flag.ORDINARY))
    if not n:
        return _("None of the %(of)s units stands out") % {"of": of}
    return ngettext("%(n)s of %(of)s units stands out", "%(n)s of %(of)s units stand out", n) % {"n": n, "of": of}


def _sentence(funnel: UnitFunnel, names: dict[str, str], measure: Measure) -> str:
    presence = measure is Measure.PRESENCE
    sentences = {
        Flag.HIGH: _("Higher presence than size and ordinary differences explain: %(units)s.")
        if presence
        else _("Higher absence than size and ordinary differences explain: %(units)s."),
        Flag.LOW: _("Lower presence than size and ordinary differences explain: %(units)s.")
        if presence
        else _("Lower absence than size and ordinary differences explain: %(units)s."),
    }
    said = [
        text % {"units": _names(funnel.lying(flag), names)} for flag, text in sentences.items() if funnel.lying(flag)
    ]
    if not said:
        return _("The differences between the units are no larger than chance and ordinary differences make them.")
    return " ".join([*said, _("Ask what is different there before you compare.")])


def _names(units: Sequence[FunnelUnit], names: dict[str, str]) -> str:
    written = sorted((names[unit.unit_id] for unit in units), key=str.casefold)
    more = len(written) - MOST_NAMED
    if more > 0:
        shown = ", ".join(written[:MOST_NAMED])
        return ngettext("%(units)s and %(n)s more", "%(units)s and %(n)s more", more) % {"units": shown, "n": more}
    return ", ".join(written)


def _chart(funnel: UnitFunnel, names: dict[str, str], measure: Measure, described: str, words: Words) -> Chart:
    high, low = ("better", "worse") if measure is Measure.PRESENCE else ("worse", "better")
    roles = {Flag.HIGH: (high, True), Flag.LOW: (low, False), Flag.ORDINARY: ("line", None)}
    dots = [
        Dot(names[unit.unit_id], unit.full_time_equivalents, unit.percent, *roles[unit.flag]) for unit in funnel.units
    ]
    edges = [(edge.full_time_equivalents, edge.lower, edge.upper) for edge in funnel.edges]
    key = [
        _("Dot: a unit. To the right: more full-time jobs."),
        _("Blue field: where units of that size usually lie. The line: all of them together, %(percent)s.")
        % {"percent": words.percent(funnel.centre)},
        *([_("Triangle: stands out.")] if any(dot.up is not None for dot in dots) else []),
    ]
    return funnel_chart("", described, dots, Field(funnel.centre, edges), words, tuple(key))


def _table(funnel: UnitFunnel, names: dict[str, str], measure: Measure, month: Month, words: Words) -> Table:
    presence = measure is Measure.PRESENCE
    said = {
        Flag.HIGH: _("stands out: higher presence") if presence else _("stands out: higher absence"),
        Flag.LOW: _("stands out: lower presence") if presence else _("stands out: lower absence"),
        Flag.ORDINARY: _("as usual for its size"),
    }
    columns = [
        Column(_("Unit")),
        Column(_("Presence") if presence else _("Absence"), number=True, about=_("last 12 months")),
        Column(_("Full-time jobs"), number=True),
        Column(_("Usual for that size")),
        Column(_("What can be said")),
    ]
    rows = [
        (
            Cell(names[unit.unit_id], url=f"{reverse('insight:unit', args=[unit.unit_id])}?{_query(measure, month)}"),
            Cell(words.percent(unit.percent), value=unit.percent),
            Cell(words.number(unit.full_time_equivalents, 0), value=unit.full_time_equivalents),
            _("%(low)s to %(high)s") % {"low": words.percent(unit.lower), "high": words.percent(unit.upper)},
            said[unit.flag],
        )
        for unit in sorted(funnel.units, key=lambda unit: names[unit.unit_id].casefold())
    ]
    return Table(_title(funnel), columns, rows, show_caption=False, search=len(rows) > 8, sortable=False)


def _query(measure: Measure, month: Month) -> str:
    return f"show={measure}&month={month.label}"
