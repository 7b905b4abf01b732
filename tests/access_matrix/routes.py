"""The routes of the site as they are, and the lines that the rooms wrote about them in `<room>/tests/access.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver

from naerverk_web.conftest import Row

PLACE = re.compile(r"<(?:\w+:)?(\w+)>")


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every route below a resolver, as it is written in the room's urls."""
    for each in resolver.url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield route
        else:
            yield from routes(each, route)


def table() -> dict[str, Row]:
    """The lines of all rooms."""
    lines: dict[str, Row] = {}
    for room in settings.ROOMS:
        name = f"naerverk_web.{room}.tests.access"
        if find_spec(f"naerverk_web.{room}.tests") and find_spec(name):
            found: dict[str, Row] = import_module(name).ROUTES
            assert not found.keys() & lines.keys(), f"{name} repeats a route of another room"
            lines |= found
    return lines


def address(route: str, given: dict[str, object], query: str = "") -> str:
    """The address of a route with its arguments."""
    return "/" + PLACE.sub(lambda place: str(given[place[1]]), route) + (f"?{query}" if query else "")
