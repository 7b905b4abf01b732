"""The report as text: what both the PDF and the HTML page say, in one language, in reading order."""

from __future__ import annotations

from dataclasses import dataclass

from naerverk.charts.series import Chart
from naerverk.reports.cost_words import CostRow
from naerverk.statistics.targets.smiley import Face


@dataclass(frozen=True, slots=True)
class Tile:
    """One big figure with its period; `face` adds a drawn face beside its word."""

    label: str
    value: str
    lines: tuple[str, ...]
    face: Face | None = None
    word: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """One part of the absence by quarter: name, what it means, newest value, bars."""

    title: str
    meaning: str
    value: str
    change: str
    chart: Chart


@dataclass(frozen=True, slots=True)
class Purse:
    """One view of the cost: rows, the last one emphasised, and what the sum means."""

    title: str
    rows: tuple[CostRow, ...]
    meaning: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the sentence that says what it shows."""

    title: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Page:
    """The whole report. Empty tuples and None are left out of the layout."""

    lang: str
    title: str
    kicker: str
    unit: str
    above: str
    lead: str
    explanation: tuple[str, ...]
    tiles: tuple[Tile, ...]
    months: Section | None
    chart: Chart | None
    quarters: Section | None
    panels: tuple[Panel, ...]
    cost: Section | None
    purses: tuple[Purse, ...]
    cost_notes: tuple[str, ...]
    assumptions: tuple[CostRow, ...]
    assumptions_title: str
    withheld: Section
    withheld_lines: tuple[str, ...]
    method_title: str
    method: tuple[tuple[str, str], ...]
    as_table: str
    footer: str
