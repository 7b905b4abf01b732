"""`manage.py first_link`: the link that makes the first account, for whoever sits at the server."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.urls import reverse

from naerverk_web.project.setup.first_link import VALID_DAYS, new_word, somebody_lets_in


class Command(BaseCommand):
    """Prints nothing while somebody gives roles: who gives roles lets people in."""

    help = "Print the link that makes an account with all rights, while nobody gives roles."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--site",
            default="http://127.0.0.1:8000",
            help="where the site answers, unless it has an address of its own",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if somebody_lets_in():
            return
        there = (settings.OWN_ADDRESS or options["site"]) + reverse("project:first", args=[new_word()])
        self.stdout.write(
            "Nobody can let others in yet. Make an account that can here "
            f"(within {VALID_DAYS} days; keep the link to yourself):\n\n  {there}\n"
        )
