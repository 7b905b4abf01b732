"""Answers as plain data: dataclasses become objects, days ISO text, stretches {from, to}, decimals numbers."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from naerverk.law.answers import Step
from naerverk.law.provisions import Provision
from naerverk.law.spans import Span


def to_words(value: object) -> Any:
    """The value as json can write it."""
    kind: Any = type(value)
    return _writer_of(kind)(value)


@functools.cache
def _writer_of(kind: Any) -> Callable[[Any], Any]:
    """How values of a type are written; looked up once, since the same types come again and again."""
    if is_dataclass(kind) and kind not in _WRITERS:
        names = tuple(field.name for field in fields(kind))
        return lambda value: {name: to_words(getattr(value, name)) for name in names}
    return _WRITERS.get(kind, _as_it_is)


def _as_it_is(value: Any) -> Any:
    return value


def _list(items: Iterable[object]) -> list[Any]:
    return [to_words(item) for item in items]


def _object(value: Mapping[str, object]) -> dict[str, Any]:
    return {key: to_words(item) for key, item in value.items()}


def _span(span: Span) -> dict[str, str]:
    return {"from": span.first.isoformat(), "to": span.last.isoformat()}


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _step(step: Step) -> dict[str, Any]:
    return {"code": step.code, "provision": str(step.provision), **_object(step.params)}


_WRITERS: dict[type, Callable[[Any], Any]] = {
    Span: _span,
    date: date.isoformat,
    Decimal: _number,
    Provision: str,
    Step: _step,
    tuple: _list,
    list: _list,
    dict: _object,
}
