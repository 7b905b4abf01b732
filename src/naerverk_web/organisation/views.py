"""The tree, and changing it from a day with a look at what changes first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naerverk_web.audit.public import Actor
from naerverk_web.design.public import Cell, Column, Link, Table
from naerverk_web.organisation import history
from naerverk_web.organisation.actions import (
    TreeError,
    merge_units,
    move_unit,
    rename_unit,
    split_unit,
    start_unit,
    undo_change,
)
from naerverk_web.organisation.effects import effects
from naerverk_web.organisation.forms import MergeForm, MoveForm, RenameForm, SplitForm, StartForm
from naerverk_web.organisation.models import TreeChange
from naerverk_web.organisation.queries import Node, Tree, search, tree

MANAGE = "manage_organisation"
TITLES = {
    "rename": gettext_lazy("Rename the unit"),
    "move": gettext_lazy("Move the unit"),
    "merge": gettext_lazy("Merge with another unit"),
    "split": gettext_lazy("Split the unit in two"),
}
TREE_ERRORS = {
    "unknown_unit": gettext_lazy("There is no such unit on that day."),
    "inside_itself": gettext_lazy("A unit cannot stand under itself or under one of its own units."),
    "blank_name": gettext_lazy("A unit needs a name."),
    "unit_id_taken": gettext_lazy("This number is taken, or blank. Choose another."),
    "merge_needs_two": gettext_lazy("Choose two different units."),
    "split_needs_two": gettext_lazy("Give the two new units different numbers."),
    "split_has_children": gettext_lazy("Move the units below it first."),
    "more_has_happened": gettext_lazy(
        "More has happened with these units since. Undo that first, or change them anew."
    ),
}
KINDS = {
    TreeChange.Kind.STARTED: gettext_lazy("New unit"),
    TreeChange.Kind.RENAMED: gettext_lazy("New name"),
    TreeChange.Kind.MOVED: gettext_lazy("Moved"),
    TreeChange.Kind.MERGED: gettext_lazy("Merged"),
    TreeChange.Kind.SPLIT: gettext_lazy("Split"),
}
NEWEST_CHANGES = 5


class _OnlyLooking(Exception):
    """Takes the change back after the look."""


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """The tree as it is today, or what was searched for; the newest changes, each with its way back."""
    request.viewer.must(MANAGE)
    today, words = timezone.localdate(), request.GET.get("q", "").replace("\0", "").strip()[:100]
    now = request.viewer.tree
    found = search(words, today, newest=50) if words else []
    branches = [_branch(now, root) for root in now.roots] if not words else []
    changes = [
        (KINDS[TreeChange.Kind(each.kind)], request.viewer.role_name(each.by_role), each)
        for each in history.changes(NEWEST_CHANGES)
    ]
    context = {"found": [_twig(now, node) for node in found], "branches": branches, "words": words, "changes": changes}
    return render(request, "organisation/units.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """A new unit, written by hand."""
    request.viewer.must(MANAGE)
    now = request.viewer.tree
    form = StartForm(request.POST or None, initial={"under": request.GET.get("under", "")}, units=_choices(now))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            start_unit(
                said["number"],
                name=said["name"],
                under=said["under"] or None,
                from_day=said["from_day"],
                by=request.viewer.acting(MANAGE),
            )
        except TreeError as wrong:
            form.add_error("number" if wrong.code == "unit_id_taken" else None, TREE_ERRORS[wrong.code])
        else:
            messages.success(request, _("%(name)s is in the tree.") % {"name": said["name"]})
            return redirect("organisation:units")
    trail = [Link(_("Units"), reverse("organisation:units")), Link(_("New unit"), current=True)]
    context = {"form": form, "trail": trail, "back": reverse("organisation:units")}
    return render(request, "organisation/start.html", context, status=422 if form.errors else 200)


@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Take a change back."""
    request.viewer.must(MANAGE)
    try:
        undo_change(number, by=request.viewer.actor)
    except TreeError as wrong:
        messages.warning(request, TREE_ERRORS[wrong.code])
    else:
        messages.success(request, _("The change is undone. The tree is as it was before it."))
    return redirect("organisation:units")


