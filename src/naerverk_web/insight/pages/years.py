"""Published figures of whole years in words: few with much or many with little, and how soon people are back."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from naerverk.calendar import Month
from naerverk.charts.return_chart import Curve, return_chart
from naerverk.charts.series import Chart
from naerverk.locale import Words
from naerverk.reports.curves import TOLD_BY, CurvePoint, YearCurve, faster
from naerverk.reports.years import fewest_absent
from naerverk.statistics.certainty import Certainty
from naerverk.statistics.control_charts.finding import Measure
from naerverk_web.access.public import Permission, Viewer
from naerverk_web.design.public import Cell, Column, Table
from naerverk_web.insight.disclosed.figures import figures
from naerverk_web.insight.disclosed.revision import limits_in_force
from naerverk_web.insight.models import YearFigure
from naerverk_web.insight.pages.queries import words_of_the_moment

WITH_FEW, ON_MANY = 60, 45
"""From so many percent the absence is said to be with few, below so many to be spread on many: a rule of thumb."""
YEARS_DRAWN = 3
A_WEEK = 7


@dataclass(slots=True)
class _OfUnit:
    """What is published of a unit: the tenth's percent by year (None: hidden), and the points of its curves."""

    tenths: dict[int, int | None] = field(default_factory=dict)
    points: dict[int, list[CurvePoint]] = field(default_factory=dict)

    @property
    def curves(self) -> list[YearCurve]:
        """The newest curves, newest first; a hidden year has none."""
        known = sorted(self.points.items(), reverse=True)
        return [YearCurve(year, tuple(points)) for year, points in known if points][:YEARS_DRAWN]

    @property
    def shows(self) -> bool:
        """Whether anything is."""
        return any(percent is not None for percent in self.tenths.values()) or any(self.points.values())


@dataclass(frozen=True, slots=True)
class _Known:
    """What is published of all units, the newest month, and from how many persons absent the tenth is shown."""

    units: dict[str, _OfUnit]
    last: Month
    fewest: int


def _known(viewer: Viewer, unit_id: str) -> _Known | None:
    viewer.must(Permission.SEE_FIGURES, unit_id)
    found = figures()
    return _all(found.key, found.last) if found else None


@functools.lru_cache(maxsize=2)
def _all(_key: UUID, last: Month) -> _Known:
    """Kept between requests: everybody in a room sees the same, and whoever changes a limit makes them anew."""
    found: dict[str, _OfUnit] = {}
    columns = ("unit_id", "figure", "year", "day", "percent", "low", "high")
    for unit, figure, year, day, percent, low, high in YearFigure.objects.order_by("day").values_list(*columns):
        one = found.setdefault(unit, _OfUnit())
        if figure == YearFigure.Figure.TENTH:
            one.tenths[int(year)] = percent
        else:
            points = one.points.setdefault(int(year), [])
            points += [] if percent is None else [CurvePoint(day, percent, low or 0, high or 0)]
    return _Known(found, last, fewest_absent(limits_in_force()))


@dataclass(frozen=True, slots=True)
class Tenth:
    """What is said of how unevenly absence falls. `sentence` is empty where it is not shown: `about` says why."""

    title: str
    sentence: str
    about: str
    year: int


@dataclass(frozen=True, slots=True)
class WholeYears:
    """What a page says of whole years: the tenth with most absence, and whether there is a curve to look at.

    `has_file`: whether any figure of a year is shown for the unit or one directly below it.
    """

    tenth: Tenth | None
    has_return: bool
    has_file: bool


def whole_years(viewer: Viewer, unit_id: str, month: Month | None) -> WholeYears:
    """The tenth is of the newest year that is whole in the month."""
    known = _known(viewer, unit_id)
    units = known.units if known else {}
    has_file = any(units[unit].shows for unit in (unit_id, *viewer.tree.below(unit_id)) if unit in units)
    one = units.get(unit_id)
    if known is None or one is None:
        return WholeYears(None, has_return=False, has_file=has_file)
    return WholeYears(_tenth(one, month or known.last, known.fewest), bool(one.curves), has_file)


def _tenth(one: _OfUnit, month: Month, fewest: int) -> Tenth | None:
    whole = [year for year in one.tenths if Month(year, 12) <= month]
    if not whole:
        return None
    percent = one.tenths[max(whole)]
    return (
        _shown(max(whole), percent) if percent is not None else Tenth("", "", _withheld(max(whole), fewest), max(whole))
    )


def _withheld(year: int, fewest: int) -> str:
    return _(
        "How much of the absence in %(year)s is with few is not shown here. It is shown where at least %(n)s were"
        " absent in the year, nobody could be told apart, and no smaller unit would be given away."
    ) % {"year": year, "n": fewest}


def _shown(year: int, percent: int) -> Tenth:
    words = words_of_the_moment()
    shares = {"percent": percent, "few": WITH_FEW, "many": ON_MANY}
    said = {"year": year, **{name: words.percent(value, 0) for name, value in shares.items()}}
    title, sentence = _few_or_many(percent)
    about = _(
        "The tenth of the employees with most absence had %(percent)s of the lost days in %(year)s. From %(few)s we say"
        " few with much, below %(many)s many with little. Nobody here can see who they are."
    )
    return Tenth(title % said, sentence, about % said, year)


