"""Passkeys: what the browser is asked, and its answers. The script in `passkeys.js` stands between."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naerverk_web.access import passkeys
from naerverk_web.access.coming_in import Waiting, begin_session, go_in, remembered, waiting_for
from naerverk_web.access.confirming import is_confirmed, to_confirm
from naerverk_web.access.factors import has_factor, may_add
from naerverk_web.access.forms.sign_in import must_wait, refused
from naerverk_web.access.middleware import open_to_all
from naerverk_web.access.models import Account
from naerverk_web.access.recovery import codes_left
from naerverk_web.access.sessions import took_second
from naerverk_web.access.tries import begin_try, for_passkey, forget_tries
from naerverk_web.access.views.second import show_codes


@open_to_all
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """What the browser is to sign: as the second step, or instead of a password."""
    waiting = waiting_for(request)
    return JsonResponse(passkeys.ask(request, waiting.account.pk if waiting else None))


@open_to_all
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """The signature: in, or not."""
    waiting, at = waiting_for(request), timezone.now()
    back = "access:second" if waiting else "access:sign_in"
    counted = for_passkey(request)
    wait = begin_try(counted, at=at)
    if wait:
        messages.error(request, must_wait(wait).messages[0])
        return redirect(back)
    account = passkeys.answered(request, request.POST.get("answer", ""), waiting.account.pk if waiting else None, at=at)
    if account is None:
        refused("access.passkey", waiting.account.pk if waiting else None)
        messages.error(request, _("The passkey did not open. Try again, or sign in another way."))
        return redirect(back)
    forget_tries(counted, at=at)
    alone = Waiting(account, _there(request), shared=bool(request.POST.get("shared")))
    return go_in(request, waiting or alone, second=True)


def _there(request: HttpRequest) -> str:
    there = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return there if safe else resolve_url("project:home")


@open_to_all
@require_POST
def ask_new(request: HttpRequest) -> HttpResponse:
    """What the browser needs to make a passkey."""
    account = _whose(request)
    return account if isinstance(account, HttpResponse) else JsonResponse(passkeys.ask_new(request, account))


@open_to_all
@require_POST
def new(request: HttpRequest) -> HttpResponse:
    """A passkey the browser has made."""
    account = _whose(request)
    if isinstance(account, HttpResponse):
        return account
    waiting = None if request.user.is_authenticated else waiting_for(request)
    if not passkeys.add_new(request, account, request.POST.get("answer", ""), at=timezone.now()):
        messages.error(request, _("The passkey was not added. Try again, or use an authenticator app."))
        return redirect("access:set_up" if waiting else "access:factors")
    if waiting:
        begin_session(request, waiting, second=True)
        return remembered(request, show_codes(request, waiting.there), waiting)
    took_second(request)
    messages.success(request, _("The passkey is added."))
    return redirect("access:factors") if codes_left(account.pk) else show_codes(request, resolve_url("access:factors"))


def _whose(request: HttpRequest) -> Account | HttpResponse:
    """Who may add a passkey now: one who gave the password again, or one who needs a second step to come in."""
    if request.user.is_authenticated:
        if not may_add():
            raise Http404
        return request.user if is_confirmed(request) else to_confirm(resolve_url("access:factors"))
    waiting = waiting_for(request)
    if waiting is None:
        return redirect("access:sign_in")
    return redirect("access:second") if has_factor(waiting.account.pk) else waiting.account
