"""One step of an import in a process of its own, for a test to kill: `python -m ...tests.steps STEP [FOLDER]`."""

import sys
from datetime import date, timedelta
from pathlib import Path

import django
from django.conf import settings

MONTHS = date(2026, 1, 1), date(2026, 3, 31)


def main(step: str, *words: str) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    django.setup()
    {"check": check, "confirm": bring_in, "recover": recover}[step](*words)


def check(folder: str) -> None:
    """Receive the files and check them: they wait for confirmation."""
    from django.utils import timezone

    from naerverk_web.audit.public import Actor
    from naerverk_web.intake.checking import check_batch
    from naerverk_web.intake.receiving import Holds, Incoming, receive

    files = [Incoming(path.name, [path.read_bytes()]) for path in sorted(Path(folder).iterdir())]
    batch = receive(files, at=timezone.now(), by=Actor("", "test"), holds=Holds(True, True, MONTHS), queue=False)
    check_batch(batch.pk, at=timezone.now())


def bring_in() -> None:
    """Confirm what waits and bring it in."""
    from django.utils import timezone

    from naerverk_web.audit.public import Actor
    from naerverk_web.intake.actions import confirm
    from naerverk_web.intake.applying import apply_batch
    from naerverk_web.intake.models import Batch

    batch = Batch.objects.get(state=Batch.State.WAITING)
    confirm(batch.pk, at=timezone.now(), by=Actor("", "test"), queue=False)
    apply_batch(batch.pk, at=timezone.now())


def recover() -> None:
    """What the clock does a few minutes after somebody was killed."""
    from django.utils import timezone

    from naerverk_web.intake.clock import tick

    tick(timezone.now() + timedelta(minutes=3))


if __name__ == "__main__":
    main(*sys.argv[1:])
