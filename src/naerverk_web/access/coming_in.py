"""The way in: after the password comes the second step, and only then a session that opens anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from naerverk_web.access.devices import remember_device
from naerverk_web.access.factors import has_factor, must_have
from naerverk_web.access.models import Account
from naerverk_web.access.sessions import mark, took_second

WAITING = "waiting"
WAITS_FOR = timedelta(minutes=10)
BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody whose password was right and who has not taken the second step."""

    account: Account
    there: str
    shared: bool
    by_provider: bool = False


def come_in(request: HttpRequest, waiting: Waiting) -> HttpResponse:
    """The password was right: on to the second step, to making one, or in."""
    if has_factor(waiting.account.pk):
        return _wait(request, waiting, "access:second")
    if must_have(waiting.account, by_provider=waiting.by_provider):
        return _wait(request, waiting, "access:set_up")
    return go_in(request, waiting, second=False)


def _wait(request: HttpRequest, waiting: Waiting, route: str) -> HttpResponse:
    # A session key that somebody planted before the password was given must not be carried on.
    request.session.cycle_key()
    request.session[WAITING] = {
        "account": waiting.account.pk,
        "password": waiting.account.get_session_auth_hash(),
        "there": waiting.there,
        "shared": waiting.shared,
        "by_provider": waiting.by_provider,
        "at": timezone.now().timestamp(),
    }
    return redirect(route)


def waiting_for(request: HttpRequest) -> Waiting | None:
    """Who waits in this session; nobody after ten minutes, or when the password has been changed since."""
    kept = request.session.get(WAITING)
    if not kept or timezone.now().timestamp() - kept["at"] > WAITS_FOR.total_seconds():
        return None
    account = Account.objects.filter(pk=kept["account"], is_active=True).first()
    if account is None or not constant_time_compare(kept["password"], account.get_session_auth_hash()):
        return None
    return Waiting(account, kept["there"], kept["shared"], kept["by_provider"])


def begin_session(request: HttpRequest, waiting: Waiting, *, second: bool) -> None:
    """In; `second`: after the second step."""
    request.session.pop(WAITING, None)
    login(request, waiting.account, backend=BACKEND)
    mark(request, shared=waiting.shared, by_provider=waiting.by_provider)
    if second:
        took_second(request)


def go_in(request: HttpRequest, waiting: Waiting, *, second: bool) -> HttpResponse:
    """In, and on to the page that was asked for."""
    begin_session(request, waiting, second=second)
    return remembered(request, redirect(waiting.there), waiting)


def remembered(request: HttpRequest, answer: HttpResponse, waiting: Waiting) -> HttpResponse:
    """The device is known from now on, unless others use it too."""
    if not waiting.shared:
        remember_device(request, answer, waiting.account.email)
    return answer
