"""Persons with several jobs: what must be taken away where they would be counted more than once.

Most persons have one job, and their counts add up along the tree as days do. The jobs of the others are looked at
here; they are few, so plain columns do.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from naerverk.statistics.grid import Grid
from naerverk.statistics.tree import Forest

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


def jobs_at_once(forest: Forest, jobs: pl.DataFrame) -> pl.DataFrame:
    """The jobs of persons with more than one on some day, cut so that on each piece the same jobs are held throughout.

    `meet` is the node where a job meets the person's job before it (in the order of the tree, in the same group): a
    spell that begins on that day is counted by both, and once too often there and above. NOWHERE for the first job.
    """
    jobs = jobs.filter(pl.col("person_id").is_in(_with_jobs_at_once(jobs).implode()))
    if jobs.is_empty():
        return jobs.with_columns(pl.lit(NOWHERE, pl.Int64).alias("meet"))
    days = [
        jobs.select("person_id", day=pl.col("first")),
        jobs.select("person_id", day=pl.col("last").dt.offset_by("1d")),
    ]
    cuts = pl.concat(days).unique().sort("person_id", "day")
    follows = pl.col("person_id") == pl.col("person_id").shift(-1)
    cuts = cuts.with_columns(pl.when(follows).then(pl.col("day").shift(-1).dt.offset_by("-1d")).alias("until"))
    pieces = cuts.drop_nulls("until").join(jobs, on="person_id")
    pieces = pieces.filter((pl.col("first") <= pl.col("day")) & (pl.col("last") >= pl.col("until")))
    order = pl.Series(_places_in_tree(forest), dtype=pl.Int64)
    pieces = pieces.with_columns(pl.lit(order).gather(pl.col("node")).alias("order"))
    pieces = pieces.sort("person_id", "day", "group", "order")
    beside = pl.all_horizontal(pl.col(name) == pl.col(name).shift(1) for name in ("person_id", "day", "group"))
    pieces = pieces.with_columns(pl.when(beside).then(pl.col("node").shift(1)).alias("other"))
    pieces = pieces.join(_meetings(forest, pieces), on=("node", "other"), how="left")
    return pieces.select(
        *(name for name in jobs.columns if name not in ("first", "last")),
        pl.col("day").alias("first"),
        pl.col("until").alias("last"),
        pl.col("meet").fill_null(NOWHERE),
    )


def _with_jobs_at_once(jobs: pl.DataFrame) -> pl.Series:
    day = pl.col("first", "last").to_physical().cast(pl.Int64)
    jobs = jobs.select("person_id", day).sort("person_id", "first", "last")
    lift = pl.col("person_id").rle_id().cast(pl.Int64) * 100_000
    until = (lift + pl.col("last")).cum_max().shift(1) - lift
    return jobs.filter(until >= pl.col("first"))["person_id"].unique()


def _places_in_tree(forest: Forest) -> list[int]:
    """Each node's place when every node is followed by all that is below it."""
    ordered = sorted(range(len(forest.paths)), key=lambda node: forest.paths[node][::-1])
    places = [0] * len(ordered)
    for place, node in enumerate(ordered):
        places[node] = place
    return places


def _meetings(forest: Forest, pieces: pl.DataFrame) -> pl.DataFrame:
    pairs = pieces.select("node", "other").drop_nulls().unique()
    meets = [meeting_node(forest.parents, *pair) for pair in pairs.rows()]
    return pairs.with_columns(pl.Series("meet", meets, dtype=pl.Int64))


def meeting_node(parents: Sequence[int], node: int, other: int) -> int:
    """The lowest node that both lie on or below; NOWHERE when they have none in common."""
    above = set()
    while node != NOWHERE:
        above.add(node)
        node = parents[node]
    while other != NOWHERE and other not in above:
        other = parents[other]
    return other
