"""What the figures and targets ask of somebody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from naerverk.locale import Words
from naerverk.reports.figures import Standing
from naerverk.statistics.control_charts.finding import Measure
from naerverk.statistics.targets.people import people_more
from naerverk_web.access.public import Permission, Viewer
from naerverk_web.design.public import Coming, Need, Urgency, spark
from naerverk_web.insight.public import (
    Promise,
    figures,
    how_address,
    leading,
    lines_of,
    promise_in_force,
    stale,
    top_units,
    unit_page,
    waiting_for,
    words_of_the_moment,
)


def to_adopt(viewer: Viewer, now: datetime) -> Iterator[Need]:
    """Targets that wait for this viewer."""
    for unit in waiting_for(viewer):
        yield Need(
            _("A target for %(unit)s is proposed") % {"unit": viewer.tree[unit].name},
            Urgency.NOW,
            _("Look at it, and adopt it if you agree."),
            _page(unit),
        )


def being_calculated(viewer: Viewer, now: datetime) -> Iterator[Need]:
    """The figures are older than what is known."""
    if figures() is not None and top_units(viewer) and stale():
        yield Need(
            _("New figures are being calculated"),
            Urgency.NEWS,
            _("Until they are ready you see those from before. You need do nothing."),
        )


def month_ready(viewer: Viewer, now: datetime) -> Iterator[Need | Coming]:
    """The newest month of the viewer's unit, and when the next one comes."""
    found, tops = figures(), top_units(viewer)
    if found is None or not tops:
        return
    page = unit_page(viewer, tops[0], month=None, measure=Measure.PRESENCE, today=now.date())
    line = next(iter(lines_of(viewer, tops[:1], Measure.PRESENCE)), None)
    words = words_of_the_moment()
    if page and line:
        given = {"month": words.month(found.last), "unit": viewer.tree[tops[0]].name}
        title = _("Presence in %(month)s is ready: %(unit)s") % given
        drawing = spark(line.spark) if line.spark else ""
        how = how_address("months", tops[0]) if page.words.months else ""
        lead, _explanation = leading(page.report, page.words)
        yield Need(title, Urgency.NEWS, lead, _page(tops[0]), drawing=drawing, how=how)
    yield Coming(_("the figures for %(month)s, when its files are in") % {"month": words.month(found.last.plus(1))})


def target_in_force(viewer: Viewer, now: datetime) -> Iterator[Need | Coming]:
    """How the viewer's unit fares against its target, and when the target is due."""
    for unit in top_units(viewer)[:1]:
        promise = promise_in_force(viewer, unit)
        if promise:
            words, name = words_of_the_moment(), {"unit": viewer.tree[unit].name}
            page = unit_page(viewer, unit, month=None, measure=Measure.PRESENCE, today=now.date())
            view = page.report.target if page else None
            said = [words.say(view.smiley.sentence.code, **view.smiley.sentence.params)] if view else []
            now_rate = page.report.rolling.percent if page else None
            text = " ".join([*said, _people(promise, now_rate, words)])
            yield Need(
                _("The target for %(unit)s") % name, Urgency.NEWS, text, _page(unit), how=how_address("target", unit)
            )
            due = _("the target for %(unit)s is to be reached by %(due)s") % {
                **name,
                "due": words.month(promise.target.due),
            }
            yield Coming(due, promise.target.due.last)


def no_target(viewer: Viewer, now: datetime) -> Iterator[Need]:
    """A unit with figures of its own and no target, for those who may propose one."""
    found, tops = figures(), top_units(viewer)
    if found is None or not tops or _waits(viewer, tops[0]) or promise_in_force(viewer, tops[0]):
        return
    line = next(iter(lines_of(viewer, tops[:1], Measure.PRESENCE)), None)
    if line and line.standing is Standing.OWN and viewer.may(Permission.SET_TARGETS, tops[0]):
        yield Need(
            _("%(unit)s has no target yet") % {"unit": viewer.tree[tops[0]].name},
            Urgency.NEWS,
            _("Agree on one together: leader, union representative and safety representative."),
            reverse("insight:target", args=[tops[0]]),
        )


def _waits(viewer: Viewer, unit: str) -> bool:
    return unit in waiting_for(viewer)


def _people(promise: Promise, now_rate: float | None, words: Words) -> str:
    """What it means in people: how many more are at work than at the start, or what the target would give."""
    start = promise.target.baseline.days.rate
    more = people_more(promise.full_time_equivalents, start, now_rate) if now_rate is not None else 0.0
    if more >= 0.05:
        return _("%(people)s more at work every day than when the target was adopted.") % {
            "people": words.number(more, 1)
        }
    return _("From %(start)s to %(aim)s absence by %(due)s: %(people)s more at work every day.") % {
        "start": words.percent(start),
        "aim": words.percent(promise.target.rate),
        "due": words.month(promise.target.due),
        "people": words.number(promise.more_at_work, 1),
    }


def _page(unit: str) -> str:
    return reverse("insight:unit", args=[unit])
