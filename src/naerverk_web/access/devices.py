"""Devices where somebody has signed in before. They open nothing: they only need not wait for strangers' tries."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

COOKIE = "known_device"
SALT = "naerverk.device"
KEPT_FOR = 180 * 24 * 3600
MOST = 4
"""How many accounts one device is remembered for: the last ones."""


def device_known(request: HttpRequest, account: str) -> str:
    """The mark this device was given for an account, or nothing."""
    return _marks(request).get(_short(account), "")


def remember_device(request: HttpRequest, response: HttpResponse, account: str) -> None:
    """Mark the device for an account that has just been let in."""
    marks = _marks(request)
    mark = marks.pop(_short(account), "") or secrets.token_urlsafe(12)
    kept = dict([*marks.items(), (_short(account), mark)][-MOST:])
    response.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=SALT),
        max_age=KEPT_FOR,
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _marks(request: HttpRequest) -> dict[str, str]:
    try:
        marks = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return {}
    return dict(marks)


def _short(account: str) -> str:
    """The account as the cookie says it: not readable for the next one at the computer."""
    return salted_hmac(SALT, account, algorithm="sha256").hexdigest()[:16]
