"""The two purses of the report."""

from __future__ import annotations

from collections.abc import Iterator

from naerverk.calendar import rolling12
from naerverk.economy.absence import saving_a_year
from naerverk.locale import Words
from naerverk.reports.cost_words import budget_rows, guesses, kroner, production_rows, sensitivity_sentence
from naerverk.reports.figures import UnitReport
from naerverk.reports.page import Purse, Section

ROUGH = 1_000
"""A group's cost rests on guesses, so that single kroner would lie."""


def cost_section(report: UnitReport, words: Words) -> Section | None:
    """The heading: what, which twelve months, which rates."""
    if not report.cost:
        return None
    first, *_, last = rolling12(report.month)
    sentence = words.say("reports.cost_sentence", first=first, last=last, day=report.cost.price_day)
    return Section(words.say("reports.cost"), sentence)


def purses(report: UnitReport, words: Words) -> Iterator[Purse]:
    """The value of lost work, then the effect on the budget."""
    if report.cost:
        rows = production_rows(report.cost, words, ROUGH)
        yield Purse(words.say("economy.production_title"), tuple(rows), words.say("reports.production_meaning"))
        rows = budget_rows(report.cost, words, ROUGH)
        meaning = f"{words.say('reports.budget_meaning')} {sensitivity_sentence(report.cost, words, ROUGH)}"
        yield Purse(words.say("economy.budget_title"), tuple(rows), meaning)


def cost_notes(report: UnitReport, words: Words) -> Iterator[str]:
    """The guesses, and what more people at work are worth."""
    if not report.cost:
        return
    yield words.say("reports.cost_guesses", guesses=guesses(report.cost, words))
    if report.people and report.people.low > 0:
        saved = saving_a_year(report.people.more, report.cost)
        yield words.say("reports.saving", amount=kroner(saved, words, ROUGH))
