"""The home page: what needs the viewer now, most urgent first, and their units in one line each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from naerverk.statistics.control_charts.finding import Measure
from naerverk_web.access.public import Permission, Viewer
from naerverk_web.design.public import Table, spark
from naerverk_web.insight.public import (
    Promise,
    figures,
    lines_of,
    promise_in_force,
    stale,
    top_units,
    unit_page,
    units_table,
    waiting_for,
    words_of_the_moment,
)
from naerverk_web.notices.public import notices_for
from naerverk_web.people.public import without_leader

MOST_CARDS = 7
MOST_NOTICES = 3


@dataclass(frozen=True, slots=True)
class Card:
    """One thing that needs somebody: what, why or so what, and where it is done."""

    title: str
    text: str = ""
    url: str = ""
    drawing: SafeString | str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """The page."""

    greeting: str
    cards: tuple[Card, ...]
    units: Table | None


def home_of(viewer: Viewer, now: datetime) -> Home:
    """The home page of one viewer."""
    tops = top_units(viewer)
    cards = [
        *_targets_to_adopt(viewer),
        *_first_steps(viewer),
        *_being_calculated(tops),
        *_notices(viewer),
        *_people_without_leader(viewer, now),
        *_month_ready(viewer, tops, now),
        *_target_in_force(viewer, tops),
    ]
    return Home(_greeting(viewer.name, now), tuple(cards[:MOST_CARDS]), _units(viewer, tops))


def _greeting(name: str, now: datetime) -> str:
    if now.hour < 10:
        return _("Good morning, %(name)s.") % {"name": name}
    if now.hour < 18:
        return _("Good day, %(name)s.") % {"name": name}
    return _("Good evening, %(name)s.") % {"name": name}


def _targets_to_adopt(viewer: Viewer) -> Iterator[Card]:
    for unit in waiting_for(viewer):
        name = viewer.tree[unit].name
        yield Card(
            _("A target for %(unit)s is proposed") % {"unit": name},
            _("Look at it, and adopt it if you agree."),
            reverse("insight:unit", args=[unit]),
        )


def _first_steps(viewer: Viewer) -> Iterator[Card]:
    if figures() is None and viewer.may(Permission.IMPORT_DATA):
        yield Card(
            _("Bring in the first files"),
            _("The list of employees and the list of absences give the first figures."),
            reverse("intake:upload"),
        )


def _being_calculated(tops: list[str]) -> Iterator[Card]:
    if tops and stale():
        yield Card(
            _("New figures are being calculated"),
            _("Until they are ready you see those from before. You need do nothing."),
        )


def _notices(viewer: Viewer) -> Iterator[Card]:
    for notice in notices_for(viewer.account_id, newest=MOST_NOTICES, unread_only=True):
        yield Card(notice.words, "", notice.link)


def _people_without_leader(viewer: Viewer, now: datetime) -> Iterator[Card]:
    if not viewer.may(Permission.MANAGE_PEOPLE):
        return
    n = len(without_leader(viewer, now.date()))
    if n:
        title = ngettext("%(n)s person has no nearest leader", "%(n)s people have no nearest leader", n)
        words = words_of_the_moment()
        yield Card(title % {"n": words.number(n)}, _("The next file with leaders fills them in, or set them by hand."))


def _month_ready(viewer: Viewer, tops: list[str], now: datetime) -> Iterator[Card]:
    found = figures()
    if found is None or not tops:
        return
    unit = tops[0]
    page = unit_page(viewer, unit, month=None, measure=Measure.PRESENCE, today=now.date())
    line = next(iter(lines_of(viewer, [unit])), None)
    if page is None or line is None:
        return
    month = words_of_the_moment().month(found.last)
    yield Card(
        _("Presence in %(month)s is ready: %(unit)s") % {"month": month, "unit": viewer.tree[unit].name},
        page.words.lead,
        reverse("insight:unit", args=[unit]),
        spark(line.spark) if line.spark else "",
    )


def _target_in_force(viewer: Viewer, tops: list[str]) -> Iterator[Card]:
    for unit in tops[:1]:
        promise = promise_in_force(viewer, unit)
        if promise:
            yield Card(
                _("The target for %(unit)s") % {"unit": viewer.tree[unit].name},
                _promised(promise),
                reverse("insight:unit", args=[unit]),
            )


def _promised(promise: Promise) -> str:
    words, target = words_of_the_moment(), promise.target
    return _("From %(start)s to %(aim)s absence by %(due)s: %(people)s more at work every day.") % {
        "start": words.percent(target.baseline.days.rate),
        "aim": words.percent(target.rate),
        "due": words.month(target.due),
        "people": words.number(promise.more_at_work, 1),
    }


def _units(viewer: Viewer, tops: list[str]) -> Table | None:
    """My units; for somebody with one unit the units below it."""
    shown = list(viewer.tree.below(tops[0])) if len(tops) == 1 else tops
    lines = lines_of(viewer, shown or tops)
    return units_table(lines, Measure.PRESENCE, None, _("My units"), show_caption=False) if lines else None
