"""What every page of figures asks first: who looks, at which unit, month and measure."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from naerverk.calendar import Month, PeriodError, months_between
from naerverk.statistics.control_charts.finding import Measure
from naerverk_web.access.public import Permission, Viewer
from naerverk_web.design.public import Link
from naerverk_web.insight.disclosed.figures import figures
from naerverk_web.insight.disclosed.revision import stale
from naerverk_web.insight.forms import Period
from naerverk_web.insight.pages.queries import words_of_the_moment


def viewer_of(request: HttpRequest) -> Viewer:
    """Who looks."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


def asked(request: HttpRequest) -> tuple[Month | None, Measure]:
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


def switches(request: HttpRequest) -> dict[str, Any]:
    """Presence or absence, and which month."""
    found = figures()
    if found is None:
        return {}
    month, measure = asked(request)
    shown = month or found.last
    period = Period(months_between(*found.published.known), words_of_the_moment(), initial={"month": shown.label})
    names = {Measure.PRESENCE: _("Presence"), Measure.ABSENCE: _("Absence")}
    links = [Link(name, f"?{query(request, show=each.value)}", current=each is measure) for each, name in names.items()]
    return {"switch": links, "period": period, "show": measure.value, "month": words_of_the_moment().month(shown)}


def query(request: HttpRequest, **changed: str) -> str:
    query = request.GET.copy()
    for name, value in changed.items():
        query[name] = value
    return query.urlencode()


def about(viewer: Viewer, unit_id: str, here: str) -> dict[str, Any]:
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
    pages |= {"insight:targets": _("Targets"), "insight:card": _("Goal card"), "insight:compare": _("Comparison")}
    tabs = [Link(name, reverse(route, args=[unit_id]), current=route == here) for route, name in pages.items()]
    return {
        "unit": tree[unit_id],
        "trail": [*above, Link(path[-1].name)],
        "tabs": tabs,
        "stale": stale(),
        "place": "insight:start",
    }
