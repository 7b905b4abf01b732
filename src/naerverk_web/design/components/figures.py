"""Figures: key figures, charts with their table, progress, lists of facts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Any

from django.utils.formats import localize
from django.utils.safestring import SafeString, mark_safe

from naerverk.charts.series import Chart, TextTable
from naerverk_web.design.values import Column, Fact, HowPart, Table

NO_BREAK = "\N{NO-BREAK SPACE}"


def key_figure(
    label: object,
    value: object,
    unit: object = "",
    sentence: object = "",
    how: str = "",
    face: str = "",
    word: object = "",
    spark_line: str = "",
    about: object = "",
    large: bool = False,
) -> dict[str, Any]:
    """One figure: what it is, the value, what it means; `how`: the address that says how it is computed.

    `value` is text as the library wrote it ("6,6 %"), or a number; an empty value says in `sentence` why it is missing.
    """
    return {
        "label": label,
        "value": _number(value, unit),
        "sentence": sentence,
        "how": how,
        "face": face,
        "word": word,
        "spark_line": spark_line,
        "about": about,
        "large": large,
    }


def _number(value: object, unit: object) -> str:
    """A value with its unit, held together."""
    if value is None or value == "":
        return ""
    text = value if isinstance(value, str) else str(localize(value))
    return f"{text}{NO_BREAK}{unit}".replace(" ", NO_BREAK) if unit else text.replace(" ", NO_BREAK)


def chart(
    drawn: Chart,
    sentence: object = "",
    note: object = "",
    title: object = "",
    level: int = 2,
    table: Table | None = None,
    how: str = "",
) -> dict[str, Any]:
    """A drawing of the library, wide and narrow, below a title that says the finding, and the same figures as a table.

    `title` and `table` replace the drawing's own; `how`: the address that says how its figures are computed.
    """
    name = "chart-" + hashlib.sha256(f"{drawn.title}{drawn.description}".encode()).hexdigest()[:8]
    return {
        "name": name,
        "title": title or drawn.title,
        "sentence": sentence,
        "wide": _own_ids(drawn.wide, f"{name}-w"),
        "narrow": _own_ids(drawn.narrow, f"{name}-n"),
        "table": table or _numbers(drawn.table),
        "key": drawn.key,
        "note": note,
        "level": level,
        "how": how,
    }


def _numbers(table: TextTable) -> Table:
    """The library's table of words; a column of nothing but numbers stands to the right."""
    by_column = zip(table.header, zip(*table.rows, strict=True), strict=True) if table.rows else ()
    columns = [Column(name, number=all(map(_is_number, cells))) for name, cells in by_column]
    return Table(table.caption, columns, table.rows, show_caption=False, sortable=False)


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[−-]?\d[\d\s]*(,\d+|\.\d+)?(\s?%)?|–", text))


def _own_ids(svg: str, prefix: str) -> SafeString:
    """Ids in a drawing made unique, since a page holds several drawings that all begin to count at zero."""
    renamed = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{prefix}-", svg)
    return mark_safe(renamed)  # noqa: S308 - drawn by the library


def progress(
    text: object, done: int = 0, total: int = 0, poll: str = "", name: str = "progress", sentence: object = ""
) -> dict[str, Any]:
    """How far a job has come, in words and as a bar; without a `total` the bar only says that work is going on.

    `poll`: the address asked every two seconds for the same component. When the job is done, answer `HX-Refresh: true`.
    """
    return {"text": text, "done": done, "total": total, "poll": poll, "name": name, "sentence": sentence}


def facts(lines: Iterable[Fact]) -> dict[str, Any]:
    """A short list of names and values: `Fact`s."""
    return {"lines": lines}


def how(figure: object, url: str) -> dict[str, Any]:
    """The quiet mark beside a figure that opens how it is computed; a link to the page `url` where scripts are off."""
    return {"figure": figure, "url": url}


def how_parts(parts: Iterable[HowPart]) -> dict[str, Any]:
    """How a figure is computed, for the page that the mark leads to: `HowPart`s."""
    return {"parts": parts}
