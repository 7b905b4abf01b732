"""What is told of a figure, as the components show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from naerverk.charts.series import TextTable
from naerverk.locale import Words
from naerverk.reports.explanation.told import Told, table
from naerverk_web.design.public import Column, Fact, HowPart, Table


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
    columns = [Column(first), *(Column(name, number=True) for name in others)]
    return Table(text.caption, columns, text.rows, show_caption=False, sortable=False, phone="scroll")


def rows_part(words: Words, columns: Sequence[str], rows: Sequence[tuple[str, ...]], *texts: str) -> Told:
    """Sentences, and the numbers of several units below them."""
    return Told(texts=texts, table=table(words, "rows_title", columns, rows))
