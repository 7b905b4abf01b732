"""Reading events, and verifying the chain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from naerverk_web.audit.actions import PURGED, content_hash, link
from naerverk_web.audit.models import Event, Seal

VERIFIED = "audit.verified"
YOUNGEST_PURGED = timedelta(days=80)
"""The log is kept for 90 days or more; some days are allowed for clocks that were wrong."""


@dataclass(frozen=True, slots=True)
class Said:
    """One event as other rooms may read it."""

    at: datetime
    actor_name: str
    action: str
    outcome: str
    about_kind: str
    about_id: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Verified:
    """When the chain was held against its events the last time, and how many did not fit."""

    at: datetime
    broken: int


def events(
    *, about: tuple[str, str] | None = None, action: str = "", newest: int = 200, before: int | None = None
) -> list[Said]:
    """The newest events, of one thing or one action when given."""
    found = Event.objects.order_by("-pk")
    if about:
        found = found.filter(about_kind=about[0], about_id=about[1])
    if action:
        found = found.filter(action__startswith=action)
    if before:
        found = found.filter(pk__lt=before)
    return [Said(e.at, e.actor_name, e.action, e.outcome, e.about_kind, e.about_id, e.purpose) for e in found[:newest]]


def newest_event() -> int:
    """The number of the newest event; 0 before the first."""
    return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def changes_since(number: int, *, of: Iterable[str]) -> int:
    """How many events after a number tell of a change in some rooms; that somebody has read is none."""
    rooms = Q()
    for room in of:
        rooms |= Q(action__startswith=f"{room}.")
    return Event.objects.filter(rooms, pk__gt=number).exclude(action__endswith="read").count()


def refused_since(at: datetime) -> int:
    """How often somebody was refused something since then."""
    return Event.objects.filter(at__gte=at, outcome=Event.Outcome.REFUSED).count()


def last_verified() -> Verified | None:
    """What came of the last verifying; None when nobody has. Verifying itself reads the whole log."""
    found = Event.objects.filter(action=VERIFIED).order_by("-at").values_list("at", "details").first()
    # A line that is older than lines are kept says nothing of what came of it.
    return Verified(found[0], int(found[1]["broken"])) if found and "broken" in found[1] else None


def broken_links() -> list[str]:
    """What does not verify: a changed event, a missing one, a changed link. Empty when all is well."""
    wrong, previous = [], ""
    for seal in Seal.objects.order_by("pk"):
        inside = list(Event.objects.filter(pk__range=(seal.first_event, seal.last_event)).order_by("pk"))
        hashes = [event.content_hash for event in inside]
        if seal.previous != previous or seal.link != link(previous, hashes) or len(hashes) != seal.events:
            wrong.append(f"seal {seal.pk}")
        # An event purged on schedule has only its hash left; a young one says so only when somebody hides something.
        may_be_purged = seal.at < timezone.now() - YOUNGEST_PURGED
        wrong += [
            f"event {e.pk}"
            for e in inside
            if not (may_be_purged and e.details == PURGED) and e.content_hash != content_hash(e)
        ]
        previous = seal.link
    return wrong
