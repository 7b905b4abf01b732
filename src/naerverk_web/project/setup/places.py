"""Everything that can be set up, for those who may: the page behind Setup in the menu."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naerverk_web.access.public import Permission, Viewer


@dataclass(frozen=True, slots=True)
class Place:
    """One place: what it is called, what is done there, who may."""

    name: Promise
    about: Promise
    route: str
    permission: Permission

    @property
    def url(self) -> str:
        """Its address."""
        return reverse(self.route)


PLACES = (
    Place(
        _("Imports"),
        _("Bring in the month's files, see what they change, confirm, undo."),
        "intake:batches",
        Permission.IMPORT_DATA,
    ),
    Place(
        _("Units"),
        _("The tree: new units, new names, moved, merged and split from a day."),
        "organisation:units",
        Permission.MANAGE_ORGANISATION,
    ),
    Place(
        _("People"),
        _("Who is employed where, and who leads whom."),
        "people:people",
        Permission.MANAGE_PEOPLE,
    ),
    Place(
        _("Absences"),
        _("Put one absence right by hand, with a reason."),
        "absence:find",
        Permission.CORRECT_ABSENCE,
    ),
    Place(
        _("Who has which role"),
        _("Give and end roles."),
        "access:given",
        Permission.GRANT_ROLES,
    ),
    Place(
        _("The log"),
        _("Who did and saw what, and why."),
        "logbook:log",
        Permission.SEE_AUDIT,
    ),
    Place(
        _("When months are closed"),
        _("From when figures count as final, and how reports go to leaders."),
        "insight:closing",
        Permission.MANAGE_ORGANISATION,
    ),
    Place(
        _("Published figures"),
        _("What Statistics Norway, KS and NAV publish, to stand beside your own."),
        "insight:published_files",
        Permission.MANAGE_ORGANISATION,
    ),
    Place(
        _("The access review"),
        _("Who still needs their role: keep it or end it."),
        "access:review",
        Permission.REVIEW_ACCESS,
    ),
    Place(
        _("The rule of the smiley"),
        _("How near the way to the target counts as almost on track."),
        "insight:smiley_rule",
        Permission.MANAGE_ORGANISATION,
    ),
    Place(
        _("The organisation"),
        _("Its name and language."),
        "project:setup_organisation",
        Permission.MANAGE_SETTINGS,
    ),
    Place(
        _("Limits that protect people"),
        _("From how many persons figures are shown."),
        "project:setup_limits",
        Permission.MANAGE_SETTINGS,
    ),
)


def places_of(viewer: Viewer) -> list[Place]:
    """The places a viewer may go to."""
    return [place for place in PLACES if viewer.may(place.permission)]
