"""Sign-in, the own account, and who has which role."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView, PasswordResetConfirmView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import FormView

from naerverk_web.access import forms, queries, tables
from naerverk_web.access.actions import end_role, give_role, make_account
from naerverk_web.access.links import ask_for_link
from naerverk_web.access.middleware import open_to_all
from naerverk_web.access.models import Account
from naerverk_web.access.roles import PERMISSION_NAMES, ROLES, Permission
from naerverk_web.access.sessions import end_sessions, keep_only_this, share
from naerverk_web.access.tries import address_of
from naerverk_web.audit.public import Actor, record

FORM_METHODS = ["GET", "HEAD", "POST"]


class SignIn(LoginView):
    """E-mail and password; on a shared computer for five idle minutes at a time."""

    template_name = "access/sign_in.html"
    authentication_form = forms.SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: forms.SignInForm) -> HttpResponse:  # type: ignore[override]
        answer = super().form_valid(form)
        if form.cleaned_data["shared"]:
            share(self.request)
        return answer


class ChangePassword(PasswordChangeView):
    """A new password; all other browsers are signed out."""

    template_name = "access/password.html"
    form_class = forms.NewPassword
    success_url = reverse_lazy("access:account")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "address": address_of(self.request)}

    def form_valid(self, form: forms.NewPassword) -> HttpResponse:  # type: ignore[override]
        before = self.request.session.session_key
        answer = super().form_valid(form)
        keep_only_this(self.request, before, by=self.request.viewer.actor)  # type: ignore[attr-defined]
        messages.success(self.request, _("You have a new password. You are signed out everywhere else."))
        return answer


class ForgotPassword(FormView):  # type: ignore[type-arg]
    """Ask for a link to choose a new password; the answer is the same whether the account exists or not."""

    template_name = "access/forgot.html"
    form_class = forms.AskForLink
    success_url = reverse_lazy("access:sign_in")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "address": address_of(self.request)}

    def form_valid(self, form: forms.AskForLink) -> HttpResponse:
        ask_for_link(form.cleaned_data["email"], site_of(self.request))
        messages.info(self.request, _("If the address has an account here, a link to choose a password is on its way."))
        return super().form_valid(form)


class ChoosePassword(PasswordResetConfirmView):
    """The page behind the link; afterwards every browser has to sign in."""

    template_name = "access/choose_password.html"
    success_url = reverse_lazy("access:sign_in")

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        by = Actor(str(form.user.pk), form.user.name)
        record("access.password_chosen", by=by, about=("account", by.id))
        end_sessions(form.user.pk, by=by)
        messages.success(self.request, _("You have a new password. Sign in with it."))
        return answer


def site_of(request: HttpRequest) -> str:
    """Where this site is; Django has checked the host."""
    return f"{request.scheme}://{request.get_host()}"


forgot = open_to_all(require_http_methods(FORM_METHODS)(ForgotPassword.as_view()))
choose_password = open_to_all(require_http_methods(FORM_METHODS)(ChoosePassword.as_view()))
sign_in = open_to_all(require_http_methods(FORM_METHODS)(SignIn.as_view()))
sign_out = LogoutView.as_view(next_page="access:sign_in")
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
        "may_give": viewer.may(Permission.GRANT_ROLES),
    }
    return render(request, "access/account.html", context)


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
    return render(request, "access/given.html", {"table": tables.given(queries.roles_given(viewer))})


@require_http_methods(FORM_METHODS)
def give(request: HttpRequest) -> HttpResponse:
    """Give somebody a role."""
    viewer = request.viewer  # type: ignore[attr-defined]
    viewer.must(Permission.GRANT_ROLES)
    today = {"from_day": timezone.localdate()}
    form = forms.GiveRole(request.POST if request.method == "POST" else None, initial=today, viewer=viewer)
    if not form.is_valid():
        return render(request, "access/give.html", {"form": form})
    said = form.cleaned_data
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
    form = forms.EndRole(
        request.POST if request.method == "POST" else None,
        initial={"last_day": timezone.localdate()},
        is_last_giver=queries.is_last_giver(viewer, pk),
    )
    if not form.is_valid():
        return render(request, "access/end.html", {"form": form, "found": found, "facts": tables.facts(found)})
    end_role(pk, last_day=form.cleaned_data["last_day"], by=viewer.actor)
    messages.success(request, _("The role has got a last day."))
    return redirect("access:given")
