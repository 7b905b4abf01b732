"""The ways out of what is wrong: match columns, say what codes and units mean, mend a row or leave it out."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naerverk.problems import Refusal
from naerverk_web.audit.public import record
from naerverk_web.design.public import Column, Link, Table
from naerverk_web.intake import actions, queries
from naerverk_web.intake.examining import opened
from naerverk_web.intake.forms import CodesForm, ColumnsForm, LeaveOutForm, RowForm, UnitsForm
from naerverk_web.intake.mending import can_mend, row_at
from naerverk_web.intake.models import Batch, BatchFile
from naerverk_web.intake.previewing import preview
from naerverk_web.intake.recognising import TABLES, Look, columns_of, likely_columns, look
from naerverk_web.intake.rejects import has_rejects, open_rejects

BOTH = ["GET", "POST"]
KINDS = {"csv": "text/csv", "zip": "application/zip"}


@require_http_methods(BOTH)
def columns(request: HttpRequest, batch_id: UUID, number: int) -> HttpResponse:
    file = queries.file_seen_by(request.viewer, batch_id, number)
    _must_be_there(file.batch)
    top = _top_of(file)
    record("intake.rows_read", by=request.viewer.actor, about=("batch", str(batch_id)), details={"file": number})
    table = request.POST.get("table") or file.table or "absences"
    table = table if table in TABLES else ""
    saves = request.method == "POST" and "look" not in request.POST
    chosen = _chosen(request.POST, table, top) if request.method == "POST" else file.columns
    initial = {"table": table, **{f"column_{name}": source for name, source in chosen.items()}}
    form = ColumnsForm(request.POST if saves else None, initial=initial, header=top.header, table=table)
    if saves and form.is_valid():
        return _done(request, batch_id, actions.match_columns, file.pk, table=table, columns=form.columns)
    shown = Table(
        _("The first rows of the file"),
        [Column(name) for name in top.header],
        _even(top),
        sortable=False,
        phone="scroll",
    )
    read = preview(table, chosen, file.shape, top)
    return _form(request, file.batch, "intake/columns.html", form, file=file, rows=shown, read=read)


@require_http_methods(BOTH)
def codes(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    batch = queries.batch_seen_by(request.viewer, batch_id)
    form = CodesForm(request.POST or None, unknown=queries.unknown_codes(batch), kept=queries.kept_codes(batch))
    if request.method == "POST" and form.is_valid():
        return _done(request, batch_id, actions.keep_codes, batch_id, form.kinds)
    return _form(request, batch, "intake/codes.html", form)


@require_http_methods(BOTH)
def units(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    batch = queries.batch_seen_by(request.viewer, batch_id)
    tree = request.viewer.tree
    names = sorted((unit_id, f"{node.name} ({unit_id})") for unit_id, node in tree.nodes.items())
    form = UnitsForm(request.POST or None, codes=queries.unknown_units(batch), units=names)
    if request.method == "POST" and form.is_valid():
        return _done(request, batch_id, actions.keep_units, batch_id, form.units)
    return _form(request, batch, "intake/units.html", form)


@require_http_methods(BOTH)
def row(request: HttpRequest, batch_id: UUID, number: int, line: int) -> HttpResponse:
    file, cells = _row(request, batch_id, number, line)
    header = file.shape["header"]
    problems = [
        one
        for one in queries.problems_of(file.batch, request.LANGUAGE_CODE)
        if (one.file_id, one.line) == (file.pk, line)
    ]
    said = {one.column: one.sentence for one in problems if one.column in header}
    form = RowForm(request.POST or None, header=header, cells=cells, said=said)
    if request.method == "POST" and form.is_valid():
        return _done(request, batch_id, actions.mend_row, file.pk, line, cells=form.cells)
    others = [one for one in problems if one.column not in header]
    return _form(
        request, file.batch, "intake/row.html", form, file=file, line=line, said=others, leave_out=LeaveOutForm()
    )


@require_POST
def leave_out(request: HttpRequest, batch_id: UUID, number: int, line: int) -> HttpResponse:
    file, cells = _row(request, batch_id, number, line)
    form = LeaveOutForm(request.POST)
    if form.is_valid():
        return _done(request, batch_id, actions.leave_row_out, file.pk, line, reason=form.cleaned_data["reason"])
    mend = RowForm(header=file.shape["header"], cells=cells)
    return _form(request, file.batch, "intake/row.html", mend, file=file, line=line, said=[], leave_out=form)


@require_safe
def rejects(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    batch = queries.batch_seen_by(request.viewer, batch_id)
    if not has_rejects(batch):
        raise Http404
    record("intake.rejects_read", by=request.viewer.actor, about=("batch", str(batch_id)))
    pieces, ending = open_rejects(batch)
    attached = {"Content-Disposition": f'attachment; filename="rejects.{ending}"'}
    return HttpResponse(b"".join(pieces), content_type=KINDS[ending], headers=attached)


def _row(request: HttpRequest, batch_id: UUID, number: int, line: int) -> tuple[BatchFile, list[str]]:
    """One row as it stands now, P4: the reading is written down."""
    file = queries.file_seen_by(request.viewer, batch_id, number)
    _must_be_there(file.batch)
    if not can_mend(file.shape):
        raise Http404
    with opened(file.batch) as (_folder, found):
        path = next(path for each, path in found.values() if each.pk == file.pk)
        cells = row_at(path, file.shape, line)
    if cells is None:
        raise Http404
    details: dict[str, object] = {"file": number, "line": line}
    record("intake.row_read", by=request.viewer.actor, about=("batch", str(batch_id)), details=details)
    return file, cells


def _top_of(file: BatchFile) -> Look:
    with opened(file.batch) as (folder, found):
        path = next(path for each, path in found.values() if each.pk == file.pk)
        work = folder / "look"
        work.mkdir()
        try:
            return look(path, file.shape, work)
        except Refusal:
            raise Http404 from None


def _chosen(posted: QueryDict, table: str, top: Look) -> dict[str, str]:
    """Our column -> the file's; of what the form has not asked yet, what it most likely is."""
    likely = likely_columns(table, top.header)
    said = {name: posted.get(f"column_{name}", likely.get(name, "")) for name in columns_of(table)}
    return {name: source for name, source in said.items() if source and source in top.header}


def _even(top: Look) -> list[list[str]]:
    width = len(top.header)
    return [[*row, *[""] * width][:width] for row in top.rows]


def _must_be_there(batch: Batch) -> None:
    """Files are cleared away after a while, and when a batch is dropped."""
    if batch.purged_at or not all(file.shape for file in batch.files.all()):
        raise Http404


def _form(request: HttpRequest, batch: Batch, template: str, form: forms.Form, **context: object) -> HttpResponse:
    back = reverse("intake:batch", args=[batch.pk])
    trail: Sequence[Link] = [Link(_("Imports"), reverse("intake:batches")), Link(_("This import"), back)]
    wrong = any(each.errors for each in (form, *context.values()) if isinstance(each, forms.Form))
    return render(
        request,
        template,
        {"form": form, "batch": batch, "back": back, "trail": trail, **context},
        status=422 if wrong and request.method == "POST" else 200,
    )


def _done(request: HttpRequest, batch_id: UUID, act: object, *arguments: object, **named: object) -> HttpResponse:
    try:
        act(*arguments, **named, at=timezone.now(), by=request.viewer.actor)  # type: ignore[operator]
    except actions.StateError:
        messages.warning(request, _("Somebody was here before you. This is how the import stands now."))
    return redirect("intake:batch", batch_id)
