"""How each figure of a unit's report is computed: what it is, the very numbers, and what goes with them.

Only disclosed figures are named: where a figure is hidden, so are the numbers it is made of.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from naerverk.calendar import rolling12
from naerverk.locale import Words
from naerverk.reports.explanation.aims import way
from naerverk.reports.explanation.basis import KnownWhen, basis
from naerverk.reports.explanation.money import budget, production
from naerverk.reports.explanation.months import month, rolling, series
from naerverk.reports.explanation.parts import of_part
from naerverk.reports.explanation.people import more_at_work
from naerverk.reports.explanation.told import Told
from naerverk.reports.figures import Part, UnitReport


class Figure(StrEnum):
    """The figures of a unit's page; besides them each `Part`."""

    ROLLING = "rolling"
    MONTH = "month"
    PEOPLE = "people"
    SERIES = "months"
    PRODUCTION = "production"
    BUDGET = "budget"


FIGURES = (*map(str, Figure), *map(str, Part))


def explained(report: UnitReport, figure: str, known: KnownWhen, words: Words) -> tuple[Told, ...]:
    """How one of FIGURES is computed, with its basis last; empty when the report does not show it."""
    told = tuple(_told(report, figure, words))
    return (*told, basis(report, _period(report, figure, words), known, words)) if told else ()


def _told(report: UnitReport, figure: str, words: Words) -> Iterator[Told]:
    if not report.shows_figures:
        return
    if figure in tuple(Part):
        yield from of_part(report, Part(figure), words) if report.shows_kinds else ()
        return
    ways = {
        Figure.ROLLING: (rolling, way),
        Figure.MONTH: (month,),
        Figure.PEOPLE: (more_at_work,),
        Figure.SERIES: (series, way),
        Figure.PRODUCTION: (production,),
        Figure.BUDGET: (budget,),
    }
    for told in ways[Figure(figure)]:
        yield from told(report, words)


def _period(report: UnitReport, figure: str, words: Words) -> str:
    first, last = report.month, report.month
    if figure in tuple(Part):
        return words.quarter(report.quarters[-1].quarter)
    if figure == Figure.MONTH:
        return words.month(report.month)
    if figure == Figure.SERIES:
        first = report.months[0].month
    else:
        first = rolling12(report.month if figure != Figure.PEOPLE else report.month.plus(-12))[0]
    return words.say("explanations.between", first=first, last=last)
