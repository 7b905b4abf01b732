"""Figures of whole calendar years, as a publication plan lets them out: what the tenth with most absence stands for,
and how soon people are back.

A year is published once: the tenth when December is whole, the return to work when everybody has been followed for half
a year. Nothing of it changes month by month, so that no two publications differ by one person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import polars as pl

from naerverk.calendar import Month, months_between
from naerverk.reports.months import Months, Out
from naerverk.reports.quarters import moved
from naerverk.reports.sources import Parents, Sources
from naerverk.statistics.absence_cases import AbsenceCases, absence_cases
from naerverk.statistics.concentration import SAFE_STEP, TENTH, concentrations
from naerverk.statistics.disclosure.later import Version, later_plan
from naerverk.statistics.disclosure.publication_plan import (
    Limits,
    Plan,
    Reason,
    Size,
    fits,
    plan_groups,
    plan_kinds,
    plan_sum,
)
from naerverk.statistics.rates import is_monthly
from naerverk.statistics.return_to_work import Step, return_curve
from naerverk.statistics.table import DisclosedTable

WHOLE_DAYS = (16, 28, 56, 91, 182)
"""Days of the curve of a whole organisation: the employer period, four, eight, thirteen and twenty-six weeks."""
UNIT_DAYS = (16, 56, 182)
"""Days of the curve of a unit in it."""
FEWEST_CASES = 20
"""A curve rests on at least so many persons."""
FOLLOWED = timedelta(days=UNIT_DAYS[-1])


@dataclass(frozen=True, slots=True)
class Years:
    """The disclosed figures of whole years; hidden rows are blank, and their status says so.

    `tenths`: unit, year, percent, status. `returns`: unit, year, day, percent still absent, low, high (95 %), status;
    one row with day 0 where a unit is hidden. All in whole percent. The versions are by year, on the year's tree;
    the years whose published figures must stand are in neither.
    """

    tenths: DisclosedTable
    returns: DisclosedTable
    tenth_versions: Mapping[str, Version]
    return_versions: Mapping[str, Version]
    tenths_stand: frozenset[str]
    returns_stand: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Year:
    """One calendar year: the plan of its twelve months together, and its tree."""

    number: int
    total: Plan
    tree: Parents
    moved: frozenset[str]
    stands: bool

    @property
    def months(self) -> tuple[Month, Month]:
        return Month(self.number, 1), Month(self.number, 12)

    @property
    def label(self) -> str:
        return str(self.number)


@dataclass(frozen=True, slots=True)
class _Made:
    """What is published of a year: the version and the rows."""

    version: Version
    rows: tuple[tuple[object, ...], ...]


def fewest_absent(limits: Limits) -> int:
    """From how many persons absent the tenth is shown: so many that it is enough of them."""
    return max(SAFE_STEP, limits.k) * TENTH.denominator


TENTHS: dict[str, type[pl.DataType]] = {"unit": pl.String, "year": pl.String, "percent": pl.Int64, "status": pl.String}
RETURNS: dict[str, type[pl.DataType]] = {
    "unit": pl.String, "year": pl.String, "day": pl.Int64, "percent": pl.Int64, "low": pl.Int64, "high": pl.Int64,
    "status": pl.String,
}  # fmt: skip


def years_of(sources: Sources, months: Months, tenths_out: Out, returns_out: Out) -> Years | None:
    """All whole years, by plans that take what is out as given; None for monthly sums, which know no persons."""
    if is_monthly(sources.dataset):
        return None
    whole = list(_years(sources, months))
    tenths = {year.label: _tenths(sources, year, tenths_out.get(year.label, ())) for year in whole if not year.stands}
    followed = [year for year in whole if sources.last.last >= year.months[1].last + FOLLOWED]
    returns = {
        year.label: _returns(sources, year, returns_out.get(year.label, ())) for year in followed if not year.stands
    }
    origin = months.table.origin
    return Years(
        DisclosedTable(_frame(tenths, TENTHS), origin),
        DisclosedTable(_frame(returns, RETURNS), origin),
        {label: made.version for label, made in tenths.items() if made},
        {label: made.version for label, made in returns.items() if made},
        frozenset(year.label for year in whole if not tenths.get(year.label)),
        frozenset(year.label for year in followed if not returns.get(year.label)),
    )


def _frame(made: Mapping[str, _Made | None], schema: Mapping[str, type[pl.DataType]]) -> pl.DataFrame:
    rows = [row for each in made.values() if each for row in each.rows]
    return pl.DataFrame(rows, schema=dict(schema), orient="row")


def _years(sources: Sources, months: Months) -> Iterator[_Year]:
    """The calendar years that are whole; those with a month whose published figures stand, stand too."""
    for number in range(sources.first.year, sources.last.year + 1):
        year = [month.label for month in months_between(Month(number, 1), Month(number, 12))]
        if year[0] >= sources.first.label and year[-1] <= sources.last.label:
            trees = [months.parents[label] for label in year]
            tree = {unit: parent for each in trees for unit, parent in each.items()}
            total = plan_sum(months.plans[label] for label in year)
            yield _Year(number, total, tree, frozenset(moved(trees)), bool(months.stand.intersection(year)))


def _tenths(sources: Sources, year: _Year, out: Sequence[Version]) -> _Made | None:
    """Shown where enough persons were absent for a tenth that hides each, in what is left of a unit too, and where
    nobody can be told apart in it.
    """
    found = concentrations(sources.dataset, *year.months, engine=sources.engine)
    enough = fewest_absent(sources.limits)
    absent = dict.fromkeys((*year.total.shown, *year.total.hidden), Size(0, 0))
    for unit, each in found.items():
        if unit in absent and unit not in year.moved and not each.dominated:
            absent[unit] = Size(each.found.absent_persons, 0)
    plan = plan_kinds(year.total, absent, year.tree, limits=Limits(sources.limits.k, sources.limits.unit_min, enough))

    def still_fits(before: Plan) -> bool:
        return before.shown <= year.total.shown and fits(before, absent, year.tree, enough, enough)

    final = later_plan(Version(plan, year.tree), out, still_fits=still_fits)
    if final is None:
        return None
    percents = {unit: round(each.found.top_tenth_percent or 0) for unit, each in found.items()}
    rows = (
        (unit, year.label, percents[unit], "ok") if unit in final.shown else (unit, year.label, None, "hidden")
        for unit in sorted({*final.shown, *final.hidden})
    )
    return _Made(Version(final, year.tree), tuple(rows))


def _returns(sources: Sources, year: _Year, out: Sequence[Version]) -> _Made | None:
    first, last = year.months
    cases = absence_cases(sources.dataset, first.first, last.last, sources.last.last)
    plan = _return_plan(sources.limits, year, cases, out)
    return _Made(Version(plan, year.tree), tuple(_return_rows(sources.limits, year, plan, cases))) if plan else None


def _return_plan(limits: Limits, year: _Year, cases: AbsenceCases, out: Sequence[Version]) -> Plan | None:
    """Each stretch of the curve is nobody's return or enough persons', also in what is left of a unit."""
    sizes = _sizes(cases, UNIT_DAYS)
    persons = _persons(cases)
    shown = {
        unit for unit in year.total.shown - year.moved if persons.get(unit, 0) >= max(FEWEST_CASES, limits.unit_min)
    }
    few = dict.fromkeys(sorted(year.total.shown - shown), Reason.FEW_ABSENT)
    total = Plan(frozenset(shown), {**year.total.hidden, **few}, frozenset())
    everywhere = {unit: sizes.get(unit, {}) for unit in (*total.shown, *total.hidden)}
    plan = plan_groups(total, everywhere, year.tree, limits=limits)
    # A plan that is out cannot be tried on new groups: where the new one gives something away, what is out stands.
    return later_plan(Version(plan, year.tree), out, still_fits=lambda _: False)


def _return_rows(limits: Limits, year: _Year, plan: Plan, cases: AbsenceCases) -> Iterator[tuple[object, ...]]:
    """The days are finer for the whole, where each stretch is enough persons too: no other unit is counted so."""
    fine = _sizes(cases, WHOLE_DAYS)
    lengths = cases.places.join(cases.cases, on="case").group_by("unit").agg("days", "ended")
    durations = {unit: (days, ended) for unit, days, ended in lengths.iter_rows()}
    for unit in sorted({*plan.shown, *plan.hidden}):
        if unit not in plan.shown:
            yield unit, year.label, 0, None, None, None, "hidden"
            continue
        enough = all(not group.persons or group.persons >= limits.k for group in fine[unit].values())
        days = WHOLE_DAYS if year.tree.get(unit) is None and enough else UNIT_DAYS
        for day, step in _at(return_curve(*durations[unit]), days):
            yield unit, year.label, day, *_percents(step), "ok"


def _at(curve: Sequence[Step], days: Sequence[int]) -> Iterator[tuple[int, Step | None]]:
    for day in days:
        yield day, next((step for step in reversed(curve) if step.day <= day), None)


def _percents(step: Step | None) -> tuple[int, int, int]:
    """Still absent and its interval; where nobody is back yet, or everybody, there is nothing to be unsure of."""
    if step is None:
        return 100, 100, 100
    still = round(100 * step.still_absent)
    low, high = (still if end is None else round(100 * end) for end in (step.low, step.high))
    return still, low, high


def _sizes(cases: AbsenceCases, days: Sequence[int]) -> dict[str, dict[str, Size]]:
    """Persons by unit and by the stretch of days in which they were back, or were not by the last of them."""
    stretch = pl.lit(len(days))
    for place in reversed(range(len(days))):
        stretch = pl.when(pl.col("ended") & (pl.col("days") <= days[place])).then(place).otherwise(stretch)
    rows = cases.places.join(cases.cases.with_columns(stretch.alias("stretch")), on="case")
    own = pl.col("person_id").filter(pl.col("own")).n_unique()
    counted = rows.group_by("unit", "stretch").agg(pl.col("person_id").n_unique(), own.alias("own"))
    found: dict[str, dict[str, Size]] = {}
    for unit, place, persons, of_own in counted.iter_rows():
        found.setdefault(unit, {})[str(place)] = Size(persons, of_own)
    return found


def _persons(cases: AbsenceCases) -> dict[str, int]:
    rows = cases.places.join(cases.cases, on="case").group_by("unit").agg(pl.col("person_id").n_unique())
    return dict(rows.iter_rows())
