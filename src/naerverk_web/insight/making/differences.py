"""What differs between the figures that are there and those that should be: only that is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from naerverk_web.people.public import insert_rows

CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows of one table that go, by their keys, and rows that come. A row that changes does both."""

    model: type[Model]
    fields: tuple[str, ...]
    gone: tuple[int, ...]
    new: tuple[tuple[object, ...], ...]

    def write(self, build: int) -> None:
        """Make the table as it should be."""
        for n in range(0, len(self.gone), CHUNK):
            self.model._default_manager.filter(pk__in=self.gone[n : n + CHUNK]).delete()
        insert_rows(self.model, ("build", *self.fields), ((build, *row) for row in self.new))


def differing(stored: QuerySet[Any], fields: tuple[str, ...], wanted: Iterable[tuple[object, ...]]) -> Difference:
    """From the rows that are stored to those that are wanted; both as values of the fields."""
    left = {row: pk for pk, *values in stored.values_list("pk", *fields).iterator(CHUNK) for row in [tuple(values)]}
    new = tuple(row for row in wanted if left.pop(row, None) is None)
    return Difference(stored.model, fields, tuple(left.values()), new)
