"""The addresses of the site that name something, filled in with what is Amina's."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from access_matrix.routes import PLACE

# These name nobody's data: links that are their own keys, and the doors of the demo's cast.
OPEN = ("password/", "setup/first/", "demo/sign-in/", "smiley/")


def addresses_without_ids() -> Iterator[str]:
    """Every route of the resolver that is an address as it stands."""
    return ("/" + route for route in _routes() if not PLACE.search(route))


def addresses_with_ids(ids: Mapping[str, object]) -> Iterator[str]:
    """Every route of the resolver that has a placeholder."""
    for route in _routes():
        if PLACE.search(route) and not route.startswith(OPEN):
            yield "/" + PLACE.sub(lambda place, route=route: str(_given(ids, route, place[1])), route)


def _routes() -> Iterator[str]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naerverk_web.project.settings")
    from django.urls import get_resolver

    from access_matrix.routes import routes

    return routes(get_resolver())


def _given(ids: Mapping[str, object], route: str, name: str) -> object:
    """`pk` and `number` mean different things in different rooms."""
    if name == "number":
        return ids["goal"] if "adopt" in route else 1
    if name == "pk":
        return ids["place"] if "places" in route else ids["grant"]
    return ids[name]
