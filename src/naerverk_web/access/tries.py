"""Guessing passwords is made slow: after some wrong tries the next has to wait, and the wait grows.

Counted for the account that was typed, whether it exists or not, and for the address it came from, in the database, so
that all processes count together. A try is counted before the password is looked at: many at once gain nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from naerverk_web.access.models import Tries

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Counted:
    """What wrong tries are counted for, and how many are free: a whole town hall may share one address."""

    kind: str
    value: str
    free: int

    @property
    def key(self) -> str:
        return salted_hmac(f"naerverk.tries.{self.kind}", self.value, algorithm="sha256").hexdigest()


def counted(email: str, address: str) -> tuple[Counted, Counted]:
    """The account and the address of a try."""
    return Counted("account", email.strip().lower(), 5), Counted("address", address, 50)


@transaction.atomic
def begin_try(email: str, address: str, *, at: datetime) -> timedelta:
    """How long this try has to wait; nothing when it may go on, and then it is counted."""
    Tries.objects.filter(last_at__lt=at - FORGOTTEN_AFTER).delete()
    both = counted(email, address)
    rows = [Tries.objects.select_for_update().get_or_create(key=each.key, defaults={"last_at": at})[0] for each in both]
    wait = max(_wait(row, each.free, at) for row, each in zip(rows, both, strict=True))
    if not wait:
        Tries.objects.filter(key__in=[row.key for row in rows]).update(wrong=F("wrong") + 1, last_at=at)
    return wait


@transaction.atomic
def forget_tries(email: str, address: str) -> None:
    """The try was right: the account starts afresh, and the address is not blamed for it."""
    account, place = counted(email, address)
    Tries.objects.filter(key=account.key).delete()
    Tries.objects.filter(key=place.key, wrong__gt=0).update(wrong=F("wrong") - 1)


def _wait(row: Tries, free: int, at: datetime) -> timedelta:
    if row.wrong < free:
        return timedelta()
    # Beyond the tenth doubling the wait is the longest in any case.
    delay = min(FIRST_WAIT * 2 ** min(row.wrong - free, 10), LONGEST_WAIT)
    return max(row.last_at + delay - at, timedelta())


def address_of(request: HttpRequest) -> str:
    """Where a request comes from: the address that the outermost of our own proxies saw. IPv6 by its network."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    ours = settings.TRUSTED_PROXIES
    seen = hops[-ours] if ours and len(hops) >= ours else request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(seen)
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return str(address)
