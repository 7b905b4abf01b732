"""Proposing and adopting targets; targets of units as a tree."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naerverk.calendar import Month
from naerverk.problems import Refusal
from naerverk.statistics.targets.target import Kind
from naerverk_web.access.public import Permission, Viewer
from naerverk_web.design.public import Link
from naerverk_web.insight.disclosed.figures import figures
from naerverk_web.insight.forms import Proposal
from naerverk_web.insight.pages.marks import how_address
from naerverk_web.insight.pages.queries import words_of_the_moment
from naerverk_web.insight.pages.tree_words import tree_finding, tree_table, version_lines
from naerverk_web.insight.targets.goal_tree import adopt_below, goal_tree, share_target
from naerverk_web.insight.targets.goals import (
    Meanwhile,
    NoReason,
    NotShown,
    adopt_target,
    propose_target,
    proposed,
    target_of_unit,
    versions,
)
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
    replaces = target_of_unit(unit_id) is not None
    form = Proposal(found.last, words, request.POST or None, replaces=replaces)
    if request.method == "POST" and form.is_valid() and _proposed(viewer, unit_id, form, request.GET.get("seen")):
        messages.success(request, _("The target is proposed. Top management can adopt it."))
        return redirect("insight:unit", unit_id)
    cancel = reverse("insight:unit", args=[unit_id])
    trail = [*here["trail"][:-1], Link(here["unit"].name, cancel), Link(_("Propose a target"))]
    # What waits as this page is shown: sent along, so that another's proposal in between is not overwritten unseen.
    action = f"{request.path}?seen={proposed(unit_id)}"
    context = {**here, "trail": trail, "form": form, "cancel": cancel, "action": action}
    return render(request, "insight/target.html", context)


def _proposed(viewer: Viewer, unit_id: str, form: Proposal, seen: str | None) -> bool:
    said = form.cleaned_data
    kind, value, due = Kind(said["kind"]), float(said["value"]), Month.parse(said["due"])
    try:
        propose_target(
            viewer,
            unit_id,
            kind=kind,
            value=value,
            due=due,
            on=timezone.localdate(),
            owner=said["owner"],
            reason=said.get("reason", ""),
            seen=seen,
        )
    except Refusal as refusal:
        form.add_error("value", words_of_the_moment().say_problem(refusal.problems[0]))
    except NoReason:
        form.add_error(None, _("A target has been adopted meanwhile. Say why there should be a new one."))
    except Meanwhile:
        text = _(
            "Somebody has proposed a target for this unit meanwhile. Look at it on the unit's page, or send yours again"
            " if it should take its place."
        )
        form.add_error(None, text)
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


@require_safe
def tree(request: HttpRequest, unit_id: str) -> HttpResponse:
    """The unit's target and those below it: do they add up, can they be lived with, how do they fare?"""
    viewer = viewer_of(request)
    here, words = about(viewer, unit_id, "insight:targets"), words_of_the_moment()
    found = goal_tree(viewer, unit_id)
    if found is None:
        return render(request, "insight/no_figures.html", here)
    how = partial(how_address, unit_id=unit_id)
    waiting = [branch.number for branch in found.branches if branch.proposed and branch.depth == 1]
    return render(
        request,
        "insight/targets.html",
        {
            **here,
            "lead": tree_finding(found, words),
            "table": tree_table(found, viewer.tree, words, how),
            "versions": list(version_lines(versions(viewer, unit_id), words, how)),
            "may_share": found.may_share and viewer.may(Permission.SET_TARGETS, unit_id),
            "may_propose": found.branches[0].now is not None and viewer.may(Permission.SET_TARGETS, unit_id),
            "may_show_smiley": viewer.may(Permission.SHARE_SMILEY, unit_id),
            "waiting": waiting,
            "may_adopt": bool(waiting) and viewer.may(Permission.ADOPT_TARGETS, unit_id),
        },
    )


@require_POST
def share(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Propose targets for the units below that add up to the unit's own."""
    viewer = viewer_of(request)
    viewer.must(Permission.SET_TARGETS, unit_id)
    try:
        n = share_target(viewer, unit_id, on=timezone.localdate())
    except (NotShown, Refusal):
        messages.error(request, _("There is no target to share, or its figures are being calculated. Try again soon."))
        return redirect("insight:targets", unit_id)
    text = ngettext("A target is proposed for %(n)s unit.", "Targets are proposed for %(n)s units.", n)
    messages.success(request, text % {"n": n})
    return redirect("insight:targets", unit_id)


@require_POST
def adopt_all(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Adopt what is proposed for the units directly below."""
    viewer = viewer_of(request)
    viewer.must(Permission.ADOPT_TARGETS, unit_id)
    try:
        seen = [int(number) for number in request.POST.getlist("seen") if number.isdecimal() and len(number) < 19]
        n = adopt_below(viewer, unit_id, on=timezone.localdate(), seen=seen)
    except Meanwhile:
        text = _("Somebody has changed or adopted one of these targets meanwhile. This is how they stand now.")
        messages.warning(request, text)
        return redirect("insight:targets", unit_id)
    except (NotShown, Refusal):
        messages.error(request, _("The targets could not be adopted: figures are being calculated. Try again soon."))
        return redirect("insight:targets", unit_id)
    text = ngettext(
        "%(n)s target is adopted and its baseline locked.", "%(n)s targets are adopted, baselines locked.", n
    )
    messages.success(request, text % {"n": n})
    return redirect("insight:targets", unit_id)
