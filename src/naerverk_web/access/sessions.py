"""Where somebody is signed in: each browser is a row that can be ended from another place.

On a shared computer a session ends by itself after five minutes without a request.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from naerverk_web.access.models import Account, SignedIn
from naerverk_web.audit.public import Actor, record

SHARED_LIMIT = timedelta(minutes=5)
SECOND = "second"
# Not every request is written down: a row per click would make readers into writers.
SEEN_EVERY = timedelta(seconds=20)
# A page asks so how far something has come (design's progress): nobody need be there, so it is no use of the computer.
BY_ITSELF = "Nv-By-Itself"

BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


@transaction.atomic
def began(sender: object, request: HttpRequest, user: Account, **_: object) -> None:
    """Somebody signed in, by whatever door: write down where."""
    at = timezone.now()
    if request.session.session_key is None:
        # Somebody else was signed in here: their session is gone, and the new one has no key until it is saved.
        request.session.save()
    key = request.session.session_key
    device = device_of(request.headers.get("User-Agent", ""))
    row = {"account": user, "device": device, "began_at": at, "seen_at": at, "shared": False}
    SignedIn.objects.update_or_create(session_key=key, defaults=row)
    record("access.signed_in", by=Actor(str(user.pk), user.name), about=("account", str(user.pk)))


@transaction.atomic
def ended(sender: object, request: HttpRequest, user: Account | None, **_: object) -> None:
    """Somebody signed out, or was signed out."""
    SignedIn.objects.filter(session_key=request.session.session_key).delete()
    if user is not None:
        record("access.signed_out", by=Actor(str(user.pk), user.name), about=("account", str(user.pk)))


def mark(request: HttpRequest, *, shared: bool, by_provider: bool) -> None:
    """Whether several people use this computer, and whether the sign-in provider let them in."""
    row = SignedIn.objects.filter(session_key=request.session.session_key)
    row.update(shared=shared, by_provider=by_provider)


def took_second(request: HttpRequest) -> None:
    """The second step was taken in this session, or made in it."""
    request.session[SECOND] = True


def has_taken_second(request: HttpRequest) -> bool:
    """Whether it was; for who comes by a provider that asks for it, that is the provider's to know."""
    if getattr(request, "by_provider", False) and settings.OIDC_SECOND_FACTOR == "provider":
        return True
    return bool(request.session.get(SECOND))


def follow(request: HttpRequest, at: datetime) -> SignedIn | None:
    """The row of a request's session. One that was ended elsewhere, or idle too long, is signed out here."""
    row = SignedIn.objects.filter(session_key=request.session.session_key, account_id=request.user.pk).first()
    if row is None or (row.shared and at - row.seen_at > SHARED_LIMIT):
        logout(request)
    elif at - row.seen_at > SEEN_EVERY and BY_ITSELF not in request.headers:
        SignedIn.objects.filter(pk=row.pk).update(seen_at=at)
    return row


@transaction.atomic
def end_sessions(account_id: int, *, by: Actor, only: int | None = None, but: str | None = None) -> int:
    """End the sessions of an account: `only` one row, or all `but` the one with this key; return how many."""
    rows = SignedIn.objects.filter(account_id=account_id).exclude(session_key=but or "")
    if only is not None:
        rows = rows.filter(pk=only)
    keys = list(rows.values_list("session_key", flat=True))
    for key in keys:
        import_module(settings.SESSION_ENGINE).SessionStore(key).delete()
    rows.delete()
    if keys:
        record("access.sessions_ended", by=by, about=("account", str(account_id)), details={"sessions": len(keys)})
    return len(keys)


@transaction.atomic
def keep_only_this(request: HttpRequest, before: str | None, *, by: Actor) -> None:
    """After a new password: this browser goes on under its new key, all others must sign in again."""
    SignedIn.objects.filter(session_key=before).update(session_key=request.session.session_key)
    record("access.password_changed", by=by, about=("account", by.id))
    end_sessions(int(by.id), by=by, but=request.session.session_key)


def device_of(agent: str) -> str:
    """The browser and the system, as far as the browser tells: enough to know one's own phone again."""
    found = [next((name for mark, name in marks.items() if mark in agent), "") for marks in (BROWSERS, SYSTEMS)]
    return ", ".join(name for name in found if name)
