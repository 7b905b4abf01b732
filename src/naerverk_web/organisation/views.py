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
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from naerverk_web.audit.public import Actor
from naerverk_web.design.public import Cell, Column, Link, Table
from naerverk_web.organisation.actions import TreeError, merge_units, move_unit, rename_unit, split_unit
from naerverk_web.organisation.forms import MergeForm, MoveForm, RenameForm, SplitForm
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
}


class _OnlyLooking(Exception):
    """Takes the change back after the look."""


@require_GET
def units(request: HttpRequest) -> HttpResponse:
    request.viewer.must(MANAGE)
    today, words = timezone.localdate(), request.GET.get("q", "").replace("\0", "").strip()[:100]
    now = request.viewer.tree
    found = search(words, today) if words else [now[each] for root in now.roots for each in _in_order(now, root)]
    columns = [Column(_("Unit")), Column(_("Number")), Column(_("Under"))]
    table = Table(_("Units"), columns, [_line(now, node) for node in found], show_caption=False, sortable=False)
    return render(request, "organisation/units.html", {"table": table, "any": bool(found), "words": words})


@require_GET
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


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, unit_id: str, change: str) -> HttpResponse:
    request.viewer.must(MANAGE)
    now = request.viewer.tree
    if unit_id not in now or change not in TITLES:
        raise Http404
    form = _form(change, request, now, unit_id)
    lines: list[str] = []
    if request.method == "POST" and form.is_valid():
        sure = "sure" in request.POST
        lines = _try(form, lambda: _act(change, unit_id, form.cleaned_data, request.viewer.actor), keep=sure)
        if sure and not form.errors:
            messages.success(request, _("The tree is changed."))
            return redirect("organisation:units")
    context = {"form": form, "unit": now[unit_id], "title": TITLES[change], "lines": lines}
    context |= {"trail": _trail(now, unit_id), "back": reverse("organisation:unit", args=[unit_id])}
    return render(request, "organisation/change.html", context, status=422 if form.errors else 200)


def _form(change: str, request: HttpRequest, now: Tree, unit_id: str) -> forms.Form:
    others = [(each, f"{now[each].name} ({each})") for each in now.nodes if each != unit_id]
    others.sort(key=lambda pair: pair[1].casefold())
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
            lines = _differences(before, tree(day))
            if not keep:
                raise _OnlyLooking
    except _OnlyLooking:
        pass
    except TreeError as wrong:
        form.add_error(None, TREE_ERRORS[wrong.code])
    return lines


def _differences(before: Tree, after: Tree) -> list[str]:
    day = date_format(after.on, "SHORT_DATE_FORMAT")
    said = []
    for unit_id in sorted({*before.nodes, *after.nodes}):
        old, new = before.nodes.get(unit_id), after.nodes.get(unit_id)
        if old is None and new:
            said.append(_("%(name)s (%(id)s) is new from %(day)s.") % {"name": new.name, "id": unit_id, "day": day})
        elif new is None and old:
            said.append(_("%(name)s (%(id)s) ends before %(day)s.") % {"name": old.name, "id": unit_id, "day": day})
        elif old and new and old.name != new.name:
            said.append(_("%(old)s is called %(new)s from %(day)s.") % {"old": old.name, "new": new.name, "day": day})
        elif old and new and old.parent_id != new.parent_id:
            above = after[new.parent_id].name if new.parent_id and new.parent_id in after else _("the top")
            said.append(
                _("%(name)s stands under %(above)s from %(day)s.") % {"name": new.name, "above": above, "day": day}
            )
    return said


def _in_order(now: Tree, unit_id: str) -> list[str]:
    """The unit, then all below it, each followed by its own."""
    return [unit_id, *(each for child in now.below(unit_id) for each in _in_order(now, child))]


def _line(now: Tree, node: Node) -> list[object]:
    above = now[node.parent_id].name if node.parent_id and node.parent_id in now else ""
    return [Cell(node.name, url=reverse("organisation:unit", args=[node.unit_id])), node.unit_id, above]


def _trail(now: Tree, unit_id: str) -> list[Link]:
    *above, own = now.path(unit_id)
    links = [Link(node.name, reverse("organisation:unit", args=[node.unit_id])) for node in above]
    return [Link(_("Units"), reverse("organisation:units")), *links, Link(own.name, current=True)]
