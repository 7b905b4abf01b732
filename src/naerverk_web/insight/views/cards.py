"""The goal card: presence and what else shall become better."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naerverk.locale import Words
from naerverk_web.access.public import ROLES, Permission
from naerverk_web.design.public import Fact
from naerverk_web.insight.forms import EndForm, OutcomeForm, ValueForm
from naerverk_web.insight.how.card import measured
from naerverk_web.insight.models import Theme
from naerverk_web.insight.pages.marks import how_address
from naerverk_web.insight.pages.queries import words_of_the_moment
from naerverk_web.insight.pages.tables import promise_lines
from naerverk_web.insight.targets.goals import promise_in_force
from naerverk_web.insight.targets.outcomes import CardLine, Wanted, card_of, end_outcome, note_value, set_outcome
from naerverk_web.insight.views.asking import about, viewer_of


@dataclass(frozen=True, slots=True)
class LineView:
    """One line as its card shows it."""

    number: int
    name: str
    theme: str
    value: str
    face: str
    word: str
    sentence: str
    about: str
    how: str
    values: list[Fact]
    form: ValueForm
    end: EndForm


@require_safe
def card(request: HttpRequest, unit_id: str) -> HttpResponse:
    """What shall become better, and how far it has come."""
    viewer = viewer_of(request)
    here, words, today = about(viewer, unit_id, "insight:card"), words_of_the_moment(), timezone.localdate()
    found, promise = card_of(viewer, unit_id), promise_in_force(viewer, unit_id)
    return render(
        request,
        "insight/card.html",
        {
            **here,
            "lead": _lead(found, has_target=promise is not None),
            "promise": list(promise_lines(promise, words)) if promise else (),
            "lines": list(_views(unit_id, found, words, today)),
            "target_how": how_address("target", unit_id),
            "may_set": viewer.may(Permission.SET_TARGETS, unit_id),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Put a line on the card."""
    viewer = viewer_of(request)
    viewer.must(Permission.SET_TARGETS, unit_id)
    form = OutcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        set_outcome(viewer, unit_id, Wanted(**form.cleaned_data), on=timezone.localdate())
        messages.success(request, _("The line is on the card. Note a value each time you measure."))
        return redirect("insight:card", unit_id)
    cancel = reverse("insight:card", args=[unit_id])
    context = {**about(viewer, unit_id, "insight:card"), "form": form, "cancel": cancel}
    return render(request, "insight/outcome.html", context)


@require_POST
def outcome_value(request: HttpRequest, number: int, unit_id: str) -> HttpResponse:
    """Note what was measured."""
    viewer = viewer_of(request)
    viewer.must(Permission.SET_TARGETS, unit_id)
    form = ValueForm(timezone.localdate(), request.POST)
    if form.is_valid():
        note_value(viewer, unit_id, number, on=form.cleaned_data["on"], value=form.cleaned_data["value"])
        messages.success(request, _("The value is noted."))
    else:
        messages.warning(request, _("Nothing was noted: %(why)s") % {"why": _first_error(form)})
    return redirect("insight:card", unit_id)


@require_POST
def outcome_end(request: HttpRequest, number: int, unit_id: str) -> HttpResponse:
    """Take a line off the card."""
    viewer = viewer_of(request)
    viewer.must(Permission.SET_TARGETS, unit_id)
    form = EndForm(request.POST)
    if form.is_valid():
        because = form.cleaned_data["because"]
        end_outcome(viewer, unit_id, number, because=because, on=timezone.localdate())
        messages.success(request, _("The line is taken off the card. What was measured is kept."))
    else:
        messages.warning(request, _("The line is still there: %(why)s") % {"why": _first_error(form)})
    return redirect("insight:card", unit_id)


def _first_error(form: ValueForm | EndForm) -> str:
    return next(str(errors[0]) for errors in form.errors.values())


def _lead(found: Sequence[CardLine], *, has_target: bool) -> str:
    if not found and not has_target:
        return _("Nothing is set yet. Begin with what the unit wants to become better at.")
    if not found:
        return _("Presence stands alone on the card. Set one thing more, so that no single number steers.")
    good = sum(line.face == "good" for line in found)
    return _("%(good)s of %(all)s lines besides presence are on the way.") % {"good": good, "all": len(found)}


def _views(unit_id: str, found: Sequence[CardLine], words: Words, today: date) -> Iterator[LineView]:
    themes = dict(Theme.choices)
    for line in found:
        wanted = line.wanted
        yield LineView(
            number=line.number,
            name=wanted.name,
            theme=str(themes[wanted.theme]),
            value=measured(line.values[0][1], wanted, words) if line.values else "",
            face=line.face,
            word=_("Reached") if line.reached else "",
            sentence=_sentence(line, words),
            about=_("Answers for it: %(role)s") % {"role": ROLES[wanted.owner].name if wanted.owner in ROLES else "–"},
            how=how_address(f"line-{line.number}", unit_id),
            values=[Fact(words.date(on), measured(value, wanted, words)) for on, value in line.values],
            form=ValueForm(today, initial={"on": today}, auto_id=f"id_value{line.number}_%s"),
            end=EndForm(auto_id=f"id_end{line.number}_%s"),
        )


def _sentence(line: CardLine, words: Words) -> str:
    wanted = line.wanted
    said = {
        "start": measured(wanted.start, wanted, words),
        "day": words.date(wanted.start_on),
        "goal": measured(wanted.goal, wanted, words),
        "due": words.date(wanted.due_on),
    }
    way = _("From %(start)s on %(day)s to %(goal)s by %(due)s.") % said
    if not line.values:
        return way + " " + _("Not measured since the start.")
    return way + " " + _("Last measured on %(day)s.") % {"day": words.date(line.values[0][0])}
