"""The page around the content: menu, colour scheme, breadcrumbs, heading, sub-navigation, pages of a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.core.paginator import Page
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse

from naerverk_web.design.values import Link

SCHEMES = ("auto", "light", "dark")
SCHEME_COOKIE = "colour_scheme"
MESSAGE_COLOURS = {"debug": "neutral", "info": "info", "success": "success", "warning": "warning", "error": "danger"}


def colour_scheme(context: Context) -> str:
    """What the reader chose; `auto` follows the device."""
    request: HttpRequest | None = context.get("request")
    chosen = request.COOKIES.get(SCHEME_COOKIE, "auto") if request else "auto"
    return chosen if chosen in SCHEMES else "auto"


def is_demo() -> bool:
    """Whether this site shows invented people only."""
    return bool(getattr(settings, "DEMO", False))


def menu_places(context: Context) -> dict[str, Any]:
    """The places of the menu with their addresses; the one the reader is in is marked.

    A page in another room than its place names the place: `place="insight:overview"` in its context.
    `Link`s pass as they are.
    """
    request: HttpRequest | None = context.get("request")
    places = list(context.get("menu") or ())
    here = context.get("place") or _place_of(request, [getattr(place, "route", "") for place in places])
    return {"links": [_menu_link(place, here) for place in places]}


def _menu_link(place: Any, here: str | None) -> Any:
    route = getattr(place, "route", None)
    return {"name": place.name, "url": reverse(route), "current": route == here} if route else place


def _place_of(request: HttpRequest | None, routes: Sequence[str]) -> str | None:
    """The route itself, or the first one of the same room."""
    match = request.resolver_match if request else None
    if match is None:
        return None
    same_room = [route for route in routes if route.partition(":")[0] == match.namespace]
    return match.view_name if match.view_name in routes else next(iter(same_room), None)


def page_messages(context: Context) -> dict[str, Any]:
    """What the last action left to say, once."""
    left = context.get("messages") or ()
    return {"messages": [{"text": each.message, "colour": MESSAGE_COLOURS[each.level_tag]} for each in left]}


def breadcrumbs(trail: Iterable[Link]) -> dict[str, Any]:
    """Where the page lies: `Link`s from the top; the last one is the page itself. Without an address: a name only."""
    steps = list(trail)
    above, here = steps[:-1], next(reversed(steps), None)
    parent = next((step for step in reversed(above) if step.url), None)
    return {"above": above, "here": here, "parent": parent}


def heading(title: object, lead: object = "", about: object = "") -> dict[str, Any]:
    """The page's title, the sentence that says what it means, and small print: period and population."""
    return {"title": title, "lead": lead, "about": about}


def tabs(links: Iterable[Link], label: object) -> dict[str, Any]:
    """Sub-navigation: `Link`s to the pages of one matter, for example those of a unit."""
    return {"links": links, "label": label}


def switch(links: Iterable[Link], label: object) -> dict[str, Any]:
    """A choice between few views of the same page: `Link`s, one of them current."""
    return {"links": links, "label": label}


def pagination(context: Context, page: Page[Any], param: str = "page") -> dict[str, Any]:
    """Links to the pages of a long list; other parameters of the address stay as they are."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    steps = [_page_link(context, param, number, current=page.number) for number in numbers]
    before = _page_address(context, param, page.previous_page_number()) if page.has_previous() else ""
    after = _page_address(context, param, page.next_page_number()) if page.has_next() else ""
    return {"page": page, "steps": steps, "before": before, "after": after}


def _page_link(context: Context, param: str, number: int | str, *, current: int) -> dict[str, Any]:
    is_gap = not isinstance(number, int)
    url = "" if is_gap else _page_address(context, param, int(number))
    return {"number": number, "url": url, "gap": is_gap, "current": number == current}


def _page_address(context: Context, param: str, number: int) -> str:
    query = context["request"].GET.copy()
    query[param] = str(number)
    return f"?{query.urlencode()}"
