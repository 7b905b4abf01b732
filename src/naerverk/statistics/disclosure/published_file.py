"""An attack on a published file with blanks: which withheld numbers follow from the others by plain arithmetic.

The file says that a unit's row is the sum of the rows below it, in each month and for each of its two numbers (days
agreed, days lost). Each such sum is an equation. A sum with one blank gives the blank away; a sum that is already
full leaves nothing for its blanks, since no number is negative: they are zero. Whatever becomes known is put into the
other sums, until nothing more follows. Sums that form a tree hold no other secrets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

NUMBERS = ("agreed_days", "total_days")
PRECISION = 1e-5
"""Published numbers are rounded; a rest smaller than this for each number in the sum is nothing."""


@dataclass(frozen=True, slots=True)
class FileAttack:
    """Withheld rows of a file, those that can be worked out in either number, and those worked out to be exactly 0."""

    hidden: int
    recoverable: int
    recoverable_zero: int


def attack_file(monthly: pl.DataFrame, parents: Mapping[str, str | None]) -> FileAttack:
    """Count what can be worked out. `monthly`: unit_id, month, agreed_days, total_days; blank = withheld."""
    hidden = monthly.filter(pl.any_horizontal(pl.col(name).is_null() for name in NUMBERS)).select("unit_id", "month")
    found: dict[tuple[str, str], list[float]] = {}
    for name in NUMBERS:
        for month, rows in monthly.select("unit_id", "month", name).partition_by("month", as_dict=True).items():
            published = dict(rows.select("unit_id", name).iter_rows())
            for unit, value in _worked_out(published, parents).items():
                found.setdefault((unit, str(month[0])), []).append(value)
    out = [found[key] for key in hidden.iter_rows() if key in found]
    return FileAttack(hidden.height, len(out), sum(1 for values in out if any(value == 0 for value in values)))


@dataclass(slots=True)
class _Sum:
    """One published sum: the total less the known rows below, and who is blank in it (the total too, when it is)."""

    total: str
    left: float = 0.0
    terms: int = 0
    blanks: set[str] = field(default_factory=set)

    def learn(self, unit: str, value: float) -> None:
        """A blank is known now."""
        self.blanks.discard(unit)
        self.left += value if unit == self.total else -value

    def given_away(self) -> dict[str, float]:
        """Blanks that follow from this sum alone."""
        if self.blanks == {self.total}:
            return {self.total: -self.left}
        if self.total in self.blanks:
            return {}
        if abs(self.left) <= PRECISION * (self.terms + 1):
            return dict.fromkeys(self.blanks, 0.0)
        return dict.fromkeys(self.blanks, self.left) if len(self.blanks) == 1 else {}


def _worked_out(published: Mapping[str, float | None], parents: Mapping[str, str | None]) -> dict[str, float]:
    sums = _sums(published, parents)
    holders: dict[str, list[_Sum]] = {}
    for each in sums:
        for unit in each.blanks:
            holders.setdefault(unit, []).append(each)
    known: dict[str, float] = {}
    waiting = list(sums)
    while waiting:
        for unit, value in waiting.pop().given_away().items():
            known[unit] = value
            for each in holders[unit]:
                each.learn(unit, value)
                waiting.append(each)
    return known


def _sums(published: Mapping[str, float | None], parents: Mapping[str, str | None]) -> list[_Sum]:
    """One sum per unit with a row of its own and rows below it.

    A unit in between without a row is passed through: its rows below count for the next unit above that has one.
    """
    sums: dict[str, _Sum] = {}
    for unit, value in published.items():
        above = _next_above(unit, published, parents)
        if above is not None:
            each = sums.setdefault(above, _Sum(above))
            each.terms += 1
            _put(each, unit, value)
    for each in sums.values():
        _put(each, each.total, published[each.total])
    return [each for each in sums.values() if each.blanks]


def _put(each: _Sum, unit: str, value: float | None) -> None:
    if value is None:
        each.blanks.add(unit)
    else:
        each.learn(unit, value)


def _next_above(unit: str, published: Mapping[str, float | None], parents: Mapping[str, str | None]) -> str | None:
    above = parents.get(unit)
    while above is not None and above not in published:
        above = parents.get(above)
    return above


def parents_of(units: pl.DataFrame) -> dict[str, str | None]:
    """Each unit's parent; a published file has one tree."""
    rows: Sequence[tuple[str, str | None]] = units.select("unit_id", "parent_id").rows()
    return dict(rows)
