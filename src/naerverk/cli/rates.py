"""`naerverk rates`: absence rates by unit, period, kind, sex, age group or length."""

from __future__ import annotations

import argparse
import sys

import polars as pl

from naerverk.cli.dates import today
from naerverk.cli.sources import add_source_arguments, month_of, reading, say_what_no_file_tells, with_source
from naerverk.cli.tables import add_table_arguments, write_table
from naerverk.formats import Reading
from naerverk.locale import Words
from naerverk.problems import refuse_usage
from naerverk.statistics.definitions import LENGTH_BANDS, Definition
from naerverk.statistics.engines import DEFAULT, ENGINES
from naerverk.statistics.parts import parts
from naerverk.statistics.question import Question, shortened
from naerverk.statistics.rates import origin_of, rates_frame, whole_months
from naerverk.statistics.table import Table

LIMIT = 5
"""No figure rests on fewer persons; the limit can be raised, never lowered."""

EXAMPLES = """examples:
  naerverk rates --data demo --by unit,month
  naerverk rates --data demo --by unit,quarter,kind --from 2024-01 --to 2024-12 --lang nn
  naerverk rates --employments jobs.csv --absences spells.csv --units units.csv --by sex,age_group,year --disclose 10
  naerverk rates --monthly payroll.xlsx --by month --format csv --out rates.csv
  naerverk rates --profile nhs-england --monthly nhs_2024-0*.csv --by month --disclose off

--by takes unit, kind, sex, age_group, length and one of month, quarter, year, rolling12.
--disclose off is for those who may see figures about few persons; nothing from it may leave them.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options as in the contract."""
    add_source_arguments(parser)
    parser.add_argument("--by", default="", metavar="NAMES", help="unit,month,kind,sex,age_group,length ... (any)")
    parser.add_argument("--from", dest="first", metavar="YYYY-MM", help="first month (default: first whole month)")
    parser.add_argument("--to", dest="last", metavar="YYYY-MM", help="last month (default: last whole month)")
    parser.add_argument("--definition", choices=[one.value for one in Definition], default=Definition.SSB.value)
    parser.add_argument(
        "--rollup", action=argparse.BooleanOptionalAction, default=True, help="a unit with all below it"
    )
    parser.add_argument("--length-classes", choices=tuple(LENGTH_BANDS), default="statutory")
    parser.add_argument("--engine", choices=ENGINES, default=DEFAULT, help=f"who computes (default {DEFAULT})")
    parser.add_argument("--disclose", default=str(LIMIT), metavar="K|off", help="fewest persons (default 5), or off")
    add_table_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Read, compute, protect, write."""
    limit = limit_of(args.disclose)
    with reading(args) as source:
        question = question_of(args, source)
        for label in shortened(question):
            print(Words(args.lang).say("statistics.shortened", period=label), file=sys.stderr)
        frame = rates_frame(source.dataset, question, engine=args.engine)
        if limit is not None:
            frame = protected(source, question, frame, limit)
        write_table(frame, with_source(origin_of(source.dataset, question), source), args)
    return 0


def protected(source: Reading, question: Question, frame: pl.DataFrame, limit: int) -> pl.DataFrame:
    """The figures with all hidden that must be, so that no row rests on fewer than `limit` persons."""
    from naerverk.statistics.disclosure.figures import disclose  # noqa: PLC0415 - brings SciPy, which takes 0.3 s

    table = Table(frame.cast({pl.Enum: pl.String}), origin_of(source.dataset, question))
    made = parts(source.dataset, question, table)
    safe = disclose(table, by=question.by, of_rows=made.of_rows, persons=made.persons, bounds=made.bounds, limit=limit)
    return safe.frame


def question_of(args: argparse.Namespace, source: Reading) -> Question:
    """The question in the options; months left out are taken from the data, and said."""
    by = tuple(word.strip() for word in args.by.split(",") if word.strip())
    known = None
    if args.first is None or args.last is None:
        known = whole_months(source.dataset, today=today())
    first, last = month_of(args.first, "--from", known, 0), month_of(args.last, "--to", known, 1)
    if known and not args.quiet:
        print(Words(args.lang).say("statistics.chosen_period", first=first, last=last), file=sys.stderr)
    say_what_no_file_tells(source.dataset, first, last, args)
    return Question(by, first, last, Definition(args.definition), args.rollup, args.length_classes)


def limit_of(text: str) -> int | None:
    """The fewest persons a figure may rest on; None for off."""
    if text == "off":
        return None
    if not text.isdigit() or int(text) < LIMIT:
        raise refuse_usage("statistics.limit_too_low", value=text, limit=LIMIT)
    return int(text)
