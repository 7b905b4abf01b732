"""How one part of a quarter's absence is computed: by kind, length or grade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from naerverk.locale import Words
from naerverk.reports.explanation.told import Told, days, exact, table
from naerverk.reports.figures import Part, QuarterRates, Rate, UnitReport
from naerverk.statistics.disclosure.publication_plan import ABSENT_MIN
from naerverk.statistics.targets.people import chance_portion, total

YEAR = 4


def of_part(report: UnitReport, part: Part, words: Words) -> Iterator[Told]:
    """The last quarter, the same a year before, and all quarters that the bars show."""
    newest = report.quarters[-1]
    rule = words.say("explanations.part_rule", n=ABSENT_MIN)
    texts = (words.say(f"explanations.{part}_means"), rule)
    yield _of_quarter(newest, part, words, words.quarter(newest.quarter), *texts)
    if len(report.quarters) > YEAR:
        yield _of_quarter(report.quarters[-1 - YEAR], part, words, words.say("explanations.year_before_title"))
    if part is Part.GRADED and report.graded:
        yield _years(report.quarters, words)
    columns = ("quarter", "such", "of", "share") if part is Part.GRADED else ("quarter", "such", "agreed", "share")
    rows = [_row(one, part, words) for one in report.quarters]
    yield Told(words.say("explanations.rows_title"), table=table(words, "rows_title", columns, rows))


def _years(quarters: Sequence[QuarterRates], words: Words) -> Told:
    """The last four quarters and the four before, each divided once."""
    means = words.say("explanations.graded_year_means", portion=round(chance_portion(12)))
    years = (quarters[-YEAR:], quarters[-2 * YEAR : -YEAR])
    found = ([one.parts[Part.GRADED].days for one in year] for year in years)
    sums = (total([each for each in year if each]) for year in found if all(year))
    told = tuple(_sum(Rate(days.rate, days=days), Part.GRADED, words) for days in sums)
    return Told(words.say("explanations.graded_year_title"), (means,), told)


def _of_quarter(one: QuarterRates, part: Part, words: Words, title: str, *texts: str) -> Told:
    rate = one.parts[part]
    if rate.percent is None:
        return Told(title, (*texts, words.say("reports.hidden").capitalize()))
    if rate.days is None:
        return Told(title, (*texts, words.say("explanations.days_not_kept")))
    return Told(title, texts, (_sum(rate, part, words),))


def _sum(rate: Rate, part: Part, words: Words) -> str:
    assert rate.days is not None  # the caller asked
    return words.say(
        "explanations.graded_sum" if part is Part.GRADED else "explanations.part_sum",
        lost=days(rate.days.lost, words),
        agreed=days(rate.days.agreed, words),
        percent=exact(rate.days.rate, words),
        shown=words.percent(rate.days.rate),
    )


def _row(one: QuarterRates, part: Part, words: Words) -> tuple[str, ...]:
    rate, quarter = one.parts[part], words.quarter(one.quarter)
    if rate.percent is None:
        return quarter, "–", "–", words.say("reports.hidden")
    if rate.days is None:
        return quarter, "–", "–", exact(rate.percent, words)
    return quarter, days(rate.days.lost, words), days(rate.days.agreed, words), exact(rate.percent, words)
