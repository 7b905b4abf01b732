"""The access review: every role somebody has, what is worth a look about it, and that somebody has looked."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import StringIO

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from naerverk_web.access.forgetting import goes_on, last_used, without_role
from naerverk_web.access.models import Factor, Grant
from naerverk_web.access.policy import Viewer
from naerverk_web.access.queries import Given, given_of
from naerverk_web.access.roles import Permission
from naerverk_web.audit.public import Actor, record
from naerverk_web.design.public import harmless

UNUSED_FOR = timedelta(days=90)
LOOK_EVERY = timedelta(days=180)
UNUSED, ENDLESS, LEFT = "unused", "endless", "left"

_leavers: list[Callable[[date], set[int]]] = []


@dataclass(frozen=True, slots=True)
class Line:
    """One role somebody has, for those who review. `flags`: why it is worth a look."""

    given: Given
    last_at: datetime | None
    factors: int
    flags: tuple[str, ...]
    looked_at: datetime | None
    looked_by: str
    is_own: bool

    def is_due(self, at: datetime) -> bool:
        """Whether nobody has looked for half a year."""
        return self.looked_at is None or at - self.looked_at > LOOK_EVERY


@dataclass(frozen=True, slots=True)
class Idle:
    """An account that holds no role."""

    pk: int
    name: str
    email: str
    last_at: datetime | None
    goes_on: date
    """The day it is removed."""


def know_leavers(ask: Callable[[date], set[int]]) -> None:
    """Who has left is known on a floor above: the one who puts the house together says whom to ask."""
    _leavers[:] = [ask]


def have_left(today: date) -> set[int]:
    """Accounts of people whose employment has ended: their roles end by themselves."""
    return {pk for ask in _leavers for pk in ask(today)}


def lines(viewer: Viewer, at: datetime) -> list[Line]:
    """Every role held or to come, those most worth a look first; nothing for those who may not review."""
    if not viewer.may(Permission.REVIEW_ACCESS):
        return []
    today = viewer.tree.on
    grants = Grant.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today)).select_related("account", "unit")
    factors = set(Factor.objects.values_list("account_id", flat=True))
    left = have_left(today)
    looked = {grant.pk: grant for grant in grants}
    used = last_used()
    found = [
        Line(
            given=each,
            last_at=used.get(each.account_id),
            factors=each.account_id in factors,
            flags=_flags(each, looked[each.pk], used.get(each.account_id), at, each.account_id in left),
            looked_at=looked[each.pk].reviewed_at,
            looked_by=looked[each.pk].reviewed_by,
            is_own=each.account_id == viewer.account_id,
        )
        for each in given_of(viewer, grants)
    ]
    return sorted(found, key=lambda line: -len(line.flags))


def idle(viewer: Viewer) -> list[Idle]:
    """Accounts that are open and hold nothing."""
    if not viewer.may(Permission.REVIEW_ACCESS):
        return []
    rows, used = without_role(viewer.tree.on).filter(is_active=True), last_used()
    return [Idle(row.pk, row.name, row.email, used.get(row.pk), goes_on(row, used.get(row.pk))) for row in rows]


def _flags(given: Given, grant: Grant, used: datetime | None, at: datetime, has_left: bool) -> tuple[str, ...]:
    # Somebody who got the first role yesterday has not failed to use it.
    is_unused = at - max(used or grant.made_at, grant.made_at) > UNUSED_FOR
    # A group's role ends with the group; a post that is held until further notice ends with the employment.
    is_endless = given.to_day is None and not grant.group and (given.deputy or given.role.for_a_time)
    flags = {LEFT: has_left, UNUSED: is_unused, ENDLESS: is_endless}
    return tuple(flag for flag, holds in flags.items() if holds)


@transaction.atomic
def keep_role(grant_id: int, *, by: Actor) -> None:
    """Somebody has looked at it, and it is right."""
    grant = Grant.objects.select_for_update().get(pk=grant_id)
    grant.reviewed_at, grant.reviewed_by = timezone.now(), by.name
    grant.save(update_fields=["reviewed_at", "reviewed_by"])
    record("access.role_kept", by=by, about=("account", str(grant.account_id)), details={"role": grant.role})


def as_csv(header: list[str], rows: list[list[str]], *, lang: str) -> bytes:
    """The list as a file; semicolons in Norwegian, as spreadsheets there expect."""
    text = StringIO()
    writer = csv.writer(text, delimiter="," if lang == "en" else ";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([[harmless(cell) for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")
