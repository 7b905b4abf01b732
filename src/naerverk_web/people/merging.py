"""Two numbers that turn out to be one person: joined, and taken apart again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from naerverk_web.audit.public import Actor, record
from naerverk_web.people.models import Employment, Merge, NearestLeader, Person


class UnmergeError(Exception):
    """The two cannot be taken apart: it has been done already, or the number that stayed was joined to a third."""


@transaction.atomic
def merge_persons(
    wrong_id: str, *, into: str, at: datetime, by: Actor, moved: Mapping[str, Sequence[int]] | None = None
) -> Merge:
    """Two ids turn out to be one person: jobs and leaders go to `into`; the wrong id stays as a pointer.

    A job that both have is one job: the second is closed. Leaders of `into` go before those of the wrong id.

    `moved`: keys of rows that a room above has moved in the same transaction (`absence.join_persons`), kept for undo.
    """
    wrong, right = Person.objects.get(person_id=wrong_id), Person.objects.get(person_id=into)
    keys = {**{name: list(found) for name, found in (moved or {}).items()}, **_move(wrong, right, at)}
    wrong.merged_into = right
    if wrong.account_id and not right.account_id:
        keys["account"] = [wrong.account_id]
        _move_account(wrong, right)
    wrong.save(update_fields=["merged_into"])
    record("people.merged", by=by, about=("person", into), details={"from": wrong_id})
    return Merge.objects.create(wrong=wrong, right=right, at=at, by_name=by.name, moved=keys)


@transaction.atomic
def unmerge(merge_id: int, *, at: datetime, by: Actor) -> Merge:
    """What moved goes back to the number it came from; what came in since stays with the one that it came in on."""
    merge = Merge.objects.select_for_update().select_related("wrong", "right").get(pk=merge_id)
    if merge.undone_at or merge.right.merged_into_id or merge.wrong.merged_into_id != merge.right_id:
        raise UnmergeError
    keys = merge.moved
    for model, name in ((Employment, "jobs"), (NearestLeader, "leaders")):
        model.objects.filter(pk__in=keys[name], person=merge.right).update(person=merge.wrong)
    NearestLeader.objects.filter(pk__in=keys["led"], leader=merge.right).update(leader=merge.wrong)
    Employment.objects.filter(pk__in=keys["closed_jobs"], known_to=merge.at).update(known_to=None)
    NearestLeader.objects.filter(pk__in=keys["closed_leaders"], known_to=merge.at).update(known_to=None)
    if merge.right.account_id and keys.get("account") == [merge.right.account_id]:
        _move_account(merge.right, merge.wrong)
    merge.wrong.merged_into, merge.undone_at = None, at
    merge.wrong.save(update_fields=["merged_into"])
    merge.save(update_fields=["undone_at"])
    record("people.merge_undone", by=by, about=("person", merge.right.person_id), details={"to": merge.wrong.person_id})
    return merge


def _move_account(one: Person, other: Person) -> None:
    """One account is of one person: it is let go first."""
    other.account, one.account = one.account, None
    one.save(update_fields=["account"])
    other.save(update_fields=["account"])


def _move(wrong: Person, right: Person, at: datetime) -> dict[str, list[int]]:
    """Move jobs and leaders; the keys of what moved and of what was closed."""
    same = {name: OuterRef(name) for name in ("unit", "start", "fte_percent", "occupation")}
    doubled = wrong.employments.filter(
        Exists(Employment.objects.filter(person=right, known_to=None, **same)), known_to=None
    )
    selves = NearestLeader.objects.filter(person=right, leader=wrong)
    own = wrong.leaders.filter(leader=right)
    keys = {"closed_jobs": _keys(doubled), "closed_leaders": _keys(selves.filter(known_to=None))}
    if right.leaders.filter(known_to=None).exists():
        keys["closed_leaders"] += _keys(wrong.leaders.filter(known_to=None))
    else:
        keys["closed_leaders"] += _keys(own.filter(known_to=None))
    Employment.objects.filter(pk__in=keys["closed_jobs"]).update(known_to=at)
    NearestLeader.objects.filter(pk__in=keys["closed_leaders"]).update(known_to=at)
    keys |= {
        "jobs": _keys(wrong.employments.all()),
        "leaders": _keys(wrong.leaders.exclude(leader=right)),
        "led": _keys(wrong.led.exclude(person=right)),
    }
    Employment.objects.filter(pk__in=keys["jobs"]).update(person=right)
    NearestLeader.objects.filter(pk__in=keys["leaders"]).update(person=right)
    NearestLeader.objects.filter(pk__in=keys["led"]).update(leader=right)
    return keys


def _keys(rows: object) -> list[int]:
    return list(rows.values_list("pk", flat=True))  # type: ignore[attr-defined]
