"""Own figures beside published ones: the same kind and the same period, or it is said why nothing can be concluded."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.utils.translation import gettext as _

from naerverk.calendar import Month, Quarter, months_between
from naerverk.locale import Words
from naerverk.reports.figures import Part, Rate, Standing
from naerverk.reports.line import Line, line_of
from naerverk.reports.standing import place_of
from naerverk.statistics.certainty import Certainty, certainty_of
from naerverk.statistics.control_charts.finding import Measure
from naerverk.statistics.definitions import Definition
from naerverk.statistics.targets.people import TWO_SIDED_95, rate_variance, total
from naerverk.statistics.targets.target import Days
from naerverk_web.access.public import Permission, Viewer
from naerverk_web.insight.disclosed.figures import Figures, figures
from naerverk_web.insight.outside import SSB, Published, published_outside, series_beside
from naerverk_web.insight.pages.change import WORDS

TOTAL = "total"
PARTS = {"self_certified": Part.SELF_CERTIFIED, "doctor_certified": Part.DOCTOR_CERTIFIED}
BEFORE_2018Q4, NAV = "ssb_before_2018q4", "nav_doctor_certified"
LIKE_OURS = {*((Definition.SSB, kind) for kind in (TOTAL, *PARTS)), (NAV, "doctor_certified")}
"""What is counted as here: Statistics Norway's figures since 2018, and NAV's of doctor-certified absence."""


class Verdict(StrEnum):
    """What can be said of own and published together."""

    COMPARED = "compared"
    OTHER_DEFINITION = "other_definition"
    OTHER_TIME = "other_time"
    NOT_SHOWN = "not_shown"


@dataclass(frozen=True, slots=True)
class Compared:
    """One published figure and the own one beside it; `low` and `high` are the 95 % interval of the own."""

    published: Published
    verdict: Verdict
    period: str = ""
    own: float | None = None
    low: float | None = None
    high: float | None = None
    certainty: Certainty = Certainty.UNKNOWN
    days: Days | None = None


def compared(viewer: Viewer, unit_id: str) -> list[Compared] | None:
    """The newest figure of each kind of the series the unit stands beside; None when the unit shows no own figures."""
    viewer.must(Permission.SEE_FIGURES, unit_id)
    found = figures()
    if found is None or place_of(found.published.months, unit_id, found.last).standing is not Standing.OWN:
        return None
    own = _Own(found, unit_id)
    wanted = {series: n for n, series in enumerate(series_beside(viewer.tree, unit_id))}
    newest: dict[tuple[int, str], Published] = {}
    for each in published_outside():
        key = (wanted.get(each.series, -1), each.kind)
        if key[0] >= 0 and (key not in newest or newest[key].period <= each.period):
            newest[key] = each
    return [_compare(newest[key], own) for key in sorted(newest)]


class _Own:
    """The unit's own figures by period and kind."""

    def __init__(self, found: Figures, unit_id: str) -> None:
        self._line: Line = line_of(found.published.months.table, unit_id, "whole")
        quarters = found.published.quarters(unit_id, found.last)
        self._parts = {one.quarter: one.parts for one in quarters}
        self._known = found.published.known

    def days(self, period: str, kind: str) -> list[Days] | None:
        """By month; None when a month, or a quarter's part, is missing or not shown."""
        months = _months(period)
        if self._line.gap(months):
            return None
        days = [self._line.days[month] for month in months]
        return days if kind == TOTAL else self._of_part(months, days, PARTS[kind])

    def has(self, period: str) -> bool:
        """Whether the data reach over all of the period."""
        months = _months(period)
        return self._known[0] <= months[0] and months[-1] <= self._known[1]

    def like(self, period: str) -> str:
        """The newest own period of the same sort: the same quarter of a later year, or a year; empty without one."""
        years = range(self._known[1].year, int(period[:4]), -1)
        return next((label for year in years if self.has(label := f"{year}{period[4:]}")), "")

    def _of_part(self, months: Sequence[Month], days: Sequence[Days], part: Part) -> list[Days] | None:
        rates = [self._parts.get(month.quarter, {}).get(part, Rate(None)) for month in months]
        known = [rate.percent for rate in rates if rate.percent is not None]
        if len(known) < len(months):
            return None
        return [Days(day.agreed * rate / 100, day.agreed) for day, rate in zip(days, known, strict=True)]


def _months(period: str) -> list[Month]:
    if len(period) == 4:
        return months_between(Month(int(period), 1), Month(int(period), 12))
    return list(Quarter.parse(period).months)


