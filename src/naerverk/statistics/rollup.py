"""From sums on nodes to rows of the answer: up the tree, along the periods, out to kinds and lengths.

The same for all dataframe engines: it starts where their work has become small. No table is joined or hashed here. In
the order of the tree a unit and all below it stand in a row, so that its sum is the difference of two running sums; and
every figure has its place in an array, found by arithmetic. All sums are whole numbers (Int64), so that the
differences are exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

import polars as pl

from naerverk.statistics.answer import Answer
from naerverk.statistics.definitions import DAY, GRADED_DAY, KINDS, TOTAL, Definition
from naerverk.statistics.facts import Facts
from naerverk.statistics.facts.jobs import EVENT_SUMS
from naerverk.statistics.facts.stretches import ABSENT_SUMS, KIND_NUMBERS, OFF_DUTY_KIND
from naerverk.statistics.grid import Grid
from naerverk.statistics.tree import Forest

TOTAL_KIND = KINDS.index(TOTAL)
LARGEST_SUM = 2**62


def rows_of(answer: Answer, grid: Grid, sums: Facts) -> Iterator[pl.DataFrame]:
    """The answer's rows: each unit, group and period with persons employed, by the kinds and lengths asked for.

    Columns: `place` (in order), `agreed`, `absent` (whole sums, GRADED_DAY to a day), `persons`, `spells`.
    """
    tree = _Tree(grid, sums.events["key"])
    employed = _employed(grid, tree, sums).with_columns(answer.place(grid)).sort("place")
    absent = _Absent(grid, tree, sums.absences, employed["number"])
    if grid.question.definition is Definition.REGULATION:
        leave = sum((absent.of(OFF_DUTY_KIND, length)[0] for length in range(grid.lengths)), pl.lit(0))
        employed = employed.with_columns(pl.col("agreed") - leave)
    for length in range(grid.lengths):
        for kind, (lost, spells) in _kinds_asked(grid, absent, length).items():
            place = employed["place"] + answer.step(kind, length)
            yield employed.select(place, "agreed", lost.alias("absent"), "persons", spells.alias("spells"))


def _kinds_asked(grid: Grid, absent: _Absent, length: int) -> dict[int, tuple[pl.Series, pl.Series]]:
    """Absence and spells of each kind asked for, on the rows employed."""
    kinds = {kind: absent.of(kind, length) for kind in range(OFF_DUTY_KIND)}
    total = {TOTAL_KIND: (kinds[0][0] + kinds[1][0], kinds[0][1] + kinds[1][1])}
    return kinds | total if "kind" in grid.question.by else total


def employed_cells(grid: Grid, sums: Facts) -> pl.DataFrame:
    """Agreed sums and persons by `cell` (unit, group, step), where there are persons, in order."""
    return _employed(grid, _Tree(grid, sums.events["key"]), sums).drop("number")


def _employed(grid: Grid, tree: _Tree, sums: Facts) -> pl.DataFrame:
    """The same with the cell's `number` in the tree."""
    cells, at = tree.cells(), tree.at(sums.events["key"])
    found = {name: cells.totals(at, sums.events[name]) for name in EVENT_SUMS}
    on_nodes, on_units = (
        frame.group_by("key").agg(pl.col("persons").sum()) for frame in (sums.node_persons, sums.unit_persons)
    )
    found["persons"] += cells.totals(tree.at(on_nodes["key"]), on_nodes["persons"])
    found["persons"] += _laid(tree.size, tree.numbers(on_units["key"]), on_units["persons"])
    # The events of a place sum to nothing by its last step, so that one running sum starts anew with each place.
    running = pl.DataFrame(found).select(pl.all().cum_sum()).with_row_index("number").cast({"number": pl.Int64})
    running = running.filter(pl.col("persons") > 0)
    bounds, step = grid.bounds(), pl.col("number") % grid.steps
    through, before = (pl.lit(bounds[name]).gather(step) for name in ("period_through", "period_before"))
    agreed = pl.col("through") * through + pl.col("fixed") - pl.col("before") * before
    return running.select(
        tree.packed(pl.col("number")).alias("cell"),
        (agreed.cast(pl.Float64) * (GRADED_DAY // DAY)).alias("agreed"),
        "persons",
        "number",
    )


class _Absent:
    """Absence and spells that begin, on the cells with these numbers."""

    def __init__(self, grid: Grid, tree: _Tree, sums: pl.DataFrame, numbers: pl.Series) -> None:
        sorts = grid.lengths * KIND_NUMBERS
        at, sort = tree.at(sums["key"] // sorts), (sums["key"] % sorts).cast(pl.Int16)
        self._rows = sums.select(at.alias("at"), sort.alias("sort"), *ABSENT_SUMS)
        self._cells = tree.cells(numbers)

    def of(self, kind: int, length: int) -> tuple[pl.Series, pl.Series]:
        """Of one kind and length."""
        mine = self._rows.filter(pl.col("sort") == length * KIND_NUMBERS + kind)
        lost, begun = (self._cells.totals(mine["at"], mine[name]) for name in ABSENT_SUMS)
        return lost, begun


class _Tree:
    """Where sums on nodes stand, and which stretches of them make up a unit with all below it.

    Sums stand by group (of those that occur), step, and node in the order of the tree. Cells (unit, group, step) are
    numbered in that order.
    """

    def __init__(self, grid: Grid, keys: pl.Series) -> None:
        self._steps, self._all_groups = grid.steps, grid.groups
        places, sizes = grid.forest.in_order()
        self._places, self._nodes = pl.Series(places, dtype=pl.Int64), len(places)
        self._groups = (keys // grid.steps % grid.groups).unique().sort()
        self._ranks = _laid(grid.groups, self._groups, pl.int_range(len(self._groups), eager=True))
        self._width = len(self._groups) * grid.steps
        nodes = _nodes_of_units(grid.forest)
        self.size = self._width * (len(nodes[0]) if nodes else 0)
        self._stretches = [
            (starts := self._places.gather(each), starts + pl.Series(sizes, dtype=pl.Int64).gather(each))
            for each in nodes
        ]

    def at(self, keys: pl.Series) -> pl.Series:
        """Where the sums with these keys (node, group, step) stand."""
        return self._column(keys) * self._nodes + self._places.gather(keys // (self._all_groups * self._steps))

    def numbers(self, keys: pl.Series) -> pl.Series:
        """The numbers of the cells with these keys (unit, group, step)."""
        return keys // (self._all_groups * self._steps) * self._width + self._column(keys)

    def packed(self, numbers: pl.Expr) -> pl.Expr:
        """The keys of the cells with these numbers."""
        group = pl.lit(self._groups).gather(numbers % self._width // self._steps)
        return (numbers // self._width * self._all_groups + group) * self._steps + numbers % self._steps

    def _column(self, keys: pl.Series) -> pl.Series:
        return self._ranks.gather(keys // self._steps % self._all_groups) * self._steps + keys % self._steps

    def cells(self, numbers: pl.Series | None = None) -> _Cells:
        """The cells with these numbers, or all."""
        numbers = pl.int_range(self.size, eager=True) if numbers is None else numbers
        unit, column = numbers // self._width, numbers % self._width * self._nodes
        stretches = [(column + starts.gather(unit), column + ends.gather(unit)) for starts, ends in self._stretches]
        return _Cells(self._width * self._nodes, stretches)


class _Cells:
    """Cells, each as the stretches of sums on nodes that it is made of."""

    def __init__(self, size: int, stretches: Sequence[tuple[pl.Series, pl.Series]]) -> None:
        self._size, self._stretches = size, stretches

    def totals(self, at: pl.Series, values: pl.Series) -> pl.Series:
        """The cells' sums of values that stand in these places, each place once."""
        running = _laid(self._size + 1, at + 1, _exact(values)).cum_sum()
        parts = [running.gather(ends) - running.gather(starts) for starts, ends in self._stretches]
        return sum((part.fill_null(0) for part in parts[1:]), parts[0])


def _laid(size: int, at: pl.Series, values: pl.Series) -> pl.Series:
    return pl.zeros(size, dtype=values.dtype, eager=True).scatter(at, values)


def _exact(values: pl.Series) -> pl.Series:
    """Whole numbers of a type in which they can all be added."""
    return values.cast(pl.Int64 if float(values.cast(pl.Float64).abs().sum()) < LARGEST_SUM else pl.Int128)


def _nodes_of_units(forest: Forest) -> list[pl.Series]:
    """By unit number: each unit's first node, then each unit's second node or null, and so on."""
    numbers = forest.unit_numbers()
    nodes: list[list[int]] = [[] for _ in numbers]
    for node, path in enumerate(forest.paths):
        nodes[numbers[path[0]]].append(node)
    return [pl.Series(each, dtype=pl.Int64) for each in zip_longest(*nodes)]
