"""Class P4 at rest: AES-256-GCM under the site's own key, in pieces, so that a file never lies whole in memory."""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from naerverk_web.sealing.public import SealError, key_for, open_value, opened, seal_value

PIECE = 1 << 20
PURPOSE = "intake"
_SALT, _TAG = 8, 16


def seal_file(pieces: Iterable[bytes], path: Path) -> tuple[int, str]:
    """Write bytes encrypted, on disk before this returns; (size, SHA-256) of the plain content."""
    cipher, salt = AESGCM(key_for(PURPOSE)), os.urandom(_SALT)
    digest, size = hashlib.sha256(), 0
    with path.open("xb") as out:
        os.fchmod(out.fileno(), 0o600)
        out.write(salt)
        for number, (piece, last) in enumerate(_even(pieces)):
            digest.update(piece)
            size += len(piece)
            out.write(cipher.encrypt(_nonce(salt, number), piece, _place(number, last)))
        out.flush()
        os.fsync(out.fileno())
    return size, digest.hexdigest()


def open_file(path: Path) -> Iterator[bytes]:
    """The plain content piece by piece; SealError when anything of it was touched or is missing."""
    cipher = AESGCM(key_for(PURPOSE))
    left = path.stat().st_size - _SALT
    with path.open("rb") as sealed:
        salt, number = sealed.read(_SALT), 0
        while left > 0:
            piece = sealed.read(PIECE + _TAG)
            left -= len(piece)
            yield opened(cipher, _nonce(salt, number), piece, _place(number, left <= 0))
            number += 1
    if not number:
        raise SealError


def seal_json(content: Any) -> bytes:
    """A small value, encrypted."""
    return seal_value(content, purpose=PURPOSE)


def open_json(sealed: bytes | memoryview) -> Any:
    """The value again."""
    return open_value(sealed, purpose=PURPOSE)


def _nonce(salt: bytes, number: int) -> bytes:
    return salt + struct.pack(">I", number)


def _place(number: int, last: bool) -> bytes:
    """Goes into the tag, so that pieces cannot be cut off or change places."""
    return struct.pack(">I?", number, last)


def _even(pieces: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """The same bytes in pieces of PIECE, the last one marked; one empty piece when there are none."""
    kept = bytearray()
    for piece in pieces:
        kept += piece
        while len(kept) > PIECE:
            yield bytes(kept[:PIECE]), False
            del kept[:PIECE]
    yield bytes(kept), True
