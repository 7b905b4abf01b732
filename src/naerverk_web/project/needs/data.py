"""What the data ask of those who bring them in and keep them right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from naerverk.calendar import Month
from naerverk_web.access.public import Permission, Viewer
from naerverk_web.design.public import Need, Urgency
from naerverk_web.insight.public import figures, words_of_the_moment
from naerverk_web.intake.models import Batch
from naerverk_web.people.public import in_ended_units, without_leader
from naerverk_web.project.setup.steps import next_step

# By then the pay run of the month before is over at most employers, and its files can be written.
FILES_ARE_THERE_BY = 10
PATIENCE = timedelta(days=3)


def imports_waiting(viewer: Viewer, now: datetime) -> Iterator[Need]:
    """Imports that were begun and need an answer; figures wait for them."""
    if not viewer.may(Permission.IMPORT_DATA):
        return
    waiting = Batch.objects.filter(state__in=(Batch.State.CHECKED, Batch.State.WAITING))
    for batch in waiting.order_by("made_at")[:3]:
        on = words_of_the_moment().date(timezone.localdate(batch.made_at))
        yield Need(
            _("An import from %(day)s waits for you") % {"day": on},
            Urgency.NOW if now - batch.made_at > PATIENCE else Urgency.SOON,
            _("Nothing of it is stored until you confirm it."),
            reverse("intake:batch", args=[batch.pk]),
        )


def first_files(viewer: Viewer, now: datetime) -> Iterator[Need]:
    """Nothing has been brought in yet, and somebody else sets the rest up."""
    if figures() is None and viewer.may(Permission.IMPORT_DATA) and next_step(viewer) is None:
        yield Need(
            _("Bring in the first files"),
            Urgency.NOW,
            _("The list of employees and the list of absences give the first figures."),
            reverse("intake:upload"),
        )


def files_missing(viewer: Viewer, now: datetime) -> Iterator[Need]:
    """A month is over, and its files have not come."""
    found = figures()
    wanted = Month.of(now.date()).plus(-1)
    if found is None or not viewer.may(Permission.IMPORT_DATA) or found.last >= wanted:
        return
    if now.day >= FILES_ARE_THERE_BY or found.last < wanted.plus(-1):
        month = words_of_the_moment().month(found.last.plus(1))
        yield Need(
            _("The files for %(month)s have not come yet") % {"month": month},
            Urgency.NOW,
            _("Leaders see their unit's month when the lists of employees and absences are in."),
            reverse("intake:upload"),
        )


def people_without_leader(viewer: Viewer, now: datetime) -> Iterator[Need]:
    """People nobody follows up, for those who can set who does."""
    if not viewer.may(Permission.MANAGE_PEOPLE):
        return
    n = len(without_leader(viewer, now.date()))
    if n:
        title = ngettext("%(n)s person has no nearest leader", "%(n)s people have no nearest leader", n)
        yield Need(
            title % {"n": words_of_the_moment().number(n)},
            Urgency.SOON,
            _("The next file with leaders fills them in, or set them by hand."),
            reverse("people:leaderless"),
        )


def people_in_ended_units(viewer: Viewer, now: datetime) -> Iterator[Need]:
    """Jobs that go on in a unit that has ended: nobody else would see them."""
    n = len(in_ended_units(viewer, now.date()))
    if n:
        title = ngettext("%(n)s person works in a unit that has ended", "%(n)s people work in a unit that has ended", n)
        yield Need(
            title % {"n": words_of_the_moment().number(n)},
            Urgency.SOON,
            _("No leader sees them, and the figures of the units above lack them."),
            reverse("people:ended_units"),
        )
