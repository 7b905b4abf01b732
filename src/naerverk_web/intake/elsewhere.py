"""Files that another room handles: published figures are no data of persons, and have a preview of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from naerverk_web.access.public import Viewer

Sent = UploadedFile[Any]
Take = Callable[[Viewer, Sent, datetime], str | None]
Recognise = Callable[[str, Path], bool]
_takers: list[Take] = []
_recognisers: list[Recognise] = []


def know_published(take: Take, recognise: Recognise) -> None:
    """Who takes published figures: where they are looked at, or None when the file is none. Told from above.

    `recognise`: whether a file is one, with nothing of it kept. For files that nobody sends from a page: published
    figures are brought in by somebody who has looked at them, and who answers for it.
    """
    _takers[:] = [take]
    _recognisers[:] = [recognise]


def is_published(path: Path, name: str) -> bool:
    """Whether a file on its way into an import is one of published figures."""
    return any(recognise(name, path) for recognise in _recognisers)


def sort_out(
    viewer: Viewer, files: list[UploadedFile[Any]], *, at: datetime
) -> tuple[list[UploadedFile[Any]], list[str]]:
    """The files for the import, and where those that others took are looked at. Refusal: one of these has errors."""
    ours, elsewhere = [], []
    for file in files:
        there = _taken(viewer, file, at)
        if there:
            elsewhere.append(there)
        else:
            ours.append(file)
    return ours, elsewhere


def _taken(viewer: Viewer, file: Sent, at: datetime) -> str | None:
    there = _takers[0](viewer, file, at) if _takers else None
    file.seek(0)
    return there
