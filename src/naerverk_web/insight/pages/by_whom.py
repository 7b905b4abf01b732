"""Who did something to the targets, as pages of figures say it: the role they acted in, never a name."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

BY: dict[str, Promise] = {
    "leader": gettext_lazy("the leader"),
    "senior_leader": gettext_lazy("top management"),
    "union_rep": gettext_lazy("the union representative"),
    "safety_rep": gettext_lazy("the safety representative"),
    "chief_safety_rep": gettext_lazy("the chief safety representative"),
    "hr_adviser": gettext_lazy("the HR adviser"),
}
"""After "by", within a sentence."""


def by_whom(role: str) -> str:
    """What stands after "by"; also where the role is no longer known."""
    return str(BY[role]) if role in BY else _("a role that is no longer known")
