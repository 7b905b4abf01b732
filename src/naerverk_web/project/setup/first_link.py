"""The link that makes the first account. It is printed where the server was started, so that no stranger has it.

Nothing is stored: the word in the link is signed with the site's own secret, and opens nothing once somebody has an
account.
"""

from __future__ import annotations

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner

from naerverk_web.access.models import Account

VALID_DAYS = 7
SIGNED = "first"


def new_word() -> str:
    """A word for the link."""
    return _signer().sign(SIGNED)


def opens(word: str) -> bool:
    """Whether the word makes the first account."""
    if Account.objects.exists():
        return False
    try:
        return _signer().unsign(word, max_age=timedelta(days=VALID_DAYS)) == SIGNED
    except BadSignature:
        return False


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="naerverk.first-account")
