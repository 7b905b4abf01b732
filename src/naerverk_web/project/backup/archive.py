"""One file that holds a backup: members in a packed archive, and last the list of what each must be."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import sqlite3
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import BinaryIO

from django.db import OperationalError

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "database"
FILES = "files"
PIECE = 1 << 20
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)


class BackupError(Exception):
    """A backup that cannot be made or used; the message is a sentence for whoever asked."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup is. `checksums`: SHA-256 of every member. `key`: tells the confidential key without giving it."""

    made_at: str
    version: str
    vendor: str
    migrations: list[str]
    key: str
    checksums: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT


@contextmanager
def refused_when_unwritable(place: Path) -> Iterator[None]:
    """A full disk, or a place where the site may not write, becomes one sentence that names the place."""
    try:
        yield
    except (OSError, sqlite3.OperationalError, OperationalError) as problem:
        reason = (problem.strerror if isinstance(problem, OSError) else None) or problem
        raise BackupError(
            f"{place} could not be written: {reason}. No backup was made, and nothing of one is left."
            " Make room or choose another place, and run it again."
        ) from None


def checksum(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_archive(target: Path, manifest: Manifest, database: Path, files: Path) -> None:
    """Pack everything; the file has its name only when it is whole, and what is not whole is taken away."""
    unfinished = target.with_name(target.name + ".unfinished")
    try:
        with unfinished.open("wb") as out:
            unfinished.chmod(0o600)
            _pack(out, manifest, {DATABASE: database, **dict(_sealed(files))})
            out.flush()
            # A disk that is full may say so only now.
            os.fsync(out.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _pack(out: BinaryIO, manifest: Manifest, members: Mapping[str, Path]) -> None:
    with tarfile.open(fileobj=out, mode="w:gz", compresslevel=4) as archive:
        for name, path in members.items():
            manifest.checksums[name] = checksum(path)
            archive.add(path, name, recursive=False)
        listed = json.dumps(asdict(manifest), indent=1).encode()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size = len(listed)
        archive.addfile(entry, io.BytesIO(listed))


def _sealed(files: Path) -> Iterator[tuple[str, Path]]:
    """Every sealed file. Files that are opened for a moment are plain text, and stay out."""
    for path in sorted(files.rglob("*.sealed")):
        yield f"{FILES}/{path.relative_to(files).as_posix()}", path


@contextmanager
def refused_when_damaged(source: Path) -> Iterator[None]:
    """Whatever a cut or changed archive makes Python say becomes one sentence."""
    try:
        yield
    except (tarfile.TarError, EOFError, zlib.error, OSError, ValueError, KeyError, TypeError) as problem:
        if isinstance(problem, OSError) and problem.errno in NO_ROOM:
            # The machine's doing, not the file's: a full disk must not make anybody throw the backup away.
            raise BackupError(f"{source} could not be unpacked: {problem.strerror}. Nothing was restored.") from None
        raise BackupError(
            f"{source} is damaged or not a backup of Nærverk, and nothing was restored. Use another copy."
            f" (What was wrong: {type(problem).__name__}.)"
        ) from None


def read_archive(source: Path, folder: Path) -> Manifest:
    """Unpack into an empty folder and hold every member against the list; BackupError when one differs."""
    if not source.is_file():
        raise BackupError(f"There is no file {source}.")
    with refused_when_damaged(source):
        with tarfile.open(source, mode="r:gz") as archive:
            archive.extractall(folder, filter="data")
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
        found = {
            path.relative_to(folder).as_posix(): checksum(path)
            for path in folder.rglob("*")
            if path.is_file() and path.name != MANIFEST
        }
        if manifest.format != FORMAT or found != manifest.checksums or DATABASE not in found:
            raise ValueError
    return manifest
