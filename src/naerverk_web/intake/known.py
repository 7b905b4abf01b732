"""What the database knows already, as tables for the library: new files are checked against it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import polars as pl

from naerverk.formats.canonical import canonical_schema
from naerverk_web.organisation.models import UnitPeriod
from naerverk_web.people.public import employment_rows

PREFIX = "known-"


def write_known_units(folder: Path, *, without: set[str]) -> Path:
    """The tree, but for the units a file describes anew."""
    names = ("unit__unit_id", "parent__unit_id", "name", "kind", "valid_from", "valid_to")
    rows = [row for row in UnitPeriod.objects.values_list(*names) if row[0] not in without]
    return _write(folder, "units", ((*row, None) for row in rows))


def write_known_jobs(folder: Path, *, without: set[str]) -> Path:
    """The employments, but for the persons a file describes anew."""
    rows = (row for row in employment_rows(date.min, date.max) if row[0] not in without)
    return _write(folder, "employments", ((*row[:4], float(str(row[4])), *row[5:]) for row in rows))


def _write(folder: Path, table: str, rows: Iterable[tuple[object, ...]]) -> Path:
    path = folder / f"{PREFIX}{table}.parquet"
    blank_is_null = ([None if cell == "" else cell for cell in row] for row in rows)
    pl.DataFrame(list(blank_is_null), schema=canonical_schema(table), orient="row").write_parquet(path)
    return path
