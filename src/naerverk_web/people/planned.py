"""What an import closes and writes, worked out while nobody has to wait for it, and written in a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import repeat
from typing import Any, NamedTuple

from django.db import connections, router, transaction

from naerverk_web.people.known import Changed, Differences, KnownRow, Row
from naerverk_web.people.writing import chunks, execute_many, prepared, quoted


class Pointer(NamedTuple):
    """A field that points at a row of another table, which rows of files name by its `code`, a field there."""

    field: str
    code: str


PERSON, UNIT = Pointer("person", "person_id"), Pointer("unit", "unit_id")


@dataclass(frozen=True, slots=True)
class Planned:
    """Rows to close and rows to write. What they point at may be new with the same files, so it has no key yet."""

    model: type[KnownRow]
    pointers: tuple[Pointer, ...]
    fields: tuple[str, ...]
    rows: Sequence[tuple[object, ...]]
    """Codes for the pointers, then the fields as the database takes them."""
    codes: tuple[frozenset[str | None], ...]
    """All that each pointer is used for."""
    gone: Sequence[int]
    at: datetime
    batch: str


class UnknownCodeError(Exception):
    """A row points at something that is not there: the files have not been checked as they should."""


def plan_changes(
    model: type[KnownRow],
    found: Differences[Row],
    *,
    pointers: Mapping[Pointer, Callable[[Row], str | None]],
    values: Mapping[str, Callable[[Row], object]],
    batch: str,
    at: datetime,
) -> Planned:
    """Work out what `write_planned` shall do: `pointers` and `values` give the fields of one row."""
    new = list(found.new.values())
    codes = [[code(row) for row in new] for code in pointers.values()]
    known = {"known_from": at, "batch": batch, "closed_by_batch": ""}
    return Planned(
        model,
        tuple(pointers),
        (*values, *known),
        list(
            zip(
                *codes,
                *(map(prepared(model, name), map(value, new)) for name, value in values.items()),
                *(repeat(prepared(model, name)(value), len(new)) for name, value in known.items()),
                strict=True,
            )
        ),
        tuple(map(frozenset, codes)),
        [place.pk for place in found.gone.values()],
        at,
        batch,
    )


@contextmanager
def staged(plans: Iterable[Planned]) -> Iterator[None]:
    """The rows lie in tables that only this connection has, and that go with it when it is cut off.

    From there the database takes them over by itself, three times as fast as from here; until then nobody is held up.
    """
    waiting = list(plans)
    try:
        for plan in waiting:
            _stage(plan)
        yield
    finally:
        for plan in waiting:
            _run(plan, f"DROP TABLE IF EXISTS {_stage_of(plan)}")


@transaction.atomic
def write_planned(plan: Planned) -> Changed:
    """Close the rows that are gone and write the new ones, which are `staged`."""
    _all_known(plan)
    for part in chunks(plan.gone):
        plan.model._default_manager.filter(pk__in=part).update(known_to=plan.at, closed_by_batch=plan.batch)
    table, columns = quoted(plan.model, [*(each.field for each in plan.pointers), *plan.fields])
    there = _there(plan)
    values = [*(f"k{n}.{key}" for n, (_, key, _) in enumerate(there)), *(f"n.{each}" for each in columns[len(there) :])]
    joins = [f"LEFT JOIN {other} k{n} ON k{n}.{code} = n.p{n}" for n, (other, _, code) in enumerate(there)]
    rows = f"SELECT {', '.join(values)} FROM {_stage_of(plan)} n {' '.join(joins)}"  # noqa: S608 - names of our own
    _run(plan, f"INSERT INTO {table} ({', '.join(columns)}) {rows}")
    return Changed(len(plan.rows), len(plan.gone))


def _stage(plan: Planned) -> None:
    """Its columns are p0, p1 and so on for the codes, and those of the table they are written to."""
    table, columns = quoted(plan.model, plan.fields)
    there = _there(plan)
    values = [*(f"k{n}.{code} AS p{n}" for n, (_, _, code) in enumerate(there)), *(f"t.{each}" for each in columns)]
    sources = [f"{table} t", *(f"{other} k{n}" for n, (other, _, _) in enumerate(there))]
    shape = f"SELECT {', '.join(values)} FROM {', '.join(sources)} LIMIT 0"  # noqa: S608 - names of our own
    _run(plan, f"DROP TABLE IF EXISTS {_stage_of(plan)}")
    _run(plan, f"CREATE TEMPORARY TABLE {_stage_of(plan)} AS {shape}")
    places = ", ".join(["%s"] * len(values))
    execute_many(plan.model, f"INSERT INTO {_stage_of(plan)} VALUES ({places})", plan.rows)  # noqa: S608 - ours too


def _all_known(plan: Planned) -> None:
    """What a row points at is there: a blank would else take its place."""
    for pointer, codes in zip(plan.pointers, plan.codes, strict=True):
        there = _target(plan, pointer)._default_manager.values_list(pointer.code, flat=True)
        if codes - {*there, None}:
            raise UnknownCodeError(pointer.field)


def _there(plan: Planned) -> list[tuple[str, str, str]]:
    """What the pointers point at: table, column of keys, column of codes."""
    found = []
    for pointer in plan.pointers:
        table, (key, code) = quoted(_target(plan, pointer), ["pk", pointer.code])
        found.append((table, key, code))
    return found


def _target(plan: Planned, pointer: Pointer) -> Any:
    return plan.model._meta.get_field(pointer.field).related_model


def _stage_of(plan: Planned) -> str:
    return f"new_{plan.model._meta.db_table}"


def _run(plan: Planned, statement: str) -> None:
    with connections[router.db_for_write(plan.model)].cursor() as cursor:
        cursor.execute(statement)
