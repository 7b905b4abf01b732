"""The access review: who has which role, is it still right; keep or end with one press."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from naerverk_web.access import queries, review, review_tables
from naerverk_web.access.actions import end_role
from naerverk_web.access.policy import Viewer
from naerverk_web.access.roles import Permission
from naerverk_web.audit.public import record
from naerverk_web.design.public import Link


@require_safe
def review_list(request: HttpRequest) -> HttpResponse:
    """What nobody has looked at for half a year, or everything."""
    viewer = _reviewer(request)
    at, everything = timezone.now(), "all" in request.GET
    lines = review.lines(viewer, at)
    due = [line for line in lines if line.is_due(at)]
    record("access.review_read", by=viewer.actor, details={"shown": len(lines if everything else due)})
    here = reverse("access:review")
    can_decide = viewer.may(Permission.GRANT_ROLES)
    token = get_token(request) if can_decide else ""
    context = {
        "due": len(due),
        "table": review_tables.lines(lines if everything else due, token=token, everything=everything),
        "idle": review_tables.idle(review.idle(viewer), linked=can_decide) if everything else None,
        "last": max((line.looked_at for line in lines if line.looked_at), default=None),
        "can_decide": can_decide,
        "links": [
            Link(_("To look at"), here, current=not everything),
            Link(_("All"), f"{here}?all", current=everything),
        ],
    }
    return render(request, "access/review.html", context)


@require_safe
def review_file(request: HttpRequest) -> HttpResponse:
    """The whole list as CSV."""
    viewer = _reviewer(request)
    lines = review.lines(viewer, timezone.now())
    record("access.review_read", by=viewer.actor, details={"shown": len(lines), "file": "csv"})
    content = review.as_csv(*review_tables.as_text(lines), lang=get_language() or "nb")
    attached = {"Content-Disposition": f'attachment; filename="access-{viewer.tree.on}.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=attached)


@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """It is right: looked at today."""
    viewer, found = _decided(request, pk)
    if found.account_id == viewer.account_id:
        messages.error(request, _("Somebody else looks at your own roles."))
    else:
        review.keep_role(pk, by=viewer.actor)
        messages.success(request, _("Looked at: %(name)s keeps the role.") % {"name": found.name})
    return _back(request)


@require_POST
def end_now(request: HttpRequest, pk: int) -> HttpResponse:
    """It is not: today is the last day."""
    viewer, found = _decided(request, pk)
    if queries.is_last_giver(viewer, pk):
        messages.error(request, _("Nobody else could give roles after that. Give the role to somebody else first."))
    else:
        end_role(pk, last_day=viewer.tree.on, by=viewer.actor)
        messages.success(request, _("Today is the last day of the role of %(name)s.") % {"name": found.name})
    return _back(request)


def _reviewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    viewer.must(Permission.REVIEW_ACCESS)
    return viewer


def _decided(request: HttpRequest, pk: int) -> tuple[Viewer, queries.Given]:
    """Deciding is for those who give roles; the data protection officer watches."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    viewer.must(Permission.GRANT_ROLES)
    found = queries.role_given(viewer, pk)
    if found is None:
        raise Http404
    return viewer, found


def _back(request: HttpRequest) -> HttpResponse:
    there = reverse("access:review")
    return redirect(f"{there}?all" if "all" in request.POST else there)
