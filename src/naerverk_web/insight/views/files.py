"""The disclosed figures as files."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from naerverk.reports.pdf import pdf_of
from naerverk.statistics.control_charts.finding import Measure
from naerverk_web.access.public import Permission, Viewer
from naerverk_web.audit.public import record
from naerverk_web.insight.exports import XLSX, csv_of, rows_of, xlsx_of
from naerverk_web.insight.published import figures
from naerverk_web.insight.queries import unit_page, words_of_the_moment
from naerverk_web.insight.views.asking import asked, viewer_of


@require_safe
def as_csv(request: HttpRequest, unit_id: str) -> HttpResponse:
    """The unit's figures as text for a spreadsheet."""
    return _file(request, unit_id, "csv", "text/csv; charset=utf-8", lambda rows: csv_of(rows, words_of_the_moment()))


@require_safe
def as_xlsx(request: HttpRequest, unit_id: str) -> HttpResponse:
    """The same as a workbook."""
    return _file(request, unit_id, "xlsx", XLSX, lambda rows: xlsx_of(rows, words_of_the_moment()))


@require_safe
def as_pdf(request: HttpRequest, unit_id: str) -> HttpResponse:
    """The month's report on paper."""
    viewer = viewer_of(request)
    viewer.must(Permission.EXPORT_FIGURES, unit_id)
    month, _measure = asked(request)
    today = timezone.localdate()
    page = unit_page(viewer, unit_id, month=month, measure=Measure.ABSENCE, today=today)
    if page is None:
        raise Http404
    _log_export(viewer, unit_id, "pdf")
    return _attachment(pdf_of(page.words, today), "application/pdf", "pdf")


def _file(request: HttpRequest, unit_id: str, ending: str, kind: str, write: Callable[..., bytes]) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.must(Permission.EXPORT_FIGURES, unit_id)
    found = figures()
    if found is None:
        raise Http404
    _log_export(viewer, unit_id, ending)
    return _attachment(write(rows_of(viewer, unit_id, found)), kind, ending)


def _log_export(viewer: Viewer, unit_id: str, ending: str) -> None:
    record("insight.exported", by=viewer.actor, about=("unit", unit_id), details={"as": ending})


def _attachment(content: bytes, kind: str, ending: str) -> HttpResponse:
    name = f'attachment; filename="naervaer.{ending}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": name})
