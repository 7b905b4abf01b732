"""Changes of the tree made by hand: what was before and after, so that each can be undone while nothing came after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, ProtectedError
from django.utils import timezone

from naerverk.records import Unit as UnitRow
from naerverk_web.audit.public import Actor
from naerverk_web.organisation.employer import employer
from naerverk_web.organisation.models import TreeChange
from naerverk_web.organisation.queries import tree_rows


@dataclass(frozen=True, slots=True)
class Change:
    """One change as it is listed. `names`: the units as they were called."""

    pk: int
    kind: str
    from_day: date
    at: datetime
    by_role: str
    names: tuple[str, ...]
    can_undo: bool


class CannotUndoError(Exception):
    """Something has been changed or built on the units since."""


@contextmanager
def remembered(kind: TreeChange.Kind, unit_ids: Iterable[str], *, from_day: date, by: Actor) -> Iterator[None]:
    """Keep the rows of these units before and after what happens within."""
    ids = sorted(set(unit_ids))
    before = _kept(ids)
    yield
    TreeChange.objects.create(
        at=timezone.now(), by_role=by.role, kind=kind, from_day=from_day, before=before, after=_kept(ids)
    )


def changes(newest: int = 20) -> list[Change]:
    """The newest changes that hold."""
    rows = TreeChange.objects.filter(undone_at=None).order_by("-pk")[:newest]
    return [Change(row.pk, row.kind, row.from_day, row.at, row.by_role, _names(row), _as_left(row)) for row in rows]


def by_hand() -> str:
    """How often the tree has been changed by hand and changed back, and the limits. Another answer: something is new.

    Counted, not timed: a change that is written slowly is older than what was read before it could be seen.
    """
    counts = TreeChange.objects.aggregate(made=Count("pk"), undone=Count("undone_at"))
    limits = employer()
    return f"{counts['made']}.{counts['undone']}.{limits.least_persons}.{limits.least_in_unit}"


@transaction.atomic
def take_back(change_id: int) -> tuple[list[str], list[UnitRow]]:
    """Mark a change as undone; the units it touched and their rows before. CannotUndoError when more has happened."""
    row = TreeChange.objects.select_for_update().filter(pk=change_id, undone_at=None).first()
    if row is None or not _as_left(row):
        raise CannotUndoError
    row.undone_at = timezone.now()
    row.save(update_fields=["undone_at"])
    return _ids(row), [_row(each) for each in row.before]


def _ids(change: TreeChange) -> list[str]:
    return sorted({each["unit_id"] for each in [*change.before, *change.after]})


def _names(change: TreeChange) -> tuple[str, ...]:
    newest = {each["unit_id"]: each["name"] for each in [*change.before, *change.after]}
    old = {each["unit_id"]: each["name"] for each in change.before if each["valid_to"] is None}
    return tuple(dict.fromkeys([*old.values(), *newest.values()]))


def _as_left(change: TreeChange) -> bool:
    return bool(_kept(_ids(change)) == change.after)


def _kept(unit_ids: list[str]) -> list[dict[str, Any]]:
    return [{key: str(v) if isinstance(v, date) else v for key, v in _plain(row)} for row in tree_rows(unit_ids)]


def _plain(row: UnitRow) -> Iterator[tuple[str, Any]]:
    for key, value in asdict(row).items():
        yield key, list(value) if isinstance(value, tuple) else value


def _row(kept: dict[str, Any]) -> UnitRow:
    days = {key: date.fromisoformat(kept[key]) if kept[key] else None for key in ("valid_from", "valid_to")}
    return UnitRow(**{**kept, **days, "continues": tuple(kept["continues"])})


__all__ = ["CannotUndoError", "Change", "ProtectedError", "by_hand", "changes", "remembered", "take_back"]
