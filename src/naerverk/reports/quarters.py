"""Kinds, lengths and graded leave by quarter, where enough persons were absent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import polars as pl

from naerverk.calendar import FIRST_DAY, Month, Quarter, cumulative_working_days, months_between
from naerverk.records import SCHEMA, SICKNESS, Dataset, Kind
from naerverk.reports.months import Months, Out, let_out
from naerverk.reports.sources import Parents, Sources
from naerverk.statistics.columns import read
from naerverk.statistics.disclosure.later import Version, later_plan
from naerverk.statistics.disclosure.publication_plan import Plan, Size, fits, plan_kinds, plan_sum
from naerverk.statistics.rates import is_monthly
from naerverk.statistics.table import DisclosedTable


@dataclass(frozen=True, slots=True)
class Quarters:
    """The disclosed splits. `kinds`: unit, quarter, kind; `lengths`: unit, quarter, length (NAV's A-F); `graded`: unit,
    quarter, with the graded absence days only. All with FIGURES and status.
    """

    kinds: DisclosedTable
    lengths: DisclosedTable
    graded: DisclosedTable
    versions: Mapping[str, Version] = field(default_factory=dict)
    """Which units are split in each quarter, on which tree; without quarters whose published figures must stand."""


def quarters_of(sources: Sources, months: Months, workdir: Path, out: Out | None = None) -> Quarters | None:
    """The splits of every whole quarter, by a plan that takes what is `out` as given.

    None for monthly sums, which do not say how many were absent.
    """
    if is_monthly(sources.dataset):
        return None
    plans, trees = _kind_plans(sources, months, out or {})
    graded = replace(sources, dataset=_graded_only(sources.dataset, workdir))
    return Quarters(
        kinds=_by_quarter(sources, plans, "kind"),
        lengths=_by_quarter(sources, plans, "length"),
        graded=_by_quarter(graded, plans),
        versions={label: Version(plan, trees[label]) for label, plan in plans.items()},
    )


def whole_quarters(first: Month, last: Month) -> list[Quarter]:
    """The quarters that lie wholly between two months."""
    found = dict.fromkeys(month.quarter for month in months_between(first, last))
    return [quarter for quarter in found if first <= quarter.months[0] and quarter.months[-1] <= last]


def _kind_plans(sources: Sources, months: Months, out: Out) -> tuple[dict[str, Plan], dict[str, Parents]]:
    """Where kinds may be split, and the tree of each quarter; without those whose published figures must stand."""
    plans: dict[str, Plan] = {}
    trees: dict[str, Parents] = {}
    last: Plan | None = None
    for quarter in whole_quarters(sources.first, sources.last):
        labels = [month.label for month in quarter.months]
        if months.stand.intersection(labels):
            continue
        total = plan_sum(months.plans[label] for label in labels)
        by_month = [months.parents[label] for label in labels]
        tree = {unit: parent for each in by_month for unit, parent in each.items()}
        absent = absent_persons(sources.dataset, quarter.first, quarter.last, tree)
        absent |= {unit: Size(0, 0) for unit in (*total.shown, *total.hidden) if unit not in absent}
        absent |= dict.fromkeys(moved(by_month) & absent.keys(), Size(0, 0))
        last = plan_kinds(total, absent, tree, limits=sources.limits, last_quarter=last)
        plan = _after(last, total, absent, tree, sources.limits.absent_min, out.get(quarter.label, ()))
        if plan is not None:
            last, plans[quarter.label], trees[quarter.label] = plan, plan, tree
    return plans, trees


def _after(
    fresh: Plan, total: Plan, absent: Mapping[str, Size], tree: Parents, enough: int, out: Sequence[Version]
) -> Plan | None:
    def still_fits(plan: Plan) -> bool:
        return plan.shown <= total.shown and fits(plan, absent, tree, enough, enough)

    nobody_in = {unit for unit, size in absent.items() if not size.own}
    return later_plan(Version(fresh, tree), out, nobody_in=nobody_in, still_fits=still_fits)


def moved(trees: Sequence[Parents]) -> set[str]:
    """Units that changed their parent inside the quarter, and the parents they left and came to.

    Their persons cannot be counted on one tree, so the split waits for the next quarter.
    """
    found: set[str] = set()
    for unit in {unit for tree in trees for unit in tree}:
        parents = {tree[unit] for tree in trees if unit in tree}
        if len(parents) > 1:
            found |= {unit, *(parent for parent in parents if parent)}
    return found


def absent_persons(dataset: Dataset, first: date, last: date, parents: Parents) -> dict[str, Size]:
    """Distinct persons with a sick working day in a job of the unit, with all below it and in itself."""
    spells = read(dataset, "absences", ("person_id", "unit_id", "start", "end", "kind"))
    jobs = read(dataset, "employments", ("person_id", "unit_id", "start", "end"))
    sick = spells.filter(pl.col("kind").is_in([kind.value for kind in SICKNESS]))
    both = sick.join(jobs, on="person_id", suffix="_job")
    both = both.filter(pl.col("unit_id").is_null() | (pl.col("unit_id") == pl.col("unit_id_job")))
    both = both.select(
        "person_id",
        pl.col("unit_id_job").alias("unit"),
        pl.max_horizontal("start", "start_job", pl.lit(first)).alias("from"),
        pl.min_horizontal(pl.col("end").fill_null(last), pl.col("end_job").fill_null(last), pl.lit(last)).alias("to"),
    )
    through = pl.lit(pl.Series([0, *cumulative_working_days()]))
    day = {name: (pl.col(name) - pl.lit(FIRST_DAY)).dt.total_days() for name in ("from", "to")}
    worked = through.gather(day["to"] + 1) - through.gather(day["from"])
    away = both.filter(pl.col("from") <= pl.col("to")).filter(worked > 0).select("person_id", "unit").unique()
    lines = [(unit, above) for unit in parents for above in _line(unit, parents)]
    above = pl.DataFrame(lines, schema={"unit": pl.String, "above": pl.String}, orient="row")
    below = away.join(above, on="unit").group_by("above").agg(pl.col("person_id").n_unique())
    own = dict(away.group_by("unit").agg(pl.col("person_id").n_unique()).iter_rows())
    return {unit: Size(persons, own.get(unit, 0)) for unit, persons in below.iter_rows()}


def _line(unit: str, parents: Parents) -> list[str]:
    """A unit and everything above it."""
    line: list[str] = []
    at: str | None = unit
    while at is not None and at not in line:
        line.append(at)
        at = parents.get(at)
    return line


def _by_quarter(sources: Sources, plans: Mapping[str, Plan], *more: str) -> DisclosedTable:
    table = sources.rates(sources.question("unit", "quarter", *more))
    rows = [(unit, label) for label, plan in plans.items() for unit in plan.shown]
    shown = pl.DataFrame(rows, schema={"unit": pl.String, "quarter": pl.String}, orient="row")
    return DisclosedTable(let_out(table.frame, shown, "unit", "quarter", *more), table.origin)


def _graded_only(dataset: Dataset, workdir: Path) -> Dataset:
    """The same jobs with only the doctor-certified absence that is less than full."""
    rows = read(dataset, "absences", [column.name for column in SCHEMA["absences"]])
    graded = rows.filter((pl.col("kind") == Kind.DOCTOR_CERTIFIED.value) & (pl.col("grade_percent") < 100))
    path = workdir / "graded.parquet"
    graded.write_parquet(path)
    return replace(dataset, absences=(path,))
