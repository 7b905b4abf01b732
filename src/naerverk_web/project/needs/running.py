"""What keeping the site going asks: setting it up, roles that end, jobs that failed, refused attempts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult

from naerverk_web.access.models import Grant
from naerverk_web.access.public import ROLES, Permission, Viewer
from naerverk_web.audit.public import refused_since
from naerverk_web.design.public import Coming, Need, Urgency
from naerverk_web.insight.public import words_of_the_moment
from naerverk_web.notices.public import letters_lost, mail_goes_out
from naerverk_web.project.setup.steps import STEPS, next_step

ROLES_END_WITHIN = timedelta(days=30)
LATELY = timedelta(days=7)


def set_up(viewer: Viewer, now: datetime) -> Iterator[Need]:
    """The next step of the first run."""
    step = next_step(viewer)
    if step and not settings.DEMO:
        given = {"number": STEPS.index(step) + 1, "total": len(STEPS), "name": step.name}
        title = _("Go on setting up: %(name)s (step %(number)s of %(total)s)") % given
        yield Need(title, Urgency.NOW, str(step.why), step.url)


def roles_ending(viewer: Viewer, now: datetime) -> Iterator[Need | Coming]:
    """Own roles that end soon; for those who give roles, how many of others' do."""
    today = now.date()
    ending = Grant.objects.filter(valid_from__lte=today, valid_to__range=(today, today + ROLES_END_WITHIN))
    words = words_of_the_moment()
    for grant in ending.filter(account_id=viewer.account_id).order_by("valid_to").select_related("unit"):
        given = {"role": ROLES[grant.role].name, "day": words.date(grant.valid_to)}
        title = _("Your role %(role)s ends on %(day)s") % given
        yield Need(title, Urgency.SOON, _("Hand over in time."), reverse("access:account"), due=grant.valid_to)
    n = ending.exclude(account_id=viewer.account_id).count() if viewer.may(Permission.GRANT_ROLES) else 0
    if n:
        title = ngettext("%(n)s role ends within a month", "%(n)s roles end within a month", n) % {"n": n}
        yield Need(title, Urgency.SOON, _("Give it to the next one in time, or let it end."), reverse("access:given"))
    later = Grant.objects.filter(account_id=viewer.account_id, valid_to__gt=today + ROLES_END_WITHIN)
    for grant in later.order_by("valid_to")[:1]:
        yield Coming(_("your role %(role)s ends") % {"role": ROLES[grant.role].name}, grant.valid_to)


def failed_jobs(viewer: Viewer, now: datetime) -> Iterator[Need]:
    """Background work that went wrong lately, for those who run the system."""
    if viewer.may(Permission.MANAGE_SETTINGS):
        n = DBTaskResult.objects.failed().filter(finished_at__gte=now - LATELY).count()
        if n:
            title = ngettext("%(n)s background job failed this week", "%(n)s background jobs failed this week", n)
            yield Need(title % {"n": n}, Urgency.NOW, _("The log says why. Nothing half-done is left behind."))


def no_mail(viewer: Viewer, now: datetime) -> Iterator[Need]:
    """E-mail goes nowhere until it is set up."""
    if not mail_goes_out() and not settings.DEMO and viewer.may(Permission.MANAGE_SETTINGS):
        yield Need(
            _("E-mail is not set up"),
            Urgency.SOON,
            _("Nobody gets a link to choose a password, or news by e-mail, until it is."),
        )


def lost_mail(viewer: Viewer, now: datetime) -> Iterator[Need]:
    """E-mail that the mail server refused for a day."""
    n = len(letters_lost(now)) if viewer.may(Permission.MANAGE_SETTINGS) else 0
    if n:
        title = ngettext("%(n)s e-mail did not get through", "%(n)s e-mails did not get through", n) % {"n": n}
        about = _("The mail server refused it for a day, or the site was stopped while sending.")
        yield Need(title, Urgency.NOW, about, reverse("project:letters"))


def refused(viewer: Viewer, now: datetime) -> Iterator[Need]:
    """How often somebody was refused lately: a number without names."""
    if viewer.may(Permission.SEE_AUDIT):
        n = refused_since(now - LATELY)
        title = ngettext("%(n)s attempt was refused this week", "%(n)s attempts were refused this week", n)
        about = _("A few are ordinary: a wrong password, an old link. Many from one account are worth a look.")
        yield Need(title % {"n": n}, Urgency.NEWS, about, f"{reverse('logbook:log')}?refused=on")
