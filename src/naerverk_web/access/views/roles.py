"""Who has which role; giving and ending them."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from naerverk_web.access import queries, tables
from naerverk_web.access.actions import end_role, give_role, make_account
from naerverk_web.access.forms.roles import EndRole, GiveRole
from naerverk_web.access.links import ask_for_link, site_of
from naerverk_web.access.models import Account
from naerverk_web.access.roles import PERMISSION_NAMES, ROLES, Permission
from naerverk_web.access.views import FORM_METHODS
from naerverk_web.audit.public import record


@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """Every role, as the code has it."""
    shown = [
        (role, [PERMISSION_NAMES[each] for each in Permission if each in role.permissions]) for role in ROLES.values()
    ]
    return render(request, "access/roles.html", {"roles": shown})


@require_safe
def given(request: HttpRequest) -> HttpResponse:
    """Who has which role."""
    viewer = request.viewer  # type: ignore[attr-defined]
    viewer.must(Permission.GRANT_ROLES)
    found = queries.roles_given(viewer)
    record("access.given_read", by=viewer.actor, details={"shown": len(found)})
    return render(request, "access/given.html", {"table": tables.given(found)})


@require_http_methods(FORM_METHODS)
def give(request: HttpRequest) -> HttpResponse:
    """Give somebody a role."""
    viewer = request.viewer  # type: ignore[attr-defined]
    viewer.must(Permission.GRANT_ROLES)
    today = {"from_day": timezone.localdate()}
    form = GiveRole(request.POST if request.method == "POST" else None, initial=today, viewer=viewer)
    if not form.is_valid():
        return render(request, "access/give.html", {"form": form})
    said = form.cleaned_data
    with transaction.atomic():
        whose = form.account or _newcomer(request, email=said["email"], name=said["name"])
        give_role(
            whose.pk,
            role=said["role"],
            unit_id=form.unit_id,
            from_day=said["from_day"],
            to_day=said["to_day"],
            deputy=said["deputy"],
            appointed_by=said["appointed_by"],
            by=viewer.actor,
        )
    messages.success(request, _("The role is given to %(name)s.") % {"name": whose.name})
    return redirect("access:given")


def _newcomer(request: HttpRequest, *, email: str, name: str) -> Account:
    made = make_account(email=email, name=name, by=request.viewer.actor)  # type: ignore[attr-defined]
    ask_for_link(email, site_of(request))
    return made


@require_http_methods(FORM_METHODS)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role somebody has."""
    viewer = request.viewer  # type: ignore[attr-defined]
    viewer.must(Permission.GRANT_ROLES)
    found = queries.role_given(viewer, pk)
    if found is None:
        raise Http404
    stored = found.to_day.isoformat() if found.to_day else ""
    form = EndRole(
        request.POST if request.method == "POST" else None,
        initial={"last_day": timezone.localdate()},
        is_last_giver=queries.is_last_giver(viewer, pk),
        meanwhile=found.to_day if request.GET.get("seen", stored) != stored else None,
    )
    if not form.is_valid():
        record("access.account_read", by=viewer.actor, about=("account", str(found.account_id)))
        # Sent along, so that a day that somebody sets in between is not overwritten unseen.
        context = {
            "form": form,
            "found": found,
            "facts": tables.facts(found),
            "action": f"{request.path}?seen={stored}",
        }
        return render(request, "access/end.html", context)
    end_role(pk, last_day=form.cleaned_data["last_day"], by=viewer.actor)
    messages.success(request, _("The role has got a last day."))
    return redirect("access:given")
