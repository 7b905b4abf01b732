"""Reading the log, for those who may: its lines, and whom they name. Never an employee's name: numbers only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from naerverk_web.access.models import Account, Grant
from naerverk_web.access.public import ROLES, Permission, Viewer
from naerverk_web.audit.public import Asked, Key, Line, newest_lines, next_lines

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Part:
    """One page of the log. `newer` and `older`: the keys that the pages before and after it begin at."""

    lines: list[Line]
    newer: Key | None
    older: Key | None


@dataclass(frozen=True, slots=True)
class Named:
    """The names of accounts, and the roles they had from when to when."""

    names: dict[str, str]
    grants: dict[str, list[Grant]]

    def roles(self, account_id: str, at: datetime) -> list[str]:
        """The roles an account had on the day of a moment: the log itself does not write them down."""
        day = timezone.localdate(at)
        held = {
            each.role
            for each in self.grants.get(account_id, ())
            if each.valid_from <= day and (each.valid_to is None or day <= each.valid_to)
        }
        return [str(role.name) for key, role in ROLES.items() if key in held]


def part_of(viewer: Viewer, asked: Asked, *, older: Key | None, newer: Key | None) -> Part:
    """One page: the newest lines, those older than a key, or those just newer than one."""
    if not viewer.may(Permission.SEE_AUDIT):
        return Part([], None, None)
    if newer:
        found = next_lines(asked, most=PER_PAGE + 1, newer_than=newer)
        lines = found[-PER_PAGE:]
        return Part(lines, lines[0].key if len(found) > PER_PAGE else None, lines[-1].key if lines else None)
    found = newest_lines(asked, most=PER_PAGE + 1, older_than=older)
    lines = found[:PER_PAGE]
    return Part(lines, lines[0].key if older and lines else None, lines[-1].key if len(found) > PER_PAGE else None)


def all_lines(viewer: Viewer, asked: Asked, *, most: int) -> list[Line]:
    """The newest lines, for a file."""
    return newest_lines(asked, most=most) if viewer.may(Permission.SEE_AUDIT) else []


def named_in(viewer: Viewer, lines: Iterable[Line]) -> Named:
    """Those who acted, and the accounts that something was done to."""
    if not viewer.may(Permission.SEE_AUDIT):
        return Named({}, {})
    seen = {line.actor_id for line in lines} | {line.about_id for line in lines if line.about_kind == "account"}
    numbers = {int(each) for each in seen if each.isascii() and each.isdigit() and len(each) < 19}
    grants: dict[str, list[Grant]] = {}
    for grant in Grant.objects.filter(account__in=numbers):
        grants.setdefault(str(grant.account_id), []).append(grant)
    rows = Account.objects.filter(pk__in=numbers).values_list("pk", "name")
    return Named({str(pk): name for pk, name in rows if name}, grants)


def accounts_called(viewer: Viewer, words: str) -> list[tuple[int, str]]:
    """Accounts by number, by e-mail address, or by part of the name: number and name of each."""
    if not viewer.may(Permission.SEE_AUDIT):
        return []
    rows = list(Account.objects.order_by("name", "pk").values_list("pk", "name", "email"))
    # Not asked of the database: SQLite takes Å and å for two letters.
    folded = words.casefold()
    exact = [(pk, name) for pk, name, email in rows if folded in {str(pk), email.casefold(), name.casefold()}]
    return exact or [(pk, name) for pk, name, _email in rows if folded in name.casefold()]
