"""Rows with "what was known when": a corrected row is closed and written anew, so that the past can be read again."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from django.db import models
from django.db.models import F, Q


class KnownRow(models.Model):
    """From when to when a row was held to be true, which batch wrote it and which closed it."""

    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)
    batch = models.CharField(max_length=36, db_index=True)
    closed_by_batch = models.CharField(max_length=36, blank=True, db_index=True)

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                condition=Q(known_to__isnull=True) | Q(known_to__gte=F("known_from")),
                name="%(class)s_known_in_order",
            ),
        )


class Dated(Protocol):
    """What has a first and perhaps a last day."""

    @property
    def start(self) -> date: ...
    @property
    def end(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Changed:
    """What an import did: rows added, rows closed."""

    added: int
    closed: int


Row = TypeVar("Row", bound=Dated)
Stored = TypeVar("Stored", bound=KnownRow)


class Place(NamedTuple):
    """Where a known row stands, and its days: all that is kept of it in memory while it is compared."""

    pk: int
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Differences(Generic[Row]):
    """What an import adds and closes, by the values that tell rows apart."""

    new: Mapping[Hashable, Row]
    gone: Mapping[Hashable, Place]


def differences(known: Mapping[Any, Place], wanted: Mapping[Any, Row]) -> Differences[Row]:
    """Wanted rows that are not known, and known rows that are not wanted; both keyed by all their values."""
    return Differences(
        {key: row for key, row in wanted.items() if key not in known},
        {key: place for key, place in known.items() if key not in wanted},
    )


def undo_changes(model: type[Stored], batch: str) -> Changed:
    """Take away what a batch added and open again what it closed."""
    added = model._default_manager.filter(batch=batch)
    closed = model._default_manager.filter(closed_by_batch=batch)
    counts = added.count(), closed.count()
    added.delete()
    closed.update(known_to=None, closed_by_batch="")
    return Changed(*counts)
