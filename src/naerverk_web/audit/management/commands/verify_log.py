"""`manage.py verify_log`: whether the log is as it was sealed. What came of it is a line of the log, too."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from naerverk_web.audit.actions import Actor, record
from naerverk_web.audit.models import Event, Seal
from naerverk_web.audit.queries import broken_links

BY = Actor("", "manage.py verify_log")


class Command(BaseCommand):
    help = "Hold every sealed event against its hash, and every link against the one before."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = broken_links()
        events, seals = Event.objects.count(), Seal.objects.count()
        record("audit.verified", by=BY, details={"events": events, "seals": seals, "broken": len(broken)})
        if broken:
            raise CommandError(f"The log does not verify: {', '.join(broken[:20])}. Keep this database as it is.")
        self.stdout.write(f"The log verifies: {events} events, {seals} seals.")
