"""The unit's smiley: the page others see without signing in, and the pages where it is given and taken back."""

from __future__ import annotations

from typing import Any

from csp.constants import NONE
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naerverk.locale import Words
from naerverk_web.access.public import Permission, open_to_all, wrong_guess
from naerverk_web.insight.forms import RuleForm
from naerverk_web.insight.pages.by_whom import by_whom
from naerverk_web.insight.pages.queries import words_of_the_moment
from naerverk_web.insight.pages.tables import FACES
from naerverk_web.insight.targets.smiley_rule import near_points
from naerverk_web.insight.targets.smileys import (
    Outside,
    choose_rule,
    end_link,
    link_of,
    make_link,
    seen_inside,
    seen_outside,
    was_open,
)
from naerverk_web.insight.views.asking import about, viewer_of
from naerverk_web.organisation.public import employer

PLAIN = "text/plain; charset=utf-8"
FRESH = "public, max-age=300"
TOO_MANY = 429


@open_to_all
@require_safe
def outside(request: HttpRequest, token: str) -> HttpResponse:
    """Unit, month and smiley; nothing else, and no cookie. Any other address is a plain 404."""
    language = _language(request)
    with translation.override(language):
        found = seen_outside(token, timezone.localdate())
        if found is None:
            response = _nothing(request, token)
        else:
            context = {"said": _said(found, words_of_the_moment()), "language": language}
            response = render(request, "insight/smiley_outside.html", context)
            response["Cache-Control"] = FRESH
            _let_frames(response)
    response["Content-Language"] = language
    # The address is a secret: neither other sites nor search engines are told of it.
    response["Referrer-Policy"], response["X-Robots-Tag"] = "no-referrer", "noindex"
    return response


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else employer().language or settings.LANGUAGE_CODE


def _nothing(request: HttpRequest, token: str) -> HttpResponse:
    """An address that works is never made to wait, and one that was taken back is no guess: a whole town hall, with a
    page that still shows the old one, may share one IP address."""
    wait = None if was_open(token) else wrong_guess("smiley", request, at=timezone.now())
    if wait:
        response = HttpResponse(_("Too many wrong addresses. Wait a little."), status=TOO_MANY, content_type=PLAIN)
        response["Retry-After"] = str(int(wait.total_seconds()) + 1)
    else:
        response = HttpResponse(_("There is nothing here."), status=404, content_type=PLAIN)
    response["Cache-Control"] = "no-store"
    return response


def _let_frames(response: HttpResponse) -> None:
    """The sites of the settings may show the page within theirs; by default none may."""
    allowed = settings.SMILEY_FRAMES
    response._csp_replace = {"frame-ancestors": allowed or [NONE]}  # type: ignore[attr-defined]
    response.xframe_options_exempt = bool(allowed)  # type: ignore[attr-defined]


def _said(found: Outside, words: Words) -> dict[str, str]:
    """Words for the page; without a smiley the same words whatever the reason."""
    month = words.month(found.month) if found.month else ""
    if found.smiley is None:
        return {"unit": found.unit, "month": month, "face": "", "word": ""}
    word = words.say(found.smiley.word.code, **found.smiley.word.params)
    return {"unit": found.unit, "month": month, "face": FACES[found.smiley.face], "word": word}


@require_safe
def inside(request: HttpRequest, unit_id: str) -> HttpResponse:
    """What the unit's smiley says, and whether others may see it."""
    return _page(request, unit_id)


@require_POST
def make(request: HttpRequest, unit_id: str) -> HttpResponse:
    """A new address, shown on this page and never again."""
    viewer = viewer_of(request)
    viewer.must(Permission.SHARE_SMILEY, unit_id)
    if seen_inside(viewer, unit_id).smiley is None:
        messages.warning(request, _("The unit has no smiley to show yet."))
        return redirect("insight:smiley", unit_id)
    token = make_link(viewer, unit_id, at=timezone.now())
    # Not by way of a message or another page: the address would lie in a cookie or in the browser's history.
    there = request.build_absolute_uri(reverse("outside:smiley", args=[token]))
    frame = f'<iframe src="{there}" title="{_("Smiley")}" width="320" height="220"></iframe>'
    return _page(request, unit_id, address=there, frame=frame)


@require_POST
def end(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Take the address back."""
    if end_link(viewer_of(request), unit_id, at=timezone.now()):
        messages.success(request, _("The address no longer works."))
    return redirect("insight:smiley", unit_id)


def _page(request: HttpRequest, unit_id: str, **more: str) -> HttpResponse:
    viewer = viewer_of(request)
    found, link, words = seen_inside(viewer, unit_id), link_of(viewer, unit_id), words_of_the_moment()
    context: dict[str, Any] = {
        **about(viewer, unit_id, "insight:smiley"),
        "said": _said(found, words),
        "link": link and {"by": by_whom(link.made_as), "on": words.date(timezone.localdate(link.made_at))},
        "frames": settings.SMILEY_FRAMES,
        **more,
    }
    return render(request, "insight/smiley.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest) -> HttpResponse:
    """How near the path counts as near."""
    viewer = viewer_of(request)
    viewer.must(Permission.MANAGE_ORGANISATION)
    form = RuleForm(request.POST if request.method == "POST" else None, now={"points": near_points()})
    if form.is_valid():
        choose_rule(viewer, form.cleaned_data["points"])
        messages.success(request, _("The rule is saved. It holds for all smileys from now on."))
        return redirect("insight:smiley_rule")
    return render(request, "insight/smiley_rule.html", {"form": form, "place": "insight:start"})
