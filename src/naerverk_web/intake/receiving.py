"""Taking files in: sealed before anything else is done with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from uuid import uuid4

from django.db import transaction

from naerverk_web.access.models import Account
from naerverk_web.audit.public import Actor, record
from naerverk_web.intake.jobs import examine_batch
from naerverk_web.intake.models import Batch, BatchFile
from naerverk_web.intake.sealing import seal_file
from naerverk_web.intake.vault import batch_folder, remove_batch, sealed_path

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Incoming:
    """One file on its way in."""

    name: str
    pieces: Iterable[bytes]


@dataclass(frozen=True, slots=True)
class Holds:
    """What the files hold, as Ingrid says it; None where the table is not among them."""

    everybody: bool | None = None
    all_absences: bool | None = None
    period: tuple[date, date] | None = None

    @property
    def values(self) -> dict[str, object]:
        """As the batch keeps them."""
        first, last = self.period or (None, None)
        return {
            "holds_everybody": self.everybody,
            "holds_all_absences": self.all_absences,
            "period_first": first,
            "period_last": last,
        }


def receive(
    files: Sequence[Incoming], *, at: datetime, by: Actor, holds: Holds | None = None, queue: bool = True
) -> Batch:
    """Seal the files and ask for them to be checked. `holds`: said beforehand, by those who import by the clock."""
    said = (holds or Holds()).values
    batch = Batch(id=uuid4(), made_at=at, state_at=at, made_by_name=by.name, **said)
    batch.made_by = Account.objects.filter(pk=by.id).first() if by.id else None
    batch_folder(batch.pk).mkdir(parents=True, mode=0o700)
    try:
        kept = [_keep(batch, number, file) for number, file in enumerate(files, 1)]
        with transaction.atomic():
            batch.save(force_insert=True)
            BatchFile.objects.bulk_create(kept)
            record("intake.received", by=by, about=("batch", str(batch.pk)), details={"files": len(kept)})
            if queue:
                examine_batch.enqueue(str(batch.pk))
    except BaseException:
        remove_batch(batch.pk)
        raise
    return batch


def safe_name(name: str) -> str:
    """The last part of a name, whatever path it came with, on one line."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(letter for letter in last if letter.isprintable())[-LONGEST_NAME:] or "file"


def _keep(batch: Batch, number: int, file: Incoming) -> BatchFile:
    size, digest = seal_file(file.pieces, sealed_path(batch.pk, number))
    return BatchFile(batch=batch, number=number, name=safe_name(file.name), size=size, sha256=digest)
