"""The disclosed figures as files: values only, nothing that a spreadsheet would run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter
from django.utils.translation import gettext as _

from naerverk.locale import Words
from naerverk.reports.line import Line, line_of
from naerverk.reports.standing import place_of
from naerverk_web.access.public import Permission, Viewer
from naerverk_web.insight.disclosed.figures import Figures
from naerverk_web.insight.exports.text import csv_of
from naerverk_web.insight.exports.years import YearRow, write_years

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Row:
    """One month of one unit; blank figures are hidden."""

    unit: str
    month: str
    persons: int | None
    agreed: float | None
    absent: float | None
    absence: float | None
    presence: float | None


def header() -> list[str]:
    """The names of the columns."""
    return [
        _("Unit"), _("Month"), _("Persons"), _("Agreed days"), _("Absence days"), _("Absence, percent"),
        _("Presence, percent"),
    ]  # fmt: skip


def rows_of(viewer: Viewer, unit_id: str, found: Figures) -> list[Row]:
    """The unit and the units directly below it, month by month, as the pages show them."""
    viewer.must(Permission.EXPORT_FIGURES, unit_id)
    units = [unit_id, *viewer.tree.below(unit_id)]
    return [row for unit in units for row in _rows(viewer.tree[unit].name, unit, found)]


def _rows(name: str, unit_id: str, found: Figures) -> Iterator[Row]:
    months = found.published.months
    place = place_of(months, unit_id, found.last)
    pooled = place.part == "rest" and place.unit_id
    line = line_of(months.table, place.unit_id or unit_id, place.part)
    shown = _("%(unit)s (counted together with others)") % {"unit": name} if pooled else name
    for month in sorted(line.known):
        yield _row(shown, line, month.label, line.rate([month]).percent, line.rate([month]).presence)


def _row(name: str, line: Line, label: str, absence: float | None, presence: float | None) -> Row:
    month = next(each for each in line.known if each.label == label)
    days = line.days.get(month)
    return Row(
        name,
        label,
        line.persons.get(month),
        days.agreed if days else None,
        days.lost if days else None,
        absence,
        presence,
    )


def csv_of_months(rows: Sequence[Row], words: Words) -> bytes:
    """A line for each."""
    return csv_of(header(), ((row.unit, row.month, *_numbers(row)) for row in rows), words)


def xlsx_of(rows: Sequence[Row], years: list[YearRow], about: Sequence[tuple[str, str]]) -> bytes:
    """A sheet of months, one of whole years where there are any, and `about`, what the figures are; texts as text."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet, bold, tenth = (
        book.add_worksheet(_("Months")),
        book.add_format({"bold": True}),
        book.add_format({"num_format": "0.0"}),
    )
    for column, name in enumerate(header()):
        sheet.write_string(0, column, name, bold)
    for line, row in enumerate(rows, start=1):
        sheet.write_string(line, 0, row.unit)
        sheet.write_string(line, 1, row.month)
        for column, value in enumerate(_numbers(row), start=2):
            if value is not None:
                sheet.write_number(line, column, value, None if isinstance(value, int) else tenth)
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, len(header()) - 1, 16)
    sheet.freeze_panes(1, 0)
    if years:
        write_years(book, years)
    _write_about(book, about)
    book.close()
    return file.getvalue()


def _write_about(book: xlsxwriter.Workbook, about: Sequence[tuple[str, str]]) -> None:
    """A figure that has left the site still says what it is."""
    sheet, bold = book.add_worksheet(_("About the figures")), book.add_format({"bold": True, "valign": "top"})
    for line, (name, text) in enumerate(about):
        sheet.write_string(line, 0, name, bold)
        sheet.write_string(line, 1, text, book.add_format({"text_wrap": True}))
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, 1, 90)


def _numbers(row: Row) -> tuple[int | float | None, ...]:
    return row.persons, row.agreed, row.absent, row.absence, row.presence
