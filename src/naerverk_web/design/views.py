"""The gallery, and the two switches that stand on every page."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from naerverk_web.design import gallery as examples
from naerverk_web.design.components.page import SCHEME_COOKIE, SCHEMES

YEAR = 365 * 24 * 3600


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state; only where nothing is real."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    return render(request, "design/gallery.html", examples.everything(request))


def how(request: HttpRequest) -> HttpResponse:
    """Where the gallery's figures lead: how one of them is computed."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    return render(request, "design/how.html", examples.how())


@require_POST
def colour_scheme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or the device's choice, and go back to the page."""
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if safe else "/")
    chosen = request.POST.get("scheme")
    if chosen in SCHEMES:
        response.set_cookie(
            SCHEME_COOKIE, chosen, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    return response


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language: Django's own view, marked below as open."""
    return set_language(request)


# The ground floor cannot import the decorator of `access`. No data here, and the sign-in page needs the two switches.
for view in (gallery, how, colour_scheme, language):
    view.open_to_all = True  # type: ignore[attr-defined]
