"""Every page is for people who have signed in, except those that say otherwise; each request knows its viewer."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from naerverk_web.access.factors import needs_second
from naerverk_web.access.models import SignedIn
from naerverk_web.access.policy import viewer_for
from naerverk_web.access.sessions import SEEN_EVERY, SHARED_LIMIT, follow, has_taken_second
from naerverk_web.audit.public import record

OPEN_TO_ALL = "open_to_all"
SHARED = "Nv-Shared"
"""A page that was opened on a shared computer says so when it asks for a piece of itself."""


def open_to_all(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view that needs no sign-in."""
    setattr(view, OPEN_TO_ALL, True)
    return view


class SignedInOnly:
    """Sends strangers to the sign-in page, and puts the viewer on the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        row: SignedIn | None = None
        if request.user.is_authenticated:
            row = follow(request, timezone.now())
            request.was_shared = row is not None and row.shared  # type: ignore[attr-defined]
            request.idle = _idle() if row is not None and row.shared else None  # type: ignore[attr-defined]
            request.by_provider = row is not None and row.by_provider  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.setdefault("Cache-Control", "no-store")
        elif row is not None and row.shared and request.is_secure():
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        if request.user.is_authenticated:
            request.viewer = viewer_for(  # type: ignore[attr-defined]
                request.user,
                timezone.localdate(),
                by_provider=request.by_provider,  # type: ignore[attr-defined]
            )
            if needs_second(request.viewer) and not has_taken_second(request):  # type: ignore[attr-defined]
                return None if getattr(view, OPEN_TO_ALL, False) else _to_second_step(request)
            if "\0" in request.path_info:
                # Numbers of units and people come from addresses, and PostgreSQL stumbles over a NUL in one.
                raise Http404
            return None
        if getattr(view, OPEN_TO_ALL, False):
            return None
        return _to_sign_in(request)


def _idle() -> dict[str, object]:
    """For the page on the screen: it warns, and leaves too; without scripts it leaves when nothing was asked for."""
    limit = int(SHARED_LIMIT.total_seconds())
    return {
        # Not later than the server, which does not write down every request.
        "after": limit - int(SEEN_EVERY.total_seconds()),
        "refresh": limit + 1,
        "stay": reverse("access:stay"),
        "leave": f"{resolve_url(settings.LOGIN_URL)}?idle",
    }


def _to_second_step(request: HttpRequest) -> HttpResponse:
    """A role came after the password. Signing in again asks for the step, and for who it is at an open screen."""
    record("access.second_step_needed", by=request.viewer.actor)  # type: ignore[attr-defined]
    logout(request)
    messages.info(request, _("One of your roles shows data about people. Sign in again, with one step more."))
    return _to_sign_in(request, same_person=True)


def _to_sign_in(request: HttpRequest, *, same_person: bool = False) -> HttpResponse:
    """`same_person`: whoever is sent there is asked for more, so it is theirs to come back to the page."""
    was_shared = getattr(request, "was_shared", False)
    if not same_person and (was_shared or SHARED in request.headers):
        # The next one at this computer is somebody else: the page of the one before is not handed on. Where another
        # window, or an earlier question of this one, has ended the session, nobody knows why.
        where = f"{resolve_url(settings.LOGIN_URL)}?{'idle' if was_shared else 'ended'}"
    elif getattr(request, "htmx", False):
        # The page was there, so its reader was signed in: it says why it goes.
        where = redirect_to_login(_page_of(request), settings.LOGIN_URL).url + ("" if same_person else "&ended")
    else:
        where = redirect_to_login(request.get_full_path(), settings.LOGIN_URL).url
    # A piece of a page must not be swapped for the sign-in page: the whole window goes there.
    return HttpResponseClientRedirect(where) if getattr(request, "htmx", False) else redirect(where)


def _page_of(request: HttpRequest) -> str:
    """The page that asks for a piece of itself, as its own header says; a header may hold anything."""
    try:
        return urlsplit(request.headers.get("HX-Current-URL", "")).path or "/"
    except ValueError:
        return "/"
