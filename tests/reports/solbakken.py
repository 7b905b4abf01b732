"""An invented kindergarten's report, with everything a report can hold."""

import functools
from dataclasses import replace
from datetime import date

from naerverk.calendar import Month, Quarter
from naerverk.charts.series import Gap
from naerverk.economy.absence import cost_of_days
from naerverk.economy.assumed import Choices
from naerverk.locale import Words
from naerverk.reports.figures import (
    Basis,
    MonthRate,
    Part,
    QuarterRates,
    Rate,
    Standing,
    TargetView,
    UnitReport,
)
from naerverk.reports.page import Page
from naerverk.reports.wording import page_of
from naerverk.statistics.control_charts.finding import finding
from naerverk.statistics.control_charts.xmr import XmrOptions, xmr
from naerverk.statistics.statement import Statement
from naerverk.statistics.targets.people import People
from naerverk.statistics.targets.smiley import smiley
from naerverk.statistics.targets.target import Baseline, Days, Kind, Target

MAY = Month(2026, 5)
SEASON = (1.4, 1.6, 1.1, 0.3, -0.4, -0.9, -1.8, -0.9, 0.2, 0.6, 0.8, 0.9)
NOISE = (0.3, -0.6, 0.5, 0.1, -0.4, 0.7, -0.2, -0.5, 0.6, 0.2, -0.7, 0.4)


def percent(month: Month, n: int) -> float | None:
    """Season and noise around 8.6 percent, 1.4 points lower in the last year; two months hidden."""
    if n in (14, 15):
        return None
    return 8.6 + 0.8 * SEASON[month.month - 1] + NOISE[(n * 5) % 12] - (1.4 if n >= 24 else 0)


def solbakken() -> UnitReport:
    """34 people, three years, measures two years in, a target, two hidden months."""
    months = [MAY.plus(n - 35) for n in range(36)]
    rates = [percent(month, n) for n, month in enumerate(months)]
    chart = xmr(rates, XmrOptions(rebase_at_index1=(25,)))
    target = Target(Kind.PRESENCE, 93.5, Baseline(months[23], Days(860, 10_000)), Month(2027, 12))
    cost = cost_of_days(478.5, Choices(), on=date(2026, 5, 1), today=date(2026, 6, 3))
    return UnitReport(
        unit_id="u12",
        name="Solbakken barnehage",
        above=("Lyngholt kommune", "Oppvekst"),
        month=MAY,
        standing=Standing.OWN,
        basis=Basis("ssb", "2026-1", "units.csv, employments.csv, absences.csv", date(2026, 6, 3), 34, 26.1),
        known=(months[0], MAY),
        smallest=10,
        months=tuple(
            MonthRate(month, Rate(value, Gap.HIDDEN if value is None else None))
            for month, value in zip(months, rates, strict=True)
        ),
        chart=chart,
        finding=finding(chart, months),
        rolling=Rate(7.34),
        rolling_before=Rate(8.52),
        quarters=tuple(_quarter(n) for n in range(8)),
        target=TargetView(target, smiley(target, MAY, Days(739, 10_000))),
        started=months[24],
        people=People(0.31, -0.2, 0.8),
        cost=cost,
        hidden=(Statement("reports.months_hidden", {"n": 2}), Statement("reports.quarters_hidden", {"n": 1})),
    )


@functools.cache
def page(lang: str) -> Page:
    """The page in one language, drawn once."""
    return page_of(solbakken(), Words(lang))


def _quarter(n: int) -> QuarterRates:
    values = {
        Part.SELF_CERTIFIED: 1.2 + 0.3 * (n % 4 == 1),
        Part.DOCTOR_CERTIFIED: 6.8 - 0.15 * n + 0.8 * (n % 4 == 2),
        Part.SHORT: 2.4 + 0.5 * (n % 4 == 2),
        Part.LONG: 5.6 - 0.15 * n,
        Part.GRADED: 31.0 + 3.1 * n,
    }
    hidden = n == 2
    rates = {part: Rate(None, Gap.HIDDEN) if hidden else Rate(value) for part, value in values.items()}
    return QuarterRates(Quarter(2024, 2).plus(n), rates)


def without_figures(standing: Standing) -> UnitReport:
    """The same unit in a month without figures."""
    return replace(
        solbakken(), standing=standing, months=(), chart=None, finding=None, rolling=Rate(None, Gap.HIDDEN),
        rolling_before=Rate(None, Gap.HIDDEN), quarters=(), target=None, people=None, cost=None, hidden=(),
    )  # fmt: skip
