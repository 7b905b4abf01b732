"""`naerverk cost`: what one absence costs the employer and the state, in two views."""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Iterator
from typing import Any

from naerverk.cli.dates import day_named, today
from naerverk.economy.absence import Absence, CostAnswer, cost_of_absence
from naerverk.economy.assumed import ZONES, Choices
from naerverk.locale import Words
from naerverk.reports.cost_words import (
    CostRow,
    assumption_rows,
    budget_rows,
    kroner,
    production_rows,
    sensitivity_sentence,
)

EXAMPLES = """examples:
  naerverk cost --wage 540000 --fte 100 --from 2026-01-05 --to 2026-02-13 --grade 100
  naerverk cost --wage 620000 --fte 80 --from 2026-03-02 --to 2026-08-28 --grade 50 --zone 4 --pension 12
  naerverk cost --wage 540000 --from 2026-01-05 --to 2026-02-13 --replacement 100 --overtime-share 20 --format json
"""

_PERCENTS = {
    "holiday_rate": ("--holiday-rate", "holiday pay (14.3 from the year one turns 60)"),
    "pension_rate": ("--pension", "the employer's part of pension"),
    "employer_tax": ("--employer-tax", "employer's tax, in place of --zone"),
    "replacement_rate": ("--replacement", "how much of the absence is covered by somebody else"),
    "substitute_wage": ("--substitute-wage", "the substitute's pay, of the absent person's"),
    "substitute_pension": ("--substitute-pension", "the employer's part of the substitute's pension"),
    "overtime_share": ("--overtime-share", "how much of the covered time is overtime"),
    "overtime_premium": ("--overtime-premium", "what overtime adds to pay"),
    "agency_share": ("--agency-share", "how much of the absence is bought from an agency"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options as in the contract; every assumption has one."""
    parser.add_argument("--wage", type=float, required=True, metavar="KR", help="yearly pay in a full position")
    parser.add_argument("--fte", type=float, default=100.0, metavar="PERCENT", help="position (default 100)")
    parser.add_argument("--from", dest="first", required=True, metavar="DATE", help="first day of absence")
    parser.add_argument("--to", dest="last", required=True, metavar="DATE", help="last day of absence")
    parser.add_argument("--grade", type=float, default=100.0, metavar="PERCENT", help="sick leave (default 100)")
    parser.add_argument(
        "--period-days-used", type=int, default=0, metavar="N", help="days already counted in the employer period"
    )
    parser.add_argument("--nav-days-used", type=int, default=0, metavar="N", help="days NAV has paid this year")
    add_price_arguments(parser)
    parser.add_argument("--format", choices=("table", "json"), default="table", help="words (default) or data")


def add_price_arguments(parser: argparse.ArgumentParser) -> None:
    """The prices, shared with `naerverk report`."""
    prices = parser.add_argument_group("prices", "What you leave out is assumed, and printed as an assumption.")
    prices.add_argument("--zone", choices=ZONES, help="zone of employer's tax")
    for name, (flag, text) in _PERCENTS.items():
        prices.add_argument(flag, dest=name, type=float, metavar="PERCENT", help=text)
    prices.add_argument("--agency-price", type=float, metavar="KR", help="price of a day from an agency")
    prices.add_argument("--admin-hours", type=float, metavar="HOURS", help="hours spent on the absence")
    prices.add_argument("--hour-cost", type=float, metavar="KR", help="what such an hour costs")


def price_choices(args: argparse.Namespace) -> Choices:
    """What the user said about prices."""
    percents = {name: getattr(args, name) for name in _PERCENTS}
    return Choices(
        wage_year=args.wage,
        share_in_period=getattr(args, "share_in_period", None),
        zone=args.zone,
        agency_price=args.agency_price,
        admin_hours=args.admin_hours,
        hour_cost=args.hour_cost,
        **percents,
    )


def run(args: argparse.Namespace) -> int:
    """Print the answer; every assumption goes with it."""
    first, last = day_named("--from", args.first), day_named("--to", args.last)
    absence = Absence(first, last, args.grade, args.period_days_used, args.nav_days_used)
    choices = dataclasses.replace(price_choices(args), fte_percent=args.fte)
    answer = cost_of_absence(absence, choices, today=today())
    if args.format == "json":
        print(json.dumps(_as_data(answer), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_as_words(absence, args, answer, Words(args.lang))))
    return 0


def _as_data(answer: CostAnswer) -> dict[str, Any]:
    production, budget = answer.production, answer.budget
    return {
        "employer": production.employer,
        "state": production.state,
        "total": production.total,
        "production_view": dataclasses.asdict(production),
        "budget_view": {**dataclasses.asdict(budget), "effect": budget.effect},
        "sensitivity": [dataclasses.asdict(variant) for variant in answer.variants],
        "working_days": dataclasses.asdict(answer.working_days),
        "weighted_days": dataclasses.asdict(answer.days),
        "day_prices": dataclasses.asdict(answer.prices),
        "price_day": answer.price_day.isoformat(),
        "assumptions": [dataclasses.asdict(assumption) for assumption in answer.assumptions],
    }


def _as_words(absence: Absence, args: argparse.Namespace, answer: CostAnswer, words: Words) -> Iterator[str]:
    yield words.say("economy.title")
    yield words.say(
        "economy.question",
        first=absence.first,
        last=absence.last,
        wage=kroner(args.wage, words),
        fte=words.percent(args.fte, 0),
        grade=words.percent(args.grade, 0),
    )
    days = answer.working_days
    yield words.say("economy.days", n=int(days.total), inside=days.in_period, after=days.after, day=answer.price_day)
    yield from _block(words.say("economy.production_title"), production_rows(answer, words))
    yield words.say("economy.production_meaning")
    yield from _block(words.say("economy.budget_title"), budget_rows(answer, words))
    yield words.say("economy.budget_meaning")
    yield sensitivity_sentence(answer, words)
    yield from _block(words.say("economy.assumptions_title"), list(assumption_rows(answer, words)))
    yield words.say("economy.rounding")


def _block(title: str, rows: list[CostRow]) -> Iterator[str]:
    label = max(len(row.label) for row in rows)
    amount = max(len(row.amount) for row in rows)
    yield "\n" + title
    for row in rows:
        yield f"  {row.label:<{label}}  {row.amount:>{amount}}  {row.note}".rstrip()
