"""`manage.py verify_log`: whether the log is as it was sealed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from naerverk_web.audit.models import Event, Seal
from naerverk_web.audit.queries import broken_links


class Command(BaseCommand):
    help = "Hold every sealed event against its hash, and every link against the one before."

    def handle(self, *args: Any, **options: Any) -> None:
        if broken := broken_links():
            raise CommandError(f"The log does not verify: {', '.join(broken[:20])}. Keep this database as it is.")
        self.stdout.write(f"The log verifies: {Event.objects.count()} events, {Seal.objects.count()} seals.")
