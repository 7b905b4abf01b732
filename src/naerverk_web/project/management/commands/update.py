"""`manage.py update`: bring the database up to date, after a backup when there is something to lose."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from naerverk_web.audit.public import Actor
from naerverk_web.project.backup.archive import BackupError
from naerverk_web.project.backup.making import make_backup
from naerverk_web.project.backup.restoring import is_empty
from naerverk_web.project.safety import close_to_others, unsafe

BY = Actor("", "naerverk update")


class Command(BaseCommand):
    help = "Bring the database up to date. When that changes a site with data, a backup is made first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--open-to-others", action="store_true", help="other machines can reach the site")

    def handle(self, *args: Any, open_to_others: bool, **options: Any) -> None:
        if reasons := [*unsafe(open_to_others=open_to_others)]:
            raise CommandError("The site is not started:\n" + "\n".join(f"* {reason}" for reason in reasons))
        close_to_others()
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if waiting and not settings.DEMO and not is_empty():
            self._keep(Path(settings.DATA) / "backups")
        call_command("migrate", verbosity=0)
        if waiting:
            self.stdout.write(f"The database is up to date ({len(waiting)} changes).")

    def _keep(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        try:
            made = make_backup(folder, at=timezone.now(), by=BY)
        except BackupError as refused:
            raise CommandError(f"No backup could be made, so nothing was changed. {refused}") from None
        self.stdout.write(f"Backup before the update: {made}")
