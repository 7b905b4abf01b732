"""How people more at work are computed from two periods of twelve months."""

from __future__ import annotations

from collections.abc import Iterator

from naerverk.calendar import working_days
from naerverk.locale import Words
from naerverk.reports.explanation.told import Told, days, fine
from naerverk.reports.figures import UnitReport
from naerverk.statistics.statement import shown


def more_at_work(report: UnitReport, words: Words) -> Iterator[Told]:
    """Points of absence as full-time equivalents, and what chance can do."""
    people, now, before = report.people, report.rolling.percent, report.rolling_before.percent
    if people is None or now is None or before is None:
        return
    fte = report.basis.full_time_equivalents or 0.0
    # As the page counts them: fewer people are said as such, not as less than none more.
    sign = 1 if people.more >= 0 else -1
    low, high = sorted((sign * people.low, sign * people.high))
    said = count(abs(people.more), words)
    points = {"before": fine(before, words), "now": fine(now, words)}
    code = "people_sum" if sign > 0 else "fewer_sum"
    more = words.say(f"explanations.{code}", fte=days(fte, words), more=said, fewer=said, **points)
    yield Told(texts=(words.say("explanations.people_mean"),), sums=(*jobs_sum(report, words), more))
    margin = words.say(
        "explanations.interval_sum",
        more=said,
        margin=count(people.high - people.more, words),
        low=count(low, words),
        high=count(high, words),
    )
    yield Told(words.say("explanations.interval_title"), (words.say("explanations.interval_means"),), (margin,))


def jobs_sum(report: UnitReport, words: Words) -> tuple[str, ...]:
    """Full-time equivalents: agreed days of the month over its working days."""
    agreed, fte = report.rate_of(report.month).days, report.basis.full_time_equivalents
    if agreed is None or fte is None:
        return ()
    return (
        words.say(
            "explanations.fte_sum",
            agreed=days(agreed.agreed, words),
            month=report.month,
            days=working_days(report.month.first, report.month.last),
            fte=days(fte, words),
        ),
    )


def count(people: float, words: Words) -> str:
    """People with two decimals, so that the sum comes out."""
    return words.number(shown(people, 2), 2)
