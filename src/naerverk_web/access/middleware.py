"""Every page is for people who have signed in, except those that say otherwise; each request knows its viewer."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from naerverk_web.access.policy import viewer_for

OPEN_TO_ALL = "open_to_all"


def open_to_all(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view that needs no sign-in."""
    setattr(view, OPEN_TO_ALL, True)
    return view


class SignedInOnly:
    """Sends strangers to the sign-in page, and puts the viewer on the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.setdefault("Cache-Control", "no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        if request.user.is_authenticated:
            request.viewer = viewer_for(request.user, timezone.localdate())  # type: ignore[attr-defined]
            return None
        if getattr(view, OPEN_TO_ALL, False):
            return None
        return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
