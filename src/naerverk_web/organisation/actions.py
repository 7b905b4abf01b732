"""Changing the tree, always from a date; the past stays as it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import takewhile

from django.db import transaction

from naerverk.records import Unit as UnitRow
from naerverk_web.audit.public import Actor, record
from naerverk_web.organisation.history import CannotUndoError, ProtectedError, remembered, take_back
from naerverk_web.organisation.models import TreeChange, Unit, UnitPeriod
from naerverk_web.organisation.queries import stands_under_itself, tree


class TreeError(Exception):
    """A change that would make the tree impossible; `code` says which rule."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code, self.params = code, params


@transaction.atomic
def start_unit(unit_id: str, *, name: str, under: str | None, from_day: date | None, by: Actor) -> None:
    """A new unit; without a day it has always been there."""
    if under:
        _must_exist(tree(from_day or date.max).nodes, under)
    _must_be_new(unit_id)
    day = from_day or date.min
    with remembered(TreeChange.Kind.STARTED, [unit_id], from_day=day, by=by):
        _start(unit_id.strip(), name, under, "", from_day)
    record("organisation.started", by=by, about=("unit", unit_id), details={"under": under, "from_day": str(day)})


@transaction.atomic
def undo_change(change_id: int, *, by: Actor) -> None:
    """Take a change back: the tree is as it was before it. TreeError when more has happened since."""
    try:
        ids, rows = take_back(change_id)
        restore_tree(ids, rows=rows, by=by)
        if stands_under_itself(ids, date.min):
            raise CannotUndoError
    except (CannotUndoError, ProtectedError):
        raise TreeError("more_has_happened") from None
    record("organisation.undone", by=by, details={"change": change_id, "units": ids})


@transaction.atomic
def move_unit(unit_id: str, *, to: str | None, from_day: date, by: Actor) -> None:
    """Put a unit under another parent from a day on."""
    before = tree(from_day)
    _must_exist(before.nodes, unit_id, to)
    if to is not None and to in before.subtree(unit_id):
        raise TreeError("inside_itself", unit=unit_id, parent=to)
    with remembered(TreeChange.Kind.MOVED, [unit_id], from_day=from_day, by=by):
        _change(unit_id, from_day, parent=Unit.objects.get(unit_id=to) if to else None)
    if stands_under_itself([unit_id], from_day):
        raise TreeError("inside_itself", unit=unit_id, parent=to)
    record("organisation.moved", by=by, about=("unit", unit_id), details={"to": to, "from_day": str(from_day)})


@transaction.atomic
def rename_unit(unit_id: str, *, name: str, from_day: date, by: Actor) -> None:
    """Give a unit a new name from a day on."""
    _must_exist(tree(from_day).nodes, unit_id)
    if not name.strip():
        raise TreeError("blank_name", unit=unit_id)
    with remembered(TreeChange.Kind.RENAMED, [unit_id], from_day=from_day, by=by):
        _change(unit_id, from_day, name=name.strip())
    record("organisation.renamed", by=by, about=("unit", unit_id), details={"from_day": str(from_day)})


@transaction.atomic
def merge_units(unit_ids: Iterable[str], *, into: str, name: str, from_day: date, by: Actor) -> None:
    """End several units the day before and start a new one that continues them.

    It stands under the first one's parent, or where that is merged too, under the next one above.
    """
    ids, before = list(unit_ids), tree(from_day)
    _must_exist(before.nodes, *ids)
    if len(set(ids)) < 2:
        raise TreeError("merge_needs_two")
    _must_be_new(into)
    first, children = before[ids[0]], [child for each in ids for child in before.below(each) if child not in ids]
    under = first.parent_id
    while under in ids:
        under = before[under].parent_id
    with remembered(TreeChange.Kind.MERGED, [*ids, *children, into], from_day=from_day, by=by):
        merged = _start(into, name, under, first.kind, from_day)
        _move_children(into, from_day, children)
        for unit_id in ids:
            merged.continues.add(Unit.objects.get(unit_id=unit_id))
            _end(unit_id, from_day)
    record("organisation.merged", by=by, about=("unit", into), details={"from": ids, "from_day": str(from_day)})


@transaction.atomic
def split_unit(unit_id: str, *, into: dict[str, str], from_day: date, by: Actor) -> None:
    """End a unit the day before and start new ones (id -> name) that continue it, under the same parent."""
    before = tree(from_day)
    _must_exist(before.nodes, unit_id)
    if len(into) < 2:
        raise TreeError("split_needs_two", unit=unit_id)
    if before.below(unit_id):
        raise TreeError("split_has_children", unit=unit_id)
    old = Unit.objects.get(unit_id=unit_id)
    with remembered(TreeChange.Kind.SPLIT, [unit_id, *into], from_day=from_day, by=by):
        for new_id, name in into.items():
            _must_be_new(new_id)
            _start(new_id, name, before[unit_id].parent_id, before[unit_id].kind, from_day).continues.add(old)
        _end(unit_id, from_day)
    record(
        "organisation.split", by=by, about=("unit", unit_id), details={"into": list(into), "from_day": str(from_day)}
    )


