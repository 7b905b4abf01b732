"""Proposing and adopting targets."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from naerverk.calendar import Month
from naerverk.problems import Refusal
from naerverk.statistics.targets.target import Kind
from naerverk_web.access.public import Permission, Viewer
from naerverk_web.insight.forms import Proposal
from naerverk_web.insight.goals import NotShown, adopt_target, propose_target
from naerverk_web.insight.published import figures
from naerverk_web.insight.queries import words_of_the_moment
from naerverk_web.insight.views.asking import about, viewer_of


@require_http_methods(["GET", "HEAD", "POST"])
def target(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Propose a target."""
    viewer = viewer_of(request)
    viewer.must(Permission.SET_TARGETS, unit_id)
    found, words = figures(), words_of_the_moment()
    here = about(viewer, unit_id, "insight:target")
    if found is None:
        return render(request, "insight/no_figures.html", here)
    form = Proposal(found.last, words, request.POST or None)
    if request.method == "POST" and form.is_valid() and _proposed(viewer, unit_id, form):
        messages.success(request, _("The target is proposed. Top management can adopt it."))
        return redirect("insight:unit", unit_id)
    cancel = reverse("insight:unit", args=[unit_id])
    return render(request, "insight/target.html", {**here, "form": form, "cancel": cancel})


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
