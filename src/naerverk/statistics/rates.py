"""Absence rates: one question, one data set, one table. The door of the engines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import polars as pl

from naerverk.calendar import FIRST_DAY, LAST_DAY, Month, is_working_day, working_days
from naerverk.problems import refuse
from naerverk.records import OFF_DUTY, SICKNESS, Dataset
from naerverk.statistics import monthly, reference
from naerverk.statistics.answer import Answer
from naerverk.statistics.columns import files, read
from naerverk.statistics.definitions import VERSION, Definition
from naerverk.statistics.engines import DEFAULT, Engine, opened
from naerverk.statistics.facts import Facts, facts
from naerverk.statistics.grid import Grid
from naerverk.statistics.question import Period, Question, periods_of
from naerverk.statistics.rollup import rows_of
from naerverk.statistics.table import Origin, Table
from naerverk.statistics.tree import Forest, Placement, dated_forest, flat_forest

BLOCK = 120
"""Periods computed at a time: the table of spans grows with the third power."""


REPORTED = "reported"
"""The definition of monthly sums: whatever their source counted by."""
SOURCES = ("units", "employments", "absences", "monthly", "shifts")


def rates(dataset: Dataset, question: Question, *, engine: str = DEFAULT) -> Table:
    """Agreed and absence days, rate, persons and spells by what the question asks.

    The frame has the columns of `question.by` in its order, then agreed_days, absence_days, rate_percent, persons,
    spells, status (always `none` here), sorted by them. Raises Refusal when the data cannot give the definition.
    """
    frame = rates_frame(dataset, question, engine=engine)
    return Table(frame.cast({pl.Enum: pl.String}), origin_of(dataset, question))


def rates_frame(dataset: Dataset, question: Question, *, engine: str = DEFAULT) -> pl.DataFrame:
    """The frame of `rates` with its words as Enum, which at national size is a third of the memory."""
    if is_monthly(dataset):
        monthly.refuse_impossible(question)
        return monthly.figures(dataset, question, periods_for(dataset, question))
    _refuse_impossible(dataset, question)
    periods = periods_for(dataset, question)
    if engine == "reference":
        return reference.figures(dataset, question, periods)
    with opened(engine) as at_work:
        return computed(at_work, dataset, question, periods)


def periods_for(dataset: Dataset, question: Question) -> list[Period]:
    """The periods of the answer. Raises Refusal when no rolling year is wholly in the data."""
    rolling = question.period_word == "rolling12"
    known = _months_known(dataset, question) if rolling else (question.first, question.last)
    periods = periods_of(question, known)
    if not periods:
        raise refuse("statistics.no_rolling_year", first=known[0], last=known[1])
    return periods


def _months_known(dataset: Dataset, question: Question) -> tuple[Month, Month]:
    """The whole months of the data; and the months in which they begin and end, where the question asks for these.

    A small employer's first absence seldom falls on the first day of the files: whoever names the month knows better.
    """
    if is_monthly(dataset):
        return whole_months(dataset)
    days = _days_told_of(dataset, LAST_DAY)
    if days is None:
        raise refuse("statistics.no_whole_month")
    (begins, ends), whole = map(Month.of, days), _filled(days)
    return begins if question.first <= begins else whole[0], ends if question.last >= ends else whole[-1]


def computed(engine: Engine, dataset: Dataset, question: Question, periods: Sequence[Period]) -> pl.DataFrame:
    """The answer by the facts expression on one engine."""
    forest = forest_of(dataset, question, periods[0].first, periods[-1].last)
    answer = Answer(question, forest, [period.label for period in periods])
    blocks = sums_of(engine, dataset, question, periods, forest)
    return answer.frame([rows for grid, sums in blocks for rows in rows_of(answer, grid, sums)])


def sums_of(
    engine: Engine, dataset: Dataset, question: Question, periods: Sequence[Period], forest: Forest
) -> Iterator[tuple[Grid, Facts]]:
    """The facts of one question, block by block of its periods."""
    for start in range(0, len(periods), BLOCK):
        grid = Grid(question, periods[start : start + BLOCK], forest, start)
        yield grid, facts(engine, dataset, grid)


def forest_of(dataset: Dataset, question: Question, first: date, last: date) -> Forest:
    """The tree the question rolls up in: dated, flat, or one node for all."""
    if "unit" not in question.by:
        return flat_forest([""], first, last)
    units = read(dataset, "units", ("unit_id", "parent_id", "valid_from", "valid_to"))
    if question.rollup and len(units):
        return dated_forest([Placement(*row) for row in units.iter_rows()], first, last)
    if len(units):
        return flat_forest(units["unit_id"].unique().sort(), first, last)
    return flat_forest(read(dataset, "employments", ("unit_id",))["unit_id"].unique().sort(), first, last)


def origin_of(dataset: Dataset, question: Question) -> Origin:
    """Definition, period, population and source that go with the figures."""
    monthly_sums = is_monthly(dataset)
    return Origin(
        definition=f"{REPORTED if monthly_sums else question.definition.value} {VERSION}",
        period=f"{question.first.label}/{question.last.label}",
        population="as reported" if monthly_sums else "employed",
        source=", ".join(path.name for table in SOURCES for path in files(dataset, table)),
    )


def is_monthly(dataset: Dataset) -> bool:
    """Whether the figures come from monthly sums: there are such rows and no employments."""
    return bool(dataset.monthly) and not dataset.employments


def whole_months(dataset: Dataset, *, today: date | None = None) -> tuple[Month, Month]:
    """The first and the last month that the data fill.

    Monthly sums fill their months. Spells fill a month when the first and the last day any of them begins or ends
    (not after `today`) leave no working day of the month outside. Raises Refusal when no month is filled.
    """
    if is_monthly(dataset):
        months = read(dataset, "monthly", ("month",))["month"].drop_nulls()
        found = [Month.parse(str(label)) for label in (months.min(), months.max())] if len(months) else []
    else:
        found = _filled(_days_told_of(dataset, today or LAST_DAY))
    if not found or found[-1] < found[0]:
        raise refuse("statistics.no_whole_month")
    return found[0], found[-1]


def months_told_of(dataset: Dataset) -> tuple[Month, Month] | None:
    """The months in which the first and the last absence of the data begin; None without absences.

    Before and after them an absence of 0 may mean that no file has told of any.
    """
    starts = read(dataset, "absences", ("start",))["start"]
    ends = [day for day in (starts.min(), starts.max()) if isinstance(day, date)]
    return (Month.of(ends[0]), Month.of(ends[1])) if ends else None


def _days_told_of(dataset: Dataset, today: date) -> tuple[date, date] | None:
    """The first day any absence begins and the last day any begins or sickness ends; None without absences."""
    rows = read(dataset, "absences", ("start", "end", "kind"))
    starts = rows["start"].filter(rows["start"] <= today)
    sick = rows.filter(pl.col("kind").is_in([kind.value for kind in SICKNESS]) & (pl.col("end") <= today))
    days = [day for day in (starts.min(), starts.max(), sick["end"].max()) if isinstance(day, date)]
    if not days or max(days) < FIRST_DAY or min(days) > LAST_DAY:
        return None
    return max(min(days), FIRST_DAY), min(max(days), LAST_DAY)


def _filled(days: tuple[date, date] | None) -> list[Month]:
    if days is None:
        return []
    first, last = days
    begins, ends = Month.of(first), Month.of(last)
    if working_days(begins.first, first) - is_working_day(first):
        begins = begins.plus(1)
    if working_days(last, ends.last) - is_working_day(last):
        ends = ends.plus(-1)
    return [begins, ends]


def _refuse_impossible(dataset: Dataset, question: Question) -> None:
    if question.definition is Definition.ROSTER and not dataset.shifts:
        raise refuse("statistics.no_shifts")
    if question.definition is Definition.REGULATION:
        kinds = set(read(dataset, "absences", ("kind",))["kind"].unique())
        if not kinds & {kind.value for kind in OFF_DUTY}:
            raise refuse("statistics.no_leave_rows")
