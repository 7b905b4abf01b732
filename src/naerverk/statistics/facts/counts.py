"""Persons with several jobs: what must be taken away where they would be counted more than once.

Most persons have one job, and their counts add up along the tree as days do. The jobs of the others are looked at
here; they are few, so plain columns do.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from naerverk.statistics.grid import Grid

NOWHERE = -1


def persons_twice(grid: Grid, jobs: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Events (`key`, `persons`) that take a person out of the periods another job has already filled.

    The first stand on nodes: persons all of whose jobs are on one node. The second stand on units with all below them:
    persons who moved, work in two places, or whose unit moved.
    """
    jobs = jobs.sort("person_id").with_columns(pl.col("person_id").rle_id().alias("person"))
    apart = pl.col("node").min().over("person") != pl.col("node").max().over("person")
    jobs = jobs.select("person", "node", "group", "enters", "leaves", apart.alias("apart"))
    on_units = jobs.filter("apart").join(grid.above(), on="node")
    return _filled_before(grid, jobs.filter(~pl.col("apart")), "node"), _filled_before(grid, on_units, "unit")


def _filled_before(grid: Grid, jobs: pl.DataFrame, place: str) -> pl.DataFrame:
    same = ("person", place, "group")
    jobs = jobs.sort(*same, "enters", "leaves").with_columns(pl.struct(same).rle_id().cast(pl.Int64).alias("run"))
    # Runs are lifted above each other, so that one running maximum starts anew with each of them.
    lift = pl.col("run") * (grid.steps + 1)
    filled = (lift + pl.col("leaves")).cum_max().shift(1) - lift
    jobs = jobs.with_columns(filled.alias("filled")).filter(pl.col("filled") > pl.col("enters"))
    key = (pl.col(place) * grid.groups + pl.col("group")) * grid.steps
    one = pl.lit(1, pl.Int64).alias("persons")
    return pl.concat(
        [
            jobs.select((key + pl.col("enters")).alias("key"), -one),
            jobs.select((key + pl.min_horizontal("leaves", "filled")).alias("key"), one),
        ]
    )


def meetings(grid: Grid, jobs: pl.DataFrame) -> pl.DataFrame:
    """Jobs without days that count a spell once less, on the node where two jobs held at once meet.

    A spell that begins while a person holds several jobs is counted by each of them. In the order of the tree, each
    job (of the same group) and the one before it meet on the lowest node above both: there, and in all units above,
    one of the two is too many. A spell in one unit only is counted by the jobs there, and corrected only by those that
    meet in that unit.
    """
    jobs = jobs.filter(pl.col("person_id").is_in(_with_jobs_at_once(jobs).implode()))
    pieces = _pieces(jobs)
    together = ["person_id", "first", "group"]
    if grid.ages > 1:
        pieces = _in_group_together(pieces)
        together.append("enters")
    places, _ = grid.forest.in_order()
    order = pl.lit(pl.Series(places, dtype=pl.Int64)).gather(pl.col("node"))
    pieces = pieces.with_columns(order.alias("order"))
    pieces = pieces.sort(*together, "order", "unit_id")
    beside = pl.all_horizontal(pl.col(name) == pl.col(name).shift(1) for name in together)
    same_unit = pl.col("unit_id") == pl.col("unit_id").shift(1)
    pieces = pieces.with_columns(
        pl.when(beside).then(pl.col("node").shift(1)).alias("other"), same_unit.alias("same_unit")
    ).drop_nulls("other")
    pairs = pieces.select("node", "other").unique()
    meets = [meeting_node(grid.forest.parents, *pair) for pair in pairs.rows()]
    pieces = pieces.join(pairs.with_columns(pl.Series("meet", meets, dtype=pl.Int64)), on=("node", "other"))
    return pieces.filter(pl.col("meet") != NOWHERE).with_columns(
        pl.when("same_unit").then("unit_id").alias("unit_id"),
        pl.col("meet").alias("node"),
        pl.lit(0.0).alias("fte"),
        pl.lit(-1, pl.Int64).alias("counts"),
    )


def _pieces(jobs: pl.DataFrame) -> pl.DataFrame:
    """The jobs, cut so that throughout each piece the person holds the same jobs."""
    after = pl.col("last").dt.offset_by("1d")
    cuts = pl.concat([jobs.select("person_id", day=pl.col("first")), jobs.select("person_id", day=after)])
    cuts = cuts.unique().sort("person_id", "day")
    follows = pl.col("person_id") == pl.col("person_id").shift(-1)
    cuts = cuts.with_columns(pl.when(follows).then(pl.col("day").shift(-1).dt.offset_by("-1d")).alias("until"))
    pieces = cuts.drop_nulls("until").join(jobs, on="person_id")
    pieces = pieces.filter((pl.col("first") <= pl.col("day")) & (pl.col("last") >= pl.col("until")))
    return pieces.with_columns(pl.col("day").alias("first"), pl.col("until").alias("last")).drop("day", "until")


def _in_group_together(pieces: pl.DataFrame) -> pl.DataFrame:
    """The pieces, cut so that in all periods of each the same ones are in the group.

    They enter and leave an age group in different years when the jobs of one person name different years of birth.
    """
    same = ("person_id", "first", "group")
    cuts = pl.concat([pieces.select(*same, step=pl.col(name)) for name in ("enters", "leaves")]).unique()
    cuts = cuts.sort(*same, "step")
    follows = pl.all_horizontal(pl.col(name) == pl.col(name).shift(-1) for name in same)
    cuts = cuts.with_columns(pl.when(follows).then(pl.col("step").shift(-1)).alias("until")).drop_nulls("until")
    cut = pieces.join(cuts, on=same).filter(
        (pl.col("enters") <= pl.col("step")) & (pl.col("leaves") >= pl.col("until"))
    )
    return cut.with_columns(pl.col("step").alias("enters"), pl.col("until").alias("leaves")).drop("step", "until")


def _with_jobs_at_once(jobs: pl.DataFrame) -> pl.Series:
    day = pl.col("first", "last").to_physical().cast(pl.Int64)
    jobs = jobs.select("person_id", day).sort("person_id", "first", "last")
    lift = pl.col("person_id").rle_id().cast(pl.Int64) * 100_000
    until = (lift + pl.col("last")).cum_max().shift(1) - lift
    return jobs.filter(until >= pl.col("first"))["person_id"].unique()


def meeting_node(parents: Sequence[int], node: int, other: int) -> int:
    """The lowest node that both lie on or below; NOWHERE when they have none in common."""
    above = set()
    while node != NOWHERE:
        above.add(node)
        node = parents[node]
    while other != NOWHERE and other not in above:
        other = parents[other]
    return other
