"""The home page, signing in as one of the demo's cast, and the health address."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from naerverk_web.access.models import Account
from naerverk_web.access.public import open_to_all
from naerverk_web.project.cast import CAST, address
from naerverk_web.project.glossary import terms
from naerverk_web.project.health import health_of
from naerverk_web.project.home import home_of
from naerverk_web.project.search import find


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What needs me now, and my units in one line each."""
    viewer = request.viewer  # type: ignore[attr-defined]
    return render(request, "project/home.html", {"home": home_of(viewer, timezone.localtime())})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Units, pages and words that fit; what was asked for is not written down anywhere."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found = find(viewer, request.GET.get("q", ""), timezone.localdate())
    return render(request, "project/search.html", {"found": found})


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """The words of the pages."""
    return render(request, "project/glossary.html", {"terms": terms()})


@open_to_all
@require_POST
def demo_sign_in(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as one of the cast, without a password: only where everybody is invented."""
    member = next((each for each in CAST if each.key == key), None)
    if not settings.DEMO or member is None:
        raise Http404
    # The session of whoever was here before ends first, so that the new one has a key when it is noted.
    logout(request)
    login(request, get_object_or_404(Account, email=address(member), is_active=True))
    return redirect("project:home")


@open_to_all
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The language of this browser, and of the account of who is signed in."""
    chosen = request.POST.get("language")
    if request.user.is_authenticated and chosen in dict(settings.LANGUAGES):
        Account.objects.filter(pk=request.user.pk).update(language=chosen)
    return set_language(request)


@open_to_all
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For monitors: 200 while pages can be served, with one word for each part; 503 when they cannot."""
    try:
        return JsonResponse(health_of(timezone.now()))
    except DatabaseError:
        return JsonResponse({"status": "down", "database": "down"}, status=503)
