"""The month's report as a file: the same one from the unit page, from the list of months, and in e-mail to leaders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from naerverk.calendar import Month, months_between
from naerverk.reports.figures import Standing
from naerverk.reports.pdf import pdf_of
from naerverk.reports.standing import place_of
from naerverk.statistics.control_charts.finding import Measure
from naerverk_web.access.models import Account
from naerverk_web.access.public import Permission, Viewer, viewer_for
from naerverk_web.audit.public import record
from naerverk_web.insight.disclosed.figures import figures
from naerverk_web.insight.models import Closing, ReportMail
from naerverk_web.insight.pages.queries import unit_page, words_of_the_moment
from naerverk_web.notices.public import Message, mail_goes_out
from naerverk_web.organisation.public import folded

REPORTS = "reports"
LEADERS = ("leader", "senior_leader")
MOST_FILES = 10
"""So many reports in one e-mail: more would be too much for some mail servers. The others are linked to."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One month of a unit that there is a report for."""

    month: Month
    closed_on: date | None


def attaches() -> bool:
    """Whether leaders get the report itself; else a link to it."""
    return ReportMail.objects.values_list("attach", flat=True).first() is not False


@transaction.atomic
def choose_mail(viewer: Viewer, *, attach: bool) -> None:
    """How reports go to leaders from now on."""
    viewer.must(Permission.MANAGE_ORGANISATION)
    ReportMail.objects.update_or_create(pk=1, defaults={"attach": attach})
    record("insight.report_mail_chosen", by=viewer.actor, details={"attach": attach})


def report_pdf(viewer: Viewer, unit_id: str, month: Month | None, today: date) -> bytes | None:
    """The unit's month as a tagged PDF of disclosed figures; None before there are any. The log says who got it."""
    viewer.must(Permission.EXPORT_FIGURES, unit_id)
    page = unit_page(viewer, unit_id, month=month, measure=Measure.ABSENCE, today=today)
    if page is None:
        return None
    record("insight.exported", by=viewer.actor, about=("unit", unit_id), details={"as": "pdf"})
    return pdf_of(page.words, today)


def report_name(unit_name: str, month: Month) -> str:
    """What the file is called: neutral, as it may stand on a locked phone."""
    return f"{_('report')}-{month.label}-{slugify(folded(unit_name)) or _('unit')}.pdf"


def editions(viewer: Viewer, unit_id: str) -> list[Edition]:
    """The months the unit has a report for, the newest first."""
    viewer.must(Permission.EXPORT_FIGURES, unit_id)
    found = figures()
    if found is None:
        return []
    closed = dict(Closing.objects.filter(closed_at__isnull=False).values_list("month", "closed_at"))
    months = [month for month in months_between(*found.published.known) if _has_report(unit_id, month)]
    return [
        Edition(month, timezone.localdate(closed[month.label]) if month.label in closed else None)
        for month in reversed(months)
    ]


def _has_report(unit_id: str, month: Month) -> bool:
    found = figures()
    if found is None or unit_id not in found.published.months.parents.get(month.label, {}):
        return False
    return place_of(found.published.months, unit_id, month).standing is not Standing.NO_DATA


def write_reports(account_id: int, params: Mapping[str, Any], at: datetime) -> Message | None:
    """The e-mail to a leader about a month: one for all the own units. None for who leads nothing any more."""
    month, today = Month.parse(str(params["month"])), timezone.localdate(at)
    account = Account.objects.get(pk=account_id)
    viewer = viewer_for(account, today)
    units = sorted(_led(viewer), key=lambda unit: viewer.tree[unit].name.casefold())
    if not units:
        return None
    files = dict(_files(account, units, month, today))
    return Message(_subject(month), _text(viewer, units, files, month), tuple(files.values()))


def _led(viewer: Viewer) -> set[str]:
    """The units somebody leads that day: their own, and as a stand-in. Who leads the whole leads what is on top."""
    tops = {unit for unit, node in viewer.tree.nodes.items() if not node.parent_id}
    units: set[str] = set()
    for held in viewer.held:
        if held.role in LEADERS:
            units |= {held.unit_id} if held.unit_id else tops
    return units & viewer.units(Permission.EXPORT_FIGURES)


def _files(account: Account, units: list[str], month: Month, today: date) -> Iterator[tuple[str, tuple[str, bytes]]]:
    """By unit, where the report itself is to be sent.

    A role by a group of the sign-in provider is known to hold only when its owner signs in: such a leader gets links.
    """
    if not (attaches() and mail_goes_out()):
        return
    sure = viewer_for(account, today, by_provider=False)
    for unit in [unit for unit in units if sure.may(Permission.EXPORT_FIGURES, unit)][:MOST_FILES]:
        content = report_pdf(sure, unit, month, today)
        if content:
            yield unit, (report_name(f"{sure.tree[unit].name} {unit}", month), content)


def _subject(month: Month) -> str:
    return _("Report for %(month)s") % {"month": words_of_the_moment().month(month)}


def _text(viewer: Viewer, units: list[str], files: Mapping[str, object], month: Month) -> str:
    given = {"month": words_of_the_moment().month(month)}
    attached, others = [unit for unit in units if unit in files], [unit for unit in units if unit not in files]
    lines = []
    if attached:
        said = ngettext(
            "The report for %(month)s is attached:", "The reports for %(month)s are attached:", len(attached)
        )
        lines += [said % given, *_names(viewer, attached), ""]
    if others:
        lines += [_("Sign in to read about %(month)s:") % given, *_links(viewer, others, month), ""]
    lines.append(_("Older reports are on the page of the unit. You choose whether we write under your notices."))
    return "\n".join(lines) + "\n"


def _names(viewer: Viewer, units: list[str]) -> list[str]:
    return [f"- {viewer.tree[unit].name}" for unit in units]


def _links(viewer: Viewer, units: list[str], month: Month) -> Iterator[str]:
    """With the address where the site's own is known (NAERVERK_ADDRESS, or a named host)."""
    site = settings.OWN_ADDRESS
    for unit in units:
        yield f"- {viewer.tree[unit].name}"
        if site:
            yield f"  {site}{reverse('insight:unit', args=[unit])}?month={month.label}"
