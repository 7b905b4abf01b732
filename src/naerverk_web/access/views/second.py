"""The second step at sign-in: giving a code, or setting it up when a role needs it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from naerverk_web.access.coming_in import begin_session, go_in, remembered, waiting_for
from naerverk_web.access.factors import has_factor, new_codes, passkeys_of, try_code
from naerverk_web.access.forms.second import Code
from naerverk_web.access.middleware import open_to_all
from naerverk_web.access.new_app import NewApp
from naerverk_web.access.views import FORM_METHODS
from naerverk_web.audit.public import Actor


@open_to_all
@never_cache
@require_http_methods(FORM_METHODS)
def second(request: HttpRequest) -> HttpResponse:
    """A code from the app or from the paper, or the passkey."""
    waiting = waiting_for(request)
    if waiting is None:
        return redirect("access:sign_in")
    pk = waiting.account.pk
    form = Code(
        request.POST if request.method == "POST" else None,
        account_id=pk,
        help_text=_("Six digits from the authenticator app, or one of your recovery codes."),
        is_right=lambda code: try_code(pk, code, at=timezone.now()),
    )
    if form.is_valid():
        return go_in(request, waiting, second=True)
    return render(request, "access/second.html", {"form": form, "has_passkey": bool(passkeys_of(pk))})


@open_to_all
@never_cache
@require_http_methods(FORM_METHODS)
def set_up(request: HttpRequest) -> HttpResponse:
    """No way in without a second step, and there is none yet: make one now."""
    waiting = waiting_for(request)
    if waiting is None:
        return redirect("access:sign_in")
    if has_factor(waiting.account.pk):
        # Who has the password only must not add their own phone beside the owner's.
        return redirect("access:second")
    app = NewApp(request, waiting.account)
    if not app.form.is_valid():
        return render(request, "access/set_up.html", {"form": app.form, "app": app})
    app.done()
    begin_session(request, waiting, second=True)
    return remembered(request, show_codes(request, waiting.there), waiting)


def show_codes(request: HttpRequest, there: str) -> HttpResponse:
    """New recovery codes on the page, this once."""
    account = request.user
    codes = new_codes(account.pk, by=Actor(str(account.pk), account.name))
    return render(request, "access/codes.html", {"codes": codes, "there": there, "text": "\r\n".join(codes)})
