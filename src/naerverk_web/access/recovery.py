"""Recovery codes: ten on paper, each opens once."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.utils.crypto import salted_hmac

from naerverk_web.access.models import RecoveryCode

HOW_MANY = 10
LETTERS = "abcdefghjkmnpqrstvwxyz23456789"
"""Without those that look like others."""


def make_codes(account_id: int) -> list[str]:
    """New codes instead of all before; shown now and never again."""
    codes = ["".join(secrets.choice(LETTERS) for _ in range(12)) for _ in range(HOW_MANY)]
    RecoveryCode.objects.filter(account_id=account_id).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account_id=account_id, digest=_digest(account_id, code)) for code in codes
    )
    return ["-".join((code[:4], code[4:8], code[8:])) for code in codes]


def spend_code(account_id: int, code: str, *, at: datetime) -> bool:
    """Use a code up. Two at the same time: one of them comes too late."""
    digest = _digest(account_id, code.replace("-", "").lower())
    return RecoveryCode.objects.filter(digest=digest, used_at=None).update(used_at=at) == 1


def codes_left(account_id: int) -> int:
    """How many have not been used."""
    return RecoveryCode.objects.filter(account_id=account_id, used_at=None).count()


def _digest(account_id: int, code: str) -> str:
    """Keyed, and long enough (59 bits) that a slow hash would add nothing."""
    return salted_hmac("naerverk.recovery", f"{account_id} {code}", algorithm="sha256").hexdigest()
