"""Work in the background. A job that is killed leaves nothing half done: its batch is found and taken up again."""

from __future__ import annotations

import logging
from uuid import UUID

from django.utils import timezone
from django_tasks import task

from naerverk_web.intake.applying import apply_batch
from naerverk_web.intake.checking import check_batch
from naerverk_web.intake.states import fail

log = logging.getLogger(__name__)


@task()
def examine_batch(batch_id: str) -> None:
    """Recognise and check the files of a batch, and count what they would change."""
    try:
        check_batch(UUID(batch_id), at=timezone.now())
    except Exception:
        # The queue would keep the exception's text, and it may name people.
        log.exception("check of a batch failed")
        fail(UUID(batch_id), "check_failed", at=timezone.now())


@task()
def run_batch(batch_id: str) -> None:
    """Bring a confirmed batch in."""
    try:
        if not apply_batch(UUID(batch_id), at=timezone.now()):
            examine_batch.enqueue(batch_id)
    except Exception:
        log.exception("import of a batch failed")
        fail(UUID(batch_id), "import_failed", at=timezone.now())
