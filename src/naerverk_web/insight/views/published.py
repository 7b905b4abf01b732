"""Published figures brought in as files: what a file holds, what it changes, confirm, receipt, undo."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from naerverk.locale import Words
from naerverk.problems import Refusal
from naerverk_web.access.public import ROLES, Permission, Viewer
from naerverk_web.design.public import Cell, Column, Fact, Table
from naerverk_web.insight.forms import PublishedFile
from naerverk_web.insight.models import OutsideFile
from naerverk_web.insight.outside.comparing import definition_name, kind_name, period_name
from naerverk_web.insight.outside.files import (
    LARGEST,
    Change,
    Delivered,
    confirm_file,
    drop_file,
    file_of,
    files_of,
    take_published,
    undo_file,
)
from naerverk_web.insight.pages.queries import words_of_the_moment
from naerverk_web.insight.views.asking import viewer_of

SHOWN = 25
STATES = {
    OutsideFile.State.WAITING: gettext_lazy("Waits to be confirmed"),
    OutsideFile.State.DONE: gettext_lazy("Brought in"),
    OutsideFile.State.DROPPED: gettext_lazy("Dropped"),
    OutsideFile.State.UNDONE: gettext_lazy("Undone"),
}


def take(viewer: Viewer, file: UploadedFile[Any], at: datetime) -> str | None:
    """For the import: where a file of published figures is looked at, None for any other. Refusal: it has errors."""
    if (file.size or 0) > LARGEST or not viewer.may(Permission.MANAGE_ORGANISATION):
        return None
    number = take_published(viewer, file.name or "", file.read(), at=at)
    return reverse("insight:published_file", args=[number]) if number else None


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Keep a file until it is confirmed."""
    viewer = viewer_of(request)
    viewer.must(Permission.MANAGE_ORGANISATION)
    form = PublishedFile(request.POST, request.FILES)
    if not form.is_valid():
        messages.warning(request, " ".join(form.errors["file"]))
        return redirect("insight:published_files")
    file = form.cleaned_data["file"]
    try:
        number = take_published(viewer, file.name, file.read(), at=timezone.now())
        why = _("Its columns are not those of published figures of Statistics Norway, KS or NAV.")
    except Refusal as refusal:
        number, why = None, words_of_the_moment().say_problem(refusal.problems[0])
    if number is None:
        messages.warning(request, _("The file was not brought in. %(why)s") % {"why": why})
        return redirect("insight:published_files")
    return redirect("insight:published_file", number)


@require_safe
def files(request: HttpRequest) -> HttpResponse:
    """The files so far, and a place for the next."""
    found, words = files_of(viewer_of(request)), words_of_the_moment()
    rows = [
        (
            Cell(file.name, url=reverse("insight:published_file", args=[file.pk])),
            STATES[OutsideFile.State(file.state)],
            words.date(timezone.localdate(file.made_at)),
            ROLES[file.made_as].name if file.made_as in ROLES else "",
        )
        for file in found
    ]
    columns = [Column(name, sortable=False) for name in (_("File"), _("State"), _("Day"), _("By"))]
    table = Table(_("Files"), columns, rows, sortable=False, show_caption=False) if rows else None
    context = {"table": table, "upload": PublishedFile(), "place": "insight:start"}
    return render(request, "insight/published_files.html", context)


@require_safe
def file(request: HttpRequest, number: int) -> HttpResponse:
    """What a file holds and changes."""
    found = file_of(viewer_of(request), number)
    if found is None:
        raise Http404
    words = words_of_the_moment()
    context = {
        "file": found,
        "state": STATES[OutsideFile.State(found.state)],
        "facts": _facts(found, words),
        "table": _table(found, words),
        "more": max(len(found.changes) - SHOWN, 0),
        "place": "insight:start",
    }
    return render(request, "insight/published_file.html", context)


@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Confirm it, drop it, or undo it."""
    viewer = viewer_of(request)
    viewer.must(Permission.MANAGE_ORGANISATION)
    if "undo" in request.POST:
        done, said = undo_file(viewer, number), _("It is undone: the figures are as they were before.")
    elif "drop" in request.POST:
        done, said = drop_file(viewer, number), _("It is dropped. Nothing was changed.")
    else:
        done, said = confirm_file(viewer, number, at=timezone.now()), _("The figures are brought in.")
    if done:
        messages.success(request, said)
    else:
        messages.warning(request, _("Somebody was here before you, or a newer file was brought in. Look again."))
    return redirect("insight:published_file", number)


def _facts(found: Delivered, words: Words) -> list[Fact]:
    """Source, time and definition first: they decide what may be compared."""
    shown = [each.published for each in found.changes]
    periods = sorted({each.period for each in shown})
    names = [period_name(period, words) for period in (periods[:1] + periods[-1:] if len(periods) > 1 else periods)]
    return [
        Fact(_("Source"), ", ".join(sorted({each.series.source for each in shown}))),
        Fact(_("Period"), "–".join(names)),
        Fact(_("Definition"), "; ".join(sorted({definition_name(each.definition) for each in shown}))),
        Fact(_("Kind"), ", ".join(sorted({kind_name(each.kind) for each in shown}))),
        Fact(_("Areas and groups"), words.number(len({each.series for each in shown}))),
        Fact(_("New figures"), words.number(sum(each.is_new for each in found.changes))),
        Fact(_("Changed figures"), words.number(sum(each.is_other for each in found.changes))),
    ]


def _table(found: Delivered, words: Words) -> Table:
    columns = [
        Column(_("Area or group"), sortable=False),
        Column(_("Kind"), sortable=False),
        Column(_("Period"), sortable=False),
        Column(_("Percent"), number=True, sortable=False),
        Column(_("Before"), number=True, sortable=False),
    ]
    # What changes stands first: that is what somebody must look at.
    ordered = sorted(found.changes, key=lambda each: (not each.is_other, not each.is_new))
    rows = [_row(each, words) for each in ordered[:SHOWN]]
    return Table(_("What it holds"), columns, rows, sortable=False, show_caption=False)


def _row(each: Change, words: Words) -> tuple[object, ...]:
    one = each.published
    before = words.percent(each.before) if each.before is not None else "–"
    return one.series.name, kind_name(one.kind), period_name(one.period, words), words.percent(one.percent), before
