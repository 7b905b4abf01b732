"""Putting one absence right by hand, and joining two numbers of one person."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naerverk.records import Kind
from naerverk_web.absence import queries
from naerverk_web.absence.actions import OverlapError, correct_spell, join_persons, take_apart
from naerverk_web.absence.forms import CorrectForm, FindForm, MergeForm
from naerverk_web.absence.kinds import KIND_NAMES
from naerverk_web.absence.models import Spell
from naerverk_web.access.public import Permission
from naerverk_web.audit.public import record
from naerverk_web.design.public import Cell, Column, Link, Table
from naerverk_web.people.models import Person
from naerverk_web.people.public import UnmergeError, joined

BOTH = ["GET", "HEAD", "POST"]


@require_http_methods(BOTH)
def find(request: HttpRequest) -> HttpResponse:
    request.viewer.must(Permission.CORRECT_ABSENCE)
    form = FindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["person"]
        if Person.objects.filter(person_id=number).exists():
            return redirect("absence:spells", number)
        form.add_error("person", _("Nobody has this employee number."))
    return render(request, "absence/find.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def spells(request: HttpRequest, person_id: str) -> HttpResponse:
    found = queries.spells_of(request.viewer, person_id)
    person = get_object_or_404(Person, person_id=person_id)
    record("absence.read", by=request.viewer.actor, about=("person", person_id), purpose="correct by hand")
    columns = [Column(_("First day")), Column(_("Last day")), Column(_("Kind")), Column(_("Grade"), number=True)]
    rows = [
        [
            Cell(_day(each.start), url=reverse("absence:correct", args=[each.pk])),
            _day(each.end) if each.end else _("still absent"),
            KIND_NAMES[Kind(each.kind)],
            Cell(_percent(each), value=float(each.grade_percent)),
        ]
        for each in found
    ]
    table = Table(_("Absences"), columns, rows, sortable=False, show_caption=False)
    context = {"person": person, "table": table, "any": bool(rows), "trail": _trail(Link(str(person), current=True))}
    return render(request, "absence/spells.html", context)


@require_http_methods(BOTH)
def correct(request: HttpRequest, spell_id: int) -> HttpResponse:
    spell = queries.spell_seen_by(request.viewer, spell_id)
    number = spell.person.person_id
    if spell.known_to:
        messages.warning(request, _("Somebody corrected this absence before you. Look at it as it stands now."))
        return redirect("absence:spells", number)
    record("absence.read", by=request.viewer.actor, about=("person", number), purpose="correct by hand")
    known = {"start": spell.start, "end": spell.end, "kind": spell.kind, "grade": float(spell.grade_percent)}
    form = CorrectForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid() and _corrected(request, spell, form):
        messages.success(request, _("The absence is corrected."))
        return redirect("absence:spells", number)
    back = reverse("absence:spells", args=[number])
    trail = _trail(Link(str(spell.person), back), Link(_day(spell.start), current=True))
    context = {"form": form, "back": back, "trail": trail, "person": spell.person}
    return render(request, "absence/correct.html", context, status=422 if form.errors else 200)


@require_http_methods(BOTH)
def merge(request: HttpRequest) -> HttpResponse:
    request.viewer.must(Permission.MANAGE_PEOPLE)
    form = MergeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _can_merge(form):
        wrong, right = form.cleaned_data["wrong"], form.cleaned_data["right"]
        join_persons(wrong, into=right, at=timezone.now(), by=request.viewer.actor)
        messages.success(request, _("The two numbers are one person now."))
        return redirect("absence:merge")
    context = {"form": form, "joined": joined(request.viewer)}
    return render(request, "absence/merge.html", context, status=422 if form.errors else 200)


@require_POST
def unmerge(request: HttpRequest, merge_id: int) -> HttpResponse:
    request.viewer.must(Permission.MANAGE_PEOPLE)
    if merge_id not in {one.merge_id for one in joined(request.viewer)}:
        raise Http404
    try:
        take_apart(merge_id, at=timezone.now(), by=request.viewer.actor)
        messages.success(request, _("The two numbers are two persons again."))
    except UnmergeError:
        messages.warning(
            request, _("The number that stayed has been joined to another one. Take those two apart first.")
        )
    return redirect("absence:merge")


def _corrected(request: HttpRequest, spell: Spell, form: CorrectForm) -> bool:
    kept = replace(form.row, unit_id=spell.unit.unit_id if spell.unit else None, work_injury=spell.work_injury)
    reason = form.cleaned_data["reason"]
    try:
        correct_spell(spell.pk, row=kept, reason=reason, at=timezone.now(), by=request.viewer.actor)
    except OverlapError:
        form.add_error("start", _("These days overlap another absence of the same person. Correct that one first."))
        return False
    except Spell.DoesNotExist:
        form.add_error(None, _("Somebody corrected this absence while you were writing. Look at it again."))
        return False
    return True


def _can_merge(form: MergeForm) -> bool:
    """Both must be there, be two, and stand on their own; their absences must not overlap."""
    numbers = [form.cleaned_data[name] for name in ("wrong", "right")]
    for name, number in zip(("wrong", "right"), numbers, strict=True):
        if not Person.objects.filter(person_id=number, merged_into=None).exists():
            form.add_error(name, _("Nobody has this employee number."))
    if numbers[0] == numbers[1]:
        form.add_error("right", _("Write two different numbers."))
    if not form.errors and queries.absences_clash(*numbers):
        form.add_error(None, _("The two have absences on the same days. Correct those first."))
    return not form.errors


def _trail(*links: Link) -> list[Link]:
    return [Link(_("Correct an absence"), reverse("absence:find")), *links]


def _day(day: object) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")  # type: ignore[arg-type]


def _percent(spell: Spell) -> str:
    return f"{number_format(spell.grade_percent.normalize())} %"
