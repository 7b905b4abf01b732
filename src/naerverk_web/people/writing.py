"""Many rows written at once, in the database's own form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import islice
from typing import Any, TypeVar

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper

CHUNK = 2000
Each = TypeVar("Each")


def insert_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[tuple[object, ...]]) -> None:
    """One statement, many rows: `bulk_create` takes four times as long over a quarter of a million of them."""
    table, columns = quoted(model, names)
    places = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608 - names of our own models
    execute_many(model, statement, _in_form(model, names, rows))


def update_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[tuple[object, ...]]) -> None:
    """The same for rows that are there; the last value of each is its key. `bulk_update` makes a term of each row."""
    table, (*columns, key) = quoted(model, [*names, "pk"])
    settings = ", ".join(f"{column} = %s" for column in columns)
    statement = f"UPDATE {table} SET {settings} WHERE {key} = %s"  # noqa: S608 - names of our own models
    execute_many(model, statement, _in_form(model, [*names, "pk"], rows))


def execute_many(model: type[models.Model], statement: str, rows: Iterable[tuple[object, ...]]) -> None:
    """One statement for each row, some thousand rows at a time."""
    with connections[router.db_for_write(model)].cursor() as cursor:
        for part in chunks(rows):
            cursor.executemany(statement, part)  # type: ignore[arg-type]


def quoted(model: type[models.Model], names: Sequence[str]) -> tuple[str, list[str]]:
    """The table, and the columns of fields; `pk` is its key."""
    quote = connections[router.db_for_write(model)].ops.quote_name
    return quote(model._meta.db_table), [quote(str(_field(model, name).column)) for name in names]


def prepared(model: type[models.Model], name: str) -> Callable[[object], object]:
    """A value as the database takes it. Dates, kinds and units come again and again: each is made once."""
    return cache(partial(_for_database, _field(model, name), connections[router.db_for_write(model)]))


def _in_form(
    model: type[models.Model], names: Sequence[str], rows: Iterable[tuple[object, ...]]
) -> Iterator[tuple[object, ...]]:
    forms = [prepared(model, name) for name in names]
    return (tuple(map(_call, forms, row)) for row in rows)


def _field(model: type[models.Model], name: str) -> Any:
    return model._meta.pk if name == "pk" else model._meta.get_field(name)


def _for_database(field: Any, connection: BaseDatabaseWrapper, value: object) -> object:
    return field.get_db_prep_save(value, connection)


def _call(prepare: Callable[[object], object], value: object) -> object:
    return prepare(value)


def chunks(rows: Iterable[Each]) -> Iterable[list[Each]]:
    """The rows some thousand at a time."""
    left = iter(rows)
    while part := list(islice(left, CHUNK)):
        yield part
