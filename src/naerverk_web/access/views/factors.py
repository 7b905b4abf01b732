"""The own second step: what I have, adding and taking away; and helping somebody who has lost theirs."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naerverk_web.access import queries, tables
from naerverk_web.access.confirming import confirm, password_again
from naerverk_web.access.factors import has_factor, may_add, must_have, remove_factor, reset_factors
from naerverk_web.access.forms.sign_in import PasswordAgain
from naerverk_web.access.models import Factor
from naerverk_web.access.new_app import NewApp
from naerverk_web.access.recovery import codes_left
from naerverk_web.access.roles import Permission
from naerverk_web.access.sessions import took_second
from naerverk_web.access.views import FORM_METHODS
from naerverk_web.access.views.second import show_codes
from naerverk_web.audit.public import record


@require_safe
def factors(request: HttpRequest) -> HttpResponse:
    """What I have besides the password."""
    viewer = request.viewer  # type: ignore[attr-defined]
    context = {
        "factors": queries.own_factors(viewer),
        "codes_left": codes_left(viewer.account_id),
        "may_add": may_add(),
    }
    return render(request, "access/factors.html", context)


@require_http_methods(FORM_METHODS)
def again(request: HttpRequest) -> HttpResponse:
    """The password once more."""
    form = PasswordAgain(request.POST if request.method == "POST" else None, account=request.user)
    if not (request.user.has_usable_password() and form.is_valid()):
        return render(request, "access/again.html", {"form": form, "can": request.user.has_usable_password()})
    confirm(request)
    there = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return redirect(there if safe else "access:factors")


@require_http_methods(FORM_METHODS)
@password_again
def new_app(request: HttpRequest) -> HttpResponse:
    """Add an authenticator app."""
    if not may_add():
        raise Http404
    app = NewApp(request, request.user)
    if not app.form.is_valid():
        return render(request, "access/new_app.html", {"form": app.form, "app": app})
    app.done()
    took_second(request)
    messages.success(request, _("The authenticator app is added."))
    if codes_left(request.user.pk):
        return redirect("access:factors")
    return show_codes(request, resolve_url("access:factors"))


@require_POST
@password_again
def codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes instead of the old ones."""
    if not has_factor(request.user.pk):
        return redirect("access:factors")
    return show_codes(request, resolve_url("access:factors"))


@require_http_methods(FORM_METHODS)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one of mine away."""
    factor = get_object_or_404(Factor, pk=pk, account_id=request.viewer.account_id)  # type: ignore[attr-defined]
    return _remove(request, factor)


@password_again
def _remove(request: HttpRequest, factor: Factor) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    is_last = len(queries.own_factors(viewer)) == 1
    is_needed = is_last and must_have(request.user, by_provider=request.by_provider)  # type: ignore[attr-defined]
    if request.method != "POST" or is_needed:
        shown = next(each for each in queries.own_factors(viewer) if each.pk == factor.pk)
        return render(request, "access/remove.html", {"factor": shown, "is_last": is_last, "is_needed": is_needed})
    remove_factor(factor, by=viewer.actor)
    messages.success(request, _("It is taken away."))
    return redirect("access:factors")


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One account, for those who give roles."""
    viewer = request.viewer  # type: ignore[attr-defined]
    viewer.must(Permission.GRANT_ROLES)
    found = queries.account_seen(viewer, pk)
    if found is None:
        raise Http404
    record("access.account_read", by=viewer.actor, about=("account", str(pk)))
    context = {"found": found, "about": tables.account(found), "table": tables.own_roles(found.roles)}
    return render(request, "access/person.html", context)


@require_http_methods(FORM_METHODS)
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """For a colleague who has lost phone and paper: a fresh start at the next sign-in."""
    viewer = request.viewer  # type: ignore[attr-defined]
    viewer.must(Permission.GRANT_ROLES)
    found = queries.account_seen(viewer, pk)
    if found is None:
        raise Http404
    if request.method != "POST" or found.is_self:
        record("access.account_read", by=viewer.actor, about=("account", str(pk)))
        return render(request, "access/reset.html", {"found": found})
    reset_factors(pk, by=viewer.actor)
    messages.success(request, _("%(name)s can now sign in with the password alone, once.") % {"name": found.name})
    return redirect("access:person", pk)
