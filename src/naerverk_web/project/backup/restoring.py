"""Putting a backup in the place of what is here: first everything is verified, then everything is replaced."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from naerverk_web.access.models import Account, SignedIn
from naerverk_web.audit.public import Actor, broken_links, record
from naerverk_web.organisation.models import Unit
from naerverk_web.project.backup.archive import DATABASE, FILES, BackupError, Manifest, read_archive
from naerverk_web.project.backup.databases import load
from naerverk_web.project.backup.making import KEYS, fingerprint_of_key
from naerverk_web.sealing.public import open_folder


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and what to know about it."""

    made_at: str
    version: str
    broken: list[str]
    key_fits: bool


def restore(source: Path, *, replace: bool, keys: Path | None = None, by: Actor) -> Restored:
    """The site as it was. Everybody signs in anew: sign-ins of that time are not brought back to life."""
    given = _read_keys(keys) if keys else {}
    with open_folder() as work:
        manifest = read_archive(source, work)
        _refuse_what_does_not_fit(manifest)
        if not (replace or is_empty()):
            raise BackupError(
                "This site holds data already. Nothing was restored. To replace all of it: naerverk restore --replace"
            )
        load(work / DATABASE)
        _put_keys(given)
        _replace_files(work / FILES)
    call_command("migrate", verbosity=0)
    Session.objects.all().delete()
    SignedIn.objects.all().delete()
    record("project.restored", by=by, details={"made_at": manifest.made_at})
    return Restored(manifest.made_at, manifest.version, broken_links(), manifest.key == fingerprint_of_key())


def _refuse_what_does_not_fit(manifest: Manifest) -> None:
    if manifest.vendor != connection.vendor:
        raise BackupError(f"This is a backup of {manifest.vendor}, and the site here runs on {connection.vendor}.")
    ours = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations or ()}
    if newer := sorted(set(manifest.migrations) - ours):
        raise BackupError(
            f"The backup was made by Nærverk {manifest.version}, which is newer than this one ({newer[0]})."
            " Bring Nærverk up to date first."
        )


def is_empty() -> bool:
    """Nobody and nothing is here yet; also where the tables are not made."""
    tables = connection.introspection.table_names()
    return not any(model._meta.db_table in tables and model.objects.exists() for model in (Account, Unit))


def _replace_files(unpacked: Path) -> None:
    files = Path(settings.MEDIA_ROOT)
    shutil.rmtree(files, ignore_errors=True)
    if unpacked.is_dir():
        shutil.move(unpacked, files)


def _read_keys(source: Path) -> dict[str, str]:
    lines = source.read_text(encoding="utf-8").split() if source.is_file() else []
    given = dict(line.split("=", 1) for line in lines if "=" in line)
    if set(given) != set(KEYS):
        raise BackupError(f"{source} is not a file of keys: it must have the lines {' and '.join(KEYS)}.")
    return given


def _put_keys(given: dict[str, str]) -> None:
    for name, value in given.items():
        path = Path(settings.DATA) / name
        path.touch(mode=0o600)
        path.write_text(value, encoding="utf-8")
        setattr(settings, name.replace("-", "_").upper(), value)
