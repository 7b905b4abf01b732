"""Making a backup while the site runs."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from naerverk import __version__
from naerverk_web.audit.public import Actor, record
from naerverk_web.project.backup.archive import BackupError, Manifest, refused_when_unwritable, write_archive
from naerverk_web.project.backup.databases import dump
from naerverk_web.sealing.public import open_folder

ENDING = ".naerverk-backup"
KEYS = ("secret-key", "confidential-key")


def make_backup(target: Path, *, at: datetime, by: Actor) -> Path:
    """A backup in a folder, under a name with the time, or under the name given; returns where it lies."""
    with refused_when_unwritable(target):
        path = target / f"naerverk-{at:%Y%m%dT%H%M%SZ}{ENDING}" if target.is_dir() else target
        _refuse_what_is_there(path)
    with refused_when_unwritable(Path(settings.DATA)), open_folder() as work:
        # The database first: a file that comes later is not missed by it.
        copy = work / "database"
        dump(copy)
        manifest = Manifest(at.isoformat(), __version__, connection.vendor, applied(), fingerprint_of_key())
        with refused_when_unwritable(path):
            write_archive(path, manifest, copy, Path(settings.MEDIA_ROOT))
    _write_down(path, by)
    return path


def _refuse_what_is_there(path: Path) -> None:
    if path.exists():
        raise BackupError(f"{path} exists already. Nothing was written over.")
    if not path.parent.is_dir():
        raise BackupError(f"There is no folder {path.parent}.")


def _write_down(path: Path, by: Actor) -> None:
    """A copy of everything that the log does not know of must not be."""
    try:
        with refused_when_unwritable(Path(settings.DATA)):
            record("project.backup_made", by=by)
    except BackupError:
        path.unlink()
        raise


def applied() -> list[str]:
    """The migrations the database has had."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def fingerprint_of_key() -> str:
    """Tells whether a backup's sealed files open under the key that is here; the key cannot be read from it."""
    return hmac.new(settings.CONFIDENTIAL_KEY.encode(), b"naerverk backup", hashlib.sha256).hexdigest()


def write_keys(target: Path) -> None:
    """The site's keys in a file of their own, for a place apart from the backups."""
    kept = dict(zip(KEYS, (settings.SECRET_KEY, settings.CONFIDENTIAL_KEY), strict=True))
    with refused_when_unwritable(target):
        _refuse_what_is_there(target)
        target.touch(mode=0o600)
        try:
            target.write_text("".join(f"{name}={value}\n" for name, value in kept.items()), encoding="utf-8")
        except OSError:
            target.unlink()
            raise
