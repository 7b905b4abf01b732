"""What is told of a figure, as the components show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils import timezone

from naerverk.calendar import Month
from naerverk.charts.series import TextTable
from naerverk.locale import Words
from naerverk.reports.explanation.basis import KnownWhen, definition, known_text
from naerverk.reports.explanation.told import Told, table
from naerverk.statistics.definitions import VERSION
from naerverk_web.absence.public import newest_at
from naerverk_web.design.public import Column, Fact, HowPart, Table
from naerverk_web.insight.disclosed.figures import Figures
from naerverk_web.insight.disclosed.revision import limits_in_force

FEW = 4
"""So many columns stand beside each other on a phone."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one figure is computed. `value` is what the page shows of it."""

    title: str
    value: str
    parts: tuple[HowPart, ...]


def shown(told: Iterable[Told]) -> tuple[HowPart, ...]:
    """As the design shows it."""
    return tuple(
        HowPart(
            part.title,
            part.texts,
            part.sums,
            [Fact(*line) for line in part.facts],
            _table(part.table) if part.table else None,
        )
        for part in told
    )


def _table(text: TextTable) -> Table:
    first, *others = text.header
    phone: Literal["scroll", "stack"] = "scroll" if len(text.header) <= FEW else "stack"
    columns = [Column(first), *(Column(name, number=True) for name in others)]
    return Table(text.caption, columns, text.rows, show_caption=False, sortable=False, phone=phone)


def known_now(found: Figures, lines: Sequence[str] = ()) -> KnownWhen:
    """When the figures were made, and the newest of what they are made from came in: days by the clock on the wall."""
    newest = newest_at()
    made_on = timezone.localdate(found.made_at)
    return KnownWhen(made_on, timezone.localdate(newest) if newest else None, tuple(lines))


def rows_part(words: Words, columns: Sequence[str], rows: Sequence[tuple[str, ...]], *texts: str) -> Told:
    """Sentences, and the numbers of several units below them."""
    return Told(texts=texts, table=table(words, "rows_title", columns, rows))


def basis_of_several(found: Figures, known: KnownWhen, words: Words, period: tuple[Month, Month] | None = None) -> Told:
    """What goes with the figures of several units; without a `period` each has its own."""
    said = (words.say("explanations.between", first=period[0], last=period[1]),) if period else ()
    return Told(
        words.say("explanations.basis_title"),
        facts=(
            *definition(found.published.definition, words),
            *((words.say("reports.method_period"), each) for each in said),
            (words.say("reports.method_people"), words.say("explanations.people_each")),
            (words.say("explanations.known"), known_text(known, VERSION, words)),
            (
                words.say("reports.withheld"),
                words.say("reports.withheld_rule", smallest=limits_in_force().unit_min),
            ),
        ),
    )


def about_figures(found: Figures, words: Words) -> list[tuple[str, str]]:
    """Definition, period, people, when and source of all figures there are: for those that leave the site."""
    told = basis_of_several(found, known_now(found), words, found.published.known)
    return [*told.facts, (words.say("reports.method_source"), found.published.source)]
