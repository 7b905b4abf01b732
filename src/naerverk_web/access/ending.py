"""Roles that end soon: who holds them is told, and who gave them, once for each last day."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse

from naerverk_web.access.models import Grant
from naerverk_web.access.queries import accounts_with
from naerverk_web.access.roles import ROLES, Permission
from naerverk_web.notices.public import tell

SOON = timedelta(days=14)


def tell_of_ending_roles(today: date) -> int:
    """Tell of the roles that end within two weeks; of short ones in the second half of their time. How many."""
    near = Grant.objects.filter(valid_from__lte=today, valid_to__range=(today, today + SOON))
    untold = near.filter(Q(told_end=None) | ~Q(told_end=F("valid_to"))).order_by("pk")
    soon = [grant for grant in untold if _is_soon(grant, today)]
    givers = {account for account, _unit, _lang in accounts_with(_giving(), today)} if soon else set()
    for grant in soon:
        _tell(grant, givers)
    return len(soon)


def _is_soon(grant: Grant, today: date) -> bool:
    assert grant.valid_to  # asked for above
    return (grant.valid_to - today) * 2 <= grant.valid_to - grant.valid_from


def _giving() -> tuple[str, ...]:
    return tuple(key for key, role in ROLES.items() if Permission.GRANT_ROLES in role.permissions)


@transaction.atomic
def _tell(grant: Grant, givers: set[int]) -> None:
    tell(grant.account_id, "role_ends", link=reverse("access:account"))
    if grant.given_by_id in givers and grant.given_by_id != grant.account_id:
        tell(grant.given_by_id, "given_role_ends", link=reverse("access:given"))
    Grant.objects.filter(pk=grant.pk).update(told_end=grant.valid_to)