@transaction.atomic
def replace_tree(rows: Iterable[UnitRow], *, by: Actor) -> int:
    """Make the tree as a checked `units` table says; units that are not in it are left as they are."""
    rows = list(rows)
    ids = {row.unit_id for row in rows} | {row.parent_id for row in rows if row.parent_id}
    ids |= {earlier for row in rows for earlier in row.continues}
    Unit.objects.bulk_create([Unit(unit_id=each) for each in sorted(ids)], ignore_conflicts=True)
    units = {unit.unit_id: unit for unit in Unit.objects.filter(unit_id__in=ids)}
    UnitPeriod.objects.filter(unit__unit_id__in={row.unit_id for row in rows}).delete()
    UnitPeriod.objects.bulk_create(
        UnitPeriod(
            unit=units[row.unit_id],
            name=row.name,
            parent=units[row.parent_id] if row.parent_id else None,
            kind=row.kind or "",
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in rows
    )
    for row in rows:
        if row.continues:
            units[row.unit_id].continues.set(units[earlier] for earlier in row.continues)
    record("organisation.imported", by=by, details={"rows": len(rows)})
    return len(rows)


@transaction.atomic
def restore_tree(unit_ids: Iterable[str], *, rows: Iterable[UnitRow], by: Actor) -> None:
    """Undo `replace_tree`: the units are as `rows` says again, and those that `rows` does not have were never there.

    ProtectedError when something has been built on a unit that would go.
    """
    ids, rows = set(unit_ids), list(rows)
    UnitPeriod.objects.filter(unit__unit_id__in=ids).delete()
    Unit.continues.through.objects.filter(from_unit__unit_id__in=ids).delete()
    replace_tree(rows, by=by)
    Unit.objects.filter(unit_id__in=ids - {row.unit_id for row in rows}).delete()
    record("organisation.restored", by=by, details={"units": len(ids)})


def _must_exist(nodes: Mapping[str, object], *ids: str | None) -> None:
    for unit_id in ids:
        if unit_id is not None and unit_id not in nodes:
            raise TreeError("unknown_unit", unit=unit_id)


def _must_be_new(unit_id: str) -> None:
    if not unit_id.strip() or Unit.objects.filter(unit_id=unit_id).exists():
        raise TreeError("unit_id_taken", unit=unit_id)


def _start(unit_id: str, name: str, parent_id: str | None, kind: str, from_day: date | None) -> Unit:
    if not name.strip():
        raise TreeError("blank_name", unit=unit_id)
    unit = Unit.objects.create(unit_id=unit_id)
    parent = Unit.objects.get(unit_id=parent_id) if parent_id else None
    UnitPeriod.objects.create(unit=unit, name=name.strip(), parent=parent, kind=kind, valid_from=from_day)
    return unit


def _move_children(to: str, from_day: date, children: Iterable[str]) -> None:
    parent = Unit.objects.get(unit_id=to)
    for child in children:
        _change(child, from_day, parent=parent)


def _change(unit_id: str, from_day: date, **new: object) -> None:
    """End the running period the day before and start one that differs in `new`; rewrite it when it starts that day.

    What is planned for later is of the same mind, until it says something else about the same matter.
    """
    running, *later = _periods(unit_id, from_day)
    (what,) = new
    alike = takewhile(lambda period: getattr(period, what) == getattr(running, what), later)
    UnitPeriod.objects.filter(pk__in=[period.pk for period in alike]).update(**new)
    if running.valid_from == from_day:
        UnitPeriod.objects.filter(pk=running.pk).update(**new)
        return
    kept = {"name": running.name, "parent": running.parent, "kind": running.kind, "valid_to": running.valid_to}
    UnitPeriod.objects.filter(pk=running.pk).update(valid_to=from_day - timedelta(days=1))
    UnitPeriod.objects.create(unit=running.unit, valid_from=from_day, **{**kept, **new})


def _end(unit_id: str, from_day: date) -> None:
    running, *later = _periods(unit_id, from_day)
    UnitPeriod.objects.filter(pk__in=[period.pk for period in later]).delete()
    if running.valid_from == from_day:
        running.delete()
    else:
        UnitPeriod.objects.filter(pk=running.pk).update(valid_to=from_day - timedelta(days=1))


def _periods(unit_id: str, on: date) -> list[UnitPeriod]:
    """The period that holds that day, and those after it."""
    periods = UnitPeriod.objects.select_for_update().filter(unit__unit_id=unit_id)
    lasting = [period for period in periods if period.valid_to is None or period.valid_to >= on]
    return sorted(lasting, key=lambda period: period.valid_from or date.min)
