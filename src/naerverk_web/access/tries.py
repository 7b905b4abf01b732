"""Guessing is made slow: after some wrong tries the next has to wait, and the wait grows.

Counted in the database, so that all processes count together, and before the answer is looked at: many tries at once
gain nothing. A stranger who guesses does not shut the owner out: tries at a place or device where the owner has been
let in before are counted for themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from naerverk_web.access.devices import device_known
from naerverk_web.access.models import Tries

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)
USUAL_FOR = timedelta(days=90)
CROWDS = {"address", "crowd", "link address", "passkey address", "provider address"}


@dataclass(frozen=True, slots=True)
class Counted:
    """What wrong tries are counted for, and how many are free."""

    kind: str
    value: str
    free: int

    @property
    def key(self) -> str:
        return salted_hmac(f"naerverk.tries.{self.kind}", self.value, algorithm="sha256").hexdigest()


def for_password(email: str, request: HttpRequest) -> tuple[Counted, ...]:
    """The device when it is known; else the account at this address. Strangers also share what all strangers have.

    The account is what was typed, whether it exists or not. A whole town hall may share one address.
    """
    account, address = email.strip().lower(), address_of(request)
    device = device_known(request, account)
    if device:
        return (Counted("device", f"{account} {device}", 5),)
    here = Counted("place", f"{account} {address}", 5)
    if Tries.objects.filter(key=here.key, right_at__isnull=False).exists():
        return here, Counted("crowd", address, 300)
    return here, Counted("account", account, 30), Counted("address", address, 50)


def for_password_again(account_id: int) -> tuple[Counted, ...]:
    """Somebody who is signed in and is asked once more."""
    return (Counted("again", str(account_id), 5),)


def for_code(account_id: int) -> tuple[Counted, ...]:
    """The second step, which only the one with the password gets to."""
    return (Counted("code", str(account_id), 5),)


def for_link(email: str, request: HttpRequest) -> tuple[Counted, ...]:
    """Links to a new password."""
    return Counted("link", email.strip().lower(), 5), Counted("link address", address_of(request), 50)


def for_passkey(request: HttpRequest) -> tuple[Counted, ...]:
    """Passkeys from an address: nobody guesses one, but each try costs work."""
    return (Counted("passkey address", address_of(request), 50),)


def for_provider(request: HttpRequest) -> tuple[Counted, ...]:
    """Answers of the sign-in provider from an address: each wrong one costs a question to it."""
    return (Counted("provider address", address_of(request), 50),)


def wrong_guess(what: str, request: HttpRequest, *, at: datetime) -> timedelta:
    """Count a wrong address that holds a secret; how long whoever sends them has to wait now."""
    return begin_try((Counted(f"{what} address", address_of(request), 50),), at=at)


@transaction.atomic
def begin_try(counted: tuple[Counted, ...], *, at: datetime) -> timedelta:
    """How long this try has to wait; nothing when it may go on, and then it is counted."""
    forget_old_tries(at)
    rows = [
        Tries.objects.select_for_update().get_or_create(key=each.key, defaults={"last_at": at})[0] for each in counted
    ]
    wait = max(_wait(row, each.free, at) for row, each in zip(rows, counted, strict=True))
    if not wait:
        Tries.objects.filter(key__in=[row.key for row in rows]).update(wrong=F("wrong") + 1, last_at=at)
    return wait


def forget_old_tries(at: datetime) -> None:
    """What was wrong goes after a day; a usual place stays one for a season."""
    usual = Q(right_at__gte=at - USUAL_FOR)
    Tries.objects.filter(last_at__lt=at - FORGOTTEN_AFTER).exclude(usual).delete()


@transaction.atomic
def forget_tries(counted: tuple[Counted, ...], *, at: datetime) -> None:
    """The try was right: it starts afresh, the place is a usual one from now on, and the address is not blamed."""
    for each in counted:
        row = Tries.objects.filter(key=each.key)
        if each.kind in CROWDS:
            row.filter(wrong__gt=0).update(wrong=F("wrong") - 1)
        elif each.kind == "place":
            row.update(wrong=0, last_at=at, right_at=at)
        else:
            row.delete()


def _wait(row: Tries, free: int, at: datetime) -> timedelta:
    # What was wrong yesterday at a usual place is forgotten, though the place is not.
    if row.wrong < free or at - row.last_at > FORGOTTEN_AFTER:
        return timedelta()
    # Beyond the tenth doubling the wait is the longest in any case.
    delay = min(FIRST_WAIT * 2 ** min(row.wrong - free, 10), LONGEST_WAIT)
    left: timedelta = row.last_at + delay - at
    return max(left, timedelta())


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
