"""Absences from first to last day, whoever wrote the notes: what a curve of return to work is made of.

Sickness spells of a person that follow each other without a day between are one absence. Graded leave is not yet back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from naerverk.calendar import FIRST_DAY, LAST_DAY, Month
from naerverk.records import SICKNESS, Dataset, Kind
from naerverk.statistics.columns import read
from naerverk.statistics.question import Question
from naerverk.statistics.rates import forest_of


@dataclass(frozen=True, slots=True, eq=False)
class AbsenceCases:
    """Doctor-certified absences and the units they belong to.

    `cases`: case, person_id, start, days (calendar days), ended (False: as long as it was seen). `places`: case, unit,
    own (whether the job is in the unit itself, not below it).
    """

    cases: pl.DataFrame
    places: pl.DataFrame


def absence_cases(dataset: Dataset, first: date, last: date, known: date) -> AbsenceCases:
    """The absences with a doctor's note that begin between two days, as they are known on the day `known`.

    An absence belongs to each unit its person has a job in on its first day, and to all above it on that day. It has
    not ended where it is open, goes on after `known`, or lasts until its person has no job any more.
    """
    jobs = read(dataset, "employments", ("person_id", "unit_id", "start", "end"))
    jobs = jobs.with_columns(pl.col("end").fill_null(LAST_DAY)).filter(pl.col("start") <= known)
    left = jobs.group_by("person_id").agg(pl.col("end").max().alias("left"))
    seen = pl.min_horizontal("end", "left", pl.lit(known))
    cases = (
        _joined(dataset, known)
        .filter(pl.col("start").is_between(first, last) & pl.col("doctor"))
        .join(left, on="person_id")
        .with_columns(
            ((seen - pl.col("start")).dt.total_days() + 1).alias("days"),
            (pl.col("end") < pl.min_horizontal("left", pl.lit(known))).alias("ended"),
        )
        .filter(pl.col("days") > 0)
        .sort("person_id", "start")
        .with_row_index("case")
    )
    return AbsenceCases(cases.select("case", "person_id", "start", "days", "ended"), _places(dataset, cases, jobs))


def _joined(dataset: Dataset, known: date) -> pl.DataFrame:
    """person_id, unit_id of the first spell, start, end, doctor: whether any of the spells has a doctor's note."""
    spells = read(dataset, "absences", ("person_id", "unit_id", "start", "end", "kind"))
    spells = spells.filter(pl.col("kind").is_in([kind.value for kind in SICKNESS]) & (pl.col("start") <= known))
    spells = spells.with_columns(pl.col("end").fill_null(LAST_DAY)).sort("person_id", "start", "end")
    before = pl.col("end").cum_max().shift(1).over("person_id")
    begins = (pl.col("start") > before + pl.duration(days=1)).fill_null(value=True)
    return (
        spells.with_columns(begins.cum_sum().over("person_id").alias("nth"))
        .group_by("person_id", "nth", maintain_order=True)
        .agg(
            pl.col("unit_id", "start").first(),
            pl.col("end").max(),
            (pl.col("kind") == Kind.DOCTOR_CERTIFIED.value).any().alias("doctor"),
        )
    )


def _places(dataset: Dataset, cases: pl.DataFrame, jobs: pl.DataFrame) -> pl.DataFrame:
    """On the tree of each absence's first day."""
    question = Question(("unit",), Month.of(FIRST_DAY), Month.of(LAST_DAY))
    forest = forest_of(dataset, question, FIRST_DAY, LAST_DAY)
    stays = pl.DataFrame(
        [(stay.unit_id, stay.first, stay.last, stay.node) for stay in forest.stays],
        schema={"unit_job": pl.String, "stay_first": pl.Date, "stay_last": pl.Date, "node": pl.Int64},
        orient="row",
    )
    above = pl.DataFrame(
        [(node, unit, unit == path[0]) for node, path in enumerate(forest.paths) for unit in path],
        schema={"node": pl.Int64, "unit": pl.String, "own": pl.Boolean},
        orient="row",
    )
    held = cases.join(jobs.rename({"unit_id": "unit_job", "start": "job_start", "end": "job_end"}), on="person_id")
    held = held.filter(
        pl.col("start").is_between("job_start", "job_end")
        & (pl.col("unit_id").is_null() | (pl.col("unit_id") == pl.col("unit_job")))
    )
    at = held.join(stays, on="unit_job").filter(pl.col("start").is_between("stay_first", "stay_last"))
    return at.join(above, on="node").group_by("case", "unit").agg(pl.col("own").any()).sort("case", "unit")
