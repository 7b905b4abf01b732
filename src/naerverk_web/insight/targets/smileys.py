"""The smiley of a unit outside the site: an address without sign-in, for the intranet or the wall, and its rule."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from naerverk.calendar import Month, rolling12
from naerverk.reports.figures import Standing
from naerverk.reports.line import line_of
from naerverk.reports.standing import place_of
from naerverk.statistics.targets.smiley import NEAR_POINTS, Smiley, smiley
from naerverk_web.access.public import Permission, Viewer
from naerverk_web.audit.public import record
from naerverk_web.insight.disclosed.figures import figures
from naerverk_web.insight.models import Closing, SmileyLink, SmileyRule
from naerverk_web.insight.targets.goals import target_of_unit
from naerverk_web.insight.targets.smiley_rule import near_points
from naerverk_web.organisation.models import Unit
from naerverk_web.organisation.public import tree

BYTES = 32


@dataclass(frozen=True, slots=True)
class Outside:
    """What anybody with the address sees. `smiley` is None where the unit shows none that month."""

    unit: str
    month: Month | None
    smiley: Smiley | None


@dataclass(frozen=True, slots=True)
class Link:
    """An address that works: the role of who made it, and when. The address itself is not kept."""

    made_as: str
    made_at: datetime


def seen_outside(token: str, on: date) -> Outside | None:
    """What an address shows; None when there is no such address, or it has been taken back."""
    row = SmileyLink.objects.filter(digest=_digest(token), ended_at=None).select_related("unit").first()
    return _outside(row.unit.unit_id, on) if row else None


def was_open(token: str) -> bool:
    """Whether it is an address that was taken back: no guess, but a page that still holds the old one."""
    return SmileyLink.objects.filter(digest=_digest(token), ended_at__isnull=False).exists()


def seen_inside(viewer: Viewer, unit_id: str) -> Outside:
    """What the unit's address shows, or would show."""
    viewer.must(Permission.SHARE_SMILEY, unit_id)
    return _outside(unit_id, viewer.tree.on)


def link_of(viewer: Viewer, unit_id: str) -> Link | None:
    """The address of the unit that works now."""
    viewer.must(Permission.SHARE_SMILEY, unit_id)
    row = SmileyLink.objects.filter(unit__unit_id=unit_id, ended_at=None).first()
    return Link(row.made_as, row.made_at) if row else None


@transaction.atomic
def make_link(viewer: Viewer, unit_id: str, *, at: datetime) -> str:
    """A new address, which is told this once; the one before no longer works."""
    end_link(viewer, unit_id, at=at)
    token = secrets.token_urlsafe(BYTES)
    unit = Unit.objects.get(unit_id=unit_id)
    role = viewer.role_for(Permission.SHARE_SMILEY, unit_id)
    SmileyLink.objects.create(unit=unit, digest=_digest(token), made_by_id=viewer.account_id, made_as=role, made_at=at)
    record("insight.smiley_link_made", by=viewer.actor, about=("unit", unit_id))
    return token


@transaction.atomic
def end_link(viewer: Viewer, unit_id: str, *, at: datetime) -> bool:
    """Take the address back; False when there was none."""
    viewer.must(Permission.SHARE_SMILEY, unit_id)
    # Whoever makes an address for the same unit at the same moment waits for this row.
    Unit.objects.select_for_update().get(unit_id=unit_id)
    ended = SmileyLink.objects.filter(unit__unit_id=unit_id, ended_at=None).update(ended_at=at)
    if ended:
        record("insight.smiley_link_ended", by=viewer.actor, about=("unit", unit_id))
    return bool(ended)


@transaction.atomic
def choose_rule(viewer: Viewer, points: float) -> None:
    """How near the path counts as near, for all units."""
    viewer.must(Permission.MANAGE_ORGANISATION)
    SmileyRule.objects.update_or_create(pk=1, defaults={"near_points": points})
    record("insight.smiley_rule_chosen", by=viewer.actor, details={"points": points, "usual": NEAR_POINTS})


def _digest(token: str) -> str:
    # The address is 256 random bits: nobody tries them all, so a plain digest is enough.
    return hashlib.sha256(token.encode()).hexdigest()


def _outside(unit_id: str, on: date) -> Outside:
    units = tree(on)
    name = units[unit_id].name if unit_id in units else ""
    month = _month()
    return Outside(name, month, _smiley(unit_id, month) if name and month else None)


def _month() -> Month | None:
    """The newest closed month; the newest of all where months are not closed."""
    found = figures()
    if found is None:
        return None
    closed = Closing.objects.filter(closed_at__isnull=False).order_by("-month").values_list("month", flat=True).first()
    return min(Month.parse(closed), found.last) if closed else found.last


def _smiley(unit_id: str, month: Month) -> Smiley | None:
    """Only of a unit that shows figures of its own, in all of the twelve months."""
    found, target = figures(), target_of_unit(unit_id)
    if found is None or target is None or month.label not in found.published.months.plans:
        return None
    months = found.published.months
    if place_of(months, unit_id, month).standing is not Standing.OWN:
        return None
    year = line_of(months.table, unit_id, "whole").sum(rolling12(month))
    return smiley(target, month, year, near_points()) if year else None
