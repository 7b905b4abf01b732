"""The closing calendar."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from naerverk.calendar import Month, PeriodError
from naerverk_web.access.public import Permission
from naerverk_web.insight.closing.months import MonthState, OtherDay, calendar, close_now, may_close, set_closing
from naerverk_web.insight.closing.reports import attaches, choose_mail
from naerverk_web.insight.forms import ClosingForm, ReportMailForm
from naerverk_web.insight.pages.queries import words_of_the_moment
from naerverk_web.insight.views.asking import viewer_of


@require_safe
def closing(request: HttpRequest) -> HttpResponse:
    """The months, with the day each is closed."""
    found, words = calendar(viewer_of(request)), words_of_the_moment()
    rows = [
        {
            "label": state.month.label,
            "name": words.month(state.month),
            "closed": words.date(state.closed_on) if state.closed_on else "",
            "set": words.date(state.closes_on) if state.closes_on else "",
            # Sent along, so that a day that somebody sets in between is not overwritten unseen.
            "seen": state.closes_on.isoformat() if state.closes_on else "",
            "form": None if state.closed_on else _form(state),
        }
        for state in found
    ]
    still = sum(state.closed_on is None for state in found)
    lead = (
        _("All months are closed.")
        if found and not still
        else _("Figures are provisional until their month is closed.")
    )
    mail = ReportMailForm(initial={"how": "attach" if attaches() else "link"})
    context = {"rows": rows, "lead": lead, "mail": mail, "place": "insight:start"}
    return render(request, "insight/closing.html", context)


def _form(state: MonthState) -> ClosingForm:
    return ClosingForm(initial={"closes_on": state.closes_on or state.suggested}, auto_id=f"id_{state.month.label}_%s")


@require_POST
def set_day(request: HttpRequest, month: str) -> HttpResponse:
    """Set the day a month is closed; or close it now, after one more question."""
    viewer = viewer_of(request)
    viewer.must(Permission.MANAGE_ORGANISATION)
    try:
        which = Month.parse(month)
    except PeriodError:
        raise Http404 from None
    if "now" in request.POST and "sure" not in request.POST:
        return _asked(request, which)
    if "now" in request.POST:
        if close_now(viewer, which, at=timezone.now()):
            messages.success(request, _("The month is closed, and the leaders are told."))
        else:
            messages.warning(request, _("The month could not be closed: it is closed, or figures are being made."))
        return redirect("insight:closing")
    form = ClosingForm(request.POST)
    if form.is_valid() and has_come(form.cleaned_data["closes_on"]) and may_close(which):
        return _asked(request, which, day=form.cleaned_data["closes_on"])
    try:
        done = form.is_valid() and set_closing(
            viewer, which, form.cleaned_data["closes_on"], seen=request.GET.get("seen")
        )
    except OtherDay as other:
        said = _("Somebody else has set %(day)s meanwhile. Set your day again if it should take that place.")
        messages.warning(request, said % {"day": words_of_the_moment().date(other.day)})
        return redirect("insight:closing")
    if done:
        messages.success(request, _("The day is set. You are reminded three days before."))
    else:
        messages.warning(request, _("The day was not set: write a date, for a month that is not closed."))
    return redirect("insight:closing")


def has_come(day: date) -> bool:
    """Whether a month that closes on this day would be closed within a minute."""
    return day <= timezone.localdate()


def _asked(request: HttpRequest, month: Month, day: date | None = None) -> HttpResponse:
    """What closing now does, before it is done. `day`: what was written, when it has come already."""
    words = words_of_the_moment()
    context = {"month": words.month(month), "day": words.date(day) if day else "", "place": "insight:start"}
    return render(request, "insight/close_now.html", context)


@require_POST
def set_mail(request: HttpRequest) -> HttpResponse:
    """Whether leaders get the report itself or a link."""
    viewer = viewer_of(request)
    viewer.must(Permission.MANAGE_ORGANISATION)
    form = ReportMailForm(request.POST)
    if form.is_valid():
        choose_mail(viewer, attach=form.cleaned_data["how"] == "attach")
        messages.success(request, _("Your choice is saved. It holds from the next e-mail on."))
    else:
        messages.warning(request, _("Nothing was saved: choose one of the two."))
    return redirect("insight:closing")
