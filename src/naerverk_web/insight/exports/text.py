"""A table as text for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from naerverk.locale import Words
from naerverk_web.design.public import harmless

Value = str | int | float | None


def csv_of(header: Sequence[str], rows: Iterable[Sequence[Value]], words: Words) -> bytes:
    """Semicolons, decimal comma and a byte order mark in Norwegian, as spreadsheets there expect."""
    text = StringIO()
    writer = csv.writer(text, delimiter="," if words.lang == "en" else ";")
    writer.writerow(header)
    writer.writerows([_written(value, words) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _written(value: Value, words: Words) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    text = str(value) if isinstance(value, int) else f"{value:.2f}"
    return text if words.lang == "en" else text.replace(".", ",")
