"""The judge: every day, every job, every person, in plain Python. Slow, and meant to be obviously right.

It shares nothing with the fast engines but the calendar and the definitions: the tree is climbed anew on each day,
persons and spells are sets, days are added one by one as whole numbers.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import Any

import polars as pl

from naerverk.calendar import days_between, is_working_day
from naerverk.records import OFF_DUTY, SICKNESS, Dataset
from naerverk.statistics.columns import read
from naerverk.statistics.definitions import (
    AGE_GROUPS,
    DAY,
    FTE_SCALE,
    GRADE_SCALE,
    GRADED_DAY,
    KINDS,
    LENGTH_BANDS,
    MEASURES,
    SEXES,
    TOTAL,
    UNKNOWN,
    Definition,
    age_group,
    band_of,
)
from naerverk.statistics.question import Period, Question

Cell = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Job:
    person: str
    unit: str
    first: date
    last: date
    fte: int
    sex: str
    born: int | None


@dataclass(frozen=True, slots=True)
class _Spell:
    person: str
    unit: str | None
    first: date
    last: date | None
    kind: str
    grade: int

    def covers(self, day: date, job: _Job) -> bool:
        in_time = self.first <= day and (self.last is None or day <= self.last)
        return in_time and self.person == job.person and self.unit in (None, job.unit)


@dataclass(slots=True)
class _Sums:
    agreed: int = 0
    off: int = 0
    persons: set[str] = field(default_factory=set)
    absent: dict[Cell, int] = field(default_factory=lambda: defaultdict(int))
    spells: dict[Cell, set[_Spell]] = field(default_factory=lambda: defaultdict(set))


def figures(dataset: Dataset, question: Question, periods: Sequence[Period]) -> pl.DataFrame:
    """The answer's frame, computed day by day."""
    town = _Town(dataset, question)
    sums: dict[tuple[int, Cell], _Sums] = defaultdict(_Sums)
    for number, period in enumerate(periods):
        for day in days_between(period.first, period.last):
            for job in town.jobs_on(day):
                for cell in town.cells(job, day, period):
                    town.count(sums[number, cell], job, day, period)
    rows = [row for (number, cell), found in sums.items() for row in _rows(question, periods[number], cell, found)]
    return _frame(question, periods, rows)


class _Town:
    """The data as plain objects, and what happens on a day."""

    def __init__(self, dataset: Dataset, question: Question) -> None:
        self.question = question
        jobs = ("person_id", "unit_id", "start", "end", "fte_percent", "sex", "birth_year")
        self.jobs = [
            _Job(person, unit, first, last or date.max, _whole(fte, FTE_SCALE), sex if sex in SEXES else UNKNOWN, born)
            for person, unit, first, last, fte, sex, born in read(dataset, "employments", jobs).iter_rows()
        ]
        spells = ("person_id", "unit_id", "start", "end", "kind", "grade_percent")
        self.spells: dict[str, list[_Spell]] = defaultdict(list)
        for person, unit, first, last, kind, grade in read(dataset, "absences", spells).iter_rows():
            self.spells[person].append(_Spell(person, unit, first, last, kind, _whole(grade, GRADE_SCALE)))
        self.placements: dict[str, list[tuple[str | None, date, date]]] = defaultdict(list)
        units = ("unit_id", "parent_id", "valid_from", "valid_to")
        for unit, parent, first, last in read(dataset, "units", units).iter_rows():
            self.placements[unit].append((parent, first or date.min, last or date.max))
        self.shifts: dict[tuple[str, str, date], list[int]] = defaultdict(list)
        if question.definition is Definition.ROSTER:
            shifts = ("person_id", "unit_id", "date", "agreed_share")
            for person, unit, day, share in read(dataset, "shifts", shifts).iter_rows():
                self.shifts[person, unit, day].append(_whole(share, DAY))

    def jobs_on(self, day: date) -> list[_Job]:
        return [job for job in self.jobs if job.first <= day <= job.last]

    def cells(self, job: _Job, day: date, period: Period) -> set[Cell]:
        """The cells the job counts in: one for its unit and each unit above it, on this day."""
        group = {"sex": job.sex, "age_group": age_group(job.born, period.last.year)}
        names = [name for name in self.question.by if name in group or name == "unit"]
        return {tuple(unit if name == "unit" else group[name] for name in names) for unit in self._chain(job, day)}

    def _chain(self, job: _Job, day: date) -> Iterator[str]:
        unit: str | None = job.unit
        while unit is not None:
            yield unit
            unit = self._parent(unit, day) if self.question.rollup else None

    def _parent(self, unit: str, day: date) -> str | None:
        for parent, first, last in self.placements[unit]:
            if first <= day <= last:
                return parent
        return None

    def count(self, sums: _Sums, job: _Job, day: date, period: Period) -> None:
        sums.persons.add(job.person)
        agreed = self._agreed(job, day, period)
        sums.agreed += agreed
        for spell in self.spells[job.person]:
            if not spell.covers(day, job):
                continue
            if spell.kind in OFF_DUTY:
                sums.off += agreed * spell.grade
            elif spell.kind in SICKNESS:
                key = (spell.kind, self._length(spell, period))
                sums.absent[key] += agreed * spell.grade
                if spell.first == day:
                    sums.spells[key].add(spell)

    def _agreed(self, job: _Job, day: date, period: Period) -> int:
        if self.question.definition is Definition.ROSTER:
            first = min(self._beside(job, day), key=lambda other: self._group(other, period))
            return sum(self.shifts[job.person, job.unit, day]) if job is first else 0
        return job.fte if is_working_day(day) else 0

    def _beside(self, job: _Job, day: date) -> list[_Job]:
        """The person's jobs in the same unit on the same day."""
        return [other for other in self.jobs_on(day) if (other.person, other.unit) == (job.person, job.unit)]

    def _group(self, job: _Job, period: Period) -> list[int]:
        sex = SEXES.index(job.sex) if "sex" in self.question.by else 0
        age = AGE_GROUPS.index(age_group(job.born, period.last.year)) if "age_group" in self.question.by else 0
        return [sex, age]

    def _length(self, spell: _Spell, period: Period) -> str:
        known = min(spell.last or period.last, period.last)
        return band_of((known - spell.first).days + 1, LENGTH_BANDS[self.question.length_classes])


