"""How each figure is computed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naerverk_web.access.public import Permission
from naerverk_web.design.public import Link
from naerverk_web.insight.how import Explanation, Shown, explanation_of, explanation_of_mine
from naerverk_web.insight.views.asking import about, asked, viewer_of


@require_safe
def of_unit(request: HttpRequest, figure: str, unit_id: str) -> HttpResponse:
    """One figure of a unit."""
    viewer = viewer_of(request)
    viewer.must(Permission.SEE_FIGURES, unit_id)
    found = explanation_of(viewer, unit_id, figure, _shown(request))
    here = about(viewer, unit_id, "insight:how")
    *above, unit = here["trail"]
    trail = [*above, Link(unit.name, reverse("insight:unit", args=[unit_id])), Link(found.title)]
    return _page(request, found, trail, unit.name)


@require_safe
def of_mine(request: HttpRequest, figure: str) -> HttpResponse:
    """One column of the list of the viewer's units."""
    found = explanation_of_mine(viewer_of(request), figure, _shown(request))
    return _page(request, found, [Link(_("My units"), reverse("insight:start")), Link(found.title)], _("My units"))


def _shown(request: HttpRequest) -> Shown:
    return Shown(*asked(request), timezone.localdate())


def _page(request: HttpRequest, found: Explanation, trail: list[Link], whose: object) -> HttpResponse:
    context = {
        "title": found.title,
        "lead": found.value,
        "about": whose,
        "trail": trail,
        "parts": found.parts,
        "place": "insight:start",
    }
    return render(request, "design/how.html", context)
