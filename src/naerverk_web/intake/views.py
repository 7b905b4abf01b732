"""The way of a file: upload, look, say what it holds, confirm, receipt, undo."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naerverk.locale import Words
from naerverk.problems import Refusal
from naerverk_web.access.public import Permission
from naerverk_web.audit.public import record
from naerverk_web.intake import actions, queries
from naerverk_web.intake.applying import UndoError
from naerverk_web.intake.applying import undo as undo_batch
from naerverk_web.intake.elsewhere import sort_out
from naerverk_web.intake.forms import HoldsForm, UploadForm
from naerverk_web.intake.models import Batch
from naerverk_web.intake.pages import UNDO_ERRORS, batch_page, batch_table
from naerverk_web.intake.receiving import Incoming, receive


@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    found = queries.batches(request.viewer)
    return render(request, "intake/batches.html", {"table": batch_table(found), "any": bool(found)})


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    request.viewer.must(Permission.IMPORT_DATA)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            ours, elsewhere = sort_out(request.viewer, form.cleaned_data["files"], at=timezone.now())
        except Refusal as refusal:
            form.add_error("files", Words(get_language() or "nb").say_problem(refusal.problems[0]))
            return render(request, "intake/upload.html", {"form": form}, status=422)
        if not ours:
            messages.info(request, _("These are published figures. Look at them here before they are stored."))
            return redirect(elsewhere[0])
        if elsewhere:
            messages.info(request, _("Published figures among the files wait under Presence, Comparison."))
        files = [Incoming(file.name, file.chunks()) for file in ours]
        batch = receive(files, at=timezone.now(), by=request.viewer.actor)
        return redirect("intake:batch", batch.pk)
    return render(request, "intake/upload.html", {"form": form}, status=200 if not form.errors else 422)


@require_safe
def batch(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    found = queries.batch_seen_by(request.viewer, batch_id)
    if request.headers.get("HX-Request") and found.state not in queries.UNDER_WAY:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return _page(request, found)


@require_POST
def holds(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    found = queries.batch_seen_by(request.viewer, batch_id)
    form = HoldsForm(request.POST, tables=queries.tables_of(found))
    if not form.is_valid():
        return _page(request, found, form, status=422)
    return _done(request, batch_id, actions.say_what_it_holds, batch_id, form.holds)


@require_POST
def confirm(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    queries.batch_seen_by(request.viewer, batch_id)
    return _done(request, batch_id, actions.confirm, batch_id)


@require_POST
def discard(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    queries.batch_seen_by(request.viewer, batch_id)
    return _done(request, batch_id, actions.discard, batch_id)


@require_POST
def undo(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    queries.batch_seen_by(request.viewer, batch_id)
    try:
        undo_batch(batch_id, at=timezone.now(), by=request.viewer.actor)
    except UndoError as error:
        messages.warning(request, UNDO_ERRORS[error.code])
    return redirect("intake:batch", batch_id)


def _page(request: HttpRequest, found: Batch, form: HoldsForm | None = None, status: int = 200) -> HttpResponse:
    """Of the batch as it was read once: one that moves on meanwhile would take the progress away unseen."""
    problems = queries.problems_of(found, get_language() or "nb")
    if problems:
        record("intake.problems_read", by=request.viewer.actor, about=("batch", str(found.pk)))
    context = batch_page(
        found, problems, form or HoldsForm(initial=queries.said(found), tables=queries.tables_of(found))
    )
    return render(request, "intake/batch.html", context, status=status)


def _done(request: HttpRequest, batch_id: UUID, act: object, *arguments: object) -> HttpResponse:
    """Do it; when somebody else was first, show how things stand now."""
    try:
        act(*arguments, at=timezone.now(), by=request.viewer.actor)  # type: ignore[operator]
    except actions.StateError:
        messages.warning(request, _("Somebody was here before you. This is how the import stands now."))
    return redirect("intake:batch", batch_id)
