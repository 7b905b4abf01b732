"""The home page: what needs the viewer now, most urgent first, and their units in one line each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from naerverk.statistics.control_charts.finding import Measure
from naerverk_web.access.public import Viewer
from naerverk_web.design.public import Coming, Need, Table, Urgency
from naerverk_web.insight.public import lines_of, top_units, units_table, words_of_the_moment
from naerverk_web.project.needs import SOURCES

MOST_CARDS = 7


@dataclass(frozen=True, slots=True)
class Home:
    """The page. `lead` says whether anything is urgent; if not, what comes next."""

    greeting: str
    lead: str
    cards: tuple[Need, ...]
    units: Table | None


def home_of(viewer: Viewer, now: datetime) -> Home:
    """The home page of one viewer."""
    told = [each for source in SOURCES for each in source(viewer, now)]
    needs = sorted(_each_once([each for each in told if isinstance(each, Need)]), key=_order)[:MOST_CARDS]
    coming = [each for each in told if isinstance(each, Coming)]
    return Home(_greeting(viewer.name, now), _lead(needs, coming), tuple(needs), _units(viewer))


def _each_once(needs: list[Need]) -> list[Need]:
    pages = {need.url for need in needs if need.url}
    return [need for need in needs if need.told_of not in pages]


def _order(need: Need) -> tuple[int, date]:
    """Most urgent first, then what is due first; else as the sources stand."""
    return need.urgency, need.due or date.max


def _lead(needs: list[Need], coming: list[Coming]) -> str:
    if any(need.urgency < Urgency.NEWS for need in needs):
        return _("What needs you now?")
    if not coming:
        return _("Nothing is urgent.")
    first = min(coming, key=lambda each: each.day or date.max)
    if first.day is None:
        return _("Nothing is urgent. Next: %(what)s.") % {"what": first.title}
    given = {"what": first.title, "day": words_of_the_moment().date(first.day)}
    return _("Nothing is urgent. Next: %(what)s, %(day)s.") % given


def _greeting(name: str, now: datetime) -> str:
    if now.hour < 5:
        return _("Hello, %(name)s.") % {"name": name}
    if now.hour < 10:
        return _("Good morning, %(name)s.") % {"name": name}
    if now.hour < 18:
        return _("Good day, %(name)s.") % {"name": name}
    return _("Good evening, %(name)s.") % {"name": name}


def _units(viewer: Viewer) -> Table | None:
    """My units; for somebody with one unit the units below it."""
    tops = top_units(viewer)
    below = list(viewer.tree.below(tops[0])) if len(tops) == 1 else []
    lines = lines_of(viewer, below or tops, Measure.PRESENCE)
    above = tops[0] if below else None
    return units_table(lines, Measure.PRESENCE, None, _("My units"), show_caption=False, above=above) if lines else None
