"""Count tables as data: which published rows to hide, and what an attacker gets out of what was hidden.

A table is a mapping with `published` (rows with a count), `inner_rows` (the finest cells with theirs),
`published_is_sum_of_inner_index0` (which inner cells add up to each published row), `freq_var` (the name of the
count) and `params`: `maxN`, the largest count that must be hidden, and perhaps `extra.protectZeros`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf, isfinite
from typing import Any

from naerverk.problems import Refusal, refuse
from naerverk.statistics.disclosure.intervals import TOLERANCE, Enclosure, possible_table
from naerverk.statistics.disclosure.span import Span
from naerverk.statistics.disclosure.suppression import connected_blocks, suppress

LEAST_WIDTH = 2.0
"""An attacker must be left with at least this much doubt about a hidden count."""
MOST_TOGETHER = 20_000
"""Rows that hang together by common cells, small counts among them: linear programmes take an hour from there on.

A table may have any number of rows otherwise: parts that no published row adds up are protected one after the other.
"""


@dataclass(frozen=True, slots=True)
class Broken:
    """What can be got out of one table: hidden rows, those that can be computed or pinned down, and the least doubt.

    `narrowest_interval` is the shortest interval left to a hidden primary row; None when none is bounded.
    """

    hidden: int
    recoverable: int
    narrowest_interval: float | None


def disclose_counts(table: Mapping[str, Any]) -> dict[str, Any]:
    """The same table with `primary` and `suppressed` decided for every published row. Refusal when it is no table."""
    rows, counts, inner = _read(table)
    primary = _primary(table, counts)
    together = max((len(block) for block in connected_blocks(rows) if any(primary[row] for row in block)), default=0)
    if together > MOST_TOGETHER:
        raise refuse("disclosure.too_large", table=str(table.get("id", "")), rows=together, most=MOST_TOGETHER)
    # A zero that is no secret protects nothing when it is hidden: people know where there is nobody.
    importance = [count or inf for count in counts]
    hidden = suppress(rows, primary, importance=importance, table=inner, least_width=LEAST_WIDTH)
    marked = [
        {**row, "primary": small, "suppressed": away}
        for row, small, away in zip(table["published"], primary, hidden, strict=True)
    ]
    return {**table, "published": marked}


def attack_counts(table: Mapping[str, Any]) -> Broken:
    """Try to get the suppressed rows of a table back, by elimination and by linear programmes.

    Only what readers of the table have is used: which inner cells each row adds up, and the counts that are shown.
    """
    rows, counts = _read_published(table)
    shown = [number for number, count in enumerate(counts) if count is not None]
    hidden = [number for number, count in enumerate(counts) if count is None]
    possible = possible_table(rows, counts)
    if possible is None:
        raise refuse("disclosure.counts_disagree", table=str(table.get("id", "")))
    span = Span(rows[number] for number in shown)
    computed = {number for number in hidden if rows[number] in span}
    around = Enclosure(rows, possible).around(shown)
    widths = {number: around.width(number) for number in hidden if table["published"][number].get("primary")}
    pinned = {number for number, width in widths.items() if width < LEAST_WIDTH - TOLERANCE}
    bounded = [round(width, 6) for width in widths.values() if isfinite(width)]
    return Broken(len(hidden), len(computed | pinned), min(bounded, default=None))


def _read_published(table: Mapping[str, Any]) -> tuple[list[frozenset[int]], list[float | None]]:
    """The rows, and their counts where they are shown."""
    try:
        name = str(table["freq_var"])
        counts = [None if row.get("suppressed") else _count(row[name]) for row in table["published"]]
        rows = [frozenset(map(int, cells)) for cells in table["published_is_sum_of_inner_index0"]]
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError) as missing:
        raise _not_a_table(table, str(missing)) from None
    if len(rows) != len(counts) or any(cell < 0 for cells in rows for cell in cells):
        raise _not_a_table(table, "published_is_sum_of_inner_index0")
    return rows, counts


def _read(table: Mapping[str, Any]) -> tuple[list[frozenset[int]], list[float], list[float]]:
    try:
        name = str(table["freq_var"])
        counts = [_count(row[name]) for row in table["published"]]
        inner = [_count(row[name]) for row in table["inner_rows"]]
        rows = [frozenset(int(cell) for cell in cells) for cells in table["published_is_sum_of_inner_index0"]]
    except (KeyError, TypeError, ValueError, OverflowError) as missing:
        raise _not_a_table(table, str(missing)) from None
    if len(rows) != len(counts) or any(not 0 <= cell < len(inner) for cells in rows for cell in cells):
        raise _not_a_table(table, "published_is_sum_of_inner_index0")
    for number, (cells, count) in enumerate(zip(rows, counts, strict=True)):
        if abs(sum(inner[cell] for cell in cells) - count) > 1e-6:
            raise refuse("disclosure.wrong_sum", table=str(table.get("id", "")), row=number)
    return rows, counts, inner


def _count(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value) or value < 0:
        raise ValueError(str(value))
    return float(value)


def _primary(table: Mapping[str, Any], counts: Sequence[float]) -> list[bool]:
    params = table.get("params")
    largest = params.get("maxN") if isinstance(params, Mapping) else None
    if isinstance(largest, bool) or not isinstance(largest, int | float) or not isfinite(largest):
        raise _not_a_table(table, "params.maxN")
    extra = params.get("extra") or {} if isinstance(params, Mapping) else {}
    if not isinstance(extra, Mapping):
        raise _not_a_table(table, "params.extra")
    smallest = 0 if extra.get("protectZeros", True) else 1
    return [smallest <= count <= largest for count in counts]


def _not_a_table(table: Mapping[str, Any], what: str) -> Refusal:
    return refuse("disclosure.not_a_table", table=str(table.get("id", "")), what=what)
