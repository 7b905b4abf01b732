"""The sentences around the figures: what it means, what is hidden, how it was computed."""

from __future__ import annotations

from collections.abc import Iterator

from naerverk.calendar import rolling12
from naerverk.locale import Words
from naerverk.reports.figures import Basis, Standing, UnitReport
from naerverk.statistics.targets.people import mean_share
from naerverk.statistics.targets.target import Target


def lead(report: UnitReport, words: Words) -> str:
    """The first sentence: what the report means."""
    return _finding(report, words)[0]


def _finding(report: UnitReport, words: Words) -> tuple[str, str]:
    """The first sentence of the finding, and the rest of it."""
    if report.shows_figures and report.finding:
        text = words.say(report.finding.code, **report.finding.params)
        first, stop, rest = text.partition(". ")
        return first + stop.strip(), rest
    return words.say(f"reports.lead_{report.standing}", unit=report.name, month=report.month), ""


def explanation(report: UnitReport, words: Words) -> Iterator[str]:
    """The rest of the finding; why there are no figures, or whose they are."""
    rest = _finding(report, words)[1]
    if rest:
        yield rest
    if report.standing is not Standing.OWN:
        yield words.say(
            f"reports.why_{report.standing}",
            unit=report.name,
            smallest=report.smallest,
            parent=report.above[-1] if report.above else words.say("reports.the_whole"),
            units=", ".join(report.pooled_with),
            first=report.known[0],
            last=report.known[1],
        )


def withheld_lines(report: UnitReport, words: Words) -> Iterator[str]:
    """Every hidden thing by its reason, or that nothing is hidden."""
    if report.shows_figures and not report.hidden:
        yield words.say("reports.all_shown")
    for statement in report.hidden:
        yield words.say(statement.code, **statement.params)


def method(report: UnitReport, words: Words) -> Iterator[tuple[str, str]]:
    """Definition, period, population, source and method, each with its name."""
    basis = report.basis
    first, *_, last = rolling12(report.month)
    yield _named("definition", words.say(f"reports.definition_{basis.definition}"), words)
    yield _named("period", words.say("reports.period_text", month=report.month, first=first, last=last), words)
    yield _named("people", counted_people(report, basis, words), words)
    source = words.say("reports.source_text", source=basis.source, day=basis.computed_on, version=basis.version)
    yield _named("source", source, words)
    if report.shows_figures:
        yield _named("chart", words.say("reports.chart_text"), words)
        if report.target:
            yield _named("target", _target(report.target.target, words), words)
        if report.people:
            yield _named("more", words.say("reports.more_text"), words)


def _target(target: Target, words: Words) -> str:
    return words.say(
        "reports.target_text",
        percent=words.percent(target.baseline.days.rate),
        month=target.baseline.month,
        target=words.percent(target.rate),
        due=target.due,
    )


def _named(name: str, text: str, words: Words) -> tuple[str, str]:
    return words.say(f"reports.method_{name}"), text


def counted_people(report: UnitReport, basis: Basis, words: Words) -> str:
    """Whose days are counted."""
    if report.pooled_with:
        return words.say("reports.people_pooled", units=", ".join(report.pooled_with), parent=report.above[-1])
    if not basis.persons or basis.full_time_equivalents is None:
        return words.say("reports.people_unknown", unit=report.name)
    said = words.say(
        "reports.people_text",
        unit=report.name,
        persons=words.say("reports.persons", n=basis.persons),
        month=report.month,
        fte=words.number(basis.full_time_equivalents, 1),
    )
    if not report.shows_figures:
        return said
    share = mean_share(basis.full_time_equivalents, basis.persons)
    return f"{said} {words.say('reports.people_share', share=words.percent(share))}"
