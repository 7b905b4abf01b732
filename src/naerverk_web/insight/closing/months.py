"""Closing months: provisional until the day HR has set, then frozen, told to leaders, and corrected in the open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from naerverk.calendar import Month, months_between
from naerverk.locale import LANGUAGES, Words
from naerverk_web.access.public import ROLES, Permission, Viewer, accounts_with
from naerverk_web.audit.public import Actor, record
from naerverk_web.insight.closing.reports import LEADERS, REPORTS
from naerverk_web.insight.disclosed.figures import figures
from naerverk_web.insight.disclosed.revision import stale
from naerverk_web.insight.models import THE_BUILD, Build, ClosedFigure, Closing, MonthFigure
from naerverk_web.notices.public import put_letter, tell

REMIND = timedelta(days=3)
SHOWN = 12
SAME = 1e-6
BATCH = 2000


@dataclass(frozen=True, slots=True)
class MonthState:
    """A month of the calendar. `closes_on` is set by HR; `closed_on` is when it happened."""

    month: Month
    closes_on: date | None
    closed_on: date | None

    @property
    def suggested(self) -> date:
        """The fifteenth of the month after."""
        return self.month.plus(1).first.replace(day=15)


@dataclass(frozen=True, slots=True)
class Known:
    """What was known when of one unit's month. `then` is the absence shown at the closing, if it has been corrected."""

    closes_on: date | None
    closed_on: date | None
    then: float | None = None
    corrected_on: date | None = None


def calendar(viewer: Viewer) -> list[MonthState]:
    """The last months with figures, the newest first."""
    viewer.must(Permission.MANAGE_ORGANISATION)
    found = figures()
    if found is None:
        return []
    months = months_between(*found.published.known)[-SHOWN:]
    rows = {row.month: row for row in Closing.objects.filter(month__in=[month.label for month in months])}
    return [_state(month, rows.get(month.label)) for month in reversed(months)]


def _state(month: Month, row: Closing | None) -> MonthState:
    if row is None:
        return MonthState(month, None, None)
    return MonthState(month, row.closes_on, timezone.localdate(row.closed_at) if row.closed_at else None)


def known_of(viewer: Viewer, unit_id: str, month: Month) -> Known:
    """Whether a unit's month is provisional, closed, or corrected since."""
    viewer.must(Permission.SEE_FIGURES, unit_id)
    row = Closing.objects.filter(month=month.label).first()
    if row is None or row.closed_at is None:
        return Known(row.closes_on if row else None, None)
    own = ClosedFigure.objects.filter(month=month.label, unit_id=unit_id, part="whole", corrected_on__isnull=False)
    figure = own.first()
    if figure is None:
        return Known(row.closes_on, timezone.localdate(row.closed_at))
    return Known(row.closes_on, timezone.localdate(row.closed_at), figure.rate_percent, figure.corrected_on)


class OtherDay(Exception):
    """Somebody else has set the day since the page was shown; `day` is theirs."""

    def __init__(self, day: date) -> None:
        super().__init__(str(day))
        self.day = day


@transaction.atomic
def set_closing(viewer: Viewer, month: Month, closes_on: date, *, seen: str | None = None) -> bool:
    """Set the day a month is closed; False when it is closed already.

    `seen` is the day that was set as the page was shown, or nothing. OtherDay when it is another now.
    """
    viewer.must(Permission.MANAGE_ORGANISATION)
    row, made = Closing.objects.select_for_update().get_or_create(month=month.label, defaults={"closes_on": closes_on})
    if row.closed_at:
        return False
    if not made and seen not in (None, str(row.closes_on)) and row.closes_on != closes_on:
        raise OtherDay(row.closes_on)
    row.closes_on, row.reminded = closes_on, False
    row.save(update_fields=["closes_on", "reminded"])
    record("insight.closing_set", by=viewer.actor, details={"month": month.label, "on": str(closes_on)})
    return True


def may_close(month: Month) -> bool:
    """Whether the month is open still."""
    return not Closing.objects.filter(month=month.label, closed_at__isnull=False).exists()


def close_now(viewer: Viewer, month: Month, *, at: datetime) -> bool:
    """Close a month before its day; False when it cannot be."""
    viewer.must(Permission.MANAGE_ORGANISATION)
    return _close(month, at=at, by=viewer.actor, account=viewer.account_id)


