"""Whose an account is: so that its roles end with the employment."""

from __future__ import annotations

from django.db import transaction

from naerverk_web.access.models import Account
from naerverk_web.audit.public import Actor, record
from naerverk_web.people.models import Person


class NoAccountError(Exception):
    """Nobody signs in with that address."""


class TakenError(Exception):
    """The account is linked to somebody else; `number` is theirs."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


@transaction.atomic
def link_account(person_id: str, *, email: str, by: Actor) -> None:
    """Say which account a person signs in with; an empty address takes the link away."""
    person = Person.objects.select_for_update().get(person_id=person_id)
    account = Account.objects.filter(email=email.strip().lower(), is_active=True).first() if email else None
    if email and account is None:
        raise NoAccountError
    other = Person.objects.filter(account=account).exclude(pk=person.pk).first() if account else None
    if other:
        raise TakenError(other.person_id)
    person.account = account
    person.save(update_fields=["account"])
    details = {"account": account.pk if account else None}
    record("people.account_linked", by=by, about=("person", person_id), details=details)
