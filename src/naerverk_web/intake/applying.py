"""Bringing a confirmed batch in, all in one transaction, and taking it out again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from naerverk.locale import Words
from naerverk.records import Unit as UnitRow
from naerverk_web.absence.models import MonthlySum, Spell
from naerverk_web.absence.public import touch_units, undo_spells, undo_sums, write_spells, write_sums
from naerverk_web.audit.public import Actor, record
from naerverk_web.intake.examining import examined
from naerverk_web.intake.models import Batch
from naerverk_web.intake.planning import Plan, plan_of
from naerverk_web.intake.states import State, move, newest_done, tell_maker
from naerverk_web.intake.watching import watch
from naerverk_web.organisation.public import replace_tree, restore_tree, tree_rows
from naerverk_web.people.models import Employment, NearestLeader
from naerverk_web.people.public import staged, undo_employments, write_employments, write_people

ALWAYS = date(1900, 1, 1), None
TRIES = 3


class UndoError(Exception):
    """Why a batch cannot be undone; `code` says which rule."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def apply_batch(batch_id: UUID, *, at: datetime) -> bool:
    """Read the files once more and write all of them, or nothing. A batch that is done already is left alone.

    All that can be worked out beforehand is, and the rest is written in one short transaction, if nothing has changed
    meanwhile; else it is worked out anew.

    False: something else came in since the preview, or again and again, so the batch must be checked again.
    """
    for _ in range(TRIES):
        brought_in = _try(batch_id, at)
        if brought_in is not None:
            return brought_in
    return not move(batch_id, come_from=(State.RUNNING,), to=State.RECEIVED, at=at)


def _try(batch_id: UUID, at: datetime) -> bool | None:
    """As `apply_batch`; None when something changed while it was worked out."""
    batch = Batch.objects.get(pk=batch_id)
    if batch.state != State.RUNNING:
        return True
    since = watch()
    # Whoever corrected a row before this was earlier: a row that is closed now has not been known since later.
    at = max(at, timezone.now())
    with examined(batch, today=timezone.localdate(at), describe=Words("nb").say_problem) as found:
        plan = None if found.errors else plan_of(batch, found, at=at)
    with staged(plan.rows if plan else ()), transaction.atomic():
        # Two workers may have taken the batch up after a kill: the second waits here and finds it done.
        batch = Batch.objects.select_for_update().get(pk=batch_id)
        if batch.state != State.RUNNING:
            return True
        newest = newest_done()
        if plan is None or batch.basis != (str(newest.pk) if newest else ""):
            return not move(batch.pk, come_from=(State.RUNNING,), to=State.RECEIVED, at=at)
        if not since.unchanged():
            return None
        _write(batch, plan, at)
    return True


def _write(batch: Batch, plan: Plan, at: datetime) -> None:
    by = Actor(str(batch.made_by_id or ""), batch.made_by_name)
    receipt: dict[str, Any] = {}
    if plan.units is not None:
        receipt |= _write_units(batch, plan.units, at, by)
    if plan.jobs:
        jobs = write_employments(plan.jobs, by=by)
        receipt |= {"jobs_added": jobs.added, "jobs_closed": jobs.closed}
    if plan.people:
        receipt |= write_people(plan.people, by=by)
    if plan.sums:
        sums = write_sums(plan.sums, by=by)
        receipt |= {"sums_added": sums.added, "sums_closed": sums.closed}
    if plan.spells:
        spells = write_spells(plan.spells, by=by)
        receipt |= {"spells_added": spells.added, "spells_closed": spells.closed}
    touch_units(plan.touched, at=at)
    move(
        batch.pk,
        come_from=(State.RUNNING,),
        to=State.DONE,
        at=at,
        done_at=at,
        receipt={**receipt, **{f"rows_{table}": number for table, number in batch.rows.items()}},
        tree_before=batch.tree_before,
    )
    record("intake.imported", by=by, about=("batch", str(batch.pk)), details=receipt)
    tell_maker(batch, "import_done")


def _write_units(batch: Batch, rows: Sequence[UnitRow], at: datetime, by: Actor) -> dict[str, int]:
    ids = {row.unit_id for row in rows}
    before = tree_rows(ids)
    changed = {row.unit_id for row in {*before} ^ {*rows}}
    if changed:
        batch.tree_before = {"ids": sorted(ids), "rows": [_unit_json(row) for row in before]}
        replace_tree(rows, by=by)
        touch_units(((unit, *ALWAYS) for unit in changed), at=at)
    return {"units_changed": len(changed)}


@transaction.atomic
def undo(batch_id: UUID, *, at: datetime, by: Actor) -> None:
    """Take an import out again: only the newest one, and only while nothing stands on it."""
    batch = Batch.objects.select_for_update().get(pk=batch_id)
    newest = newest_done()
    if batch.state != State.DONE:
        raise UndoError("not_done")
    if newest != batch:
        raise UndoError("not_newest")
    name = str(batch.pk)
    for model in (Spell, MonthlySum, Employment, NearestLeader):
        if model.objects.filter(batch=name).exclude(closed_by_batch="").exists():
            raise UndoError("corrected_since")
    try:
        with transaction.atomic():
            undo_spells(name, at=at, by=by)
            undo_sums(name, by=by)
            undo_employments(name, by=by)
            if batch.tree_before:
                before = [_unit_row(row) for row in batch.tree_before["rows"]]
                restore_tree(batch.tree_before["ids"], rows=before, by=by)
                # Units that were new with this import are gone now, and no figures of theirs are left to be made.
                touch_units(((row.unit_id, *ALWAYS) for row in before), at=at)
    except (ProtectedError, IntegrityError):
        raise UndoError("built_upon") from None
    move(batch.pk, come_from=(State.DONE,), to=State.UNDONE, at=at)
    record("intake.undone", by=by, about=("batch", name))


def _unit_json(row: UnitRow) -> dict[str, object]:
    days = {name: str(day) if (day := getattr(row, name)) else None for name in ("valid_from", "valid_to")}
    return {"unit_id": row.unit_id, "name": row.name, "parent_id": row.parent_id, "kind": row.kind,
            "continues": list(row.continues), **days}  # fmt: skip


def _unit_row(kept: dict[str, Any]) -> UnitRow:
    days = {name: date.fromisoformat(kept[name]) if kept[name] else None for name in ("valid_from", "valid_to")}
    return UnitRow(**{**kept, "continues": tuple(kept["continues"]), **days})
