"""Folders for what must lie readable on disk for a moment, and how they go also when the process is killed."""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from django.conf import settings

JUST_MADE = 60
"""Seconds in which a folder may not be held yet by the process that makes it."""


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder for the site's own user only, gone afterwards; the clock clears away what a killed process left."""
    above = _above()
    above.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder = Path(mkdtemp(prefix="", dir=above))
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


def clear_open_folders(*, older_than: float = JUST_MADE) -> int:
    """Remove the folders that no process holds any more; returns how many."""
    made_before = time.time() - older_than  # noqa: TID251 - compared with the file system's own clock
    return sum(_cleared(folder, made_before) for folder in _above().glob("*"))


def _cleared(folder: Path, made_before: float) -> bool:
    try:
        held = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        # Held by a process that lives; for one that was killed the system itself lets go.
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        left = os.fstat(held).st_mtime <= made_before
    except BlockingIOError:
        return False
    else:
        if left:
            shutil.rmtree(folder, ignore_errors=True)
        return left
    finally:
        os.close(held)


def _above() -> Path:
    return Path(settings.DATA) / "opened"
