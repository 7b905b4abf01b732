"""Where sealed files lie."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from uuid import UUID

from django.conf import settings

from naerverk_web.intake.sealing import open_file

ENDINGS = (".csv", ".txt", ".tsv", ".xlsx", ".xls", ".ods", ".parquet", ".json")
LEFT_BEHIND = 3600
"""Seconds after which a folder without its batch belongs to a process that was killed."""


def batch_folder(batch_id: UUID) -> Path:
    """The folder of one batch; its name is ours, never the file's."""
    return Path(settings.MEDIA_ROOT) / "intake" / str(batch_id)


def sealed_path(batch_id: UUID, number: int) -> Path:
    """One sealed file."""
    return batch_folder(batch_id) / f"{number}.sealed"


def opened_name(number: int, name: str) -> str:
    """What a file is called while it is read: only its number and a known ending are kept."""
    stem = name.casefold()
    packed = ".gz" if stem.endswith(".gz") else ""
    ending = next((each for each in ENDINGS if stem.removesuffix(".gz").endswith(each)), "")
    return f"file-{number}{ending}{packed}"


def open_into(sealed: Path, target: Path) -> None:
    """Decrypt one file."""
    with target.open("xb") as out:
        os.fchmod(out.fileno(), 0o600)
        for piece in open_file(sealed):
            out.write(piece)


def clear_left_behind(kept: set[UUID], *, older_than: float = LEFT_BEHIND) -> int:
    """Remove the sealed files of batches that are not kept, which killed processes left."""
    now = time.time()  # noqa: TID251 - compared with the file system's own clock
    names = {str(batch_id) for batch_id in kept}
    found = [each for each in Path(settings.MEDIA_ROOT).glob("intake/*") if each.name not in names]
    old = [each for each in found if now - each.stat().st_mtime >= older_than]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)


def remove_batch(batch_id: UUID) -> None:
    """The sealed files of a batch."""
    shutil.rmtree(batch_folder(batch_id), ignore_errors=True)
