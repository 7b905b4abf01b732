"""What goes with every figure: definition, source, period, people, when it was known, what is not shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from naerverk.locale import Words
from naerverk.reports.explanation.told import Told
from naerverk.reports.figures import Standing, UnitReport
from naerverk.reports.wording.notes import counted_people, explanation, withheld_lines
from naerverk.reports.wording.unbroken import unbroken


@dataclass(frozen=True, slots=True)
class KnownWhen:
    """When the figures were made, when the newest data came in, and what closing and corrections say of the month."""

    made: date
    newest: date | None = None
    lines: tuple[str, ...] = ()


def basis(report: UnitReport, period: str, known: KnownWhen, words: Words) -> Told:
    """The same for all figures of a unit but for the period."""
    return Told(
        words.say("explanations.basis_title"),
        facts=(
            *definition(report.basis.definition, words),
            (words.say("reports.method_period"), period),
            (words.say("reports.method_people"), counted_people(report, report.basis, words)),
            (words.say("explanations.known"), known_text(known, report.basis.version, words)),
            (words.say("reports.withheld"), " ".join(_withheld(report, words))),
        ),
    )


def definition(code: str, words: Words) -> Iterator[tuple[str, str]]:
    """What the days are, and who has defined them."""
    text = words.say(f"reports.definition_{code}")
    if code in ("ssb", "regulation"):
        text = f"{text} {words.say('explanations.days_mean')}"
    yield words.say("reports.method_definition"), text
    yield words.say("explanations.counted_by"), words.say(f"explanations.source_{code}")


def known_text(known: KnownWhen, version: str, words: Words) -> str:
    """When the figures were made, of what, and whether they may still change."""
    made = words.say("explanations.known_text", made=known.made, version=unbroken(version))
    newest = (words.say("explanations.newest_text", day=known.newest),) if known.newest else ()
    return " ".join((made, *newest, *known.lines))


def _withheld(report: UnitReport, words: Words) -> Iterator[str]:
    yield words.say("reports.withheld_rule", smallest=report.smallest)
    if report.standing is not Standing.OWN:
        *_, why = explanation(report, words)
        yield why
    yield from withheld_lines(report, words)
