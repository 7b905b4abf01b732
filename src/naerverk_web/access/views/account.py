"""The own account: who I am here, where I am signed in, a new password."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import PasswordChangeView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naerverk_web.access import queries, tables
from naerverk_web.access.factors import may_add
from naerverk_web.access.forms.sign_in import NewPassword
from naerverk_web.access.roles import Permission
from naerverk_web.access.sessions import end_sessions, keep_only_this
from naerverk_web.access.views import FORM_METHODS


class ChangePassword(PasswordChangeView):
    """A new password; all other browsers are signed out."""

    template_name = "access/password.html"
    form_class = NewPassword
    success_url = reverse_lazy("access:account")

    def form_valid(self, form: NewPassword) -> HttpResponse:  # type: ignore[override]
        before = self.request.session.session_key
        answer = super().form_valid(form)
        keep_only_this(self.request, before, by=self.request.viewer.actor)  # type: ignore[attr-defined]
        messages.success(self.request, _("You have a new password. You are signed out everywhere else."))
        return answer


password = require_http_methods(FORM_METHODS)(ChangePassword.as_view())


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here, what I may do, who gave me that, and where I am signed in."""
    viewer = request.viewer  # type: ignore[attr-defined]
    places = queries.own_places(viewer, request.session.session_key)
    context = {
        "about": tables.about(viewer.name, request.user.get_username()),
        "roles": tables.own_roles(queries.own_roles(viewer)),
        "places": places,
        "may_add": may_add(),
        "may_review": viewer.may(Permission.REVIEW_ACCESS),
        "may_give": viewer.may(Permission.GRANT_ROLES),
    }
    return render(request, "access/account.html", context)


@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Somebody is here: that the request came is all there is to it."""
    return HttpResponse(status=204)


@require_POST
def end_place(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out one of my browsers."""
    viewer = request.viewer  # type: ignore[attr-defined]
    if not end_sessions(viewer.account_id, by=viewer.actor, only=pk):
        raise Http404
    messages.success(request, _("You are signed out there."))
    return redirect("access:account")


@require_POST
def end_places(request: HttpRequest) -> HttpResponse:
    """Sign out all my other browsers."""
    viewer = request.viewer  # type: ignore[attr-defined]
    n = end_sessions(viewer.account_id, by=viewer.actor, but=request.session.session_key)
    said = ngettext("You are signed out in %(n)d other place.", "You are signed out in %(n)d other places.", n)
    messages.success(request, said % {"n": n})
    return redirect("access:account")
