"""The first rows of a file as they will be read, while Ingrid is still saying which column is which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from naerverk.formats.layout import Header
from naerverk.formats.previewing import AsRead, as_read
from naerverk.formats.profile import TableProfile
from naerverk_web.absence.public import KIND_NAMES
from naerverk_web.design.public import Column, Table, tag
from naerverk_web.intake.forms import label_of
from naerverk_web.intake.models import KindCode
from naerverk_web.intake.recognising import BESIDE, Look, missing, shapes_of

ASKED_LATER = ("unknown_kind",)
"""What is no mistake of the file: what codes mean is asked for when the columns are known."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The rows as they will be read (None before any column is known), and what that comes to."""

    rows: Table | None
    sentence: str


def preview(table: str, columns: Mapping[str, str], shape: Mapping[str, Any], top: Look) -> Preview:
    """`columns`: ours -> the file's, as chosen just now."""
    shape = {**shape, "profile": ""}
    read = _read(table, columns, shape, top) if table else []
    heads = [Column(label_of(table, one.column.name), about=columns[one.column.name]) for one in read]
    lines = [[_cell(one, n) for one in read] for n in range(len(top.rows))]
    for name in BESIDE.get(table, ()):
        if (place := Header(tuple(top.header)).position([columns.get(name, "")])) is not None:
            heads.append(Column(label_of(table, name), about=columns[name]))
            lines = [[*line, row[place] if place < len(row) else ""] for line, row in zip(lines, top.rows, strict=True)]
    if not heads:
        return Preview(None, _("Say which column is which, and the first rows stand here as they will be read."))
    caption = _("The first rows as they will be read")
    sentence = " ".join(_said(table, missing(table, columns, shape), read))
    return Preview(Table(caption, heads, lines, sortable=False, phone="scroll"), sentence)


def _read(table: str, columns: Mapping[str, str], shape: Mapping[str, Any], top: Look) -> list[AsRead]:
    kinds = dict(KindCode.objects.values_list("code", "kind"))
    form = shapes_of(table, columns, shape, kinds=kinds, spellings={})[0]
    layout = TableProfile.model_validate(form).layout(table, None, None)
    if top.date_form:
        layout = replace(layout, date_forms=(*layout.date_forms, top.date_form))
    read = as_read(Header(tuple(top.header)), top.rows, layout, one_decimal_mark=top.one_decimal_mark)
    return [one for one in read if one.column.name in columns]


def _said(table: str, wanted: Sequence[str], read: Sequence[AsRead]) -> Iterator[str]:
    flaws = [flaw for one in read for flaw in one.flaws if flaw]
    later = sum(flaw in ASKED_LATER for flaw in flaws)
    unread = len(flaws) - later
    if wanted:
        names = ", ".join(str(label_of(table, name)) for name in wanted)
        yield _("Still to be pointed out: %(columns)s.") % {"columns": names}
    if unread:
        text = ngettext(
            "%(n)s cell of the first rows cannot be read like this.",
            "%(n)s cells of the first rows cannot be read like this.",
            unread,
        )
        yield text % {"n": unread}
    if later:
        yield _("What unknown codes mean is asked for afterwards.")
    if not wanted and not flaws:
        yield _("The columns can be read. The rows are checked when you save.")


def _cell(one: AsRead, row: int) -> object:
    text, value, flaw = one.texts[row], one.values[row], one.flaws[row]
    if flaw:
        word = tag(_("unknown code"), "info") if flaw in ASKED_LATER else tag(_("cannot be read"), "watch")
        return format_html("{} {}", text, word)
    return "" if value is None else _shown(one.column.name, value)


def _shown(name: str, value: object) -> object:
    kinds = {kind.value: words for kind, words in KIND_NAMES.items()}
    if name == "kind" and value in kinds:
        return kinds[str(value)]
    match value:
        case bool():
            return _("Yes") if value else _("No")
        case date():
            return date_format(value, "SHORT_DATE_FORMAT")
        case float():
            return number_format(round(value, 2)).rstrip("0").rstrip(".,")
        case _:
            return str(value)
