"""Groups of the sign-in provider as roles: a small table in a file, and what it gives somebody today."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.db import transaction
from django.db.models import Q

from naerverk_web.access.actions import end_role, give_role, make_account
from naerverk_web.access.models import Account, Grant, Linked
from naerverk_web.access.provider import NotBelieved, Told
from naerverk_web.access.roles import ROLES
from naerverk_web.audit.public import Actor, record
from naerverk_web.organisation.public import tree

HEADER = ["group", "role", "unit"]
BY = Actor("", "provider")


class TableError(Exception):
    """The file with groups cannot be used; the message says which line, and why."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """A group gives a role on a unit and all below it; without a unit on the whole organisation."""

    group: str
    role: str
    unit_id: str | None


def table() -> list[Mapped]:
    """The file as it is now: a change holds from the next sign-in."""
    path = Path(settings.OIDC_ROLES)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
    except OSError as problem:
        raise TableError(f"{path} cannot be read: {problem.strerror}.") from None
    if not rows or [name.strip() for name in rows[0]] != HEADER:
        raise TableError(f"{path}, line 1: write {','.join(HEADER)}.")
    return [_mapped(path, number, row) for number, row in enumerate(rows[1:], 2) if any(row)]


def _mapped(path: Path, number: int, row: list[str]) -> Mapped:
    if len(row) != len(HEADER):
        raise TableError(f"{path}, line {number}: write three columns: {','.join(HEADER)}.")
    group, role, unit = (cell.strip() for cell in row)
    if not group or role not in ROLES:
        raise TableError(f"{path}, line {number}: {role!r} is no role. Roles: {', '.join(ROLES)}.")
    if ROLES[role].whole and unit:
        raise TableError(f"{path}, line {number}: {role} holds for the whole organisation. Leave the unit empty.")
    return Mapped(group, role, unit or None)


def check_table(app_configs: object, **_: object) -> list[CheckMessage]:
    """Say at start what is wrong in the file."""
    if not settings.OIDC_ISSUER:
        return []
    try:
        table()
    except TableError as problem:
        return [Error(str(problem), id="access.E001")]
    return []


@transaction.atomic
def account_of(told: Told, on: date) -> Account:
    """Whose words these are, with the roles that their groups give today. Nobody gets an account without a role."""
    units = tree(on)
    wanted = {each for each in table() if each.group in told.groups and (not each.unit_id or each.unit_id in units)}
    account = _known(told) or _linked(told, may_make=bool(wanted))
    if not account.is_active:
        raise NotBelieved("closed")
    _give(account, wanted, on)
    return account


def _known(told: Told) -> Account | None:
    link = Linked.objects.filter(issuer=settings.OIDC_ISSUER, subject=told.subject).select_related("account").first()
    return link.account if link else None


def _linked(told: Told, *, may_make: bool) -> Account:
    """The first time: by an address that the provider vouches for, and that nobody else there has had."""
    if not told.is_email_verified:
        raise NotBelieved("address")
    account = Account.objects.filter(email=told.email).first()
    if account is None and not may_make:
        raise NotBelieved("stranger")
    if account and Linked.objects.filter(account=account, issuer=settings.OIDC_ISSUER).exists():
        raise NotBelieved("other")
    account = account or make_account(email=told.email, name=told.name, by=BY)
    Linked.objects.create(account=account, issuer=settings.OIDC_ISSUER, subject=told.subject)
    record("access.provider_linked", by=BY, about=("account", str(account.pk)))
    return account


def _give(account: Account, wanted: set[Mapped], on: date) -> None:
    """Give what is new, end what is gone; what stays is left alone."""
    held = Grant.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on), account=account).exclude(group="")
    have = {Mapped(each.group, each.role, each.unit.unit_id if each.unit else None): each for each in held}
    for gone in have.keys() - wanted:
        end_role(have[gone].pk, last_day=on - timedelta(days=1), by=BY)
    for new in sorted(wanted - have.keys(), key=str):
        give_role(
            account.pk,
            role=new.role,
            unit_id=new.unit_id,
            from_day=on,
            appointed_by=f"{settings.OIDC_NAME}: {new.group}"[:200],
            group=new.group,
            by=BY,
        )
