"""Rates from monthly sums: for the employer who gets sums from payroll and no spells.

A row may stand on any level. A unit with a row of its own in a month is that row, and what lies below it is never
added to it; a unit without one is the sum of its children. A blank is a secret or an unknown: a sum with a blank in it
is blank. The tree of a month is the one on the last day in it on which the unit is valid.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from naerverk.calendar import Month, months_between
from naerverk.problems import refuse, refuse_usage
from naerverk.records import Dataset
from naerverk.statistics.columns import read
from naerverk.statistics.definitions import KINDS, MEASURES, PERIOD_WORDS, Definition
from naerverk.statistics.question import Period, Question

Days = tuple[float | None, ...]
"""Agreed, self-certified, doctor-certified and all absence days."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One unit in one month. `leaves` are the rows furthest down that it is made of, by their place in the file.

    Persons in several units may be the same, so that a sum knows only bounds: at `least` as many as in the largest
    unit below (0 when nothing is known), at `most` as many as in all of them (None when one is not known).
    """

    days: Days
    persons: int | None
    leaves: tuple[int, ...]
    least: int
    most: int | None
    remainders: tuple[int, ...] = ()


def refuse_impossible(question: Question) -> None:
    """Raise UsageRefusal when monthly sums can never answer the question."""
    beyond = [name for name in question.by if name in ("sex", "age_group", "length")]
    if beyond:
        raise refuse_usage("statistics.monthly_lacks", words=", ".join(beyond))
    if question.definition is not Definition.SSB:
        raise refuse_usage("statistics.monthly_definition", definition=question.definition.value)


def figures(dataset: Dataset, question: Question, periods: Sequence[Period]) -> pl.DataFrame:
    """The answer's frame. Spells, and persons over several months, are blank: monthly sums do not know them."""
    cells = figures_by_cell(dataset, question, periods)
    rows = [row for (unit, period), months in cells.items() for row in _rows(question, unit, periods[period], months)]
    schema = {name: _TYPES.get(name, pl.String()) for name in (*question.by, *MEASURES)}
    frame = pl.DataFrame([{name: row[name] for name in schema} for row in rows], schema=schema)
    kind = [pl.col("kind").cast(pl.Enum(KINDS))] if "kind" in question.by else []
    return (frame.with_columns(kind).sort(question.by) if question.by else frame).cast({pl.Enum: pl.String})


def figures_by_cell(
    dataset: Dataset, question: Question, periods: Sequence[Period]
) -> dict[tuple[str, int], list[Figure]]:
    """The monthly figures behind each unit and period (by number); the unit is `""` when units are not asked for."""
    book = _Book(dataset)
    found: dict[tuple[str, int], list[Figure]] = defaultdict(list)
    for number, period in enumerate(periods):
        for month in months_between(Month.of(period.first), Month.of(period.last)):
            for unit, figure in _of_month(book.page(month), question):
                found[unit, number].append(figure)
    return found


def _of_month(page: _Page, question: Question) -> Iterator[tuple[str, Figure]]:
    if "unit" not in question.by:
        if page.rows:
            tops = [page.figure(unit) for unit in page.tops]
            yield "", tops[0] if len(tops) == 1 else _sum(tops)
    else:
        for unit in page.units if question.rollup else page.rows:
            yield unit, page.figure(unit)


class _Book:
    """All monthly rows and all placements of units."""

    def __init__(self, dataset: Dataset) -> None:
        columns = ("unit_id", "month", "agreed_days", "self_certified_days", "doctor_certified_days", "total_days")
        frame = read(dataset, "monthly", (*columns, "persons"))
        self._rows: dict[str, dict[str, Figure]] = defaultdict(dict)
        for place, (unit, month, agreed, self_certified, doctor, total, persons) in enumerate(frame.iter_rows()):
            if total is None and self_certified is not None and doctor is not None:
                total = self_certified + doctor
            days = (agreed, self_certified, doctor, total)
            self._rows[month][unit] = Figure(days, persons, (place,), persons or 0, persons)
        units = read(dataset, "units", ("unit_id", "parent_id", "valid_from", "valid_to"))
        self._placements: dict[str, list[tuple[date, date, str | None]]] = defaultdict(list)
        for unit, parent, first, last in units.iter_rows():
            self._placements[unit].append((first or date.min, last or date.max, parent))

    def page(self, month: Month) -> _Page:
        return _Page(self._rows.get(month.label, {}), lambda unit: self._parent(unit, month))

    def _parent(self, unit: str, month: Month) -> str | None:
        valid = [row for row in self._placements.get(unit, ()) if row[0] <= month.last and row[1] >= month.first]
        return max(valid, key=lambda row: row[0])[2] if valid else None


