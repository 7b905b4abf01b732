"""What Ingrid does with a batch: say what it is, mend it, confirm it, drop it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from naerverk.records import Kind
from naerverk_web.audit.public import Actor, record
from naerverk_web.intake.jobs import examine_batch, run_batch
from naerverk_web.intake.models import Batch, BatchFile, KindCode, Mend, UnitCode
from naerverk_web.intake.receiving import Holds
from naerverk_web.intake.sealing import seal_json
from naerverk_web.intake.states import State, move, newest_done
from naerverk_web.intake.vault import clear_left_behind, remove_batch
from naerverk_web.organisation.models import Unit

CHANGEABLE = (State.CHECKED, State.WAITING, State.FAILED)
KEPT_FOR = timedelta(days=settings.KEEP_FILES_DAYS)
STUCK_AFTER = timedelta(minutes=2)


class StateError(Exception):
    """The batch has moved on meanwhile: somebody else, or the same person in another window, was first."""


@transaction.atomic
def say_what_it_holds(batch_id: UUID, holds: Holds, *, at: datetime, by: Actor) -> None:
    """Write the choice down and count again what would change."""
    values = holds.values
    _again(batch_id, at, **values)
    details = {name: None if value is None else str(value) for name, value in values.items()}
    record("intake.choice_made", by=by, about=("batch", str(batch_id)), details=details)


@transaction.atomic
def match_columns(file_id: int, *, table: str, columns: Mapping[str, str], at: datetime, by: Actor) -> None:
    """Say which table a file is and where its columns are."""
    file = BatchFile.objects.get(pk=file_id)
    file.table, file.columns = table, dict(columns)
    file.shape["profile"] = ""
    file.save(update_fields=["table", "columns", "shape"])
    _again(file.batch_id, at)
    record("intake.columns_matched", by=by, about=("batch", str(file.batch_id)))


@transaction.atomic
def keep_codes(batch_id: UUID, codes: Mapping[str, Kind], *, at: datetime, by: Actor) -> None:
    """Say what absence codes mean, for this file and all that follow."""
    for code, kind in codes.items():
        KindCode.objects.update_or_create(
            code=code, defaults={"kind": kind.value, "made_at": at, "made_by_name": by.name}
        )
    _again(batch_id, at)
    record("intake.codes_kept", by=by, about=("batch", str(batch_id)), details={"codes": len(codes)})


@transaction.atomic
def keep_units(batch_id: UUID, units: Mapping[str, str], *, at: datetime, by: Actor) -> None:
    """Say which unit of the tree an unknown one in the file is."""
    for code, unit_id in units.items():
        UnitCode.objects.update_or_create(
            code=code, defaults={"unit": Unit.objects.get(unit_id=unit_id)}, create_defaults={
                "unit": Unit.objects.get(unit_id=unit_id), "first_seen": at,
            },
        )  # fmt: skip
    _again(batch_id, at)
    record("intake.units_kept", by=by, about=("batch", str(batch_id)), details={"units": len(units)})


@transaction.atomic
def mend_row(file_id: int, line: int, *, cells: Sequence[str], at: datetime, by: Actor) -> None:
    """Correct one row of a file; the file itself stays as it came."""
    _mend(file_id, line, at, by, cells=seal_json(list(cells)), reason="")


@transaction.atomic
def leave_row_out(file_id: int, line: int, *, reason: str, at: datetime, by: Actor) -> None:
    """Leave one row out, and say why."""
    if not reason.strip():
        raise ValueError("a row is left out with a reason")
    _mend(file_id, line, at, by, cells=None, reason=reason.strip()[:200])


@transaction.atomic
def confirm(batch_id: UUID, *, at: datetime, by: Actor, queue: bool = True) -> None:
    """Go on with what the preview said; when something else was brought in since, count again first."""
    newest = newest_done()
    basis = str(newest.pk) if newest else ""
    if Batch.objects.filter(pk=batch_id, state=State.WAITING).exclude(basis=basis).exists():
        _again(batch_id, at)
        return
    if not move(batch_id, come_from=(State.WAITING,), to=State.RUNNING, at=at):
        raise StateError
    record("intake.confirmed", by=by, about=("batch", str(batch_id)))
    if queue:
        run_batch.enqueue(str(batch_id))


@transaction.atomic
def discard(batch_id: UUID, *, at: datetime, by: Actor) -> None:
    """Drop a batch that has not been brought in; its files go at once."""
    if not move(batch_id, come_from=(State.RECEIVED, *CHANGEABLE), to=State.DISCARDED, at=at, purged_at=at):
        raise StateError
    _forget(batch_id)
    record("intake.discarded", by=by, about=("batch", str(batch_id)))


def take_up(now: datetime) -> int:
    """Take up what was killed and clear away what is old; returns how many batches were taken up."""
    clear_left_behind(set(Batch.objects.filter(purged_at=None).values_list("pk", flat=True)))
    for batch in Batch.objects.filter(purged_at=None, made_at__lt=now - KEPT_FOR).exclude(state=State.RUNNING):
        _purge(batch, now)
    stuck = Batch.objects.filter(state__in=(State.RECEIVED, State.RUNNING), state_at__lt=now - STUCK_AFTER)
    taken_up = 0
    for batch_id, state in stuck.values_list("pk", "state"):
        with transaction.atomic():
            if move(batch_id, come_from=(state,), to=state, at=now):
                (run_batch if state == State.RUNNING else examine_batch).enqueue(str(batch_id))
                taken_up += 1
    return taken_up


@transaction.atomic
def _purge(batch: Batch, now: datetime) -> None:
    move(batch.pk, come_from=(State.RECEIVED, *CHANGEABLE), to=State.DISCARDED, at=now)
    Batch.objects.filter(pk=batch.pk).update(purged_at=now)
    _forget(batch.pk)
    record("intake.purged", by=Actor("", "tick"), about=("batch", str(batch.pk)))


def _forget(batch_id: UUID) -> None:
    batch = Batch.objects.get(pk=batch_id)
    batch.problems.all().delete()
    Mend.objects.filter(file__batch=batch).delete()
    transaction.on_commit(lambda: remove_batch(batch_id))


def _mend(file_id: int, line: int, at: datetime, by: Actor, **values: object) -> None:
    file = BatchFile.objects.get(pk=file_id)
    Mend.objects.update_or_create(file=file, line=line, defaults={**values, "made_at": at})
    _again(file.batch_id, at)
    about = "intake.row_mended" if values["cells"] else "intake.row_left_out"
    record(about, by=by, about=("batch", str(file.batch_id)), details={"file": file.number, "line": line})


def _again(batch_id: UUID, at: datetime, **values: object) -> None:
    """Back to be checked once more."""
    if not move(batch_id, come_from=CHANGEABLE, to=State.RECEIVED, at=at, **values):
        raise StateError
    examine_batch.enqueue(str(batch_id))