def _few_or_many(percent: int) -> tuple[str, str]:
    if percent >= WITH_FEW:
        return (
            _("Few with much: a tenth of the employees had %(percent)s of the absence in %(year)s"),
            _("Then early talks, adapted work and graded leave for each of them fit best."),
        )
    if percent < ON_MANY:
        return (
            _("Many with little: the tenth with most absence had only %(percent)s of it in %(year)s"),
            _("Then measures for everybody fit best: the working environment, and how the work is organised."),
        )
    return (
        _("Both few with much and many with little: a tenth had %(percent)s of the absence in %(year)s"),
        _("Then both are needed: adapted work and graded leave for each, and a better working environment for all."),
    )


@dataclass(frozen=True, slots=True)
class Return:
    """How soon people are back, in words, as a drawing and as a table."""

    lead: str
    title: str
    chart: Chart
    table: Table


def return_to_work(viewer: Viewer, unit_id: str, measure: Measure) -> Return | None:
    """The published curves of a unit; None where there are none."""
    known = _known(viewer, unit_id)
    curves = known.units[unit_id].curves if known and unit_id in known.units else []
    if not curves:
        return None
    words = words_of_the_moment()
    turned = [curve.of(measure) for curve in curves]
    title = _title(turned[0], measure, words)
    lead = _lead(curves, measure, words)
    return Return(lead, title, _drawn(turned, measure, lead, words), _numbers(turned, measure, title, words))


def _title(curve: YearCurve, measure: Measure, words: Words) -> str:
    n = {"n": words.number(curve.at(TOLD_BY).percent, 0), "year": curve.year}
    if measure is Measure.PRESENCE:
        return _("%(n)s of 100 were back within eight weeks in %(year)s") % n
    return _("%(n)s of 100 were still away after eight weeks in %(year)s") % n


def _lead(curves: list[YearCurve], measure: Measure, words: Words) -> str:
    now = curves[0].of(measure)
    last = now.points[-1]
    said = {"year": now.year, "n": words.number(last.percent, 0), "weeks": last.day // A_WEEK}
    text = (
        _("Of 100 doctor-certified absences that began in %(year)s, %(n)s had ended within %(weeks)s weeks.")
        if measure is Measure.PRESENCE
        else _("Of 100 doctor-certified absences that began in %(year)s, %(n)s went on after %(weeks)s weeks.")
    ) % said
    before = next((curve for curve in curves if curve.year == now.year - 1), None)
    if before is None:
        return text
    sure = {
        Certainty.CLEARLY_MORE: _("Clearly more were back within eight weeks than in %(year)s."),
        Certainty.PROBABLY_MORE: _("Probably more were back within eight weeks than in %(year)s."),
        Certainty.UNSURE: _("There is no certain difference from %(year)s."),
        Certainty.PROBABLY_FEWER: _("Probably fewer were back within eight weeks than in %(year)s."),
        Certainty.CLEARLY_FEWER: _("Clearly fewer were back within eight weeks than in %(year)s."),
    }
    return f"{text} {sure[faster(curves[0], before)] % {'year': before.year}}"


def day_name(day: int) -> str:
    """`16 days`, `8 weeks`."""
    if day % A_WEEK:
        return ngettext("%(n)s day", "%(n)s days", day) % {"n": day}
    return ngettext("%(n)s week", "%(n)s weeks", day // A_WEEK) % {"n": day // A_WEEK}


def _drawn(curves: list[YearCurve], measure: Measure, described: str, words: Words) -> Chart:
    start = CurvePoint(0, 100, 100, 100).of(measure)
    drawn = [
        Curve(str(curve.year), [(p.day, p.percent, p.low, p.high) for p in (start, *curve.points)]) for curve in curves
    ]
    days = {0: "0", **{point.day: day_name(point.day) for point in curves[0].points}}
    key = (
        _("Across: time since the first day of the absence."),
        _("The blue field is chance in %(year)s.") % {"year": curves[0].year},
    )
    return return_chart("", described, drawn, days, words, key)


def _numbers(curves: list[YearCurve], measure: Measure, caption: str, words: Words) -> Table:
    what = _("back") if measure is Measure.PRESENCE else _("still away")
    newest, *older = curves
    columns = [
        Column(_("Since the first day")),
        Column(str(newest.year), number=True, about=what),
        Column(_("Chance"), about=str(newest.year)),
        *(Column(str(curve.year), number=True, about=what) for curve in older),
    ]
    rows = [tuple(_row(point, older, words)) for point in newest.points]
    return Table(caption, columns, rows, show_caption=False, sortable=False)


def _row(point: CurvePoint, older: list[YearCurve], words: Words) -> Iterator[object]:
    yield Cell(day_name(point.day))
    yield words.percent(point.percent, 0)
    yield _("%(low)s to %(high)s") % {"low": words.percent(point.low, 0), "high": words.percent(point.high, 0)}
    for curve in older:
        there = next((other for other in curve.points if other.day == point.day), None)
        yield words.percent(there.percent, 0) if there else _("not shown")
