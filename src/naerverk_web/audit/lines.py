"""Lines of the log, the newest first, as the one who reads it asks for them; page by page by key, never counted.

The log has millions of lines. Whatever is asked for is read along an index that has the time in its second place: what
was done to one person, by one account, what was refused, each kind of action by itself. Several such ways are merged.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

from django.db.models import Q, QuerySet

from naerverk_web.audit.actions import PURGED
from naerverk_web.audit.models import Event

BEGIN = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """Where a line stands: by time, and by number where the time is the same."""

    at: datetime
    number: int

    def __str__(self) -> str:
        return f"{(self.at - BEGIN) // timedelta(microseconds=1)}-{self.number}"

    @classmethod
    def parse(cls, text: str) -> Key | None:
        """As an address holds it; None for what is none."""
        micros, _, number = text.partition("-")
        if not all(each.isascii() and each.isdigit() and len(each) <= 17 for each in (micros, number)):
            return None
        return cls(BEGIN + timedelta(microseconds=int(micros)), int(number))


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for; what is left empty is not asked about. `actors`: numbers of accounts.

    Whoever asks for what was refused names the actions too: then each has its way along an index.
    """

    person: str = ""
    actors: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One event with all that it says. `purged`: its time is out, and who and whom are emptied."""

    key: Key
    actor_id: str
    actor_name: str
    action: str
    refused: bool
    about_kind: str
    about_id: str
    purpose: str
    details: Mapping[str, object]
    purged: bool


def newest_lines(asked: Asked, *, most: int, older_than: Key | None = None) -> list[Line]:
    """The newest lines, or the newest of those older than a key; the newest first."""
    return _merged(asked, most, older_than, forwards=False)


def next_lines(asked: Asked, *, most: int, newer_than: Key) -> list[Line]:
    """The lines that come just after a key, the newest first."""
    return _merged(asked, most, newer_than, forwards=True)[::-1]


def _merged(asked: Asked, most: int, start: Key | None, *, forwards: bool) -> list[Line]:
    at_once = min(most, 500)
    walks = [_walk(way, start, at_once, forwards=forwards) for way in _ways(asked)]
    merged = heapq.merge(*walks, key=lambda event: (event.at, event.pk), reverse=not forwards)
    return [_line(event) for event in islice(merged, most)]


def _ways(asked: Asked) -> list[QuerySet[Event]]:
    """One way along an index for each account or each action; a single one where something else is asked for."""
    found = _narrowed(asked)
    if asked.person:
        return [found.filter(actor_id__in=asked.actors) if asked.actors else found]
    if asked.actors:
        return [found.filter(actor_id=each) for each in asked.actors]
    if asked.actions:
        return [found.filter(action=each) for each in asked.actions]
    return [found]


def _narrowed(asked: Asked) -> QuerySet[Event]:
    found = Event.objects.all()
    if asked.person:
        found = found.filter(about_kind="person", about_id=asked.person)
    if asked.actions:
        found = found.filter(action__in=asked.actions)
    if asked.refused:
        found = found.filter(outcome=Event.Outcome.REFUSED)
    if asked.since:
        found = found.filter(at__gte=asked.since)
    return found.filter(at__lt=asked.until) if asked.until else found


def _walk(way: QuerySet[Event], start: Key | None, at_once: int, *, forwards: bool) -> Iterator[Event]:
    """Along one way, some lines at a time: an open cursor would hold the database while a file is written."""
    ordered = way.order_by("at", "pk") if forwards else way.order_by("-at", "-pk")
    while True:
        events = list((_beyond(ordered, start, forwards=forwards) if start else ordered)[:at_once])
        yield from events
        if len(events) < at_once:
            return
        start = Key(events[-1].at, events[-1].pk)


def _beyond(way: QuerySet[Event], start: Key, *, forwards: bool) -> QuerySet[Event]:
    if forwards:
        return way.filter(Q(at__gt=start.at) | Q(pk__gt=start.number), at__gte=start.at)
    return way.filter(Q(at__lt=start.at) | Q(pk__lt=start.number), at__lte=start.at)


def _line(event: Event) -> Line:
    return Line(
        key=Key(event.at, event.pk),
        actor_id=event.actor_id,
        actor_name=event.actor_name,
        action=event.action,
        refused=event.outcome == Event.Outcome.REFUSED,
        about_kind=event.about_kind,
        about_id=event.about_id,
        purpose=event.purpose,
        details=event.details,
        purged=event.details == PURGED,
    )
