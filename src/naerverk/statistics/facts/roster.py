"""The definition `roster`: duties from the table of shifts in place of Monday to Friday.

A duty counts in the unit it stands in while its person is employed there, once, whatever the number of jobs there
(in the group of the first of them).
"""

from __future__ import annotations

import narwhals as nw

from naerverk.statistics.definitions import DAY
from naerverk.statistics.facts.jobs import EVENT_SUMS
from naerverk.statistics.facts.stretches import place_of, spells_of, with_key, with_length
from naerverk.statistics.facts.tables import Frame, Tables

_DUTY = ("person_id", "unit_id", "day", "node", "period")


def duties_of(tables: Tables, jobs: Frame) -> Frame:
    """What each person is rostered to do on each day, in each period the day lies in."""
    shifts = tables.rows("shifts", ("person_id", "unit_id", "date", "agreed_share"))
    day = nw.col("date")
    shifts = shifts.filter((day >= tables.grid.first) & (day <= tables.grid.last)).select(
        "person_id",
        "unit_id",
        day.alias("day"),
        (nw.col("agreed_share") * DAY + 0.5).floor().cast(nw.Float64).alias("agreed"),
    )
    shifts = shifts.group_by("person_id", "unit_id", "day").agg(nw.col("agreed").sum())
    rows = shifts.join(jobs, on=["person_id", "unit_id"])
    rows = rows.filter((nw.col("day") >= nw.col("first")) & (nw.col("day") <= nw.col("last")))
    rows = rows.join(tables.days.select("day", "from_period", "to_period"), on="day")
    span = nw.col("from_period") * tables.grid.steps + nw.col("to_period")
    spans = tables.spans.select("span", "period", "period_last")
    rows = rows.with_columns(span.alias("span")).join(spans, on="span", how="left")
    rows = rows.filter((nw.col("period") >= nw.col("enters")) & (nw.col("period") < nw.col("leaves")))
    return rows.group_by(*_DUTY).agg(nw.col("group").min(), nw.col("agreed").max(), nw.col("period_last").max())


def duty_events(tables: Tables, duties: Frame) -> Frame:
    """The duties as events: fixed days that come with their period and go with it."""
    grid = tables.grid
    key = (nw.col("node") * grid.groups + nw.col("group")) * grid.steps + nw.col("period")
    zero = nw.lit(0.0)
    rows = [
        duties.select(
            (key + later).alias("key"),
            **{**dict.fromkeys(EVENT_SUMS[:-1], zero), "fixed": nw.col("agreed") * sign},
            persons=nw.lit(0, nw.Int64),
        )
        for later, sign in ((0, 1.0), (1, -1.0))
    ]
    return nw.concat(rows)


def duty_absences(tables: Tables, duties: Frame) -> Frame:
    """The duties that fell away through absence."""
    grid = tables.grid
    rows = duties.join(spells_of(tables), on="person_id")
    here = nw.col("spell_unit").is_null() | (nw.col("spell_unit") == nw.col("unit_id"))
    rows = rows.filter(here & (nw.col("start") <= nw.col("day")) & (nw.col("end") >= nw.col("day"))).with_columns(
        (place_of(grid) + nw.col("kind")).alias("place"),
        (nw.col("agreed") * nw.col("grade")).alias("absent"),
        nw.lit(0, nw.Int8).alias("begins"),
    )
    return with_key(grid, with_length(tables, rows))
