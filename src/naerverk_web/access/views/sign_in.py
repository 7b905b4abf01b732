"""Coming in: password, second step, link to a new password."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import LoginView, LogoutView, PasswordResetConfirmView
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.generic import FormView

from naerverk_web.access.coming_in import Waiting, come_in
from naerverk_web.access.factors import may_add
from naerverk_web.access.forms.sign_in import AskForLink, SignInForm
from naerverk_web.access.links import ask_for_link, site_of
from naerverk_web.access.middleware import open_to_all
from naerverk_web.access.sessions import end_sessions
from naerverk_web.access.views import FORM_METHODS
from naerverk_web.audit.public import Actor, record


class SignIn(LoginView):
    """E-mail and password, and then the second step; on a shared computer for five idle minutes at a time."""

    template_name = "access/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        provider = settings.OIDC_NAME if settings.OIDC_ISSUER else ""
        return {**super().get_context_data(**kwargs), "may_add": may_add(), "provider": provider}

    def form_valid(self, form: SignInForm) -> HttpResponse:  # type: ignore[override]
        waiting = Waiting(form.get_user(), self.get_success_url(), form.cleaned_data["shared"])
        return come_in(self.request, waiting)


class ForgotPassword(FormView):  # type: ignore[type-arg]
    """Ask for a link to choose a new password; the answer is the same whether the account exists or not."""

    template_name = "access/forgot.html"
    form_class = AskForLink
    success_url = reverse_lazy("access:sign_in")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "request": self.request}

    def form_valid(self, form: AskForLink) -> HttpResponse:
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


forgot = open_to_all(require_http_methods(FORM_METHODS)(ForgotPassword.as_view()))
choose_password = open_to_all(require_http_methods(FORM_METHODS)(ChoosePassword.as_view()))
sign_in = open_to_all(require_http_methods(FORM_METHODS)(SignIn.as_view()))
sign_out = LogoutView.as_view(next_page="access:sign_in")
