"""The answer's rows: in which order they stand and what their numbers are called."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from naerverk.statistics.definitions import (
    AGE_GROUPS,
    GRADED_DAY,
    KINDS,
    LENGTH_BANDS,
    MEASURES,
    PERIOD_WORDS,
    SEXES,
    STATUSES,
)
from naerverk.statistics.grid import Grid
from naerverk.statistics.question import Question
from naerverk.statistics.tree import Forest

PIECE = 500_000
"""About so many rows of the answer are put together at a time."""


class Answer:
    """A row's place is one number, packed from the numbers of its unit, period and so on in the order asked for.

    Rows are sorted by it once, and their names are read out of it: at national size a column of names costs as much as
    one of figures.
    """

    def __init__(self, question: Question, forest: Forest, periods: Sequence[str]) -> None:
        units = list(forest.unit_numbers())
        names = sorted(units)
        rank = {unit: place for place, unit in enumerate(names)}
        self._unit_ranks = pl.Series([rank[unit] for unit in units], dtype=pl.Int64)
        known = {
            "unit": names,
            "sex": SEXES,
            "age_group": AGE_GROUPS,
            "kind": KINDS,
            "length": [band.label for band in LENGTH_BANDS[question.length_classes]],
            **dict.fromkeys(PERIOD_WORDS, periods),
        }
        self._names: dict[str, Sequence[str]] = {name: known[name] for name in question.by}
        self._weights: dict[str, int] = {}
        weight = 1
        for name in reversed(question.by):
            self._weights[name] = weight
            weight *= len(known[name])
        self._size = weight

    def place(self, grid: Grid) -> pl.Expr:
        """The place of a `cell` (unit, group, step), without kind and length."""
        cell = pl.col("cell")
        group = cell // grid.steps % grid.groups
        numbers = {
            "unit": pl.lit(self._unit_ranks).gather(cell // (grid.steps * grid.groups)),
            "sex": group // grid.ages,
            "age_group": group % grid.ages,
            **dict.fromkeys(PERIOD_WORDS, cell % grid.steps + grid.offset),
        }
        terms = [numbers[name] * weight for name, weight in self._weights.items() if name in numbers]
        return pl.sum_horizontal(pl.lit(0, pl.Int64), *terms).alias("place")

    def step(self, kind: int, length: int) -> int:
        """What a kind and a length add to a place."""
        return self._weights.get("kind", 0) * kind + self._weights.get("length", 0) * length

    def frame(self, parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
        """The table from parts in the order of `place`, with `agreed`, `absent` (whole sums), `persons` and `spells`.

        Words are Enum. The parts are put together some hundred thousand rows at a time: a table of millions is then
        never held twice.
        """
        pieces = 1 + sum(part.height for part in parts) // PIECE
        ends = [number * self._size // pieces for number in range(1, pieces + 1)]
        made, taken = [], [0] * len(parts)
        for end in ends:
            until = [part["place"].search_sorted(end) for part in parts]
            rows = [part.slice(a, b - a) for part, a, b in zip(parts, taken, until, strict=True)]
            made.append(self._named_rows(with_figures(pl.concat(rows).sort("place"))))
            taken = until
        return pl.concat(made)

    def _named_rows(self, rows: pl.DataFrame) -> pl.DataFrame:
        names = [self._named(name) for name in self._names]
        status = pl.lit("none", pl.Enum(STATUSES)).alias("status")
        return rows.select(*names, *(name for name in MEASURES if name != "status"), status)

    def _named(self, name: str) -> pl.Expr:
        words = self._names[name]
        number = pl.col("place") // self._weights[name] % len(words)
        return pl.lit(pl.Series(words, dtype=pl.Enum(words))).gather(number).alias(name)


def with_figures(rows: pl.DataFrame) -> pl.DataFrame:
    """Days and rate from the whole sums `agreed` and `absent` (GRADED_DAY to a day), each by one division.

    The rate is blank where nothing was agreed.
    """
    # Series, not expressions: where a column holds one value throughout, an expression multiplies with its reciprocal
    # in place of dividing, and that rounds twice.
    agreed, absent = rows["agreed"], rows["absent"]
    day = pl.repeat(GRADED_DAY, rows.height, dtype=pl.Float64, eager=True)
    rate = 100 * absent / agreed.set(agreed == 0, None)
    return rows.with_columns(agreed_days=agreed / day, absence_days=absent / day, rate_percent=rate)
