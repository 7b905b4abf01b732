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

from dataclasses import dataclass

import narwhals as nw
import polars as pl

from naerverk.records import Dataset
from naerverk.statistics.definitions import Definition
from naerverk.statistics.engines import Engine
from naerverk.statistics.facts.counts import NOWHERE, jobs_at_once, persons_twice
from naerverk.statistics.facts.jobs import events_of, jobs_of
from naerverk.statistics.facts.roster import duties_of, duty_absences, duty_events
from naerverk.statistics.facts.stretches import absences_of, stretches_of
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
    several = _plain(engine.take([jobs.join(counted, on="person_id", how="semi")])[0])
    events, absences = engine.take(list(_days(tables, jobs, _with_meetings(tables, jobs, several))))
    return Facts(_plain(events), _plain(absences), *persons_twice(grid, several))


def _with_meetings(tables: Tables, jobs: Frame, several: pl.DataFrame) -> Frame:
    """The jobs, those of persons with several at once cut into pieces; `meet` is NOWHERE for all others."""
    at_once = jobs_at_once(tables.grid.forest, several)
    alone = jobs.with_columns(nw.lit(NOWHERE, nw.Int64).alias("meet"))
    if at_once.is_empty():
        return alone
    pieces = tables.engine.put(at_once)
    alone = alone.join(pieces.select("person_id").unique(), on="person_id", how="anti")
    return tables.engine.keep(nw.concat([alone, pieces.select(*alone.collect_schema().names())]))


def _days(tables: Tables, jobs: Frame, pieces: Frame) -> tuple[Frame, Frame]:
    """Events and absences; with a roster, jobs and spells are still counted but their days come from the duties."""
    if tables.grid.question.definition is not Definition.ROSTER:
        return events_of(tables.grid, jobs), absences_of(tables.grid, stretches_of(tables, pieces))
    duties = tables.engine.keep(duties_of(tables, jobs))
    idle, no_fte = jobs.with_columns(nw.lit(0.0).alias("fte")), pieces.with_columns(nw.lit(0.0).alias("fte"))
    events, absences = events_of(tables.grid, idle), absences_of(tables.grid, stretches_of(tables, no_fte))
    return nw.concat([events, duty_events(tables, duties)]), nw.concat([absences, duty_absences(tables, duties)])


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    """Whole numbers as Int64, whatever the engine counts in."""
    whole = ("key", "persons", "spells", "node", "group", "enters", "leaves", "uncut", "cut", "before", "through")
    return frame.cast({name: pl.Int64 for name in whole if name in frame and frame[name].dtype != pl.Float64})
