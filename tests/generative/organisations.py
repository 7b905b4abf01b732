"""Invented organisations: small, and full of what goes wrong in real ones.

Leap years, part-time of 37.5 percent, two jobs, units that move, close and come back, open ends, spells that began last
century, absence outside employment, grade 0, people without a birth year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
from hypothesis import strategies as st

from naerverk.calendar import Month
from naerverk.records import Dataset, Kind
from naerverk.statistics.columns import empty
from naerverk.statistics.definitions import Definition
from naerverk.statistics.question import Question

FIRST, LAST = Month(2023, 9), Month(2025, 2)
Row = tuple[Any, ...]

_days = st.integers(0, (LAST.last - FIRST.first).days).map(lambda n: FIRST.first + timedelta(days=n))
_old_days = st.sampled_from([date(1985, 2, 1), date(1999, 12, 31), date(2000, 1, 1), date(2019, 6, 3)])
_fte = st.sampled_from([100.0, 100.0, 80.0, 60.0, 50.0, 37.5, 33.3333, 12.34, 0.01])
_grade = st.sampled_from([100.0, 100.0, 80.0, 60.0, 50.0, 33.33, 20.0, 0.0])
_born = st.sampled_from([None, 1700, 1957, 1958, 1959, 1962, 1963, 1968, 1989, 1990, 1999, 2000, 2001])


@dataclass
class Rows:
    """Rows of the tables, in the order of their columns."""

    units: list[Row] = field(default_factory=list)
    employments: list[Row] = field(default_factory=list)
    absences: list[Row] = field(default_factory=list)
    shifts: list[Row] = field(default_factory=list)

    def write(self, folder: Path) -> Dataset:
        """Canonical Parquet files."""
        return Dataset(**{name: write(folder, name, rows) for name, rows in vars(self).items()})


def write(folder: Path, table: str, rows: Sequence[Row]) -> tuple[Path, ...]:
    """One canonical Parquet file with these rows."""
    path = folder / f"{table}.parquet"
    pl.DataFrame(rows, schema=empty(table).schema, orient="row").write_parquet(path)
    return (path,)


@st.composite
def organisations(draw: st.DrawFn, count: int) -> Rows:
    """Several organisations side by side; each has its own top unit."""
    rows = Rows()
    for number in range(count):
        units = [f"{number}-{name}" for name in "tabcd"[: draw(st.integers(1, 5))]]
        for place, unit in enumerate(units):
            rows.units += draw(_placements(unit, units[:place]))
        for person in range(draw(st.integers(1, 4))):
            _employ(draw, rows, f"{number}-{person}", units)
    return rows


@st.composite
def _placements(draw: st.DrawFn, unit: str, above: Sequence[str]) -> list[Row]:
    """One or two times of a unit, each under some unit named before it, perhaps with a gap."""
    parents = st.sampled_from([*above, None]) if above else st.none()
    if draw(st.booleans()):
        return [(unit, draw(parents), unit, None, None, None, None)]
    first, second = sorted([draw(_days), draw(_days)])
    later = max(second, first + timedelta(days=1))
    rows: list[Row] = [(unit, draw(parents), unit, None, None, first, None)]
    rows.append((unit, draw(parents), unit, None, later, draw(st.sampled_from([None, LAST.last])), None))
    return rows


def _employ(draw: st.DrawFn, rows: Rows, person: str, units: Sequence[str]) -> None:
    sex, born = draw(st.sampled_from(["F", "M", "X", None])), draw(_born)
    for _ in range(draw(st.integers(1, 3))):
        start, end = draw(_stretch())
        other, then = draw(st.sampled_from([sex, sex, sex, "F"])), draw(st.sampled_from([born, born, born, 1989]))
        rows.employments.append((person, draw(st.sampled_from(units)), start, end, draw(_fte), other, then, None))
    spells = {draw(_spell(person, units)) for _ in range(draw(st.integers(0, 4)))}
    rows.absences += sorted(spells, key=repr)
    for _ in range(draw(st.integers(0, 3))):
        rows.shifts.append(
            (person, draw(st.sampled_from(units)), draw(_days), draw(st.sampled_from([1.0, 0.5, 0.333])))
        )


@st.composite
def _stretch(draw: st.DrawFn) -> tuple[date, date | None]:
    start = draw(_days | _old_days)
    long = draw(st.sampled_from([0, 1, 2, 4, 13, 30, 70, 200, 400, None]))
    return start, None if long is None else start + timedelta(days=long)


@st.composite
def _spell(draw: st.DrawFn, person: str, units: Sequence[str]) -> Row:
    kind = draw(st.sampled_from([Kind.SELF_CERTIFIED, Kind.DOCTOR_CERTIFIED, Kind.DOCTOR_CERTIFIED, *Kind]))
    start, end = draw(_stretch())
    grade = 100.0 if kind is Kind.SELF_CERTIFIED else draw(_grade)
    unit = draw(st.sampled_from([None, None, *units]))
    return (person, unit, start, end, kind.value, grade, None)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Any question, over months with the 29th of February and the turn of a year among them."""
    words = draw(st.sampled_from(["month", "month", "quarter", "year", "rolling12", None]))
    names = [name for name in ("unit", "kind", "sex", "age_group", "length") if draw(st.booleans())]
    by = draw(st.permutations([*names, *([words] if words else [])]))
    months = range(FIRST.number, LAST.number + 1)
    first, last = sorted([draw(st.sampled_from(months)), draw(st.sampled_from(months))])
    return Question(
        tuple(by),
        Month.from_number(first),
        Month.from_number(last),
        draw(st.sampled_from([Definition.SSB, Definition.SSB, *Definition])),
        draw(st.sampled_from([True, True, False])),
        draw(st.sampled_from(["statutory", "nav"])),
    )
