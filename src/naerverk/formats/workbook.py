"""What a workbook holds, found out before it is opened: how large it becomes, and cells that lost their value.

The reader builds every sheet as one dense block, so that two cells in opposite corners would fill the memory; and
it gives formulas that failed as blanks, so that an end date could silently become "still going on".
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import IO

from naerverk.formats.complaints import problem
from naerverk.problems import Refusal

LARGEST_UNPACKED = 1 << 30
LARGEST_RATIO = 200
SMALL = 16 << 20
"""Below this unpacked size the ratio says nothing: repeated rows pack very well."""
MOST_CELLS = 25_000_000
_BLOCK, _OVERLAP = 1 << 20, 1 << 12
_WIDE = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{2,3})\d')
_ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*?\br="(\d+)"')
_LOST = re.compile(
    rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]+\d+)"(?:[^>]*?\bt="e"'
    rb"|[^>]*?><(?:\w+:)?f(?:/>|[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)(?:<(?:\w+:)?v\s*/>)?</(?:\w+:)?c>)"
)
_ODS_CELL = re.compile(rb"<table:table-row([^>]*)>|<table:(?:covered-)?table-cell([^>]*?)(/?)>")
_ODS_ROWS = re.compile(rb'number-rows-repeated="(\d+)"')
_ODS_COLUMNS = re.compile(rb'number-columns-repeated="(\d+)"')


@dataclass
class SheetFacts:
    """What the XML of one sheet says."""

    rows: int = 0
    columns: int = 26
    lost: set[str] = field(default_factory=set)
    """Cells with a formula that failed or was never computed."""

    @property
    def cells(self) -> int:
        """The size of the dense block that the reader would build."""
        return self.rows * self.columns


@dataclass(frozen=True, slots=True)
class Facts:
    """What the archive says."""

    sheets: dict[str, SheetFacts]
    """XLSX: by sheet name; ODS: all sheets together under an empty name."""
    from_1904: bool = False


def inspect(path: Path, file: str) -> Facts:
    """Look through the archive; refuses what is damaged, locked, or unpacks to far too much.

    The sizes a ZIP file declares may lie, so every entry is unpacked once, block by block.
    """
    try:
        with zipfile.ZipFile(path) as book:
            declared = sum(entry.file_size for entry in book.infolist())
            if _too_much(declared, path.stat().st_size):
                raise Refusal(problem("packed_too_hard", file, megabytes=declared >> 20))
            _refuse_locked(book, file)
            return _facts(book, file)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, OSError):
        raise Refusal(problem("damaged_file", file, format="ZIP")) from None
    except RuntimeError:
        # zipfile's word for an encrypted entry
        raise Refusal(problem("password_protected", file)) from None


def _too_much(unpacked: int, packed: int) -> bool:
    return unpacked > LARGEST_UNPACKED or (unpacked > SMALL and unpacked > LARGEST_RATIO * packed)


def _refuse_locked(book: zipfile.ZipFile, file: str) -> None:
    if "META-INF/manifest.xml" in book.namelist() and b"encryption-data" in book.read("META-INF/manifest.xml"):
        raise Refusal(problem("password_protected", file))


def _facts(book: zipfile.ZipFile, file: str) -> Facts:
    names = _sheet_names(book)
    sheets: dict[str, SheetFacts] = {}
    for entry in book.namelist():
        with book.open(entry) as unpacked:
            if entry in names:
                sheets[names[entry]] = _scan_xlsx(unpacked)
            elif entry == "content.xml":
                sheets[""] = _scan_ods(unpacked)
            else:
                for _ in _blocks(unpacked):
                    pass
    for name, facts in sheets.items():
        if facts.cells > MOST_CELLS:
            raise Refusal(problem("sheet_too_large", file, sheet=name or "1", cells=facts.cells))
    workbook = book.read("xl/workbook.xml") if "xl/workbook.xml" in book.namelist() else b""
    return Facts(sheets, from_1904=bool(re.search(rb'date1904="(?:1|true)"', workbook)))


def _sheet_names(book: zipfile.ZipFile) -> dict[str, str]:
    """Entry in the archive -> name of the sheet."""
    if "xl/_rels/workbook.xml.rels" not in book.namelist():
        return {}
    links = book.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {
        _attribute(tag, "Id"): _attribute(tag, "Target").removeprefix("/xl/")
        for tag in re.findall(r"<(?:\w+:)?Relationship\s[^>]*>", links)
    }
    workbook = book.read("xl/workbook.xml").decode("utf-8", "replace")
    tags = re.findall(r"<(?:\w+:)?sheet\s[^>]*>", workbook)
    links_to = [(targets.get(_attribute(tag, r"\w+:id"), ""), unescape(_attribute(tag, "name"))) for tag in tags]
    return {f"xl/{target}": name for target, name in links_to}


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return found[1] if found else ""


def _scan_xlsx(sheet: IO[bytes]) -> SheetFacts:
    facts = SheetFacts()
    for block in _blocks(sheet):
        facts.rows = max([facts.rows, *map(int, _ROW.findall(block))])
        facts.columns = max([facts.columns, *map(_column_number, set(_WIDE.findall(block)))])
        facts.lost.update(name.decode() for name in _LOST.findall(block))
    return facts


def _scan_ods(content: IO[bytes]) -> SheetFacts:
    facts, repeat, width = SheetFacts(columns=1), 1, 0
    for block in _blocks(content, overlap=0):
        for row, cell, closed in _ODS_CELL.findall(block):
            if row:
                repeat, width = _number(_ODS_ROWS, row), 0
            else:
                width += _number(_ODS_COLUMNS, cell)
                filled = not closed or b"office:value" in cell
                facts.rows += repeat * width if filled else 0
    return facts


def _number(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1


def _blocks(unpacked: IO[bytes], overlap: int = _OVERLAP) -> Iterator[bytes]:
    tail = b""
    while block := unpacked.read(_BLOCK):
        yield tail + block
        tail = block[-overlap:] if overlap else b""


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
