"""The steps of the first run. What is done is seen from what is there, so that anybody can go on where it stopped."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naerverk_web.access.public import Permission, Viewer
from naerverk_web.insight.public import figures
from naerverk_web.organisation.public import employer


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is, why it is needed, where it is done."""

    key: str
    name: Promise
    why: Promise
    permission: Permission

    @property
    def url(self) -> str:
        """Where it is done."""
        return reverse(f"project:setup_{self.key}")


STEPS = (
    Step(
        "organisation",
        _("The organisation"),
        _("The name stands on what is printed. The language is what everybody meets first."),
        Permission.MANAGE_SETTINGS,
    ),
    Step(
        "limits",
        _("Limits that protect people"),
        _("Figures of small groups would give single persons away. The limits are settled before any figure is shown."),
        Permission.MANAGE_SETTINGS,
    ),
    Step(
        "units",
        _("The units"),
        _("Figures, roles and targets all belong to a unit. They come with a file, or are written by hand."),
        Permission.MANAGE_ORGANISATION,
    ),
    Step(
        "figures",
        _("The first figures"),
        _("Two lists from payroll, of employees and of absences, give the first figures."),
        Permission.IMPORT_DATA,
    ),
)


def done(viewer: Viewer) -> dict[str, bool]:
    """Which steps are done."""
    settled = employer()
    return {
        "organisation": bool(settled.name),
        "limits": settled.limits_chosen,
        "units": bool(viewer.tree.nodes),
        "figures": figures() is not None,
    }


def next_step(viewer: Viewer) -> Step | None:
    """The first step that is not done; None when all are, or when somebody else must do it."""
    so_far = done(viewer)
    step = next((each for each in STEPS if not so_far[each.key]), None)
    return step if step and viewer.may(step.permission) else None


def after(key: str) -> str:
    """Where one goes on from a step."""
    keys = [step.key for step in STEPS]
    place = keys.index(key) + 1
    return STEPS[place].url if place < len(STEPS) else reverse("project:home")


def before(key: str) -> str:
    """Where one goes back to."""
    keys = [step.key for step in STEPS]
    place = keys.index(key) - 1
    return STEPS[place].url if place >= 0 else reverse("project:setup")
