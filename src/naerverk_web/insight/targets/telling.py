"""Whom a unit's matters concern: its leader and representatives, else those of the nearest unit above."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from naerverk_web.access.public import Viewer, accounts_with
from naerverk_web.notices.public import tell

PARTIES = (("leader",), ("union_rep",), ("safety_rep", "chief_safety_rep"))


def tell_of_target(viewer: Viewer, unit_id: str, *, changed: bool, on: date) -> int:
    """Tell the parties that the unit's target is adopted, or another one now; not who did it. How many."""
    told = parties_of(viewer, unit_id, on) - {viewer.account_id}
    title, link = "target_changed" if changed else "target_adopted", reverse("insight:targets", args=[unit_id])
    for account in sorted(told):
        tell(account, title, link=link, unit=viewer.tree[unit_id].name)
    return len(told)


def parties_of(viewer: Viewer, unit_id: str, on: date) -> set[int]:
    """The accounts of leader, union and safety representative, each sought upwards from the unit."""
    upwards = [*(node.unit_id for node in reversed(viewer.tree.path(unit_id))), ""]
    return {account for roles in PARTIES for account in _nearest(roles, upwards, on)}


def _nearest(roles: tuple[str, ...], upwards: list[str], on: date) -> set[int]:
    held: dict[str, set[int]] = {}
    for account, unit, _lang in accounts_with(roles, on):
        held.setdefault(unit, set()).add(account)
    return next((held[unit] for unit in upwards if unit in held), set())