def tick(at: datetime) -> int:
    """Close the months whose day has come, and remind HR of those that are near; how many were closed."""
    today, done = timezone.localdate(at), 0
    for row in Closing.objects.filter(closed_at=None).order_by("month"):
        if row.closes_on <= today:
            done += _close(Month.parse(row.month), at=at, by=Actor("", "calendar"))
        elif row.closes_on - today <= REMIND and not row.reminded:
            _remind(row, today)
    return done


@transaction.atomic
def _close(month: Month, *, at: datetime, by: Actor, account: int | None = None) -> bool:
    """Freeze what is shown of the month, and of earlier ones that are still open, and tell the leaders."""
    found = figures()
    if found is None or stale() or not found.published.known[0] <= month <= found.last:
        return False
    if not Build.objects.select_for_update().filter(key=found.key):
        return False  # made anew this very moment; from here on it waits for us
    day = {"closes_on": timezone.localdate(at)}
    row, _made = Closing.objects.select_for_update().get_or_create(month=month.label, defaults=day)
    if row.closed_at:
        return False
    for each in months_between(found.published.known[0], month):
        _freeze(each, at, account)
    record("insight.month_closed", by=by, details={"month": month.label})
    _tell_leaders(month, at)
    return True


def _freeze(month: Month, at: datetime, account: int | None) -> None:
    row, _made = Closing.objects.get_or_create(month=month.label, defaults={"closes_on": timezone.localdate(at)})
    if row.closed_at:
        return
    row.closed_at, row.closed_by_id = at, account
    row.save(update_fields=["closed_at", "closed_by"])
    shown = MonthFigure.objects.filter(month=month.label, status="ok", rate_percent__isnull=False)
    figures_then = shown.values_list("unit_id", "part", "rate_percent")
    ClosedFigure.objects.bulk_create(
        (
            ClosedFigure(month=month.label, unit_id=unit, part=part, rate_percent=rate)
            for unit, part, rate in figures_then
            if rate is not None
        ),
        batch_size=BATCH,
    )


def note_corrections(on: date) -> int:
    """After a rebuild: mark closed figures that are shown otherwise now, and unmark others; how many have changed."""
    figure = MonthFigure.objects.filter(
        build=THE_BUILD, month=OuterRef("month"), unit_id=OuterRef("unit_id"), part=OuterRef("part")
    )
    rows = ClosedFigure.objects.annotate(now=Subquery(figure.values("rate_percent")[:1]))
    low, high = F("rate_percent") - SAME, F("rate_percent") + SAME
    other, same = Q(now__lt=low) | Q(now__gt=high), Q(now=None) | Q(now__gte=low, now__lte=high)
    marked = rows.filter(other, corrected_on=None).update(corrected_on=on)
    return marked + rows.filter(same, corrected_on__isnull=False).update(corrected_on=None)


def _tell_leaders(month: Month, at: datetime) -> None:
    """Each gets one e-mail with the reports of the own units, and a neutral notice with a link for each of these."""
    by_letter: dict[int, bool] = {}
    for account, unit, lang in accounts_with(LEADERS, timezone.localdate(at)):
        if account not in by_letter:
            by_letter[account] = put_letter(account, REPORTS, month.label, at=at, month=month.label)
        words = Words(lang if lang in LANGUAGES else "nb")
        link = reverse("insight:unit", args=[unit]) if unit else reverse("insight:start")
        mailed_at = at if by_letter[account] else None
        tell(account, "month_ready", link=f"{link}?month={month.label}", mailed_at=mailed_at, month=words.month(month))


def _remind(row: Closing, today: date) -> None:
    for account, _unit, lang in accounts_with(_arrangers(), today):
        words = Words(lang if lang in LANGUAGES else "nb")
        tell(account, "month_closes", link=reverse("insight:closing"), month=words.month(Month.parse(row.month)))
    row.reminded = True
    row.save(update_fields=["reminded"])


def _arrangers() -> tuple[str, ...]:
    return tuple(key for key, role in ROLES.items() if Permission.MANAGE_ORGANISATION in role.permissions)


def lines(known: Known, words: Words) -> Iterator[str]:
    """For the page: provisional, or corrected since."""
    if known.closed_on is None and known.closes_on:
        yield _("Provisional: the month is closed on %(day)s.") % {"day": words.date(known.closes_on)}
    if known.then is not None and known.corrected_on:
        said = {"day": words.date(known.corrected_on), "closed": words.date(known.closed_on or known.corrected_on)}
        said["absence"] = words.percent(known.then)
        yield _("Corrected on %(day)s. When the month was closed on %(closed)s, absence was %(absence)s.") % said
