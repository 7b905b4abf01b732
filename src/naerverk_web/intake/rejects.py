"""Rows that were not read, to be mended and brought in again: one file, or a packet with one for each of theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import chain
from pathlib import Path, PurePath
from zipfile import ZIP_DEFLATED, ZipFile

from naerverk_web.intake.models import Batch, BatchFile
from naerverk_web.intake.sealing import open_file, seal_file
from naerverk_web.intake.vault import batch_folder

NAME = "rejects.sealed"
ZIP = b"PK\x03\x04"


def keep_rejects(batch: Batch, rejected: Mapping[BatchFile, Path]) -> None:
    """Sealed as the files are; what an earlier look left is replaced."""
    target = batch_folder(batch.pk) / NAME
    target.unlink(missing_ok=True)
    if len(rejected) == 1:
        seal_file((path.read_bytes() for path in rejected.values()), target)
    elif rejected:
        seal_file([_packed(rejected)], target)


def has_rejects(batch: Batch) -> bool:
    """Whether there are rows to download."""
    return (batch_folder(batch.pk) / NAME).is_file()


def open_rejects(batch: Batch) -> tuple[Iterator[bytes], str]:
    """The content, and the ending of its name."""
    pieces = open_file(batch_folder(batch.pk) / NAME)
    first = next(pieces, b"")
    return chain([first], pieces), "zip" if first.startswith(ZIP) else "csv"


def _packed(rejected: Mapping[BatchFile, Path]) -> bytes:
    packet = BytesIO()
    with ZipFile(packet, "w", ZIP_DEFLATED) as out:
        for file, path in rejected.items():
            out.write(path, f"{file.number}-{PurePath(file.name).stem or file.table}.csv")
    return packet.getvalue()