def _whole(number: float, scale: int) -> int:
    return math.floor(number * scale + 0.5)


def _rows(question: Question, period: Period, cell: Cell, found: _Sums) -> Iterator[dict[str, Any]]:
    names = [name for name in question.by if name in ("unit", "sex", "age_group")]
    agreed = found.agreed * (GRADED_DAY // DAY)
    if question.definition is Definition.REGULATION:
        agreed -= found.off
    bands = [band.label for band in LENGTH_BANDS[question.length_classes]]
    kinds = KINDS if "kind" in question.by else (TOTAL,)
    for kind, length in product(kinds, bands if "length" in question.by else (None,)):
        keys = [
            key
            for key in {*found.absent, *found.spells}
            if kind in (TOTAL, key[0]) and length in (None, key[1])
        ]  # fmt: skip
        absent = sum(found.absent[key] for key in keys)
        yield {
            **dict(zip(names, cell, strict=True)),
            **{word: period.label for word in ("month", "quarter", "year", "rolling12")},
            "kind": kind,
            "length": length,
            "agreed_days": agreed / GRADED_DAY,
            "absence_days": absent / GRADED_DAY,
            "rate_percent": 100 * absent / agreed if agreed else None,
            "persons": len(found.persons),
            "spells": len(set().union(*(found.spells[key] for key in keys))),
            "status": "none",
        }


def _frame(question: Question, periods: Sequence[Period], rows: list[dict[str, Any]]) -> pl.DataFrame:
    labels = [period.label for period in periods]
    bands = [band.label for band in LENGTH_BANDS[question.length_classes]]
    order = {"kind": KINDS, "sex": SEXES, "age_group": AGE_GROUPS, "length": bands}

    def place(row: dict[str, Any]) -> list[object]:
        return [row[name] if name == "unit" else order.get(name, labels).index(row[name]) for name in question.by]

    types = {"agreed_days": pl.Float64, "absence_days": pl.Float64, "rate_percent": pl.Float64}
    counts = {"persons": pl.Int64, "spells": pl.Int64}
    schema = {name: {**types, **counts}.get(name, pl.String) for name in (*question.by, *MEASURES)}
    return pl.DataFrame([{name: row[name] for name in schema} for row in sorted(rows, key=place)], schema=schema)
