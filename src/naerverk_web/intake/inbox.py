"""The watched folder: files that lie still are taken, examined, and wait for Ingrid, or a rule confirms them."""

from __future__ import annotations

import fcntl
import hashlib
import json
import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from naerverk.calendar import Month
from naerverk_web.audit.public import Actor
from naerverk_web.intake.actions import KEPT_FOR, StateError, confirm, discard
from naerverk_web.intake.models import Batch
from naerverk_web.intake.queries import nothing_new
from naerverk_web.intake.receiving import Holds, Incoming, receive
from naerverk_web.intake.states import INBOX

log = logging.getLogger(__name__)
BY = Actor("", INBOX)
State = Batch.State
TAKEN, DONE, REJECTED = "taken", "done", "rejected"
UNFINISHED = (".part", ".partial", ".tmp", ".filepart", ".crdownload", "~")
MOST_FILES = 12
PIECE = 1 << 20
FEW = 25
"""A change of so few rows is never out of the ordinary."""
TIMES = 2
LOOKED_BACK = 6


def look_into_inbox(now: datetime) -> int:
    """One look: follow what was taken before, then take what lies still; returns how many imports began."""
    if settings.INBOX is None:
        return 0
    folder = Path(settings.INBOX)
    with _alone(folder) as alone:
        if not alone:
            return 0
        for taken in sorted((folder / TAKEN).glob("*")):
            _follow(folder, taken, now)
        _clear(folder, now)
        return _take(folder, _still(folder), now)


def ordinary(batch: Batch) -> bool:
    """Whether an import changes no more than the last ones did; the first of its kind never is."""
    before = Batch.objects.filter(state=State.DONE, made_by_name=INBOX).order_by("-done_at")
    earlier = [each.changes for each in before[:LOOKED_BACK]]
    return bool(earlier) and all(
        n <= max(FEW, TIMES * max(changes.get(name, 0) for changes in earlier)) for name, n in batch.changes.items()
    )


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Whether no other process is looking; the system lets go of the lock when a process is killed."""
    for name in (TAKEN, DONE, REJECTED):
        (folder / name).mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def _still(folder: Path) -> list[Path]:
    """The files, when none has come, gone or grown since the last look: files of one delivery belong together."""
    found = [path for path in sorted(folder.iterdir()) if _is_file(path)]
    state = {path.name: [path.stat().st_size, path.stat().st_mtime_ns] for path in found}
    kept = Path(settings.MEDIA_ROOT) / "inbox.json"
    kept.parent.mkdir(parents=True, exist_ok=True)
    before = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    kept.write_text(json.dumps(state), encoding="utf-8")
    return found[:MOST_FILES] if state == before else []


def _is_file(path: Path) -> bool:
    unfinished = path.name.startswith((".", "~")) or path.name.casefold().endswith(UNFINISHED)
    return path.is_file() and not path.is_symlink() and not unfinished


def _take(folder: Path, paths: list[Path], now: datetime) -> int:
    if not paths:
        return 0
    half = _half_taken(folder, paths, now)
    if half is None:
        files = [Incoming(path.name, _pieces(path)) for path in paths]
        batch = receive(files, at=now, by=BY, holds=_holds(now))
        log.info("files taken from the inbox: %s as %s", len(paths), batch.pk)
    target = folder / TAKEN / str(half or batch.pk)
    target.mkdir(exist_ok=True, mode=0o700)
    for path in paths:
        path.replace(target / path.name)
    return int(half is None)


def _half_taken(folder: Path, paths: list[Path], now: datetime) -> UUID | None:
    """The import these files were received for by a look that was killed before it had moved them all."""
    wanted = {_digest(path) for path in paths}
    recent = Batch.objects.filter(made_by_name=INBOX, made_at__gte=now - timedelta(days=1))
    for batch in recent.prefetch_related("files"):
        there = {
            _digest(path) for kind in (TAKEN, DONE, REJECTED) for path in (folder / kind / str(batch.pk)).glob("*")
        }
        if wanted <= {file.sha256 for file in batch.files.all()} - there:
            return batch.pk
    return None


def _follow(folder: Path, taken: Path, now: datetime) -> None:
    """Files go where their import went; one that changes nothing is dropped, one within the rule confirmed."""
    batch = _batch_of(taken)
    if batch and batch.state == State.WAITING:
        try:
            if nothing_new(batch):
                discard(batch.pk, at=now, by=BY)
                _move(taken, folder / DONE)
            elif settings.INBOX_CONFIRM and not batch.problems.exists() and ordinary(batch):
                confirm(batch.pk, at=now, by=BY)
        except StateError:
            log.info("somebody was before the rule: %s", batch.pk)
    elif batch is None or batch.state in (State.FAILED, State.DISCARDED):
        _move(taken, folder / REJECTED)
    elif batch.state in (State.DONE, State.UNDONE):
        _move(taken, folder / DONE)


def _batch_of(taken: Path) -> Batch | None:
    try:
        return Batch.objects.filter(pk=UUID(taken.name)).first()
    except ValueError:
        return None


def _move(taken: Path, target: Path) -> None:
    taken.replace(target / taken.name)


def _clear(folder: Path, now: datetime) -> None:
    """The plain files are P4: they go when the sealed ones go."""
    oldest = (now - KEPT_FOR).timestamp()
    for old in [*(folder / DONE).glob("*"), *(folder / REJECTED).glob("*")]:
        if old.is_dir() and old.stat().st_mtime < oldest:
            shutil.rmtree(old, ignore_errors=True)


def _holds(now: datetime) -> Holds:
    """What the setting says that files here hold; what it does not say is asked of Ingrid."""
    everybody = {"everybody": True, "some": False}.get(settings.INBOX_EMPLOYMENTS)
    months = settings.INBOX_ABSENCES
    if months in ("ask", "some"):
        return Holds(everybody, False if months == "some" else None)
    today = timezone.localdate(now)
    return Holds(everybody, True, (Month.of(today).plus(-int(months)).first, today))


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    for piece in _pieces(path):
        digest.update(piece)
    return digest.hexdigest()
