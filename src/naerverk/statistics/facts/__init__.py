"""The facts: one expression, written once in Narwhals, that any engine carries out.

Three ideas keep it fast and exact.

* A *job* is a stretch of an employment on one node of the organisation and in one age group.
* What a job agrees to, and that its person is employed, is told by four *events*: where the job enters the periods,
  where its start no longer cuts, where its end begins to cut, where it has left. Running sums of the events give
  every period, so that the cost does not grow with the length of the job.
* A spell is laid over its person's jobs and then over the periods it touches: a handful of rows each.

Persons and spells are counted as if everybody had one job. Those with several are looked at once more, and the counts
are corrected where their jobs meet.

Everything summed is a whole number, so that engines agree to the last digit whatever order they add in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import narwhals as nw
import polars as pl

from naerverk.records import Dataset
from naerverk.statistics.definitions import Definition
from naerverk.statistics.engines import Engine
from naerverk.statistics.facts.counts import meetings, persons_twice
from naerverk.statistics.facts.jobs import WHOLE, events_of, jobs_of
from naerverk.statistics.facts.roster import duties_of, duty_absences, duty_events
from naerverk.statistics.facts.stretches import KIND_NUMBERS, absences_of, stretches_of
from naerverk.statistics.facts.tables import Frame, Tables
from naerverk.statistics.grid import Grid


@dataclass(frozen=True, slots=True)
class Facts:
    """Sums by packed key; `naerverk.statistics.rollup` unpacks them.

    `events` and `absences` stand on nodes. `node_persons` are events that correct persons on a node, `unit_persons`
    those that correct a unit with all that lies below it.
    """

    events: pl.DataFrame
    absences: pl.DataFrame
    node_persons: pl.DataFrame
    unit_persons: pl.DataFrame


def facts(engine: Engine, dataset: Dataset, grid: Grid) -> Facts:
    """All sums of one question over the periods of one grid."""
    tables = Tables(engine, dataset, grid)
    jobs = engine.keep(jobs_of(tables))
    counted = jobs.group_by("person_id").agg(nw.len().alias("jobs")).filter(nw.col("jobs") > 1)
    several = _whole(engine.take([jobs.join(counted, on="person_id", how="semi")])[0], WHOLE)
    events, absences = _days(tables, jobs, _with_meetings(tables, jobs, several))
    size = len(grid.forest.paths) * grid.groups * grid.steps
    agreed = _whole(engine.sums(events, size), ("key", "persons"))
    absent = _whole(engine.sums(absences, size * grid.lengths * KIND_NUMBERS), ("key", "begins"))
    return Facts(agreed, absent, *persons_twice(grid, several))


def _with_meetings(tables: Tables, jobs: Frame, several: pl.DataFrame) -> Frame:
    """The jobs as spells are counted on them: each counts 1, and where jobs meet -1."""
    taken_out = meetings(tables.grid, several)
    if taken_out.is_empty():
        return jobs
    alike = (nw.col(name).cast(type_) for name, type_ in jobs.collect_schema().items())
    return nw.concat([jobs, tables.engine.put(taken_out).select(*alike)])


def _days(tables: Tables, jobs: Frame, counted: Frame) -> tuple[Frame, Frame]:
    """Events and absences, to be summed by key; with a roster, jobs and spells count but days are the duties'."""
    if tables.grid.question.definition is not Definition.ROSTER:
        return events_of(tables.grid, jobs), absences_of(tables.grid, stretches_of(tables, counted))
    duties = tables.engine.keep(duties_of(tables, jobs))
    idle, no_fte = jobs.with_columns(nw.lit(0.0).alias("fte")), counted.with_columns(nw.lit(0.0).alias("fte"))
    events, absences = events_of(tables.grid, idle), absences_of(tables.grid, stretches_of(tables, no_fte))
    return nw.concat([events, duty_events(tables, duties)]), nw.concat([absences, duty_absences(tables, duties)])


def _whole(frame: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """Counts as Int64, whatever the engine counts in."""
    return frame.cast({name: pl.Int64 for name in names})