def _compare(published: Published, own: _Own) -> Compared:
    same = own.has(published.period)
    period = published.period if same else own.like(published.period)
    days = own.days(period, published.kind) if period else None
    if days is None:
        return Compared(published, Verdict.NOT_SHOWN if same else Verdict.OTHER_TIME, period)
    summed = total(days)
    rate, spread = summed.rate, math.sqrt(rate_variance(days))
    reach = TWO_SIDED_95 * spread
    beside = Compared(published, Verdict.COMPARED, period, rate, max(rate - reach, 0.0), rate + reach, days=summed)
    if (published.definition, published.kind) not in LIKE_OURS:
        return replace(beside, verdict=Verdict.OTHER_DEFINITION)
    if not same:
        return replace(beside, verdict=Verdict.OTHER_TIME)
    # As for people at work: lower absence is more of them.
    return replace(beside, certainty=certainty_of(published.percent - rate, reach))


def finding(found: Sequence[Compared], words: Words) -> str:
    """The first thing that can be said; else why nothing can."""
    for each in found:
        if each.verdict is Verdict.COMPARED:
            return _sentence(each, words)
    if not found:
        return _("No published figures are chosen.")
    return _(
        "The figures stand beside each other, but say nothing certain about the difference: they are from another time"
        " or counted in another way."
    )


def _sentence(each: Compared, words: Words) -> str:
    said = {"group": each.published.series.name, "period": period_name(each.period, words)}
    sentences = {
        Certainty.CLEARLY_MORE: _("Absence here was clearly lower than for %(group)s in %(period)s."),
        Certainty.PROBABLY_MORE: _("Absence here was probably lower than for %(group)s in %(period)s."),
        Certainty.UNSURE: _("There was no certain difference from %(group)s in %(period)s."),
        Certainty.PROBABLY_FEWER: _("Absence here was probably higher than for %(group)s in %(period)s."),
        Certainty.CLEARLY_FEWER: _("Absence here was clearly higher than for %(group)s in %(period)s."),
    }
    return sentences[each.certainty] % said


def period_name(period: str, words: Words) -> str:
    """`2025`, `1. kvartal 2021`."""
    return period if len(period) == 4 else words.quarter(Quarter.parse(period))


def period_short(period: str, words: Words) -> str:
    """`2025`, `1. kv. 2021`: for a chart on a phone."""
    if len(period) == 4:
        return period
    quarter = Quarter.parse(period)
    return words.say("charts.quarter_short", quarter=str(quarter.quarter), year=str(quarter.year))


def kind_name(kind: str) -> str:
    """What kind of absence."""
    names = {
        TOTAL: _("all sickness absence"),
        "self_certified": _("self-certified"),
        "doctor_certified": _("doctor-certified"),
    }
    return names[kind]


def definition_name(definition: str) -> str:
    """How a published figure is counted."""
    names = {
        Definition.SSB: _("lost days of agreed days, holiday not taken out"),
        BEFORE_2018Q4: _("lost days of agreed days, holiday taken out"),
        NAV: _("NAV's definition, doctor-certified"),
        "nav_total": _("all absence, as the source says; NAV itself counts doctor-certified only"),
    }
    return names.get(definition, definition)


def remark(each: Compared, words: Words) -> str:
    """What may be concluded, in a few words."""
    if each.verdict is Verdict.COMPARED:
        return str(WORDS[Measure.ABSENCE][each.certainty])
    if each.verdict is Verdict.OTHER_DEFINITION and each.published.definition == BEFORE_2018Q4:
        return _("counted in another way before 2019: not compared")
    if each.verdict is Verdict.OTHER_DEFINITION:
        return _("counted in another way: not compared")
    if each.verdict is Verdict.NOT_SHOWN:
        return _("own figure is not shown")
    if not each.period:
        return _("no own figure yet")
    return _("another time: own figure is for %(period)s") % {"period": period_name(each.period, words)}


def notes(found: Sequence[Compared]) -> Iterator[str]:
    """What may be compared with what, for what is on the page."""
    yield _("Only the same period and the same kind of absence are compared. A quarter is never compared with a month.")
    if any(each.published.kind == "doctor_certified" for each in found):
        yield _(
            "Doctor-certified absence is counted from the sick notes of all employees. Self-certified absence is an"
            " estimate from a sample in the published figures, but counted here."
        )
    if any(len(each.published.period) == 4 and each.published.series.source == SSB for each in found):
        yield _("Figures by occupation hold for all employers in the country, and for doctor-certified absence only.")
    if any(each.published.definition.startswith("nav_") for each in found):
        yield _(
            "NAV counts doctor-certified absence only. Its figures are compared with doctor-certified absence here,"
            " never with all sickness absence."
        )
    if any(each.published.definition == BEFORE_2018Q4 for each in found):
        yield _("Up to 2018 holiday was taken out of the agreed days, so that older figures are somewhat higher.")
