"""Figures as the components show them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from django.urls import reverse
from django.utils.functional import Promise as Words_
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naerverk.calendar import Month
from naerverk.locale import Words
from naerverk.reports.figures import Part, Rate, Standing
from naerverk.reports.page import Page
from naerverk.reports.wording.unbroken import unbroken
from naerverk.statistics.control_charts.finding import Measure
from naerverk.statistics.targets.smiley import Face
from naerverk_web.design.public import Cell, Column, Fact, Table, smiley, spark
from naerverk_web.insight.disclosed.revision import limits_in_force
from naerverk_web.insight.pages.by_whom import by_whom
from naerverk_web.insight.pages.change import WORDS, Certainty
from naerverk_web.insight.pages.marks import PURSES, TILES, how_address
from naerverk_web.insight.pages.queries import UnitLine, words_of_the_moment
from naerverk_web.insight.targets.goals import Promise

FACES = {Face.ON_PATH: "good", Face.NEAR_PATH: "even", Face.ABOVE_PATH: "short"}
"""The library's faces in the words of the components."""

WHY: dict[Standing, Words_] = {
    Standing.POOLED: gettext_lazy("small, counted together with others"),
    Standing.POOLED_TO_PROTECT: gettext_lazy("counted together with a smaller unit"),
    Standing.TOO_SMALL: gettext_lazy("too few to show"),
    Standing.PROTECTING: gettext_lazy("not shown, to protect a smaller unit"),
    Standing.EMPTY: gettext_lazy("no employees this month"),
    Standing.NO_DATA: gettext_lazy("no figures yet"),
}
ORDER = tuple(Certainty)
How = Callable[[str], str]
"""From a figure's name to the address that says how it is computed."""


def units_table(
    lines: Sequence[UnitLine],
    measure: Measure,
    month: Month | None,
    caption: object,
    *,
    show_caption: bool = True,
    above: str | None = None,
) -> Table:
    """Units by name: last twelve months, change in words, a small drawing. Never ranked by itself.

    `above` is the unit whose list it is; None for the viewer's own units.
    """
    words = words_of_the_moment()
    names = {Measure.PRESENCE: _("Presence"), Measure.ABSENCE: _("Absence")}
    drawn = {Measure.PRESENCE: _("presence by month"), Measure.ABSENCE: _("absence by month")}
    how = partial(how_address, unit_id=above, month=month, measure=measure)
    columns = [
        Column(_("Unit")),
        Column(names[measure], number=True, about=_("last 12 months"), how=how("units-rate")),
        Column(_("Since a year ago"), how=how("units-change")),
        Column(_("Development"), sortable=False, about=drawn[measure], how=how("units-line")),
        *([Column(_("Target"), sortable=False, how=how("units-target"))] if any(line.smiley for line in lines) else []),
    ]
    return Table(
        caption=caption,
        columns=columns,
        rows=[_row(line, measure, month, words)[: len(columns)] for line in lines],
        search=len(lines) > 8,
        show_caption=show_caption,
        note=_about(lines),
    )


def _about(lines: Sequence[UnitLine]) -> str:
    text = _("No ranking: most differences between units are chance. %(together)s")
    return text % {"together": counted_together()} if lines else ""


def counted_together() -> str:
    """Which units have no figures of their own."""
    text = _("Units with fewer than %(least)s employees are counted together.")
    return text % {"least": limits_in_force().unit_min}


def _row(line: UnitLine, measure: Measure, month: Month | None, words: Words) -> tuple[object, ...]:
    address = reverse("insight:unit", args=[line.unit_id])
    query = "&".join(
        [*([f"month={month}"] if month else []), *(["show=absence"] if measure is Measure.ABSENCE else [])]
    )
    return (
        Cell(line.name, url=f"{address}?{query}" if query else address),
        _rate(line, line.rolling, measure, words),
        Cell(WORDS[measure][line.change], value=ORDER.index(line.change)) if line.standing is Standing.OWN else "",
        spark(line.spark) if line.spark else "",
        _face(line, words),
    )


