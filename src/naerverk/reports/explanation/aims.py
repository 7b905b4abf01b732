"""How a target, its path, its face and its chance are computed."""

from __future__ import annotations

from collections.abc import Iterator

from naerverk.locale import Words
from naerverk.reports.explanation.people import count
from naerverk.reports.explanation.told import Told, days, exact, fine, rate_sums
from naerverk.reports.figures import Rate, UnitReport
from naerverk.statistics.statement import shown
from naerverk.statistics.targets.people import people_more
from naerverk.statistics.targets.target import Kind, Target


def way(report: UnitReport, words: Words) -> Iterator[Told]:
    """Path, face and chance of the target in the report's month."""
    if report.target is None:
        return
    target, now = report.target.target, report.rolling.percent
    sums = [path_sum(target, report, words)]
    if now is not None:
        word = report.target.smiley.word
        said = words.say(word.code, **word.params)
        path = target.path(report.month)
        above = count(now - path, words)
        sums.append(
            words.say(
                "explanations.face_sum", now=exact(now, words), path=exact(path, words), above=above, word=said.lower()
            )
        )
    means = words.say("explanations.path_means", near=report.target.near_points)
    yield Told(words.say("explanations.path_title"), (means,), tuple(sums))
    yield _chance(report, words)


def path_sum(target: Target, report: UnitReport, words: Words) -> str:
    """The straight line at the report's month."""
    whole = target.due.number - target.baseline.month.number
    gone = min(max(report.month.number - target.baseline.month.number, 0), whole)
    path = target.path(report.month)
    return words.say(
        "explanations.path_sum",
        start=exact(target.baseline.days.rate, words),
        aim=exact(target.rate, words),
        gone=gone,
        whole=whole,
        path=exact(path, words),
        presence=exact(100 - path, words),
    )


def _chance(report: UnitReport, words: Words) -> Told:
    title, chance = words.say("explanations.chance_title"), report.target.chance if report.target else None
    if chance is None:
        return Told(title, (words.say("explanations.chance_none"),))
    said = words.say("explanations.chance_is", chance=words.say(chance.code, **chance.params))
    assumed = (words.say("explanations.assumed"), words.say("explanations.chance_assumed"))
    return Told(title, (words.say("explanations.chance_means"), said), facts=(assumed,))


def promised(target: Target, full_time_equivalents: float, words: Words, *, locked: bool) -> Iterator[Told]:
    """The starting point, the target as it was set, and what it means in people."""
    start = words.say(f"explanations.start_{'locked' if locked else 'open'}", month=target.baseline.month)
    days_then = target.baseline.days
    rate = Rate(days_then.rate, days=days_then)
    yield Told(words.say("explanations.start_title"), (start,), rate_sums(rate, words))
    yield Told(words.say("explanations.aim_title"), (set_as(target, words),), (_aim_sum(target, words),))
    people = words.say(
        "explanations.promise_sum",
        start=fine(days_then.rate, words),
        aim=fine(target.rate, words),
        fte=days(full_time_equivalents, words),
        more=count(people_more(full_time_equivalents, days_then.rate, target.rate), words),
    )
    jobs = words.say("explanations.promise_means", month=target.baseline.month)
    yield Told(words.say("explanations.promise_title"), (jobs,), (people,))


def set_as(target: Target, words: Words) -> str:
    """The target as people wrote it."""
    value = words.percent(target.value, 0 if float(target.value).is_integer() else 2)
    return words.say(f"explanations.aim_{target.kind}", rate=value, due=target.due)


def _aim_sum(target: Target, words: Words) -> str:
    absence, presence = exact(target.rate, words), exact(100 - target.rate, words)
    if target.kind is not Kind.RELATIVE:
        return words.say("explanations.aim_sum", absence=absence, presence=presence)
    change = words.percent(shown(target.value, 2), 2)
    start = exact(target.baseline.days.rate, words)
    return words.say("explanations.aim_relative_sum", start=start, change=change, absence=absence, presence=presence)
