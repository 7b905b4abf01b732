"""`manage.py read_log`: who did and saw what, for whoever is asked about it; that it was read is written down too."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from naerverk_web.audit.actions import Actor, record
from naerverk_web.audit.queries import Said, events

BY = Actor("", "manage.py read_log")


class Command(BaseCommand):
    help = "The newest lines of the log, tabs between: when, who, what, done or refused, about what, for what purpose."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--person", default="", help="what was done and read of this employee number")
        parser.add_argument("--action", default="", help="such as access., absence.read or insight.exported")
        parser.add_argument("--most", type=int, default=1000, help="so many lines at most (1000)")

    def handle(self, *args: Any, person: str, action: str, most: int, **options: Any) -> None:
        about = ("person", person) if person else None
        for said in events(about=about, action=action, newest=most):
            self.stdout.write("\t".join(_line(said)))
        record("audit.read", by=BY, about=about or ("", ""), details={"action": action})


def _line(said: Said) -> list[str]:
    at = timezone.localtime(said.at).isoformat(sep=" ", timespec="seconds")
    about = f"{said.about_kind} {said.about_id}".strip()
    return [at, said.actor_name, said.action, said.outcome, about, said.purpose]
