"""Which language a page is in: what the reader chose, else what the employer speaks, else what the browser asks for."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from naerverk_web.organisation.public import employer


class ChosenLanguage:
    """The account's choice follows it from phone to computer; before sign-in a cookie holds it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
        with translation.override(language):
            response = self.get_response(request)
        patch_vary_headers(response, ("Accept-Language",))
        response.setdefault("Content-Language", language)
        return response


def language_of(request: HttpRequest) -> str:
    """The language of a request."""
    chosen = getattr(request.user, "language", "") or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in dict(settings.LANGUAGES):
        return chosen
    try:
        spoken = employer().language
    except DatabaseError:
        # The page that says so is still written in some language.
        spoken = ""
    return spoken or translation.get_language_from_request(request)