@require_safe
def unit(request: HttpRequest, unit_id: str) -> HttpResponse:
    request.viewer.must(MANAGE)
    now = request.viewer.tree
    if unit_id not in now:
        raise Http404
    columns = [Column(_("Unit")), Column(_("Number")), Column(_("Under"))]
    below = Table(_("Units below"), columns, [_line(now, now[each]) for each in now.below(unit_id)], sortable=False)
    changes = [Link(name, reverse("organisation:change", args=[unit_id, key])) for key, name in TITLES.items()]
    context = {"unit": now[unit_id], "below": below, "changes": changes, "trail": _trail(now, unit_id)}
    return render(request, "organisation/unit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, unit_id: str, change: str) -> HttpResponse:
    request.viewer.must(MANAGE)
    now = request.viewer.tree
    if unit_id not in now or change not in TITLES:
        raise Http404
    form = _form(change, request, now, unit_id)
    lines: list[str] = []
    seen = history.by_hand()
    if request.method == "POST" and form.is_valid():
        sure = "sure" in request.POST
        if sure and request.POST.get("seen", seen) != seen:
            messages.warning(request, _("Somebody has changed the tree since you looked. This is what changes now."))
            sure = False
        lines = _try(form, lambda: _act(change, unit_id, form.cleaned_data, request.viewer.acting(MANAGE)), keep=sure)
        if sure and not form.errors:
            messages.success(request, _("The tree is changed."))
            return redirect("organisation:units")
    context = {"form": form, "unit": now[unit_id], "title": TITLES[change], "lines": lines, "seen": seen}
    context |= {"trail": _trail(now, unit_id), "back": reverse("organisation:unit", args=[unit_id])}
    return render(request, "organisation/change.html", context, status=422 if form.errors else 200)


def _form(change: str, request: HttpRequest, now: Tree, unit_id: str) -> forms.Form:
    others = [pair for pair in _choices(now) if pair[0] != unit_id]
    said: dict[str, Any] = {"initial": {"from_day": timezone.localdate()}}
    if change in ("move", "merge"):
        said["units"] = others
    kinds: dict[str, type[forms.Form]] = {
        "rename": RenameForm,
        "move": MoveForm,
        "merge": MergeForm,
        "split": SplitForm,
    }
    return kinds[change](request.POST or None, **said)


def _act(change: str, unit_id: str, said: dict[str, Any], by: Actor) -> None:
    day = said["from_day"]
    if change == "rename":
        rename_unit(unit_id, name=said["name"], from_day=day, by=by)
    elif change == "move":
        move_unit(unit_id, to=said["to"] or None, from_day=day, by=by)
    elif change == "merge":
        merge_units([unit_id, said["other"]], into=said["into"], name=said["name"], from_day=day, by=by)
    else:
        new = {said["first_id"]: said["first_name"], said["second_id"]: said["second_name"]}
        split_unit(unit_id, into=new, from_day=day, by=by)


def _try(form: forms.Form, act: Callable[[], None], *, keep: bool) -> list[str]:
    """Make the change and say what is different that day; unless it is kept, take it back again."""
    day: date = form.cleaned_data["from_day"]
    before, lines = tree(day), []
    try:
        with transaction.atomic():
            act()
            lines = effects(before, tree(day))
            if not keep:
                raise _OnlyLooking
    except _OnlyLooking:
        pass
    except TreeError as wrong:
        form.add_error(None, TREE_ERRORS[wrong.code])
    return lines


def _choices(now: Tree) -> list[tuple[str, str]]:
    pairs = [(each, f"{now[each].name} ({each})") for each in now.nodes]
    return sorted(pairs, key=lambda pair: pair[1].casefold())


def _branch(now: Tree, unit_id: str) -> dict[str, Any]:
    """A unit and, within it, those below it."""
    return {**_twig(now, now[unit_id]), "below": [_branch(now, child) for child in now.below(unit_id)]}


def _twig(now: Tree, node: Node) -> dict[str, Any]:
    above = now[node.parent_id].name if node.parent_id and node.parent_id in now else ""
    return {
        "name": node.name,
        "number": node.unit_id,
        "url": reverse("organisation:unit", args=[node.unit_id]),
        "above": above,
    }


def _line(now: Tree, node: Node) -> list[object]:
    above = now[node.parent_id].name if node.parent_id and node.parent_id in now else ""
    return [Cell(node.name, url=reverse("organisation:unit", args=[node.unit_id])), node.unit_id, above]


def _trail(now: Tree, unit_id: str) -> list[Link]:
    *above, own = now.path(unit_id)
    links = [Link(node.name, reverse("organisation:unit", args=[node.unit_id])) for node in above]
    return [Link(_("Units"), reverse("organisation:units")), *links, Link(own.name, current=True)]
