"""The published figures of whole years: a second sheet of the workbook, and a file of their own as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import xlsxwriter
from django.utils.translation import gettext as _

from naerverk.locale import Words
from naerverk_web.access.public import Permission, Viewer
from naerverk_web.insight.exports.text import csv_of
from naerverk_web.insight.models import YearFigure

YearRow = tuple[str, str, str, int | None, int, int | None, int | None]
"""Unit, year, what, days since the first day, percent, and the ends of its interval."""


def year_rows(viewer: Viewer, unit_id: str) -> Iterator[YearRow]:
    """Of the unit and the units directly below it; what is hidden is not there."""
    viewer.must(Permission.EXPORT_FIGURES, unit_id)
    names = {
        YearFigure.Figure.TENTH.value: _("Lost days of the tenth with most absence, percent"),
        YearFigure.Figure.RETURN.value: _("Still away, percent of the absences that began in the year"),
    }
    units = [unit_id, *viewer.tree.below(unit_id)]
    shown = YearFigure.objects.filter(unit_id__in=units, status=YearFigure.Status.OK).order_by("figure", "year", "day")
    columns = ("unit_id", "year", "figure", "day", "percent", "low", "high")
    for unit, year, figure, day, *percents in sorted(shown.values_list(*columns), key=lambda row: units.index(row[0])):
        yield viewer.tree[unit].name, year, names[figure], day or None, *percents


def header() -> list[str]:
    """The names of the columns."""
    return [
        _("Unit"), _("Year"), _("Figure"), _("Days since the first day"), _("Percent"), _("Chance, from"),
        _("Chance, to"),
    ]  # fmt: skip


def csv_of_years(rows: Iterable[YearRow], words: Words) -> bytes:
    """A line for each."""
    return csv_of(header(), rows, words)


def write_years(book: xlsxwriter.Workbook, rows: list[YearRow]) -> None:
    """Texts as texts, numbers as numbers."""
    sheet, bold = book.add_worksheet(_("Whole years")), book.add_format({"bold": True})
    for column, name in enumerate(header()):
        sheet.write_string(0, column, name, bold)
    for line, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(line, column, value)
            elif value is not None:
                sheet.write_number(line, column, value)
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, len(header()) - 1, 16)
    sheet.freeze_panes(1, 0)
