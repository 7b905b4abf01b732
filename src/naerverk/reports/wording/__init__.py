"""From a report's figures to its text, in reading order: sentence, number, chart, detail."""

from __future__ import annotations

from dataclasses import replace

from naerverk.charts.control_chart import control_chart
from naerverk.locale import Words
from naerverk.reports.cost_words import assumption_rows
from naerverk.reports.figures import UnitReport
from naerverk.reports.page import Page, Section
from naerverk.reports.wording.drawings import control_series, months_section, panels, quarters_section
from naerverk.reports.wording.money import cost_notes, cost_section, purses
from naerverk.reports.wording.notes import explanation, lead, method, withheld_lines
from naerverk.reports.wording.tiles import tiles
from naerverk.reports.wording.unbroken import unbroken


def page_of(report: UnitReport, words: Words) -> Page:
    """The whole report in one language, as lines may be broken; what people have named is left as they wrote it."""
    page = _page(report, words)
    bound: Page = unbroken(page)
    return replace(bound, title=page.title, unit=page.unit, above=page.above)


def _page(report: UnitReport, words: Words) -> Page:
    series = control_series(report, words)
    chart = control_chart(series, words) if series else None
    return Page(
        lang=words.lang,
        title=words.say("reports.title", unit=report.name, month=report.month),
        kicker=words.say("reports.kicker", month=report.month),
        unit=report.name,
        above=" › ".join(report.above),
        lead=lead(report, words),
        explanation=tuple(explanation(report, words)),
        tiles=tuple(tiles(report, words)),
        months=months_section(report, words) if chart else None,
        chart=chart,
        quarters=quarters_section(report, words),
        panels=tuple(panels(report, words)),
        cost=cost_section(report, words),
        purses=tuple(purses(report, words)),
        cost_notes=tuple(cost_notes(report, words)),
        assumptions=tuple(assumption_rows(report.cost, words)) if report.cost else (),
        assumptions_title=words.say("economy.assumptions_title"),
        withheld=Section(words.say("reports.withheld"), words.say("reports.withheld_rule", smallest=report.smallest)),
        withheld_lines=tuple(withheld_lines(report, words)),
        method_title=words.say("reports.method"),
        method=tuple(method(report, words)),
        as_table=words.say("reports.as_table"),
        footer=words.say("reports.footer"),
    )