def _rate(line: UnitLine, rate: Rate, measure: Measure, words: Words) -> Cell:
    value = rate.of(measure)
    if value is None:
        return Cell(WHY.get(line.standing, _("not twelve months yet")))
    return Cell(words.percent(value), value=value)


def _face(line: UnitLine, words: Words) -> SafeString | str:
    if line.smiley is None:
        return ""
    said = line.smiley.word
    return smiley(FACES[line.smiley.face], words.say(said.code, **said.params))


@dataclass(frozen=True, slots=True)
class TileView:
    """One big figure; its first line is the sentence, the others small print."""

    label: str
    value: str
    sentence: str
    about: str
    face: str
    word: str
    how: str


def tile_views(page: Page, how: How, first_of_all: str = "") -> list[TileView]:
    """The big figures of the page; the first says `first_of_all` before its own lines."""
    said = [tile.lines for tile in page.tiles]
    if said and first_of_all:
        said[0] = (first_of_all, *said[0])
    return [
        TileView(
            tile.label,
            tile.value,
            "".join(lines[:1]),
            ". ".join(line.rstrip(".") for line in lines[1:]),
            FACES[tile.face] if tile.face else "",
            tile.word,
            how(figure),
        )
        for figure, tile, lines in zip(TILES, page.tiles, said, strict=False)
    ]


@dataclass(frozen=True, slots=True)
class QuarterFigure:
    """One part of the absence in the last quarter, with bars of the quarters before."""

    label: str
    value: str
    sentence: str
    about: str
    bars: SafeString
    how: str


def quarter_figures(page: Page, how: How) -> Iterator[QuarterFigure]:
    """Self-certified, doctor-certified, short, long, graded."""
    for part, panel in zip(Part, page.panels, strict=False):
        yield QuarterFigure(panel.title, panel.value, panel.meaning, panel.change, spark(panel.chart.wide), how(part))


def purse_tables(page: Page, how: How) -> list[Table]:
    """The value of lost work, and the effect on the budget."""
    return [
        Table(
            caption=purse.title,
            columns=[Column(_("What")), Column(_("Amount"), number=True, how=how(figure))],
            rows=[(row.label, row.amount) for row in purse.rows],
            sortable=False,
            phone="pairs",
            note=purse.meaning,
        )
        for figure, purse in zip(PURSES, page.purses, strict=False)
    ]


def named(lines: Iterable[tuple[str, str]]) -> list[Fact]:
    """Names and texts as facts."""
    return [Fact(*line) for line in lines]


def promise_lines(promise: Promise, words: Words) -> Iterator[Fact]:
    """A target as facts, presence first."""
    target = promise.target
    start = target.baseline.days.rate
    yield Fact(
        _("From"),
        _("%(presence)s presence (%(absence)s absence) in the 12 months to %(month)s")
        % _rates(start, target.baseline.month, words),
    )
    yield Fact(
        _("To"),
        _("%(presence)s presence (%(absence)s absence) in the 12 months to %(month)s")
        % _rates(target.rate, target.due, words),
    )
    yield Fact(
        _("Means"),
        unbroken(
            _("%(people)s more at work every day, of %(jobs)s full-time jobs")
            % {"people": words.number(promise.more_at_work, 1), "jobs": words.number(promise.full_time_equivalents, 0)}
        ),
    )
    if promise.adopted_on:
        said = {"role": by_whom(promise.adopted_as), "day": words.date(promise.adopted_on)}
        yield Fact(_("Adopted"), _("%(day)s by %(role)s. The starting point is locked.") % said)
    else:
        yield Fact(_("Proposed by"), by_whom(promise.proposed_as))


def _rates(rate: float, month: Month, words: Words) -> dict[str, str]:
    presence = Rate(rate).presence or 0.0
    return {"presence": words.percent(presence), "absence": words.percent(rate), "month": words.month(month)}
