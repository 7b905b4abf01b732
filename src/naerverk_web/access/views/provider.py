"""Signing in by the employer's own sign-in provider."""

from __future__ import annotations

import logging

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naerverk_web.access import provider
from naerverk_web.access.coming_in import Waiting, come_in, go_in
from naerverk_web.access.forms.sign_in import must_wait
from naerverk_web.access.groups import TableError, account_of
from naerverk_web.access.middleware import open_to_all
from naerverk_web.access.provider import NotBelieved
from naerverk_web.access.tries import begin_try, for_provider, forget_tries
from naerverk_web.audit.public import Actor, record

log = logging.getLogger(__name__)
WORDS = {
    "state": _("The answer does not belong to this browser. Try again from here."),
    "late": _("It took more than ten minutes. Try again from here."),
    "cancelled": _("The sign-in was not finished. Try again, or sign in another way."),
    "silent": _("The sign-in provider does not answer now. Try again in a while."),
    "expired": _("The answer was too old: a clock may be wrong. Try again from here."),
    "nonce": _("The answer was meant for another sign-in. Try again from here."),
    "issuer": _("The answer came from another provider than yours. Tell those who run Nærverk where you work."),
    "audience": _("The answer was meant for another service. Tell those who run Nærverk where you work."),
    "token": _("The answer could not be checked. Tell those who run Nærverk where you work."),
    "address": _("Your provider does not vouch for your e-mail address. Tell those who run Nærverk where you work."),
    "stranger": _("You have no access here yet. Ask your leader, or somebody who gives roles where you work."),
    "other": _("Your e-mail address belonged to somebody else here. Tell those who run Nærverk where you work."),
    "closed": _("Your account here is closed. Ask somebody who gives roles where you work."),
    "table": _("The list of groups has a mistake. Tell those who run Nærverk where you work."),
}


@open_to_all
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """To the provider."""
    if not settings.OIDC_ISSUER:
        raise Http404
    if request.user.is_authenticated:
        return redirect("project:home")
    there = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    try:
        address = provider.ask(
            request,
            there if safe else resolve_url("project:home"),
            shared="shared" in request.GET,
            at=timezone.now(),
        )
    except NotBelieved as problem:
        return _refused(request, problem.reason)
    return redirect(address)


@open_to_all
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """Back from the provider: in, or told in plain words why not."""
    if not settings.OIDC_ISSUER:
        raise Http404
    counted = for_provider(request)
    wait = begin_try(counted, at=timezone.now())
    if wait:
        messages.error(request, must_wait(wait).messages[0])
        return redirect("access:sign_in")
    try:
        told, asked = provider.answered(request, at=timezone.now())
        account = account_of(told, timezone.localdate())
    except NotBelieved as problem:
        return _refused(request, problem.reason)
    except TableError as problem:
        log.error("groups of the sign-in provider: %s", problem)
        return _refused(request, "table")
    forget_tries(counted, at=timezone.now())
    waiting = Waiting(account, asked["there"], asked["shared"], by_provider=True)
    if settings.OIDC_SECOND_FACTOR == "here":
        return come_in(request, waiting)
    return go_in(request, waiting, second=False)


def _refused(request: HttpRequest, reason: str) -> HttpResponse:
    record("access.provider", by=Actor("", ""), details={"reason": reason}, refused=True)
    messages.error(request, WORDS[reason])
    return redirect("access:sign_in")
