"""The link that makes the first account. It is printed where the server was started, so that no stranger has it.

Nothing is stored: the word in the link is signed with the site's own secret, and opens nothing while somebody can let
others in. When the last one who could has left, whoever sits at the server gets a link again.
"""

from __future__ import annotations

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.utils import timezone

from naerverk_web.access.public import ROLES, Permission, accounts_with

VALID_DAYS = 7
SIGNED = "first"


def new_word() -> str:
    """A word for the link."""
    return _signer().sign(SIGNED)


def somebody_lets_in() -> bool:
    """Whether anybody gives roles today."""
    givers = [key for key, role in ROLES.items() if Permission.GRANT_ROLES in role.permissions]
    return bool(accounts_with(givers, timezone.localdate()))


def opens(word: str) -> bool:
    """Whether the word makes the first account."""
    if somebody_lets_in():
        return False
    try:
        return _signer().unsign(word, max_age=timedelta(days=VALID_DAYS)) == SIGNED
    except BadSignature:
        return False


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="naerverk.first-account")
