"""How soon people are back at work, by year."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naerverk_web.design.public import Link
from naerverk_web.insight.pages.marks import how_address
from naerverk_web.insight.pages.years import return_to_work
from naerverk_web.insight.views.asking import about, asked, switches, viewer_of


@require_safe
def back_at_work(request: HttpRequest, unit_id: str) -> HttpResponse:
    """The curves of the unit, the newest year first; where there are none, why."""
    viewer = viewer_of(request)
    here = about(viewer, unit_id, "insight:return")
    *above, unit = here["trail"]
    trail = [*above, Link(unit.name, reverse("insight:unit", args=[unit_id])), Link(_("Back at work"))]
    _month, measure = asked(request)
    found = return_to_work(viewer, unit_id, measure)
    lead = found.lead if found else _("There is no curve of this unit.")
    how = how_address("return", unit_id, measure=measure)
    shown = {"switch": switches(request).get("switch")} if found else {}
    return render(
        request, "insight/return.html", {**here, **shown, "trail": trail, "lead": lead, "found": found, "how_url": how}
    )
