"""The menu: at most six places; a role sees only its own."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naerverk_web.access.public import Permission
from naerverk_web.project.cast import groups


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the menu."""

    name: Promise
    route: str


def menu(request: HttpRequest) -> dict[str, object]:
    """The places the viewer may go to; nothing for strangers."""
    viewer = getattr(request, "viewer", None)
    if viewer is None:
        return {"menu": [], "cast": groups() if settings.DEMO else ()}
    places = [Place(_("Home"), "project:home")]
    if viewer.may_somewhere(Permission.SEE_FIGURES):
        places.append(Place(_("Presence"), "insight:start"))
    if viewer.may(Permission.IMPORT_DATA):
        places.append(Place(_("Setup"), "intake:batches"))
    return {"menu": places, "own_account": "access:account", "sign_out": "access:sign_out"}
