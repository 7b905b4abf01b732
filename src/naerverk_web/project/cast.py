"""The people of the demo, and where their roles are held."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Member:
    """One of the cast. `place` is where the role is held: `own` is Amina's ward, `above` its home, `other` is Aud's
    group, `small` Liv's library.
    """

    key: str
    name: str
    role: str
    place: str = ""
    about: Promise | str = ""


CAST = (
    Member("amina", "Amina", "leader", "own", _("leads a ward at the nursing home")),
    Member("jonas", "Jonas", "union_rep", "own", _("union representative in Amina's ward")),
    Member("siv", "Siv", "safety_rep", "own", _("safety representative in Amina's ward")),
    Member("rune", "Rune", "employee", "own", _("works in Amina's ward")),
    Member("petter", "Petter", "facilitator", "above", _("leads workshops at the nursing home")),
    Member("ingrid", "Ingrid", "hr_adviser", "", _("HR adviser, brings the files in")),
    Member("berit", "Berit", "senior_leader", "", _("municipal director")),
    Member("ola", "Ola", "finance_officer", "", _("finance officer")),
    Member("kari", "Kari", "amu_member", "", _("in the working environment committee")),
    Member("nils", "Nils", "occupational_health", "above", _("occupational health service at the nursing home")),
    Member("elin", "Elin", "nav_contact", "above", _("NAV adviser for the nursing home")),
    Member("aud", "Aud", "leader", "other", _("leads a group in home care: must not see Amina's ward")),
    Member("liv", "Liv", "leader", "small", _("leads the library: six people, too few for figures of their own")),
    Member("dpo", "Vibeke", "data_protection_officer", "", _("data protection officer")),
    Member("it", "Tor", "system_admin", "", _("runs the system")),
)


@dataclass(frozen=True, slots=True)
class Group:
    """Some of the cast who belong together on the sign-in page."""

    name: Promise
    members: tuple[Member, ...]


def groups() -> tuple[Group, ...]:
    """The cast as the sign-in page shows it."""
    ward, near, rest = "own", ("above", "other", "small"), ""
    return (
        Group(_("Amina's ward"), tuple(one for one in CAST if one.place == ward)),
        Group(_("The whole municipality"), tuple(one for one in CAST if one.place == rest)),
        Group(_("From outside the ward"), tuple(one for one in CAST if one.place in near)),
    )


def address(member: Member) -> str:
    """The e-mail address of one of the cast; the domain can belong to nobody."""
    return f"{member.key}@lyngholt.example"
