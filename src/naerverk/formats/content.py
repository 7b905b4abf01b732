"""What a file really is, whatever its name says."""

from __future__ import annotations

import errno
import gzip
import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from naerverk.formats.complaints import problem
from naerverk.formats.encoding import BOMB_RATIO, BOMB_SIZE, GZIP_MAGIC, first_bytes
from naerverk.problems import Refusal, UsageRefusal

_MAGIC = ((b"PAR1", "parquet"), (b"PK\x03\x04", "zip"), (b"\xd0\xcf\x11\xe0", "ole"), (b"%PDF", "pdf"))
_NAMES = {"text": "CSV", "parquet": "Parquet", "zip": "XLSX/ODS/ZIP", "pdf": "PDF"}
_EXPECTED = {".csv": "text", ".txt": "text", ".xlsx": "zip", ".ods": "zip", ".parquet": "parquet", ".json": "text"}
_FORMATS = {".gz": "gzip", ".parquet": "Parquet", "": "Parquet"}
_OF_THE_MACHINE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO, errno.ENOMEM, errno.EMFILE)
_DAMAGED = (
    pl.exceptions.PolarsError, pl.exceptions.PanicException, EOFError, zlib.error, zipfile.BadZipFile,
)  # fmt: skip
"""What the readers say when the bytes of a file do not make sense."""


@contextmanager
def undamaged(path: Path, file: str) -> Iterator[None]:
    """Refuses the file when its reader meets damage, wherever in it; readers find out as late as the last row."""
    try:
        yield
    except UnicodeError as trouble:
        # Only an encoding that a profile names: what is found from the file can read every byte of it.
        encoding = getattr(trouble, "encoding", "UTF-16")
        raise Refusal(problem("not_in_encoding", file, encoding=encoding)) from None
    except (*_DAMAGED, OSError) as trouble:
        # A full disk or a cable pulled out is no fault of the file; a place that does not exist in it is.
        found = re.search(r"\(os error (\d+)\)", str(trouble))
        number = trouble.errno if isinstance(trouble, OSError) else int(found[1]) if found else None
        if number in _OF_THE_MACHINE:
            raise OSError(number, os.strerror(number)) from trouble
        format_ = _FORMATS.get(path.suffix.casefold(), path.suffix.removeprefix(".").upper())
        raise Refusal(problem("damaged_file", file, format=format_)) from None


def called(path: Path) -> str:
    """The file's name as it may stand in sentences and exports: names on disk need not be letters at all."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def settled(path: Path, workdir: Path) -> Path:
    """The path itself, or a copy of what comes through a pipe: files are read more than once."""
    if not path.is_fifo():
        return path
    target = workdir / f"piped-{len(list(workdir.iterdir()))}"
    with path.open("rb") as pipe, target.open("wb") as out:
        shutil.copyfileobj(pipe, out)
    return target


def reachable(path: Path) -> None:
    """UsageRefusal when the path is no file that can be opened."""
    if path.is_dir():
        raise UsageRefusal(problem("is_a_folder", str(path)))
    try:
        path.open("rb").close()
    except FileNotFoundError:
        raise UsageRefusal(problem("file_missing", str(path))) from None
    except OSError as error:
        raise UsageRefusal(problem("cannot_open", str(path), reason=error.strerror)) from None


def content_of(path: Path, file: str) -> str:
    """`text`, `parquet`, `zip` (XLSX, ODS) or `ole` (old or locked Excel); refuses a name that promises another."""
    try:
        start = first_bytes(path, 8)
    except (OSError, EOFError, zlib.error):
        raise Refusal(problem("damaged_file", file, format="gzip")) from None
    if not start:
        raise Refusal(problem("empty_file", file))
    found = next((kind for magic, kind in _MAGIC if start.startswith(magic)), "text")
    expected = _EXPECTED.get(Path(path.name.casefold().removesuffix(".gz")).suffix)
    if found == "pdf" or (expected and found not in (expected, "ole")):
        raise Refusal(problem("wrong_content", file, found=_NAMES[found]))
    return found


def unpacked(path: Path, file: str, workdir: Path) -> Path:
    """The file itself, or an unpacked copy in `workdir` when it is gzipped."""
    with path.open("rb") as raw:
        if raw.read(2) != GZIP_MAGIC:
            return path
    target = workdir / f"unpacked-{len(list(workdir.iterdir()))}-{path.name.removesuffix('.gz')}"
    limit = max(BOMB_SIZE, BOMB_RATIO * path.stat().st_size)
    try:
        with gzip.open(path) as packed, target.open("wb") as out:
            while block := packed.read(1 << 20):
                out.write(block)
                if out.tell() > limit:
                    raise Refusal(problem("packed_too_hard", file, megabytes=limit >> 20))
    except (OSError, EOFError, zlib.error):
        raise Refusal(problem("damaged_file", file, format="gzip")) from None
    return target
