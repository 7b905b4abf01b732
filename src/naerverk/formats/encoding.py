"""What the bytes of a text file are: its encoding, and whether anything in it cannot be letters.

The whole file is looked at once, in blocks, before it is read: a Latin-1 export may hold its first `ø` after a
hundred megabytes.
"""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from naerverk.formats.complaints import problem
from naerverk.problems import Refusal

BLOCK = 1 << 20
LONGEST_LINE = 16 * BLOCK
GZIP_MAGIC = b"\x1f\x8b"
_NOT_IN_WINDOWS = b"\x81\x8d\x8f\x90\x9d"
BOMB_RATIO = 200
BOMB_SIZE = 1 << 30

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class TextForm:
    """How to turn a file's bytes into lines. `clean` is False when some rows must be looked at letter by letter."""

    encoding: str
    clean: bool = True


@dataclass
class _Census:
    """Running counts over the blocks of a file."""

    size: int = 0
    nul: bool = False
    line: int = 0
    longest_line: int = 0
    letters: int = 0
    strays: int = 0
    undefined: int = 0

    def add(self, block: bytes) -> None:
        self.size += len(block)
        self.nul = self.nul or b"\0" in block
        end = max(block.rfind(b"\n"), block.rfind(b"\r"))
        self.longest_line = max(self.longest_line, self.line + (len(block) if end < 0 else 0))
        self.line = self.line + len(block) if end < 0 else len(block) - end
        if not block.isascii():
            self.undefined += len(block) - len(block.translate(None, _NOT_IN_WINDOWS))

    def add_letters(self, text: str) -> None:
        """Letters outside ASCII, and bytes that are no UTF-8 (lone surrogates by `surrogateescape`)."""
        if not text.isascii():
            strays = len(text) - len(text.encode("utf-8", "ignore").decode("utf-8"))
            self.strays += strays
            self.letters += len(text) - strays - len(text.encode("ascii", "ignore"))


def open_binary(path: Path) -> BinaryIO:
    """The file's bytes, unpacked when it is gzipped (by content, not by name)."""
    with path.open("rb") as file:
        packed = file.read(2) == GZIP_MAGIC
    return gzip.open(path) if packed else path.open("rb")  # type: ignore[return-value]


def open_text(path: Path, form: TextForm) -> tuple[io.TextIOWrapper, Callable[[], int]]:
    """The file as lines with their line ends kept, and a function that tells how many bytes on disk were read.

    Bytes that are no letters become lone surrogates (or the replacement character in UTF-16), so that the row
    they stand in can be found and given back unchanged.
    """
    file = open_binary(path)
    on_disk: BinaryIO = getattr(file, "fileobj", file)
    errors = "replace" if form.encoding.startswith("utf-16") else "surrogateescape"
    return io.TextIOWrapper(file, encoding=form.encoding, errors=errors, newline=""), on_disk.tell


def text_form(path: Path, file: str, declared: str | None = None) -> TextForm:
    """Find the encoding of a file, or check the declared one; refuses what is not text at all."""
    start = first_bytes(path)
    marked = next((name for mark, name in _MARKS if start.startswith(mark)), None)
    try:
        census = _census(path, file, maybe_utf8=marked in (None, "utf-8-sig"))
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise Refusal(problem("damaged_file", file, format="gzip")) from None
    if marked == "utf-16":
        return TextForm(marked, clean=False)
    if census.nul and not declared and _every_other_is_nul(start):
        raise Refusal(problem("utf16_without_mark", file))
    encoding = marked or declared or _utf8_or_windows(census)
    strays = {"utf-8": census.strays, "utf-8-sig": census.strays, "cp1252": census.undefined, "iso8859-1": 0}
    return TextForm(encoding, clean=not census.nul and strays.get(encoding) == 0)


def first_bytes(path: Path, size: int = 4096) -> bytes:
    """The first unpacked bytes of a file."""
    with open_binary(path) as file:
        return file.read(size)


def _census(path: Path, file: str, *, maybe_utf8: bool) -> _Census:
    census, decoder = _Census(), codecs.getincrementaldecoder("utf-8")("surrogateescape")
    on_disk = path.stat().st_size
    for block in _blocks(path):
        census.add(block)
        if maybe_utf8:
            census.add_letters(decoder.decode(block))
        if census.longest_line > LONGEST_LINE:
            raise Refusal(problem("line_too_long", file, megabytes=LONGEST_LINE >> 20))
        if census.size > BOMB_SIZE and census.size > BOMB_RATIO * on_disk:
            raise Refusal(problem("packed_too_hard", file, megabytes=BOMB_SIZE >> 20))
    return census


def _blocks(path: Path) -> Iterator[bytes]:
    with open_binary(path) as file:
        while block := file.read(BLOCK):
            yield block


def _utf8_or_windows(census: _Census) -> str:
    """A file with more real UTF-8 letters than stray bytes is UTF-8 with damage; otherwise it is Windows-1252."""
    return "utf-8" if census.letters >= census.strays else "cp1252"


def _every_other_is_nul(start: bytes) -> bool:
    return len(start) >= 4 and (not any(start[::2]) or not any(start[1::2]))
