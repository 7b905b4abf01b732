"""Accounts that hold nothing and that nobody uses: listed with the day they go, and then gone."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max, Q
from django.utils import timezone

from naerverk.calendar import Month
from naerverk_web.access.models import Account, Grant, SignedIn
from naerverk_web.audit.public import Actor, record
from naerverk_web.notices.public import forget_account

NOBODY = "–"
"""The name of an account that is emptied because a target or a closed month names it."""
EMPTIED = "@removed.invalid"


def forget_accounts(on: date, *, by: Actor) -> int:
    """Remove the accounts whose day has come; how many. What the log says of them goes when the log's time is out."""
    used = last_used()
    due = [row for row in without_role(on).exclude(email__endswith=EMPTIED) if goes_on(row, used.get(row.pk)) <= on]
    for row in due:
        _forget(row, by)
    return len(due)


def without_role(on: date) -> models.QuerySet[Account]:
    """Accounts that hold no role that day or later, with the last day of the last they held as `held_to`."""
    holds = Grant.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on)).values("account_id")
    return Account.objects.exclude(pk__in=holds).annotate(held_to=Max("grants__valid_to")).order_by("name", "email")


def goes_on(row: Account, used: datetime | None) -> date:
    """The first of the month, so many whole months after the account was made, used or held a role."""
    last = timezone.localdate(max(row.made_at, used or row.made_at))
    held_to: date | None = row.held_to  # type: ignore[attr-defined]
    return Month.of(max(last, held_to or last)).plus(settings.KEEP_ACCOUNTS_MONTHS + 1).first


def last_used() -> dict[int, datetime]:
    """When each account was last in use: a session that goes on counts, not only its beginning."""
    seen = dict(SignedIn.objects.values_list("account_id").annotate(Max("seen_at")))
    begun = Account.objects.exclude(last_login=None).values_list("pk", "last_login")
    return {pk: max(at, seen.get(pk, at)) for pk, at in begun if at is not None}


@transaction.atomic
def _forget(row: Account, by: Actor) -> None:
    """Gone, or emptied of who it was: what it has signed keeps its number, so that the signature holds."""
    number = row.pk
    try:
        with transaction.atomic():
            row.delete()
    except models.ProtectedError:
        _empty(row)
    forget_account(number)
    record("access.account_forgotten", by=by, about=("account", str(number)))


def _empty(row: Account) -> None:
    for related in (row.grants, row.factors, row.recovery_codes, row.linked, row.signed_in):
        related.all().delete()
    row.name, row.email, row.language = NOBODY, f"{row.pk}{EMPTIED}", ""
    row.is_active, row.last_login = False, None
    row.set_unusable_password()
    row.save()
