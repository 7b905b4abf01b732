"""Overview and unit page."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naerverk.reports.figures import Standing
from naerverk_web.access.public import Permission
from naerverk_web.design.public import Fact, Link
from naerverk_web.insight.closing.months import known_of
from naerverk_web.insight.closing.months import lines as known_lines
from naerverk_web.insight.disclosed.revision import stale
from naerverk_web.insight.pages.marks import how_address
from naerverk_web.insight.pages.next_step import Situation, leading, next_step
from naerverk_web.insight.pages.queries import lines_below, lines_of, top_units, unit_page, words_of_the_moment
from naerverk_web.insight.pages.standing_out import standing_out
from naerverk_web.insight.pages.tables import (
    named,
    promise_lines,
    purse_tables,
    quarter_figures,
    tile_views,
    units_table,
)
from naerverk_web.insight.pages.years import whole_years
from naerverk_web.insight.targets.goals import promise_in_force, promise_proposed
from naerverk_web.insight.views.asking import about, asked, query, switches, viewer_of


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Where the viewer begins: their unit, or the list of their units."""
    viewer = viewer_of(request)
    tops = top_units(viewer)
    if not tops:
        viewer.must(Permission.SEE_FIGURES)
        return render(request, "insight/no_units.html")
    if len(tops) == 1:
        return redirect("insight:overview" if viewer.tree.below(tops[0]) else "insight:unit", tops[0])
    month, measure = asked(request)
    table = units_table(lines_of(viewer, tops, measure, month=month), measure, month, _("My units"), show_caption=False)
    return render(request, "insight/my_units.html", {"table": table, "stale": stale(), **switches(request)})


@require_safe
def overview(request: HttpRequest, unit_id: str) -> HttpResponse:
    """The units below one, as rows."""
    viewer = viewer_of(request)
    viewer.must(Permission.SEE_FIGURES, unit_id)
    month, measure = asked(request)
    caption = _("Units below %(unit)s") % {"unit": viewer.tree[unit_id].name}
    return render(
        request,
        "insight/overview.html",
        {
            **about(viewer, unit_id, "insight:overview"),
            **switches(request),
            "may_arrange": viewer.may(Permission.MANAGE_ORGANISATION),
            "funnel_how": how_address("funnel", unit_id, month, measure),
            "funnel": standing_out(viewer, unit_id, month, measure),
            "whole_years": whole_years(viewer, unit_id, month),
            "tenth_how": how_address("tenth", unit_id, month, measure),
            "table": units_table(
                lines_below(viewer, unit_id, measure, month=month),
                measure,
                month,
                caption,
                show_caption=False,
                above=unit_id,
            ),
        },
    )


@require_safe
def unit(request: HttpRequest, unit_id: str) -> HttpResponse:
    """One unit: sentence, number, chart, detail."""
    viewer = viewer_of(request)
    month, measure = asked(request)
    page = unit_page(viewer, unit_id, month=month, measure=measure, today=timezone.localdate())
    here = about(viewer, unit_id, "insight:unit")
    if page is None:
        return render(request, "insight/no_figures.html", here)
    words = words_of_the_moment()
    promise, proposed = promise_in_force(viewer, unit_id), promise_proposed(viewer, unit_id)
    later = promise is not None and not promise.target.has_begun(page.report.month)
    below = lines_below(viewer, unit_id, measure, month=month)
    caption = _("Units below %(unit)s") % {"unit": page.report.name}
    may_adopt = viewer.may(Permission.ADOPT_TARGETS, unit_id)
    may_propose = page.report.standing is Standing.OWN and viewer.may(Permission.SET_TARGETS, unit_id)
    situation = Situation(promise is not None, later, proposed is not None, may_adopt, may_propose)
    how = partial(how_address, unit_id=unit_id, month=month, measure=measure)
    lead, explanation = leading(page.report, page.words)
    first_of_all = _without_target(promise, proposed, later) if page.report.standing is Standing.OWN else ""
    years = whole_years(viewer, unit_id, month)
    return render(
        request,
        "insight/unit.html",
        {
            **here,
            **switches(request),
            "page": page.words,
            "known": list(known_lines(known_of(viewer, unit_id, page.report.month), words)),
            "lead": lead,
            "explanation": explanation,
            "next_step": next_step(page.report, situation),
            "tiles": tile_views(page.words, how, first_of_all),
            "quarters": list(quarter_figures(page.words, how)),
            "whole_years": years,
            "tenth_how": how_address("tenth", unit_id, month, measure),
            "purses": purse_tables(page.words, how),
            "assumptions": [Fact(row.label, row.amount) for row in page.words.assumptions],
            "method": named(page.words.method),
            "exports": _exports(request, unit_id, with_years=years.has_file),
            "series_how": how("months"),
            "target_how": how("target"),
            "proposed_how": how("proposed"),
            "promise": list(promise_lines(promise, words)) if promise and not later else (),
            "proposed": list(promise_lines(proposed, words)) if proposed else (),
            "proposed_number": proposed.number if proposed else 0,
            "may_adopt": may_adopt,
            "may_propose": may_propose and not later,
            "may_export": viewer.may(Permission.EXPORT_FIGURES, unit_id),
            "units": units_table(below, measure, month, caption, show_caption=False, above=unit_id),
        },
    )


def _without_target(promise: object, proposed: object, later: bool) -> str:
    if later:
        return _("The target starts later.")
    return "" if promise or proposed else _("No target yet.")


def _exports(request: HttpRequest, unit_id: str, *, with_years: bool) -> list[Link]:
    """The same figures as files; the PDF is of the month that is shown."""
    month = f"?{query(request)}" if "month" in request.GET else ""
    years = [(_("CSV of whole years"), "csv_years", "")] if with_years else []
    kinds = [("Excel", "xlsx", ""), ("CSV", "csv", ""), *years, ("PDF", "pdf", month)]
    return [Link(name, reverse(f"insight:{route}", args=[unit_id]) + more) for name, route, more in kinds]
