"""The disclosed figures as files."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naerverk_web.access.public import Permission, Viewer
from naerverk_web.audit.public import record
from naerverk_web.design.public import Cell, Column, Table
from naerverk_web.insight.closing.reports import editions, report_name, report_pdf
from naerverk_web.insight.disclosed.figures import Figures, figures
from naerverk_web.insight.exports.months import XLSX, csv_of_months, rows_of, xlsx_of
from naerverk_web.insight.exports.years import csv_of_years, year_rows
from naerverk_web.insight.how.parts import about_figures
from naerverk_web.insight.pages.queries import words_of_the_moment
from naerverk_web.insight.views.asking import about, asked, viewer_of

CSV = "text/csv; charset=utf-8"
Write = Callable[[Viewer, Figures], bytes]


@require_safe
def as_csv(request: HttpRequest, unit_id: str) -> HttpResponse:
    """The unit's figures month by month as text for a spreadsheet."""

    def write(viewer: Viewer, found: Figures) -> bytes:
        return csv_of_months(rows_of(viewer, unit_id, found), words_of_the_moment())

    return _file(request, unit_id, "naervaer.csv", CSV, write)


@require_safe
def years_as_csv(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Those of whole years: one text holds one table."""

    def write(viewer: Viewer, _found: Figures) -> bytes:
        return csv_of_years(year_rows(viewer, unit_id), words_of_the_moment())

    return _file(request, unit_id, "naervaer-aar.csv", CSV, write)


@require_safe
def as_xlsx(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Both as a workbook."""

    def write(viewer: Viewer, found: Figures) -> bytes:
        rows, years = rows_of(viewer, unit_id, found), list(year_rows(viewer, unit_id))
        return xlsx_of(rows, years, about_figures(found, words_of_the_moment()))

    return _file(request, unit_id, "naervaer.xlsx", XLSX, write)


@require_safe
def as_pdf(request: HttpRequest, unit_id: str) -> HttpResponse:
    """The month's report on paper."""
    viewer = viewer_of(request)
    viewer.must(Permission.EXPORT_FIGURES, unit_id)
    found = figures()
    if found is None:
        raise Http404
    month = asked(request)[0] or found.last
    content = report_pdf(viewer, unit_id, month, timezone.localdate())
    if content is None:
        raise Http404
    return _attachment(content, "application/pdf", report_name(viewer.tree[unit_id].name, month))


@require_safe
def reports(request: HttpRequest, unit_id: str) -> HttpResponse:
    """The month's reports of a unit, the newest first."""
    viewer = viewer_of(request)
    found, words = editions(viewer, unit_id), words_of_the_moment()
    rows = [
        (
            Cell(words.month(each.month), url=f"{reverse('insight:pdf', args=[unit_id])}?month={each.month.label}"),
            _("Closed on %(day)s") % {"day": words.date(each.closed_on)} if each.closed_on else _("Provisional"),
        )
        for each in found
    ]
    columns = [Column(_("Report (PDF)"), sortable=False), Column(_("State"), sortable=False)]
    table = Table(_("Reports by month"), columns, rows, sortable=False, show_caption=False, phone="pairs")
    context = {**about(viewer, unit_id, "insight:reports"), "table": table if rows else None}
    return render(request, "insight/reports.html", context)


def _file(request: HttpRequest, unit_id: str, name: str, kind: str, write: Write) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.must(Permission.EXPORT_FIGURES, unit_id)
    found = figures()
    if found is None:
        raise Http404
    record("insight.exported", by=viewer.actor, about=("unit", unit_id), details={"as": name.partition(".")[2]})
    return _attachment(write(viewer, found), kind, name)


def _attachment(content: bytes, kind: str, name: str) -> HttpResponse:
    name = f'attachment; filename="{name}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": name})
