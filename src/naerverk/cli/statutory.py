"""`naerverk statutory`: the quarterly figures the law asks every employer to keep."""

from __future__ import annotations

import argparse

from naerverk.calendar import PeriodError, Quarter
from naerverk.cli.sources import add_source_arguments, reading, say_what_no_file_tells, with_source
from naerverk.cli.tables import add_table_arguments, write_table
from naerverk.problems import refuse_usage
from naerverk.statistics.definitions import Definition
from naerverk.statistics.question import Question
from naerverk.statistics.rates import is_monthly, origin_of
from naerverk.statistics.statutory import statutory_figures, survey_figures

EXAMPLES = """examples:
  naerverk statutory --data demo --quarter 2026Q3
  naerverk statutory --data demo --quarter 2026Q3 --format csv --out statutory.csv
  naerverk statutory --data demo --quarter 2026Q3 --ssb

The figures hold small groups. They are for the employer, the representatives, NAV and the labour inspection;
nothing from them is published.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options as in the contract."""
    add_source_arguments(parser)
    parser.add_argument("--quarter", required=True, metavar="YYYYQn", help="the quarter, for example 2026Q3")
    parser.add_argument("--ssb", action="store_true", help="Statistics Norway's survey of self-certified absence")
    add_table_arguments(parser, ("table", "csv", "json"))


def run(args: argparse.Namespace) -> int:
    """Read, compute, write."""
    try:
        quarter = Quarter.parse(args.quarter)
    except PeriodError:
        raise refuse_usage("statistics.not_a_quarter", value=args.quarter) from None
    definition = Definition.SSB if args.ssb else Definition.REGULATION
    with reading(args) as source:
        if is_monthly(source.dataset):
            raise refuse_usage("statistics.statutory_needs_spells")
        question = Question((), quarter.months[0], quarter.months[-1], definition)
        say_what_no_file_tells(source.dataset, question.first, question.last, args)
        figures = survey_figures if args.ssb else statutory_figures
        origin = with_source(origin_of(source.dataset, question), source)
        write_table(figures(source.dataset, quarter), origin, args)
    return 0
