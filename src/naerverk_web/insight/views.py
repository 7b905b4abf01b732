"""The pages of figures: overview, unit, target, and the same figures as files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naerverk.calendar import Month, PeriodError, months_between
from naerverk.problems import Refusal
from naerverk.reports.figures import Standing
from naerverk.reports.pdf import pdf_of
from naerverk.statistics.control_charts.finding import Measure
from naerverk.statistics.targets.target import Kind
from naerverk_web.access.public import Permission, Viewer
from naerverk_web.audit.public import record
from naerverk_web.design.public import Fact, Link
from naerverk_web.insight.exports import XLSX, csv_of, rows_of, xlsx_of
from naerverk_web.insight.forms import Period, Proposal
from naerverk_web.insight.goals import NotShown, adopt_target, promise_in_force, promise_proposed, propose_target
from naerverk_web.insight.published import figures, stale
from naerverk_web.insight.queries import lines_below, lines_of, top_units, unit_page, words_of_the_moment
from naerverk_web.insight.tables import named, promise_lines, purse_tables, quarter_figures, tile_views, units_table


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
    month, measure = _asked(request)
    table = units_table(lines_of(viewer, tops, month=month), measure, month, _("My units"), show_caption=False)
    return render(request, "insight/my_units.html", {"table": table, "stale": stale(), **_switches(request)})


@require_safe
def overview(request: HttpRequest, unit_id: str) -> HttpResponse:
    """The units below one, as rows."""
    viewer = viewer_of(request)
    viewer.must(Permission.SEE_FIGURES, unit_id)
    month, measure = _asked(request)
    caption = _("Units below %(unit)s") % {"unit": viewer.tree[unit_id].name}
    return render(
        request,
        "insight/overview.html",
        {
            **_about(viewer, unit_id, "insight:overview"),
            **_switches(request),
            "table": units_table(
                lines_below(viewer, unit_id, month=month), measure, month, caption, show_caption=False
            ),
        },
    )


@require_safe
def unit(request: HttpRequest, unit_id: str) -> HttpResponse:
    """One unit: sentence, number, chart, detail."""
    viewer = viewer_of(request)
    month, measure = _asked(request)
    page = unit_page(viewer, unit_id, month=month, measure=measure, today=timezone.localdate())
    about = _about(viewer, unit_id, "insight:unit")
    if page is None:
        return render(request, "insight/no_figures.html", about)
    words = words_of_the_moment()
    promise, proposed = promise_in_force(viewer, unit_id), promise_proposed(viewer, unit_id)
    below, caption = lines_below(viewer, unit_id, month=month), _("Units below %(unit)s") % {"unit": page.report.name}
    return render(
        request,
        "insight/unit.html",
        {
            **about,
            **_switches(request),
            "page": page.words,
            "tiles": tile_views(page.words),
            "quarters": list(quarter_figures(page.words)),
            "purses": purse_tables(page.words),
            "assumptions": [Fact(row.label, row.amount) for row in page.words.assumptions],
            "method": named(page.words.method),
            "exports": _exports(request, unit_id),
            "promise": list(promise_lines(promise, words)) if promise else (),
            "proposed": list(promise_lines(proposed, words)) if proposed else (),
            "proposed_number": proposed.number if proposed else 0,
            "may_adopt": viewer.may(Permission.ADOPT_TARGETS, unit_id),
            "may_propose": page.report.standing is Standing.OWN and viewer.may(Permission.SET_TARGETS, unit_id),
            "may_export": viewer.may(Permission.EXPORT_FIGURES, unit_id),
            "units": units_table(below, measure, month, caption, show_caption=False),
        },
    )


@require_safe
def as_csv(request: HttpRequest, unit_id: str) -> HttpResponse:
    """The unit's figures as text for a spreadsheet."""
    return _file(request, unit_id, "csv", "text/csv; charset=utf-8", lambda rows: csv_of(rows, words_of_the_moment()))


@require_safe
def as_xlsx(request: HttpRequest, unit_id: str) -> HttpResponse:
    """The same as a workbook."""
    return _file(request, unit_id, "xlsx", XLSX, lambda rows: xlsx_of(rows, words_of_the_moment()))


@require_safe
def as_pdf(request: HttpRequest, unit_id: str) -> HttpResponse:
    """The month's report on paper."""
    viewer = viewer_of(request)
    viewer.must(Permission.EXPORT_FIGURES, unit_id)
    month, _measure = _asked(request)
    today = timezone.localdate()
    page = unit_page(viewer, unit_id, month=month, measure=Measure.ABSENCE, today=today)
    if page is None:
        raise Http404
    _log_export(viewer, unit_id, "pdf")
    return _attachment(pdf_of(page.words, today), "application/pdf", "pdf")


