"""Rows with "what was known when": a corrected row is closed and written anew, so that the past can be read again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from itertools import islice
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Q

CHUNK = 2000


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
    """What an import did: rows added, rows closed, and the (first, last) days they touch."""

    added: int
    closed: int
    touched: tuple[tuple[date, date | None], ...]


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


def write_changes(
    model: type[KnownRow],
    found: Differences[Row],
    *,
    fields: Sequence[str],
    values: Callable[[Row], tuple[object, ...]],
    batch: str,
    at: datetime,
) -> Changed:
    """Close the rows that are gone and write the new ones; `values` gives the values of `fields` for one row."""
    for part in _chunks(place.pk for place in found.gone.values()):
        model._default_manager.filter(pk__in=part).update(known_to=at, closed_by_batch=batch)
    insert_rows(
        model,
        (*fields, "known_from", "batch", "closed_by_batch"),
        ((*values(row), at, batch, "") for row in found.new.values()),
    )
    rows: list[Dated] = [*found.new.values(), *found.gone.values()]
    days = tuple((row.start, row.end) for row in rows)
    return Changed(len(found.new), len(found.gone), days)


def insert_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[tuple[object, ...]]) -> None:
    """One statement, many rows: `bulk_create` takes four times as long over a quarter of a million of them."""
    connection = connections[router.db_for_write(model)]
    fields = [model._meta.get_field(name) for name in names]
    # Dates, kinds and units come again and again, so each value is turned into the database's form once.
    prepared = [cache(partial(_for_database, field, connection)) for field in fields]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)  # type: ignore[union-attr]
    places = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(model._meta.db_table)
    statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608 - names of our own models
    with connection.cursor() as cursor:
        for part in _chunks(rows):
            cursor.executemany(statement, [tuple(map(_call, prepared, row)) for row in part])


def _for_database(field: Any, connection: BaseDatabaseWrapper, value: object) -> object:
    return field.get_db_prep_save(value, connection)


def _call(prepare: Callable[[object], object], value: object) -> object:
    return prepare(value)


def undo_changes(model: type[Stored], batch: str) -> Changed:
    """Take away what a batch added and open again what it closed."""
    added = model._default_manager.filter(batch=batch)
    closed = model._default_manager.filter(closed_by_batch=batch)
    days = tuple(added.values_list("start", "end")) + tuple(closed.values_list("start", "end"))
    counts = added.count(), closed.count()
    added.delete()
    closed.update(known_to=None, closed_by_batch="")
    return Changed(*counts, days)


Each = TypeVar("Each")


def _chunks(rows: Iterable[Each]) -> Iterable[list[Each]]:
    left = iter(rows)
    while part := list(islice(left, CHUNK)):
        yield part
