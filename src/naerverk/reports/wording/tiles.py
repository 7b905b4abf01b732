"""The three big figures: presence against the target, this month, people more at work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from naerverk.charts.series import Gap
from naerverk.locale import Words
from naerverk.reports.figures import Rate, UnitReport
from naerverk.reports.page import Tile
from naerverk.statistics.certainty import Certainty
from naerverk.statistics.control_charts.finding import Measure
from naerverk.statistics.targets.people import People

HOW_SURE = {
    Certainty.CLEARLY_MORE: "surely_different",
    Certainty.CLEARLY_FEWER: "surely_different",
    Certainty.PROBABLY_MORE: "probably_different",
    Certainty.PROBABLY_FEWER: "probably_different",
    Certainty.UNSURE: "not_sure",
}


def tiles(report: UnitReport, words: Words) -> Iterator[Tile]:
    """At most three; none when the report shows no figures."""
    if not report.shows_figures:
        return
    found = [_rolling_tile(report, words), _month_tile(report, words)]
    if report.people:
        found.append(_people_tile(report.people, words))
    # Under the name of one unit, a number is read as that unit's own.
    yield from (_together(tile, words) for tile in found) if report.pooled_with else found


def _together(tile: Tile, words: Words) -> Tile:
    return replace(tile, label=words.say("reports.together", label=tile.label))


def _rolling_tile(report: UnitReport, words: Words) -> Tile:
    lines = list(_rolling_lines(report, words))
    label, value = words.say("reports.presence_rolling"), _presence(report.rolling, words)
    if report.target is None:
        return Tile(label, value, tuple(lines))
    smiley = report.target.smiley
    return Tile(label, value, tuple(lines), smiley.face, words.say(smiley.word.code, **smiley.word.params))


def _rolling_lines(report: UnitReport, words: Words) -> Iterator[str]:
    if report.rolling.gap is Gap.MISSING:
        yield words.say("reports.under_12_months")
    if report.target:
        target = report.target.target
        yield words.say(
            "reports.target_is",
            target=words.percent(100 - target.rate),
            due=target.due,
            path=words.percent(100 - target.path(report.month)),
        )
        if report.target.chance:
            chance = words.say(report.target.chance.code, **report.target.chance.params)
            yield words.say("reports.chance", chance=chance)
    if report.rolling.percent is not None:
        yield words.say("reports.absence_is", percent=words.percent(report.rolling.percent))
    if report.rolling_before.presence is not None:
        yield words.say("reports.presence_before", percent=words.percent(report.rolling_before.presence))


def _month_tile(report: UnitReport, words: Words) -> Tile:
    now, before = report.rate_of(report.month), report.month.plus(-12)
    then = _shown(report.rate_of(before), report.measure, words)
    lines = [words.say("reports.same_month", percent=then.lower(), month=before)]
    other, in_other, label = (
        (now.percent, "absence_is", "presence_in_month")
        if report.measure is Measure.PRESENCE
        else (now.presence, "month_presence", "month_absence")
    )
    if other is not None:
        lines.append(words.say(f"reports.{in_other}", percent=words.percent(other)))
    value = _shown(now, report.measure, words)
    return Tile(words.say(f"reports.{label}", month=report.month), value, tuple(lines))


def _shown(rate: Rate, measure: Measure, words: Words) -> str:
    percent = rate.of(measure)
    return _why_not(rate, words) if percent is None else words.percent(percent)


def _presence(rate: Rate, words: Words) -> str:
    return _why_not(rate, words) if rate.presence is None else words.percent(rate.presence)


def _why_not(rate: Rate, words: Words) -> str:
    return words.say("reports.no_data" if rate.gap is Gap.MISSING else "reports.not_shown")


def _people_tile(people: People, words: Words) -> Tile:
    # Whole people from ten on.
    decimals = 0 if abs(people.more) >= 10 else 1
    more = round(people.more, decimals) >= 0
    label = "more_at_work" if more else "fewer_at_work"
    certain = words.say(f"reports.{HOW_SURE[people.certainty]}", **_between(people, decimals, words))
    lines = (words.say("reports.than_before"), certain)
    return Tile(words.say(f"reports.{label}"), words.number(abs(people.more), decimals), lines)


def _between(people: People, decimals: int, words: Words) -> dict[str, str]:
    """The interval in people: its two ends on one side of nobody, or so many fewer to so many more."""
    ends = sorted((abs(people.low), abs(people.high)))
    low, high, fewer, more = (words.number(abs(end), decimals) for end in (*ends, people.low, people.high))
    return {"low": low, "high": high, "fewer": fewer, "more": more}
