"""The people of the demo, and where their roles are held."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Member:
    """One of the cast. `place` is where the role is held: `own` and `other` are groups of home care, `above` theirs."""

    key: str
    name: str
    role: str
    place: str = ""
    about: Promise | str = ""


CAST = (
    Member("amina", "Amina", "leader", "own", _("leads a group in home care")),
    Member("jonas", "Jonas", "union_rep", "own", _("union representative in Amina's group")),
    Member("siv", "Siv", "safety_rep", "own", _("safety representative in Amina's group")),
    Member("rune", "Rune", "employee", "own", _("works in Amina's group")),
    Member("ingrid", "Ingrid", "hr_adviser", "", _("HR adviser, brings the files in")),
    Member("berit", "Berit", "senior_leader", "", _("municipal director")),
    Member("petter", "Petter", "facilitator", "above", _("leads workshops in home care")),
    Member("aud", "Aud", "leader", "other", _("leads another group: must not see Amina's")),
    Member("dpo", "Vibeke", "data_protection_officer", "", _("data protection officer")),
    Member("it", "Terje", "system_admin", "", _("system administrator")),
)


def address(member: Member) -> str:
    """The e-mail address of one of the cast; the domain can belong to nobody."""
    return f"{member.key}@lyngholt.example"
