"""What may be seen of the figures: the viewer comes first, and gets the same disclosed figures as everybody else."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import get_language

from naerverk.calendar import Month, rolling12
from naerverk.charts.series import MonthPoint
from naerverk.charts.small import spark_line
from naerverk.locale import LANGUAGES, Words
from naerverk.reports.figures import Rate, Standing, UnitReport
from naerverk.reports.line import line_of
from naerverk.reports.page import Page
from naerverk.reports.standing import place_of
from naerverk.reports.unit_report import Asked, people_between, published_report
from naerverk.reports.units import UnitName
from naerverk.reports.wording import page_of
from naerverk.statistics.control_charts.finding import Measure
from naerverk.statistics.targets.people import People
from naerverk.statistics.targets.smiley import Smiley, smiley
from naerverk.statistics.targets.target import Target
from naerverk_web.access.public import Permission, Viewer
from naerverk_web.insight.disclosed.figures import figures, figures_of
from naerverk_web.insight.disclosed.revision import limits_in_force
from naerverk_web.insight.pages.change import Certainty, certainty
from naerverk_web.insight.targets.goals import goals_in_force, target_of_unit
from naerverk_web.insight.targets.smiley_rule import near_points
from naerverk_web.organisation.public import Tree

SPARK_MONTHS = 24
NO_RATE = Rate(None)


@dataclass(frozen=True, slots=True)
class UnitPage:
    """A unit's report, in figures and in words."""

    report: UnitReport
    words: Page


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit in a list: its last twelve months, the change from the twelve before, and a small drawing.

    `path` is the absence that the target's path says now.
    """

    unit_id: str
    name: str
    below: int
    standing: Standing
    rolling: Rate
    change: Certainty
    smiley: Smiley | None
    persons: int | None
    spark: str
    before: Rate = NO_RATE
    people: People | None = None
    path: float | None = None


def words_of_the_moment() -> Words:
    """The library's words in the language of the request."""
    lang = get_language()
    return Words(lang if lang in LANGUAGES else "nb")


def unit_page(viewer: Viewer, unit_id: str, *, month: Month | None, measure: Measure, today: date) -> UnitPage | None:
    """The unit's month; None before there are any figures. 404 for those who may not see it."""
    viewer.must(Permission.SEE_FIGURES, unit_id)
    found = figures()
    if found is None:
        return None
    return _page(
        found.key,
        month or found.last,
        measure,
        target_of_unit(unit_id),
        near_points(),
        words_of_the_moment(),
        today,
        _Named(_unit_name(viewer.tree, unit_id), viewer.tree, tuple(node.name for node in viewer.tree.nodes.values())),
    )


@dataclass(frozen=True, slots=True)
class _Named:
    """A unit among others. Two are the same when all the names are."""

    unit: UnitName
    tree: Tree
    names: tuple[str, ...]

    def __hash__(self) -> int:
        return hash((self.unit, self.names))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Named) and (self.unit, self.names) == (other.unit, other.names)

    def name(self, unit_id: str) -> str:
        return self.tree[unit_id].name if unit_id in self.tree else unit_id


@functools.lru_cache(maxsize=2048)
def _page(
    key: UUID,
    month: Month,
    measure: Measure,
    target: Target | None,
    near: float,
    words: Words,
    today: date,
    named: _Named,
) -> UnitPage:
    """Kept between requests: everybody in a room sees the same."""
    found = figures_of(key)
    assert found is not None  # the key came from them
    asked = Asked(named.unit.unit_id, month, target=target, limits=limits_in_force(), measure=measure, near_points=near)
    report = published_report(found.published, named.unit, asked, name=named.name, today=today)
    return UnitPage(report, page_of(report, words))


def _unit_name(tree: Tree, unit_id: str) -> UnitName:
    *above, own = tree.path(unit_id)
    return UnitName(unit_id, own.name, tuple(node.name for node in above))


def top_units(viewer: Viewer) -> list[str]:
    """The units the viewer may see whose parents they may not see, by name."""
    seen = viewer.units(Permission.SEE_FIGURES)
    tops = [unit for unit in seen if viewer.tree[unit].parent_id not in seen]
    return sorted(tops, key=lambda unit: viewer.tree[unit].name.casefold())


def lines_below(viewer: Viewer, unit_id: str, measure: Measure, *, month: Month | None = None) -> list[UnitLine]:
    """The units directly below one, by name."""
    viewer.must(Permission.SEE_FIGURES, unit_id)
    return lines_of(viewer, viewer.tree.below(unit_id), measure, month=month)


def lines_of(
    viewer: Viewer, unit_ids: tuple[str, ...] | list[str], measure: Measure, *, month: Month | None = None
) -> list[UnitLine]:
    """One line for each of these units that the viewer may see; `measure` is what the small drawing shows."""
    found, tree = figures(), viewer.tree
    seen = [unit for unit in unit_ids if unit in viewer.units(Permission.SEE_FIGURES)]
    if found is None or not seen:
        return []
    targets = goals_in_force(seen)
    describe = functools.partial(_line, found.key, month or found.last, measure, words_of_the_moment(), near_points())
    return [describe(_Row(unit, tree[unit].name, len(tree.below(unit))), targets.get(unit)) for unit in seen]


@dataclass(frozen=True, slots=True)
class _Row:
    """What a line says of a unit itself."""

    unit_id: str
    name: str
    below: int


@functools.lru_cache(maxsize=8192)
def _line(
    key: UUID, month: Month, measure: Measure, words: Words, near: float, row: _Row, target: Target | None
) -> UnitLine:
    """Kept between requests, as pages are."""
    found = figures_of(key)
    assert found is not None  # the key came from them
    months, unit_id = found.published.months, row.unit_id
    target = target if target and target.has_begun(month) else None
    describe: Callable[..., UnitLine] = functools.partial(UnitLine, unit_id=unit_id, name=row.name, below=row.below)
    known = month.label in months.plans
    standing = place_of(months, unit_id, month).standing if known else Standing.NO_DATA
    if standing is not Standing.OWN:
        return describe(
            standing=standing, rolling=Rate(None), change=Certainty.UNKNOWN, smiley=None, persons=None, spark=""
        )
    line = line_of(months.table, unit_id, "whole")
    year = line.sum(rolling12(month))
    first = max(min(line.known), month.plus(1 - SPARK_MONTHS))
    points = tuple(
        MonthPoint(each, rate.of(measure), gap=rate.gap)
        for each in (first.plus(n) for n in range(month.number - first.number + 1))
        for rate in [line.rate([each])]
    )
    people = people_between(line, month)
    return describe(
        standing=standing,
        rolling=line.rate(rolling12(month)),
        before=line.rate(rolling12(month.plus(-12))),
        people=people,
        path=target.path(month) if target and year else None,
        change=certainty(people),
        smiley=smiley(target, month, year, near) if target and year else None,
        persons=line.persons.get(month),
        spark=spark_line(row.name, points, words, measure),
    )
