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

from typing import NamedTuple

import narwhals as nw

from naerverk.records import Dataset
from naerverk.statistics.definitions import Definition
from naerverk.statistics.engines import Engine
from naerverk.statistics.facts.counts import persons_twice, several_of, spells_twice
from naerverk.statistics.facts.jobs import events_of, jobs_of
from naerverk.statistics.facts.roster import duties_of, duty_absences, duty_events
from naerverk.statistics.facts.stretches import absences_of, stretches_of
from naerverk.statistics.facts.tables import Frame, Tables
from naerverk.statistics.grid import Grid


class Facts(NamedTuple):
    """Lazy sums by packed key; `naerverk.statistics.rollup` unpacks them.

    `events` and `absences` stand on nodes. `node_persons` corrects persons on a node, `unit_persons` and
    `unit_spells` correct a unit with all that lies below it.
    """

    events: Frame
    absences: Frame
    node_persons: Frame
    unit_persons: Frame
    unit_spells: Frame


def facts(engine: Engine, dataset: Dataset, grid: Grid) -> Facts:
    """All sums of one question over the periods of one grid."""
    tables = Tables(engine, dataset, grid)
    jobs = engine.keep(jobs_of(tables))
    above = engine.put(grid.above())
    several = several_of(jobs)
    events, absences = _days(tables, jobs)
    return Facts(
        events=events,
        absences=absences,
        node_persons=persons_twice(grid, several.filter(~nw.col("apart")), "node"),
        unit_persons=persons_twice(grid, several.filter(nw.col("apart")).join(above, on="node"), "unit"),
        unit_spells=spells_twice(tables, jobs, above),
    )


def _days(tables: Tables, jobs: Frame) -> tuple[Frame, Frame]:
    """Events and absences; with a roster, jobs and spells are still counted but their days come from the duties."""
    if tables.grid.question.definition is not Definition.ROSTER:
        return events_of(tables.grid, jobs), absences_of(tables.grid, stretches_of(tables, jobs))
    duties = tables.engine.keep(duties_of(tables, jobs))
    idle = jobs.with_columns(nw.lit(0.0).alias("fte"))
    events, absences = events_of(tables.grid, idle), absences_of(tables.grid, stretches_of(tables, idle))
    return nw.concat([events, duty_events(tables, duties)]), nw.concat([absences, duty_absences(tables, duties)])
