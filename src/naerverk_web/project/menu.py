"""The menu: at most six places; a role sees only its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naerverk_web.access.models import Account
from naerverk_web.access.public import Permission
from naerverk_web.organisation.public import employer
from naerverk_web.project.cast import groups
from naerverk_web.project.help import help_for
from naerverk_web.project.setup.places import places_of


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the menu."""

    name: Promise
    route: str


def menu(request: HttpRequest) -> dict[str, object]:
    """The places the viewer may go to; nothing for strangers."""
    viewer = getattr(request, "viewer", None)
    if viewer is None:
        return {
            "menu": [],
            "page_help": partial(help_for, request),
            "cast": groups() if settings.DEMO else (),
            "nobody_yet": _nobody_yet,
        }
    places = [Place(_("Home"), "project:home")]
    if viewer.may_somewhere(Permission.SEE_FIGURES):
        places.append(Place(_("Presence"), "insight:start"))
    if places_of(viewer):
        places.append(Place(_("Setup"), "project:setup"))
    return {
        "menu": places,
        "employer_name": _employer_name,
        "search_route": "project:search",
        "glossary_route": "project:glossary",
        "page_help": partial(help_for, request),
        "own_account": "access:account",
        "own_notices": "notices:notices",
        "sign_out": "access:sign_out",
    }


def _nobody_yet() -> bool:
    """Asked by the sign-in page only: an error page must not need the database."""
    return not Account.objects.exists()


def _employer_name() -> str:
    return employer().name
