"""Writing events and sealing them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from naerverk_web.audit.models import Event, Seal

PURGED = {"purged": True}
ABOUT = 80
SEALING = 7_267_001
"""The number of our lock, as PostgreSQL knows it."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, by value: the account's id and name, or a job's name with an empty id.

    `role`: the key of the role they act in, for what is shown to those who see no names; the log does without.
    """

    id: str
    name: str
    role: str = ""


def record(
    action: str,
    *,
    by: Actor,
    about: tuple[str, str] = ("", ""),
    details: Mapping[str, object] | None = None,
    purpose: str = "",
    refused: bool = False,
) -> int:
    """Write one event in the caller's transaction and return its number."""
    event = Event(
        at=timezone.now(),
        actor_id=by.id,
        actor_name=by.name,
        action=action,
        outcome=Event.Outcome.REFUSED if refused else Event.Outcome.DONE,
        about_kind=about[0],
        # It may come from an address that somebody made up: PostgreSQL takes neither more nor a NUL.
        about_id=about[1].replace("\0", "")[:ABOUT],
        purpose=purpose,
        details=dict(details or {}),
    )
    event.content_hash = content_hash(event)
    with transaction.atomic(savepoint=False):
        _writing()
        event.save(force_insert=True)
    return int(event.pk)


def purge_contents(before: datetime) -> int:
    """Empty what sealed events from before a moment say of people; when, what and the chain stay. Returns how many."""
    last = Seal.objects.order_by("-pk").values_list("last_event", flat=True).first() or 0
    old = Event.objects.filter(at__lt=before, pk__lte=last).exclude(details=PURGED)
    return old.update(actor_id="", actor_name="", about_id="", purpose="", details=PURGED)


def content_hash(event: Event) -> str:
    """SHA-256 of what the event says."""
    at: datetime = event.at
    said = [
        at.astimezone(timezone.get_fixed_timezone(0)).isoformat(timespec="microseconds"),
        event.actor_id,
        event.actor_name,
        event.action,
        event.outcome,
        event.about_kind,
        event.about_id,
        event.purpose,
        event.details,
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _writing() -> None:
    """Until the transaction ends nobody seals. PostgreSQL numbers an event when it is written and shows it when the
    transaction ends: one with a lower number may come to light after one with a higher.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [SEALING])


def _may_seal() -> bool:
    """Whether no event is on its way; nobody is waited for. On SQLite one writes at a time."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALING])
        return bool(cursor.fetchone()[0])


@transaction.atomic
def seal() -> int:
    """Link the events written since the last seal into the chain; return how many. None while one is on its way."""
    if not _may_seal():
        return 0
    last = Seal.objects.select_for_update().order_by("-pk").first()
    unsealed = Event.objects.filter(pk__gt=last.last_event if last else 0).order_by("pk")
    hashes = list(unsealed.values_list("pk", "content_hash"))
    if not hashes:
        return 0
    previous = last.link if last else ""
    Seal.objects.create(
        at=timezone.now(),
        first_event=hashes[0][0],
        last_event=hashes[-1][0],
        events=len(hashes),
        previous=previous,
        link=link(previous, [value for _, value in hashes]),
    )
    return len(hashes)


def link(previous: str, hashes: list[str]) -> str:
    """The next link of the chain."""
    return hashlib.sha256("\n".join([previous, *hashes]).encode()).hexdigest()
