"""`naerverk seasonal`: months with the season taken out, beside the figures they come from."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

import polars as pl

from naerverk.calendar import Month, months_between
from naerverk.cli.dates import today
from naerverk.cli.rates import limit_of, protected
from naerverk.cli.sources import add_source_arguments, month_of, reading, with_source
from naerverk.cli.tables import add_table_arguments, write_table
from naerverk.formats import Reading
from naerverk.locale import Words
from naerverk.problems import refuse_usage
from naerverk.statistics.definitions import Definition
from naerverk.statistics.question import Question
from naerverk.statistics.rates import origin_of, rates_frame, whole_months
from naerverk.statistics.seasonal import one_month_caution, rolling12_rates
from naerverk.statistics.seasonal_adjustment import seasonally_adjusted
from naerverk.statistics.targets.target import Days

EXAMPLES = """examples:
  naerverk seasonal --data demo
  naerverk seasonal --data demo --unit u12 --from 2020-01 --to 2025-12
  naerverk seasonal --monthly payroll.xlsx --format csv --out seasonal.csv

Takes four years of months in a row. Lost and agreed days are adjusted each on their own, never the per cent.
Adjusted figures of all months change a little whenever a month is added.
"""

MARKS = ("ok", "hidden", "incomplete")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Sources, the months and one unit."""
    add_source_arguments(parser)
    parser.add_argument("--unit", metavar="U", help="one unit with all below it (default: all together)")
    parser.add_argument("--from", dest="first", metavar="YYYY-MM", help="first month (default: first whole month)")
    parser.add_argument("--to", dest="last", metavar="YYYY-MM", help="last month (default: last whole month)")
    parser.add_argument("--definition", choices=[one.value for one in Definition], default=Definition.SSB.value)
    parser.add_argument("--disclose", default="5", metavar="K|off", help="fewest persons (default 5), or off")
    add_table_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Read, compute, protect, adjust, write."""
    limit = limit_of(args.disclose)
    with reading(args) as source:
        whole = whole_months(source.dataset, today=today())
        first, last = month_of(args.first, "--from", whole, 0), month_of(args.last, "--to", whole, 1)
        question = Question(("unit", "month") if args.unit else ("month",), first, last, Definition(args.definition))
        figures = rates_frame(source.dataset, question)
        if limit is not None:
            figures = protected(source, question, figures, limit)
        months = months_between(first, last)
        known = _known(figures, args.unit, months, source)
        frame = _frame(months, known, whole)
        write_table(frame, with_source(origin_of(source.dataset, question), source), args)
    caution = one_month_caution(whole[1], [known[month] for month in months if month <= whole[1]])
    print(Words(args.lang).say(caution.code, **caution.params), file=sys.stderr)
    return 0


def _known(
    figures: pl.DataFrame, unit: str | None, months: Sequence[Month], source: Reading
) -> dict[Month, Days | None]:
    """Each month's days; None where they are hidden or nothing was agreed."""
    rows = figures if unit is None else figures.filter(pl.col("unit").cast(pl.String) == unit)
    if not rows.height:
        raise refuse_usage("statistics.no_such_unit", unit=unit, source=source.source)
    found: dict[Month, Days | None] = dict.fromkeys(months)
    for label, lost, agreed in rows.select("month", "absence_days", "agreed_days").iter_rows():
        if agreed and lost is not None:
            found[Month.parse(label)] = Days(lost, agreed)
    return found


def _frame(months: Sequence[Month], known: dict[Month, Days | None], whole: tuple[Month, Month]) -> pl.DataFrame:
    """One row per month; months that the data do not fill are marked, and nothing is adjusted by them."""
    filled = [known[month] if whole[0] <= month <= whole[1] else None for month in months]
    rolling = rolling12_rates(filled)
    adjusted = seasonally_adjusted(filled)
    rows = [
        (month.label, *_figures(known[month]), year, *_figures(without), _mark(month, known[month], whole))
        for month, year, without in zip(months, rolling, adjusted, strict=True)
    ]
    days = ("agreed_days", "absence_days", "rate_percent")
    names = (*days, "rolling12_percent", *(f"adjusted_{name}" for name in days))
    schema = {"month": pl.String(), **dict.fromkeys(names, pl.Float64()), "status": pl.Enum(MARKS)}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _figures(days: Days | None) -> tuple[float | None, ...]:
    return (days.agreed, days.lost, days.rate) if days else (None, None, None)


def _mark(month: Month, days: Days | None, whole: tuple[Month, Month]) -> str:
    if not whole[0] <= month <= whole[1]:
        return "incomplete"
    return "ok" if days else "hidden"
