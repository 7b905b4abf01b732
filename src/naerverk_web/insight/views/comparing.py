"""The unit beside what others have published."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from naerverk.charts.beside import Pair, beside_chart
from naerverk.charts.series import Chart, TextTable
from naerverk.locale import Words
from naerverk_web.access.public import Permission
from naerverk_web.design.public import Cell, Column, Fact, Table
from naerverk_web.insight.forms import BesideForm
from naerverk_web.insight.outside import choose_beside, published_outside, series_beside
from naerverk_web.insight.outside.comparing import (
    Compared,
    compared,
    definition_name,
    finding,
    kind_name,
    notes,
    period_name,
    period_short,
    remark,
)
from naerverk_web.insight.pages.marks import how_address
from naerverk_web.insight.pages.queries import words_of_the_moment
from naerverk_web.insight.pages.tables import How
from naerverk_web.insight.views.asking import about, viewer_of


@require_safe
def compare(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Own figures beside published ones, with what may be concluded."""
    viewer = viewer_of(request)
    here = about(viewer, unit_id, "insight:compare")
    found, words = compared(viewer, unit_id), words_of_the_moment()
    lead = _("This unit shows no figures of its own, so there is nothing to compare.")
    if found is not None:
        lead = finding(found, words)
    context = {**here, "lead": lead}
    if found:
        context |= {
            "chart": _chart(found, viewer.tree[unit_id].name, words),
            "table": _table(found, words, partial(how_address, unit_id=unit_id)),
            "how": how_address("own", unit_id),
            "notes": list(notes(found)),
            "sources": _sources(found, words),
        }
    if viewer.may(Permission.MANAGE_ORGANISATION, unit_id):
        chosen = [series.key for series in series_beside(viewer.tree, unit_id)]
        context["form"] = BesideForm(published_outside(), initial={"series": chosen})
    context["may_bring_in"] = viewer.may(Permission.MANAGE_ORGANISATION)
    return render(request, "insight/compare.html", context)


@require_POST
def compare_with(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Choose what the unit stands beside."""
    viewer = viewer_of(request)
    viewer.must(Permission.MANAGE_ORGANISATION, unit_id)
    form = BesideForm(published_outside(), request.POST)
    if form.is_valid():
        choose_beside(viewer, unit_id, form.cleaned_data["series"])
        messages.success(request, _("The choice is kept. It also holds for units below without their own."))
    else:
        messages.warning(request, _("Nothing was changed: one of the series is no longer there. Choose again."))
    return redirect("insight:compare", unit_id)


def _chart(found: Sequence[Compared], unit: str, words: Words) -> Chart:
    pairs = [Pair(_name(each, words), each.own, each.low, each.high, each.published.percent) for each in found]
    values = "; ".join(
        f"{pair.name}: {'–' if pair.own is None else words.percent(pair.own)} / {words.percent(pair.published)}"
        for pair in pairs
    )
    described = _("%(unit)s beside published figures: %(values)s.") % {"unit": unit, "values": values}
    key = (
        _("Dot: here. The blue field around it is chance."),
        _("Triangle: published."),
    )
    return beside_chart("", described, pairs, TextTable("", (), ()), words, key)


def _name(each: Compared, words: Words) -> str:
    period = period_short(each.published.period, words)
    return f"{each.published.series.name}, {kind_name(each.published.kind)}, {period}"


def _table(found: Sequence[Compared], words: Words, how: How) -> Table:
    columns = [
        Column(_("Published")),
        Column(_("Kind")),
        Column(_("Period")),
        Column(_("Published, percent"), number=True, how=how("published")),
        Column(_("Here, percent"), number=True, how=how("own")),
        Column(_("What can be said"), how=how("said")),
        Column(_("Source and definition"), sortable=False),
    ]
    rows = [
        (
            each.published.series.name,
            kind_name(each.published.kind),
            period_name(each.published.period, words),
            Cell(words.percent(each.published.percent), value=each.published.percent),
            Cell("–" if each.own is None else words.percent(each.own), value=each.own),
            remark(each, words),
            f"{each.published.series.source}: {definition_name(each.published.definition)}",
        )
        for each in found
    ]
    return Table(_("Absence here and elsewhere"), columns, rows, show_caption=False)


def _sources(found: Sequence[Compared], words: Words) -> list[Fact]:
    lines = {
        _name(each, words): f"{each.published.series.source}, {period_name(each.published.period, words)}: "
        f"{definition_name(each.published.definition)}"
        for each in found
    }
    own = Fact(
        _("Here"),
        _(
            "The unit's own disclosed figures of the same period. Clearly: more than chance in 19 of 20 cases;"
            " probably: in 8 of 10."
        ),
    )
    return [own, *(Fact(name, text) for name, text in lines.items())]
