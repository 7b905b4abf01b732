"""`manage.py demo`: fill an empty database with Lyngholt kommune."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from naerverk_web.access.models import Account
from naerverk_web.project.cast import CAST, address
from naerverk_web.project.demo import is_made, make_demo


class Command(BaseCommand):
    """Makes the demo municipality; again gives the same."""

    help = "Fill the database with the invented Lyngholt kommune and its cast (only with NAERVERK_DEMO=yes)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--employees", type=int, default=1200, help="employed on the last day (1200)")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demo site. Set NAERVERK_DEMO=yes, with a data folder of its own.")
        # Who tries the demo may have given a role to somebody new: that makes no real site of it.
        if Account.objects.exists() and not Account.objects.filter(email__in=map(address, CAST)).exists():
            raise CommandError("This database holds real accounts. Use another data folder for the demo.")
        if is_made(timezone.localdate()):
            self.stdout.write("Lyngholt kommune is as you left it.")
            return
        self.stdout.write("Making Lyngholt kommune: people, absences, figures ...")
        made = make_demo(employees=options["employees"], at=timezone.now(), today=timezone.localdate())
        self.stdout.write(f"{made.units} units, {made.employments} employments, {made.absences} absences.")
