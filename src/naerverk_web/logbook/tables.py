"""The log as a table for the page, and as text for the file."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO
from urllib.parse import urlencode

from django.utils.html import format_html
from django.utils.translation import gettext as _

from naerverk_web.design.public import Cell, Column, Link, Table, harmless, tag
from naerverk_web.logbook.saying import Told


def table(lines: Iterable[Told], *, file: str, person: str) -> Table:
    """One row a line; who leads to all that they did, what to all about the same employee number unless it is that."""
    rows = [(Cell(f"{each.day} {each.clock}", each.at), _who(each), each.roles, _what(each, person)) for each in lines]
    columns = [Column(name, sortable=False) for name in (_("When"), _("Who"), _("Role that day"), _("What"))]
    return Table(_("The log"), columns, rows, sortable=False, show_caption=False, exports=[Link("CSV", file)])


def as_csv(lines: Iterable[Told], *, lang: str, cut: str = "") -> bytes:
    """The same as a file; semicolons in Norwegian, as spreadsheets there expect. `cut`: that there are more lines."""
    text = StringIO()
    writer = csv.writer(text, delimiter="," if lang == "en" else ";", lineterminator="\r\n")
    names = [_("When"), _("Who"), _("Account"), _("Role that day"), _("What"), _("Refused")]
    writer.writerow([*names, _("Employee number"), _("Why")])
    for each in lines:
        refused = _("Yes") if each.refused else _("No")
        cells = [each.at, each.who, each.account_id, each.roles, each.what, refused, each.person, each.why]
        writer.writerow([harmless(cell) for cell in cells])
    if cut:
        writer.writerow([cut])
    return text.getvalue().encode("utf-8-sig")


def _who(each: Told) -> Cell:
    return Cell(each.who, url=f"?{urlencode({'by': each.account_id})}" if each.account_id else "")


def _what(each: Told, person: str) -> Cell:
    said: object = _("%(what)s. Why: %(why)s") % {"what": each.what, "why": each.why} if each.why else each.what
    if each.person not in {"", person}:
        there = urlencode({"person": each.person})
        said = format_html('<a class="ds-link" data-color="accent" href="?{}">{}</a>', there, said)
    return Cell(format_html("{} {}", tag(_("Refused"), tone="watch"), said) if each.refused else said)
