"""The log, page by page, and as a file. That it is read is a line of its own."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naerverk_web.access.public import Permission, Viewer
from naerverk_web.audit.public import Key, Line, last_verified, record
from naerverk_web.logbook import queries
from naerverk_web.logbook.forms import AskForm
from naerverk_web.logbook.saying import Told, told
from naerverk_web.logbook.tables import as_csv, table

MOST_IN_FILE = 20_000


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """What was asked for, the newest first."""
    viewer = _reader(request)
    form = AskForm(request.GET, viewer=viewer)
    context = {"form": form, "asks": any(request.GET.get(name) for name in form.fields), "verified": last_verified()}
    if not form.is_valid():
        return render(request, "logbook/log.html", context, status=422)
    older, newer = (Key.parse(request.GET.get(name, "")) for name in ("older", "newer"))
    part = queries.part_of(viewer, form.asked(), older=older, newer=newer)
    said = _told(viewer, part.lines)
    _write_down(viewer, form, len(said))
    asked = _asked_for(request, form)
    context |= {
        "table": table(said, file=_address("logbook:log_file", asked), person=form.asked().person) if said else None,
        "said": " · ".join(form.in_words()),
        "newer": _address("logbook:log", {**asked, "newer": str(part.newer)}) if part.newer else "",
        "older": _address("logbook:log", {**asked, "older": str(part.older)}) if part.older else "",
        "newest": _address("logbook:log", asked) if older or newer else "",
    }
    return render(request, "logbook/log.html", context)


@require_safe
def log_file(request: HttpRequest) -> HttpResponse:
    """All that was asked for, as CSV."""
    viewer = _reader(request)
    form = AskForm(request.GET, viewer=viewer)
    if not form.is_valid():
        return redirect(f"{reverse('logbook:log')}?{request.GET.urlencode()}")
    lines = queries.all_lines(viewer, form.asked(), most=MOST_IN_FILE + 1)
    said = _told(viewer, lines[:MOST_IN_FILE])
    _write_down(viewer, form, len(said), file="csv")
    cut = _("There are more lines than a file takes. Choose fewer days.") if len(lines) > MOST_IN_FILE else ""
    content = as_csv(said, lang=get_language() or "nb", cut=cut)
    attached = {"Content-Disposition": f'attachment; filename="log-{timezone.localdate()}.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=attached)


def _reader(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer
    viewer.must(Permission.SEE_AUDIT)
    return viewer


def _told(viewer: Viewer, lines: list[Line]) -> list[Told]:
    named = queries.named_in(viewer, lines)
    return [told(line, named, viewer.tree) for line in lines]


def _write_down(viewer: Viewer, form: AskForm, shown: int, **more: str) -> None:
    """Who has read the log, and what they asked it; accounts by their numbers."""
    said = form.cleaned_data
    details: dict[str, object] = {name: str(said[name]) for name in ("kind", "first", "last") if said[name]}
    if form.accounts:
        details["accounts"] = [pk for pk, _name in form.accounts]
    if said["refused"]:
        details["refused"] = True
    about = ("person", said["person"]) if said["person"] else ("", "")
    record("audit.read", by=viewer.actor, about=about, details={**details, "shown": shown, **more})


def _asked_for(request: HttpRequest, form: AskForm) -> dict[str, str]:
    return {name: request.GET[name] for name in form.fields if request.GET.get(name)}


def _address(route: str, query: dict[str, str]) -> str:
    return f"{reverse(route)}?{urlencode(query)}" if query else reverse(route)