@require_http_methods(["GET", "HEAD", "POST"])
def target(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Propose a target."""
    viewer = viewer_of(request)
    viewer.must(Permission.SET_TARGETS, unit_id)
    found, words = figures(), words_of_the_moment()
    about = _about(viewer, unit_id, "insight:target")
    if found is None:
        return render(request, "insight/no_figures.html", about)
    form = Proposal(found.last, words, request.POST or None)
    if request.method == "POST" and form.is_valid() and _proposed(viewer, unit_id, form):
        messages.success(request, _("The target is proposed. Top management can adopt it."))
        return redirect("insight:unit", unit_id)
    cancel = reverse("insight:unit", args=[unit_id])
    return render(request, "insight/target.html", {**about, "form": form, "cancel": cancel})


def _proposed(viewer: Viewer, unit_id: str, form: Proposal) -> bool:
    said = form.cleaned_data
    kind, value, due = Kind(said["kind"]), float(said["value"]), Month.parse(said["due"])
    try:
        propose_target(viewer, unit_id, kind=kind, value=value, due=due, on=timezone.localdate())
    except Refusal as refusal:
        form.add_error("value", words_of_the_moment().say_problem(refusal.problems[0]))
    except NotShown:
        form.add_error(None, _("This unit has no figures for the last twelve months that can be shown."))
    return form.is_valid()


@require_POST
def adopt(request: HttpRequest, number: int, unit_id: str) -> HttpResponse:
    """Adopt what is proposed."""
    viewer = viewer_of(request)
    viewer.must(Permission.ADOPT_TARGETS, unit_id)
    try:
        done = adopt_target(viewer, unit_id, number, on=timezone.localdate())
    except (NotShown, Refusal):
        messages.error(request, _("The target could not be adopted: its figures are being calculated. Try again soon."))
        return redirect("insight:unit", unit_id)
    if done is None:
        messages.warning(request, _("Somebody has changed or adopted this target already. This is how it stands now."))
    else:
        messages.success(request, _("The target is adopted, and its baseline is locked."))
    return redirect("insight:unit", unit_id)


def viewer_of(request: HttpRequest) -> Viewer:
    """Who looks."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


def _asked(request: HttpRequest) -> tuple[Month | None, Measure]:
    """The month and the measure of the address; nonsense is as if nothing was said."""
    measure = Measure.ABSENCE if request.GET.get("show") == Measure.ABSENCE else Measure.PRESENCE
    found, given = figures(), request.GET.get("month", "")
    if found is None or not given:
        return None, measure
    try:
        month = Month.parse(given)
    except PeriodError:
        return None, measure
    first, last = found.published.known
    return (month if first <= month <= last else None), measure


def _switches(request: HttpRequest) -> dict[str, Any]:
    """Presence or absence, and which month."""
    found = figures()
    if found is None:
        return {}
    month, measure = _asked(request)
    shown = month or found.last
    period = Period(months_between(*found.published.known), words_of_the_moment(), initial={"month": shown.label})
    names = {Measure.PRESENCE: _("Presence"), Measure.ABSENCE: _("Absence")}
    links = [
        Link(name, f"?{_query(request, show=each.value)}", current=each is measure) for each, name in names.items()
    ]
    return {"switch": links, "period": period, "show": measure.value, "month": words_of_the_moment().month(shown)}


def _exports(request: HttpRequest, unit_id: str) -> list[Link]:
    """The same figures as files; the PDF is of the month that is shown."""
    month = f"?{_query(request)}" if "month" in request.GET else ""
    kinds = (("Excel", "xlsx", ""), ("CSV", "csv", ""), ("PDF", "pdf", month))
    return [Link(name, reverse(f"insight:{route}", args=[unit_id]) + more) for name, route, more in kinds]


def _query(request: HttpRequest, **changed: str) -> str:
    query = request.GET.copy()
    for name, value in changed.items():
        query[name] = value
    return query.urlencode()


def _about(viewer: Viewer, unit_id: str, here: str) -> dict[str, Any]:
    """The unit, where it lies, its pages, and whether its figures wait to be made anew."""
    viewer.must(Permission.SEE_FIGURES, unit_id)
    tree = viewer.tree
    seen = viewer.units(Permission.SEE_FIGURES)
    path = tree.path(unit_id)
    above = [
        Link(node.name, reverse("insight:overview", args=[node.unit_id]) if node.unit_id in seen else "")
        for node in path[:-1]
    ]
    pages = {"insight:unit": _("Presence")}
    if tree.below(unit_id):
        pages["insight:overview"] = _("Units below")
    tabs = [Link(name, reverse(route, args=[unit_id]), current=route == here) for route, name in pages.items()]
    return {
        "unit": tree[unit_id],
        "trail": [*above, Link(path[-1].name)],
        "tabs": tabs if len(tabs) > 1 else (),
        "stale": stale(),
        "place": "insight:start",
    }


def _file(request: HttpRequest, unit_id: str, ending: str, kind: str, write: Callable[..., bytes]) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.must(Permission.EXPORT_FIGURES, unit_id)
    found = figures()
    if found is None:
        raise Http404
    _log_export(viewer, unit_id, ending)
    return _attachment(write(rows_of(viewer, unit_id, found)), kind, ending)


def _log_export(viewer: Viewer, unit_id: str, ending: str) -> None:
    record("insight.exported", by=viewer.actor, about=("unit", unit_id), details={"as": ending})


def _attachment(content: bytes, kind: str, ending: str) -> HttpResponse:
    name = f'attachment; filename="naervaer.{ending}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": name})
