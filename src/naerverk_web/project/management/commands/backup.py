"""`naerverk backup`, inside the site."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from naerverk_web.audit.public import Actor
from naerverk_web.project.backup.archive import BackupError
from naerverk_web.project.backup.making import make_backup, write_keys

BY = Actor("", "naerverk backup")


class Command(BaseCommand):
    help = "A copy of the whole site in one file, made while it runs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("target", type=Path)
        parser.add_argument("--keys", type=Path)

    def handle(self, *args: Any, target: Path, keys: Path | None, **options: Any) -> None:
        try:
            made = _both(target, keys)
        except BackupError as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(str(made))
        self.stderr.write(
            f"The keys are in {keys}. Keep it in another place than the backup."
            if keys
            else "The keys are not in the backup. Without confidential-key from the data folder the sealed files cannot"
            " be opened: keep a copy of it in another place (--keys FILE writes one)."
        )


def _both(target: Path, keys: Path | None) -> Path:
    """The keys and the backup, or neither: keys that lie about without their backup are a danger and no help."""
    if keys:
        write_keys(keys)
    try:
        return make_backup(target, at=timezone.now(), by=BY)
    except BackupError:
        if keys:
            keys.unlink()
        raise
