"""Units by month, as the publication plan lets them out.

The plan starts with the first whole month of the data, so that June's report hides in May what May's report hid.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from naerverk.calendar import Month, months_between
from naerverk.records import Dataset
from naerverk.reports.sources import FIGURES, Parents, Sources
from naerverk.statistics.columns import read
from naerverk.statistics.disclosure.later import Version, later_plan
from naerverk.statistics.disclosure.publication_plan import Limits, Plan, Size, fits, plan_months
from naerverk.statistics.rates import is_monthly
from naerverk.statistics.table import DisclosedTable, Table


@dataclass(frozen=True, slots=True, eq=False)
class Months:
    """The plan of every month and the figures it lets out.

    `table` has the columns unit, month, part, FIGURES and status; `part` is `whole`, or `rest` for what is left of a
    unit when its shown children are taken away: its small units together. Hidden rows have no figures.
    """

    plans: Mapping[str, Plan]
    parents: Mapping[str, Parents]
    table: DisclosedTable
    stand: frozenset[str] = frozenset()
    """Months whose published figures must stand: nothing is published of them anew, and their plan is empty."""


Out = Mapping[str, Sequence[Version]]
"""The versions that have been published of each period, by its label, oldest first."""


def months_of(sources: Sources, out: Out | None = None) -> Months:
    """All units in all months, by a plan that takes what is `out` as given."""
    table = sources.rates(sources.question("unit", "month"))
    parents = {month.label: parents_in(sources.dataset, month) for month in months_between(sources.first, sources.last)}
    sizes = _sizes(sources, table, parents)
    fresh = plan_months(sizes, parents, limits=sources.limits)
    found = {
        label: _after(fresh[label], sizes[label], parents[label], sources.limits, (out or {}).get(label, ()))
        for label in fresh
    }
    plans = {label: plan or Plan() for label, plan in found.items()}
    stand = frozenset(label for label, plan in found.items() if plan is None)
    return Months(plans, parents, DisclosedTable(_disclosed(table.frame, plans, parents), table.origin), stand)


def _after(
    fresh: Plan, sizes: Mapping[str, Size], parents: Parents, limits: Limits, out: Sequence[Version]
) -> Plan | None:
    def still_fits(plan: Plan) -> bool:
        return fits(plan, sizes, parents, limits.unit_min, limits.k)

    nobody_in = {unit for unit, size in sizes.items() if not size.own}
    return later_plan(Version(fresh, parents), out, nobody_in=nobody_in, still_fits=still_fits)


def parents_in(dataset: Dataset, month: Month) -> dict[str, str | None]:
    """Each unit's parent on the last day of the month on which the unit is valid."""
    rows = read(dataset, "units", ("unit_id", "parent_id", "valid_from", "valid_to"))
    rows = rows.sort("valid_from", nulls_last=False)
    starts = pl.col("valid_from").is_null() | (pl.col("valid_from") <= month.last)
    ends = pl.col("valid_to").is_null() | (pl.col("valid_to") >= month.first)
    return dict(rows.filter(starts & ends).select("unit_id", "parent_id").iter_rows())


def _sizes(sources: Sources, table: Table, parents: Mapping[str, Parents]) -> dict[str, dict[str, Size]]:
    """Persons with all below, and own, by month and unit."""
    if is_monthly(sources.dataset):
        return _sizes_of_sums(table, parents)
    own = sources.rates(sources.question("unit", "month", rollup=False)).frame
    joined = table.frame.join(own, on=("unit", "month"), how="left", suffix="_own")
    sizes: dict[str, dict[str, Size]] = {}
    for unit, month, persons, alone in joined.select("unit", "month", "persons", "persons_own").iter_rows():
        sizes.setdefault(month, {})[unit] = Size(persons, alone or 0)
    return sizes


def _sizes_of_sums(table: Table, parents: Mapping[str, Parents]) -> dict[str, dict[str, Size]]:
    """Monthly sums often leave persons blank. The least they can be stands in: all below, or everybody full time.

    Agreed days over the calendar days of the month are fewer than the persons, whichever days the source counts.
    """
    known: dict[str, dict[str, tuple[int | None, float]]] = {}
    for unit, month, persons, agreed in table.frame.select("unit", "month", "persons", "agreed_days").iter_rows():
        known.setdefault(month, {})[unit] = persons, (agreed or 0) / Month.parse(month).last.day
    return {month: _summed(units, parents[month]) for month, units in known.items()}


def _summed(units: Mapping[str, tuple[int | None, float]], parents: Parents) -> dict[str, Size]:
    children: dict[str | None, list[str]] = {}
    for unit in units:
        children.setdefault(parents.get(unit), []).append(unit)

    def size(unit: str) -> Size:
        below = sum(size(child).persons for child in children.get(unit, ()))
        persons, least = units[unit]
        whole = max(below, int(least)) if persons is None else persons
        return Size(whole, max(whole - below, 0))

    return {unit: size(unit) for unit in units}


def _disclosed(frame: pl.DataFrame, plans: Mapping[str, Plan], parents: Mapping[str, Parents]) -> pl.DataFrame:
    shown = _pairs((unit, month) for month, plan in plans.items() for unit in plan.shown)
    wholes = let_out(frame, shown, "unit", "month").with_columns(pl.lit("whole").alias("part"))
    wholes = wholes.select("unit", "month", "part", *FIGURES, "status")
    return pl.concat([wholes, _rests(wholes, plans, parents)]).sort("unit", "month", "part")


def let_out(frame: pl.DataFrame, shown: pl.DataFrame, *by: str) -> pl.DataFrame:
    """The frame with the figures of all rows that are not among the shown ones blank and their status `hidden`."""
    marked = frame.drop("status").join(shown.with_columns(pl.lit("ok").alias("status")), on=shown.columns, how="left")
    seen = pl.col("status").is_not_null()
    figures = (pl.when(seen).then(pl.col(name)).alias(name) for name in FIGURES)
    return marked.select(*by, *figures, pl.col("status").fill_null("hidden"))


def _rests(wholes: pl.DataFrame, plans: Mapping[str, Plan], parents: Mapping[str, Parents]) -> pl.DataFrame:
    """What is left of a unit when its shown children are taken away, where the plan says that it is large enough."""
    rest = _pairs((unit, month) for month, plan in plans.items() for unit in plan.rest_shown)
    tree = ((unit, month, parent) for month, each in parents.items() for unit, parent in each.items())
    taken = wholes.filter(pl.col("status") == "ok").join(_pairs(tree, "parent"), on=("unit", "month"))
    taken = taken.group_by(pl.col("parent").alias("unit"), "month").agg(
        pl.col("agreed_days").sum().alias("agreed_taken"), pl.col("absence_days").sum().alias("absence_taken")
    )
    found = wholes.join(rest, on=("unit", "month")).join(taken, on=("unit", "month"), how="left")
    agreed = pl.col("agreed_days") - pl.col("agreed_taken").fill_null(0)
    absent = pl.col("absence_days") - pl.col("absence_taken").fill_null(0)
    return found.select(
        "unit",
        "month",
        pl.lit("rest").alias("part"),
        agreed.alias("agreed_days"),
        absent.alias("absence_days"),
        pl.when(agreed > 0).then(100 * absent / agreed).alias("rate_percent"),
        pl.lit(None, pl.Int64).alias("persons"),
        "status",
    )


def _pairs(rows: Iterable[tuple[str | None, ...]], *more: str) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=dict.fromkeys(("unit", "month", *more), pl.String), orient="row")
