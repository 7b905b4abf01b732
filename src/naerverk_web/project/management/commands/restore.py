"""`naerverk restore`, inside the site."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from naerverk_web.audit.public import Actor
from naerverk_web.project.backup.archive import BackupError
from naerverk_web.project.backup.restoring import Restored, restore

BY = Actor("", "naerverk restore")


class Command(BaseCommand):
    help = "The site as it was when a backup was made."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("backup", type=Path)
        parser.add_argument("--keys", type=Path)
        parser.add_argument("--replace", action="store_true")

    def handle(self, *args: Any, backup: Path, keys: Path | None, replace: bool, **options: Any) -> None:
        try:
            restored = restore(backup, replace=replace, keys=keys, by=BY)
        except BackupError as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"Restored: the site as it was {restored.made_at}, made by Nærverk {restored.version}.")
        if warnings := list(_warnings(restored)):
            raise CommandError("\n".join(warnings))


def _warnings(restored: Restored) -> list[str]:
    said = []
    if restored.broken:
        said.append(
            f"The log of events does not verify: {', '.join(restored.broken[:5])}. Somebody has changed it before the"
            " backup was made. Tell the data protection officer."
        )
    if not restored.key_fits:
        said.append(
            "The confidential key here is not the one of the backup: files that wait for import cannot be opened."
            " Restore again with --keys and the file of keys."
        )
    return said
