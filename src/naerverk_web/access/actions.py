"""Making accounts, giving and ending roles."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from naerverk_web.access.models import Account, Grant
from naerverk_web.access.roles import ROLES
from naerverk_web.audit.public import Actor, record
from naerverk_web.notices.public import tell
from naerverk_web.organisation.models import Unit


@transaction.atomic
def make_account(*, email: str, name: str, password: str | None = None, by: Actor) -> Account:
    """A new account without any role; without a password it can only be opened by a link or a provider."""
    account = Account.objects.create_user(email, name, password)
    record("access.account_made", by=by, about=("account", str(account.pk)))
    return account


@transaction.atomic
def give_role(
    account_id: int,
    *,
    role: str,
    unit_id: str | None,
    from_day: date,
    to_day: date | None = None,
    deputy: bool = False,
    appointed_by: str,
    group: str = "",
    by: Actor,
) -> int:
    """Give a role on a unit and all below it; stand-ins may overlap with the one they stand in for."""
    unit = Unit.objects.get(unit_id=unit_id) if unit_id and not ROLES[role].whole else None
    # Somebody, and not the sign-in provider or the first run: then there is a person to tell of its end.
    giver = int(by.id) if by.id.isdigit() else None
    grant = Grant.objects.create(
        account_id=account_id,
        role=role,
        unit=unit,
        valid_from=from_day,
        valid_to=to_day,
        deputy=deputy,
        appointed_by=appointed_by,
        group=group,
        given_by_id=giver,
    )
    if giver and giver != account_id:
        tell(account_id, "role_given", link=reverse("access:account"))
    record(
        "access.role_given",
        by=by,
        about=("account", str(account_id)),
        details={"role": role, "unit": unit_id, "from_day": str(from_day), "to_day": str(to_day or "")},
    )
    return int(grant.pk)


@transaction.atomic
def end_role(grant_id: int, *, last_day: date, by: Actor) -> None:
    """End a grant; one that has not begun by then is removed."""
    grant = Grant.objects.select_for_update().get(pk=grant_id)
    if last_day < grant.valid_from:
        grant.delete()
    else:
        grant.valid_to = last_day
        grant.save(update_fields=["valid_to"])
    record(
        "access.role_ended",
        by=by,
        about=("account", str(grant.account_id)),
        details={"role": grant.role, "last_day": str(last_day)},
    )


@transaction.atomic
def end_access(account_id: int, *, last_day: date, by: Actor) -> int:
    """End every role of an account when its employment ends; return how many."""
    open_grants = Grant.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=last_day), account_id=account_id)
    ids = list(open_grants.values_list("pk", flat=True))
    for grant_id in ids:
        end_role(grant_id, last_day=last_day, by=by)
    return len(ids)
