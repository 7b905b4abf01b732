"""Small values at rest: AES-256-GCM, with one key per purpose made from the confidential key of the site."""

from __future__ import annotations

import hashlib
import json
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE = 12


class SealError(Exception):
    """Something sealed that was cut, changed, or sealed under another key."""


def key_for(purpose: str) -> bytes:
    """The key of one purpose: what is sealed for one cannot be passed off as another's."""
    # The setting is a long random text, so one hash makes a key of it.
    return hashlib.sha256(f"naerverk {purpose} {settings.CONFIDENTIAL_KEY}".encode()).digest()


def seal_value(content: Any, *, purpose: str) -> bytes:
    """A small value as JSON, encrypted."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key_for(purpose)).encrypt(nonce, json.dumps(content, default=str).encode(), b"json")


def open_value(sealed: bytes | memoryview, *, purpose: str) -> Any:
    """The value again; SealError when it was touched."""
    sealed = bytes(sealed)
    return json.loads(opened(AESGCM(key_for(purpose)), sealed[:_NONCE], sealed[_NONCE:], b"json"))


def opened(cipher: AESGCM, nonce: bytes, piece: bytes, place: bytes) -> bytes:
    """One encrypted piece in plain; SealError when it, or its place, is another than when it was sealed."""
    try:
        return cipher.decrypt(nonce, piece, place)
    except (InvalidTag, ValueError):
        raise SealError from None
