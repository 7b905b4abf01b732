"""Today, and days and months as options name them."""

from __future__ import annotations

from datetime import date

from naerverk.calendar import Month, PeriodError
from naerverk.problems import refuse_usage


def today() -> date:
    """The clock: a command asks it once and hands the day on."""
    return date.today()  # noqa: TID251 - the command line is where the clock is read


def day_named(option: str, text: str) -> date:
    """The day that an option names (YYYY-MM-DD); UsageRefusal for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise refuse_usage("cli.not_a_date", option=option, value=text) from None


def month_named(option: str, text: str) -> Month:
    """The month that an option names (YYYY-MM); UsageRefusal for anything else."""
    try:
        return Month.parse(text)
    except PeriodError:
        raise refuse_usage("cli.not_a_month", option=option, value=text) from None
