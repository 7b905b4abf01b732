"""The menu: at most six places; a role sees only its own."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the menu."""

    name: Promise
    route: str


def menu(request: HttpRequest) -> dict[str, object]:
    """The places the viewer may go to; nothing for strangers."""
    viewer = getattr(request, "viewer", None)
    if viewer is None:
        return {"menu": []}
    return {"menu": [Place(_("Home"), "project:home")], "sign_out": "access:sign_out"}
