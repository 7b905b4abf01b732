"""Roles as classes and permissions as an enum: the same texts for the code, the role page and the access matrix."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """One thing that may be done. Which units it holds for is decided by the grant."""

    SEE_FIGURES = "see_figures"
    EXPORT_FIGURES = "export_figures"
    SET_TARGETS = "set_targets"
    ADOPT_TARGETS = "adopt_targets"
    SHARE_SMILEY = "share_smiley"
    MANAGE_ORGANISATION = "manage_organisation"
    SEE_PEOPLE = "see_people"
    MANAGE_PEOPLE = "manage_people"
    CORRECT_ABSENCE = "correct_absence"
    IMPORT_DATA = "import_data"
    GRANT_ROLES = "grant_roles"
    SEE_AUDIT = "see_audit"
    REVIEW_ACCESS = "review_access"
    MANAGE_SETTINGS = "manage_settings"


PERMISSION_NAMES: dict[Permission, Promise] = {
    Permission.SEE_FIGURES: _("See figures for the unit and the units below it"),
    Permission.EXPORT_FIGURES: _("Download the same figures as Excel, CSV and PDF"),
    Permission.SET_TARGETS: _("Propose targets"),
    Permission.ADOPT_TARGETS: _("Adopt targets and lock baselines"),
    Permission.SHARE_SMILEY: _("Show the unit's smiley outside Nærverk, on a page without figures"),
    Permission.MANAGE_ORGANISATION: _("Move, merge, split and rename units"),
    Permission.SEE_PEOPLE: _("See names, employments and nearest leaders"),
    Permission.MANAGE_PEOPLE: _("Merge person ids, set nearest leaders"),
    Permission.CORRECT_ABSENCE: _("Correct one absence by hand, with a reason"),
    Permission.IMPORT_DATA: _("Bring files in, confirm and undo imports"),
    Permission.GRANT_ROLES: _("Give and take roles"),
    Permission.SEE_AUDIT: _("See who did and saw what"),
    Permission.REVIEW_ACCESS: _("See the access review: every account, its roles and when it was used"),
    Permission.MANAGE_SETTINGS: _("Change settings"),
}


HARMLESS = frozenset(
    {
        Permission.SEE_FIGURES,
        Permission.EXPORT_FIGURES,
        Permission.SET_TARGETS,
        Permission.ADOPT_TARGETS,
        Permission.SHARE_SMILEY,
    }
)
"""What never shows a single person: sums and targets. A new permission is not harmless until it is written here."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role people hold. `whole` roles are always granted on the whole organisation.

    `for_a_time`: held by election or from outside, so that a last day is to be expected.
    """

    key: str
    name: Promise
    description: Promise
    permissions: frozenset[Permission]
    whole: bool = False
    for_a_time: bool = False

    @property
    def is_trusted(self) -> bool:
        """Whether the role sees or changes data of persons (P3, P4), or could open the way to them."""
        return not self.permissions <= HARMLESS


_FIGURES = frozenset({Permission.SEE_FIGURES, Permission.EXPORT_FIGURES})

ROLES: dict[str, Role] = {
    role.key: role
    for role in (
        Role(
            "leader",
            _("Leader"),
            _("Answers for a unit: its figures, its people and its plan."),
            _FIGURES | {Permission.SET_TARGETS, Permission.SHARE_SMILEY, Permission.SEE_PEOPLE},
        ),
        Role(
            "senior_leader",
            _("Top management"),
            _("Leads leaders: targets and progress. Sees sums only, never a single person."),
            _FIGURES | {Permission.SET_TARGETS, Permission.ADOPT_TARGETS, Permission.SHARE_SMILEY},
        ),
        Role(
            "union_rep",
            _("Union representative"),
            _("Elected by the employees; decides with the leader. Sees sums only."),
            _FIGURES | {Permission.SET_TARGETS},
            for_a_time=True,
        ),
        Role(
            "safety_rep",
            _("Safety representative"),
            _("Watches over the working environment and that duties are done. Sees sums only."),
            _FIGURES | {Permission.SET_TARGETS},
            for_a_time=True,
        ),
        Role(
            "chief_safety_rep",
            _("Chief safety representative"),
            _("Co-ordinates the safety representatives. Sees sums only."),
            _FIGURES | {Permission.SET_TARGETS},
            for_a_time=True,
        ),
        Role(
            "hr_adviser",
            _("HR adviser"),
            _("Brings the data in, keeps units and people right, supports leaders."),
            _FIGURES
            | {
                Permission.SET_TARGETS,
                Permission.SHARE_SMILEY,
                Permission.MANAGE_ORGANISATION,
                Permission.SEE_PEOPLE,
                Permission.MANAGE_PEOPLE,
                Permission.CORRECT_ABSENCE,
                Permission.IMPORT_DATA,
                Permission.GRANT_ROLES,
                Permission.REVIEW_ACCESS,
            },
            whole=True,
        ),
        Role(
            "facilitator",
            _("Facilitator"),
            _("Leads workshops from outside the unit. Sees sums only."),
            frozenset({Permission.SEE_FIGURES}),
            for_a_time=True,
        ),
        Role(
            "occupational_health",
            _("Occupational health service"),
            _("Adviser on work and health. Sees sums only, where invited."),
            frozenset({Permission.SEE_FIGURES}),
            for_a_time=True,
        ),
        Role(
            "nav_contact",
            _("NAV adviser"),
            _("Sees sums only, where invited."),
            frozenset({Permission.SEE_FIGURES}),
            for_a_time=True,
        ),
        Role(
            "amu_member",
            _("Member of the working environment committee"),
            _("Sees sums only."),
            _FIGURES,
            for_a_time=True,
        ),
        Role(
            "politician",
            _("Elected politician"),
            _("Sees sums for the whole organisation."),
            _FIGURES,
            whole=True,
            for_a_time=True,
        ),
        Role("finance_officer", _("Finance officer"), _("Sees sums and cost."), _FIGURES),
        Role("employee", _("Employee"), _("Sees the figures of the own unit."), frozenset({Permission.SEE_FIGURES})),
        Role(
            "data_protection_officer",
            _("Data protection officer"),
            _("Sees logs and settings; never figures of persons."),
            frozenset({Permission.SEE_AUDIT, Permission.REVIEW_ACCESS}),
            whole=True,
        ),
        Role(
            "system_admin",
            _("System administrator"),
            _("Runs the system: settings, roles and logs; never figures of persons."),
            frozenset(
                {
                    Permission.GRANT_ROLES,
                    Permission.SEE_AUDIT,
                    Permission.REVIEW_ACCESS,
                    Permission.MANAGE_SETTINGS,
                }
            ),
            whole=True,
        ),
    )
}
