"""Codes of an authenticator app: six digits that change every half minute (RFC 6238)."""

from __future__ import annotations

import base64
import os
from datetime import datetime

import segno
from cryptography.hazmat.primitives.constant_time import bytes_eq
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.utils.safestring import SafeString, mark_safe

STEP = 30
DIGITS = 6
DRIFT = 1
"""Steps a phone's clock may be off, either way."""


def new_secret() -> str:
    """160 random bits, as apps want to have them typed."""
    return base64.b32encode(os.urandom(20)).decode()


def in_groups(secret: str) -> str:
    """The same, for people to type."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def drawn(secret: str, *, email: str) -> SafeString:
    """The secret as a QR code: SVG, black on white in the dark too, since phones want it so."""
    address = _totp(secret).get_provisioning_uri(email, "Nærverk")
    svg = segno.make(address, error="m", micro=False).svg_inline(omitsize=True, dark="#000", light="#fff")
    return mark_safe(svg)  # noqa: S308 - drawn by us


def code_at(secret: str, at: datetime) -> str:
    """What the app shows."""
    return _totp(secret).generate(int(at.timestamp())).decode()


def step_of(secret: str, code: str, *, at: datetime) -> int | None:
    """The time step a code belongs to, when it is the app's code of about now."""
    now, totp = int(at.timestamp()) // STEP, _totp(secret)
    if not (code.isascii() and code.isdigit()):
        return None
    right = [
        step for step in range(now - DRIFT, now + DRIFT + 1) if bytes_eq(totp.generate(step * STEP), code.encode())
    ]
    return right[-1] if right else None


def _totp(secret: str) -> TOTP:
    return TOTP(base64.b32decode(secret), DIGITS, SHA1(), STEP)  # noqa: S303 - what every app can do; broken for signatures only
