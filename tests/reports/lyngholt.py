"""A tiny invented municipality on disk, and the obviously right way to count it."""

from datetime import date, timedelta
from pathlib import Path

import polars as pl

from naerverk.calendar import Month, days_between, is_working_day
from naerverk.records import SCHEMA, Dataset
from naerverk.statistics.columns import TYPES

FIRST, LAST = Month(2023, 1), Month(2025, 12)
UNITS = {
    "L": (None, "Lyngholt kommune"),
    "O": ("L", "Oppvekst"),
    "T": ("L", "Teknisk"),
    "S": ("O", "Solbakken barnehage"),
    "H": ("O", "Haugen barnehage"),
    "B": ("O", "Bjørkely barnehage"),
    "Lia": ("O", "Lia barnehage"),
    "V": ("T", "Vei og vann"),
    "R": ("T", "Renhold"),
}
STAFF = {"S": 16, "H": 14, "B": 18, "Lia": 6, "V": 20, "R": 22}


def write(folder: Path, tables: dict[str, list[dict[str, object]]]) -> Dataset:
    """Canonical Parquet files."""
    paths = {}
    for name, rows in tables.items():
        schema = {column.name: TYPES[column.type] for column in SCHEMA[name]}
        paths[name] = (folder / f"{name}.parquet",)
        pl.DataFrame([dict.fromkeys(schema) | row for row in rows], schema=schema).write_parquet(paths[name][0])
    return Dataset(**paths)


def unit_rows() -> list[dict[str, object]]:
    return [{"unit_id": unit, "parent_id": parent, "name": name} for unit, (parent, name) in UNITS.items()]


def people() -> list[dict[str, object]]:
    """Everybody stays all the time; every third works 60 percent."""
    return [
        {
            "person_id": f"{unit}{n}",
            "unit_id": unit,
            "start": date(2020, 1, 1),
            "fte_percent": 60.0 if n % 3 == 0 else 100.0,
        }
        for unit, staff in STAFF.items()
        for n in range(staff)
    ]


def spells() -> list[dict[str, object]]:
    """Regular as clockwork: short self-certified ones, middle ones, and long ones that end graded."""
    rows: list[dict[str, object]] = []
    for place, (unit, staff) in enumerate(STAFF.items()):
        for n in range(staff):
            first = date(2023, 1, 2) + timedelta(days=3 * place + 11 * n)
            while first <= date(2025, 12, 1):
                rows += _spell(f"{unit}{n}", first, (n + first.month) % 5)
                first += timedelta(days=97 + 13 * (n % 7))
    last = {
        "person_id": "R1",
        "start": date(2025, 12, 29),
        "end": date(2025, 12, 31),
        "kind": "self_certified",
        "grade_percent": 100.0,
    }
    return [*rows, last]


def _spell(person: str, first: date, what: int) -> list[dict[str, object]]:
    def row(start: int, end: int, kind: str, grade: float) -> dict[str, object]:
        return {
            "person_id": person,
            "start": first + timedelta(days=start),
            "end": first + timedelta(days=end),
            "kind": kind,
            "grade_percent": grade,
        }

    if what < 3:
        return [row(0, what, "self_certified", 100.0)]
    if what == 3:
        return [row(0, 12, "doctor_certified", 100.0)]
    return [row(0, 20, "doctor_certified", 100.0), row(21, 60, "doctor_certified", 40.0)]


def lyngholt(folder: Path) -> Dataset:
    """Three whole years."""
    return write(folder, {"units": unit_rows(), "employments": people(), "absences": spells()})


def inside(units: set[str]) -> set[str]:
    """The units and everything below them."""
    more = {unit for unit, (parent, _) in UNITS.items() if parent in units} - units
    return inside(units | more) if more else units


def counted(units: set[str], first: date, last: date, keep=lambda spell: True) -> tuple[float, float]:
    """Agreed and absent days of some units, one person and one day at a time."""
    agreed = absent = 0.0
    mine = {
        str(one["person_id"]): float(str(one["fte_percent"])) / 100
        for one in people()
        if one["unit_id"] in inside(units)
    }
    away = [spell for spell in spells() if spell["person_id"] in mine and keep(spell)]
    for day in days_between(first, last):
        if is_working_day(day):
            agreed += sum(mine.values())
            absent += sum(
                mine[s["person_id"]] * s["grade_percent"] / 100 for s in away if s["start"] <= day <= s["end"]
            )
    return agreed, absent


def counted_rate(units: set[str], first: Month, last: Month, keep=lambda spell: True) -> float:
    """The rate in percent."""
    agreed, absent = counted(units, first.first, last.last, keep)
    return 100 * absent / agreed
