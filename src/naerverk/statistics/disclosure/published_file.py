"""An attack on a published file with blanks: which withheld numbers follow from the others by plain arithmetic.

The file says that a unit's row is the sum of the rows below it, in each month and for each of its two numbers (days
agreed, days lost). Each such sum is an equation. A sum with one blank gives the blank away; a sum that is already
full leaves nothing for its blanks, since no number is negative: they are zero. Whatever becomes known is put into the
other sums, until nothing more follows. Sums that form a tree hold no other secrets, when the rows below a withheld
row are also set off directly against the next published row above it.

Where a unit's rows below do not add up to it although none is withheld, the unit has staff of its own, which is one
more unknown in each of its sums.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import polars as pl

NUMBERS = ("agreed_days", "total_days")
PRECISION = 1e-5
"""Published numbers are rounded; a rest smaller than this for each number in the sum is nothing."""
ALLOWED = 0.1
"""Days by which a total may differ from its rows below and still be their sum."""


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
        by_month = monthly.select("unit_id", "month", name).partition_by("month", as_dict=True)
        months = {str(month): dict(rows.select("unit_id", name).iter_rows()) for (month,), rows in by_month.items()}
        sums = {month: _sums(published, parents) for month, published in months.items()}
        own = {each.total for every in sums.values() for each in every if each.has_own_staff()}
        for month, every in sums.items():
            for unit, value in _worked_out(every, own).items():
                found.setdefault((unit, month), []).append(value)
    out = [found[key] for key in hidden.iter_rows() if key in found]
    return FileAttack(hidden.height, len(out), sum(1 for values in out if any(value == 0 for value in values)))


@dataclass(slots=True)
class _Sum:
    """One published sum: the total less the known rows below, and who is blank in it (the total too, when it is).

    `through` are the units that the sum reaches past: withheld ones, whose own rows below stand in their place.
    """

    total: str
    through: set[str] = field(default_factory=set)
    left: float = 0.0
    terms: int = 0
    blanks: set[str] = field(default_factory=set)

    def learn(self, unit: str, value: float) -> None:
        """A blank is known now."""
        self.blanks.discard(unit)
        self.left += value if unit == self.total else -value

    def has_own_staff(self) -> bool:
        """Whether the total is more than its rows below, none of which is withheld."""
        return not self.blanks and not self.through and self.left > ALLOWED

    def given_away(self) -> dict[str, float]:
        """Blanks that follow from this sum alone."""
        if self.blanks == {self.total}:
            return {self.total: -self.left}
        if self.total in self.blanks:
            return {}
        if abs(self.left) <= PRECISION * self.terms:
            return dict.fromkeys(self.blanks, 0.0)
        return dict.fromkeys(self.blanks, self.left) if len(self.blanks) == 1 else {}


def _worked_out(sums: Sequence[_Sum], own: AbstractSet[str]) -> dict[str, float]:
    holders: dict[str, list[_Sum]] = {}
    for each in sums:
        each.blanks |= {f"own staff of {unit}" for unit in own & {each.total, *each.through}}
        for unit in each.blanks:
            holders.setdefault(unit, []).append(each)
    known: dict[str, float] = {}
    waiting = [each for each in sums if each.blanks]
    while waiting:
        for unit, value in waiting.pop().given_away().items():
            known[unit] = value
            for each in holders[unit]:
                each.learn(unit, value)
                waiting.append(each)
    return known


def _sums(published: Mapping[str, float | None], parents: Mapping[str, str | None]) -> list[_Sum]:
    """Two sums per unit with rows below it: of the next rows below, and past those withheld to the ones below them.

    A unit in between without a row is passed through: its rows below count for the next unit above that has one.
    """
    above = {unit: _next_above(unit, published, parents) for unit in published}
    inner = set(above.values())
    near: dict[str, _Sum] = {}
    far: dict[str, _Sum] = {}
    for unit, value in published.items():
        total = above[unit]
        if total is not None:
            _put(near.setdefault(total, _Sum(total)), unit, value)
        if value is not None or unit not in inner:
            through = set[str]()
            while total is not None and published[total] is None:
                through.add(total)
                total = above[total]
            if total is not None:
                each = far.setdefault(total, _Sum(total))
                each.through |= through
                _put(each, unit, value)
    for each in near.values():
        _put(each, each.total, published[each.total])
    for each in far.values():
        _put(each, each.total, published[each.total])
    return [*near.values(), *(each for each in far.values() if each.through)]


def _put(each: _Sum, unit: str, value: float | None) -> None:
    each.terms += 1
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