class _Page:
    """One month: its rows, and who stands below whom."""

    def __init__(self, rows: dict[str, Figure], parent_of: Callable[[str], str | None]) -> None:
        self.rows = rows
        self.units: dict[str, None] = {}
        self.tops: list[str] = []
        self._children: dict[str, list[str]] = defaultdict(list)
        self._known: dict[str, Figure] = {}
        for row in rows:
            self._climb(row, parent_of)

    def _climb(self, row: str, parent_of: Callable[[str], str | None]) -> None:
        unit, climbed = row, set[str]()
        while unit not in self.units:
            self.units[unit] = None
            climbed.add(unit)
            parent = parent_of(unit)
            if parent is None:
                self.tops.append(unit)
                return
            if parent in climbed:
                raise refuse("statistics.unit_cycle", unit=parent)
            self._children[parent].append(unit)
            unit = parent

    def figure(self, unit: str) -> Figure:
        """The unit's row, or the sum of its children."""
        if unit not in self._known:
            self._known[unit] = self._figure(unit)
        return self._known[unit]

    def _figure(self, unit: str) -> Figure:
        below = [self.figure(child) for child in self._children[unit]]
        own = self.rows.get(unit)
        if own is None:
            return _sum(below)
        if not below:
            return own
        least = own.persons or max(figure.least for figure in below)
        remainders = tuple(leaf for figure in below for leaf in figure.remainders)
        leaves = tuple(leaf for figure in below for leaf in figure.leaves)
        if not _covered(own, below):
            leaves, remainders = (*leaves, *own.leaves), (*remainders, *own.leaves)
        return Figure(own.days, own.persons, leaves, least, own.persons, remainders)


def _covered(own: Figure, below: Sequence[Figure]) -> bool:
    """Whether the figures below a unit add up to its own row, so that it holds nobody beside them."""
    return all(
        mine is None or (theirs is not None and abs(mine - theirs) <= TOLERANCE)
        for mine, theirs in zip(own.days, _sum(below).days, strict=True)
    )


TOLERANCE = 0.1
"""Days by which published sums may differ from their parts."""


def bounds_of(figures: Sequence[Figure]) -> tuple[int, int | None]:
    """The fewest and the most different persons that these figures can be about."""
    known = [figure.most for figure in figures if figure.most is not None]
    return max(figure.least for figure in figures), sum(known) if len(known) == len(figures) else None


def _sum(figures: Sequence[Figure]) -> Figure:
    days = tuple(_total(column) for column in zip(*(figure.days for figure in figures), strict=True))
    leaves = tuple(leaf for figure in figures for leaf in figure.leaves)
    remainders = tuple(leaf for figure in figures for leaf in figure.remainders)
    return Figure(days, None, leaves, *bounds_of(figures), remainders)


def _total(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _rows(question: Question, unit: str, period: Period, months: Sequence[Figure]) -> Iterator[dict[str, Any]]:
    total = _sum(months)
    agreed = total.days[0]
    one_month = Month.of(period.first) == Month.of(period.last)
    for place, kind in enumerate(KINDS, 1):
        if "kind" not in question.by and place < len(KINDS):
            continue
        absence = total.days[place]
        yield {
            "unit": unit,
            **dict.fromkeys(PERIOD_WORDS, period.label),
            "kind": kind,
            "agreed_days": agreed,
            "absence_days": absence,
            "rate_percent": 100 * absence / agreed if agreed and absence is not None else None,
            "persons": months[0].persons if one_month else None,
            "spells": None,
            "status": "none",
        }


_TYPES: dict[str, pl.DataType] = {
    "agreed_days": pl.Float64(),
    "absence_days": pl.Float64(),
    "rate_percent": pl.Float64(),
    "persons": pl.Int64(),
    "spells": pl.Int64(),
}
