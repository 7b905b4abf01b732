"""`naerverk import`: files in without a browser, for a clock that starts it."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from naerverk.formats import find
from naerverk.locale import DEFAULT_LANGUAGE, LANGUAGES, Words
from naerverk.problems import Refusal
from naerverk_web.audit.public import Actor
from naerverk_web.intake.actions import confirm, discard
from naerverk_web.intake.applying import apply_batch
from naerverk_web.intake.checking import check_batch
from naerverk_web.intake.command import add_arguments
from naerverk_web.intake.models import Batch
from naerverk_web.intake.queries import nothing_new, problems_of
from naerverk_web.intake.receiving import Holds, Incoming, receive

PIECE = 1 << 20
BY = Actor("", "naerverk import")
State = Batch.State


class Command(BaseCommand):
    """Files in, all or nothing; exit code 1 when the files have problems, 2 when the question is incomplete."""

    help = "Bring units, employments and absences in, all or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_arguments(parser)
        parser.add_argument("--lang", choices=LANGUAGES, default=DEFAULT_LANGUAGE)

    def handle(self, *args: object, **options: Any) -> None:
        now = timezone.now()
        files = [Incoming(path.name, _pieces(path)) for path in self._paths(options)]
        batch = receive(files, at=now, by=BY, holds=self._holds(options), queue=False)
        check_batch(batch.pk, at=now)
        batch.refresh_from_db()
        if batch.state != State.WAITING:
            self._say_problems(batch, options["lang"])
        if nothing_new(batch):
            discard(batch.pk, at=now, by=BY)
            self.stdout.write("nothing new")
            return
        if options["check_only"]:
            self.stdout.write(f"waiting for confirmation: {batch.pk}")
            return
        confirm(batch.pk, at=now, by=BY, queue=False)
        apply_batch(batch.pk, at=timezone.now())
        batch.refresh_from_db()
        if batch.state != State.DONE:
            raise CommandError(f"not brought in: {batch.state}", returncode=1)
        self.stdout.write(" ".join(f"{name}={number}" for name, number in sorted(batch.receipt.items())))

    def _paths(self, options: dict[str, Any]) -> list[Path]:
        if bool(options["data"]) == bool(options["files"]):
            raise CommandError("name a folder with --data, or files: one of the two", returncode=2)
        try:
            paths = [path for each in find(options["data"]).values() for path in each] if options["data"] else None
        except Refusal as refusal:
            words = Words(options["lang"])
            raise CommandError("\n".join(map(words.say_problem, refusal.problems)), returncode=2) from None
        paths = paths or list(options["files"])
        if missing := [str(path) for path in paths if not path.is_file()]:
            raise CommandError(f"no such file: {', '.join(missing)}", returncode=2)
        return paths

    def _holds(self, options: dict[str, Any]) -> Holds:
        everybody = {"everybody": True, "some": False, None: None}[options["employments"]]
        said = options["absences"]
        if said in (None, "some"):
            return Holds(everybody, None if said is None else False)
        try:
            first, last = (date.fromisoformat(day) for day in said.split(".."))
        except ValueError:
            raise CommandError(
                f"--absences {said}: write FROM..TO (2026-01-01..2026-01-31) or some", returncode=2
            ) from None
        if last < first:
            raise CommandError(f"--absences {said}: the last day comes before the first", returncode=2)
        return Holds(everybody, True, (first, last))

    def _say_problems(self, batch: Batch, lang: str) -> None:
        if not batch.errors:
            discard(batch.pk, at=timezone.now(), by=BY)
            raise CommandError("say what the files hold: --employments and --absences", returncode=2)
        for one in problems_of(batch, lang):
            self.stdout.write(f"{one.file}:{one.line or ''} {one.column} {one.sentence}")
        raise CommandError(f"{batch.errors} problems; nothing was brought in", returncode=1)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
