"""One's own notices: read them, and choose how they come by e-mail."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from naerverk_web.notices.actions import choose_mail, mark_all_read, mark_read
from naerverk_web.notices.forms import MailForm
from naerverk_web.notices.queries import mail_of, notice_of, notices_for


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """What waits, the newest first, and what was read before."""
    me = int(request.user.pk)
    return _page(request, MailForm(initial={"mail": mail_of(me)}))


@require_safe
def open_notice(request: HttpRequest, number: int) -> HttpResponse:
    """Go where a notice leads; it is read then. Somebody else's does not exist."""
    me = int(request.user.pk)
    told = notice_of(me, number)
    if told is None:
        raise Http404
    mark_read(me, number)
    return redirect(told.link or "notices:notices")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Nothing waits any more."""
    mark_all_read(int(request.user.pk))
    return redirect("notices:notices")


@require_POST
def mail(request: HttpRequest) -> HttpResponse:
    """How often there is e-mail."""
    form = MailForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    choose_mail(int(request.user.pk), form.cleaned_data["mail"])
    messages.success(request, _("Your choice is saved."))
    return redirect("notices:notices")


def _page(request: HttpRequest, form: MailForm, status: int = 200) -> HttpResponse:
    found = notices_for(int(request.user.pk))
    lists = {"waiting": [each for each in found if not each.read], "seen": [each for each in found if each.read]}
    return render(request, "notices/notices.html", {**lists, "form": form}, status=status)
