"""What the access review shows, as values for the components and as text for the file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naerverk_web.access.review import ENDLESS, LEFT, UNUSED, Idle, Line
from naerverk_web.access.tables import role_of, unit_of
from naerverk_web.design.public import Cell, Column, Link, Table, tag

FLAGS = {
    LEFT: gettext_lazy("Employment has ended"),
    UNUSED: gettext_lazy("Not used for 90 days"),
    ENDLESS: gettext_lazy("No last day"),
}


def lines(found: Iterable[Line], *, token: str, everything: bool) -> Table:
    """One line per role. Without a `token` nothing can be pressed."""
    names = [*_names(), *([_("Decide")] if token else [])]
    rows = [[*_cells(line, linked=bool(token)), *_buttons(line, token, everything)] for line in found]
    columns = [Column(name, sortable=name != _("Decide")) for name in names]
    exports = [Link("CSV", reverse("access:review_file"))]
    return Table(_("Roles to look at"), columns, rows, search=True, show_caption=False, exports=exports)


def idle(found: Iterable[Idle], *, linked: bool) -> Table:
    """Accounts without a role."""
    rows = [
        (
            Cell(one.name, url=reverse("access:person", args=[one.pk]) if linked else ""),
            one.email,
            _day(one.last_at),
            _goes(one),
        )
        for one in found
    ]
    columns = [Column(name) for name in (_("Name"), _("E-mail address"), _("Last used"), _("Is removed"))]
    return Table(_("Accounts without a role"), columns, rows, show_caption=False)


def as_text(found: Iterable[Line]) -> tuple[list[str], list[list[str]]]:
    """The same for a file: header and rows."""
    rows = []
    for line in found:
        given = line.given
        days = [_plain(given.from_day), _plain(given.to_day) if given.to_day else ""]
        flags = ", ".join(str(FLAGS[flag]) for flag in line.flags)
        used, looked = _plain(line.last_at), _plain(line.looked_at)
        who = [given.name, given.email, str(role_of(given)), str(unit_of(given))]
        rows.append([*who, *days, given.appointed_by, used, _yes(line.factors), flags, looked, line.looked_by])
    names = [_("Name"), _("E-mail address"), _("Role"), _("Unit"), _("First day"), _("Last day"), _("Appointed by")]
    more = [_("Last used"), _("Second step"), _("Worth a look"), _("Looked at"), _("By")]
    return names + more, rows


def _names() -> list[str]:
    who = [_("Name"), _("Role"), _("Period and appointed by")]
    return [*who, _("Last used"), _("Second step"), _("Worth a look"), _("Looked at")]


def _cells(line: Line, *, linked: bool) -> list[object]:
    given = line.given
    link = reverse("access:person", args=[given.account_id]) if linked else ""
    return [
        Cell(given.name, url=link),
        Cell(f"{role_of(given)}, {unit_of(given)}"),
        Cell(f"{_period(given.from_day, given.to_day)}, {given.appointed_by}", given.from_day.isoformat()),
        _day(line.last_at),
        _yes(line.factors),
        Cell(_tags(line.flags), str(len(line.flags))),
        _looked(line),
    ]


def _period(first: date, last: date | None) -> str:
    begin = date_format(first, "SHORT_DATE_FORMAT")
    return f"{begin} – {date_format(last, 'SHORT_DATE_FORMAT')}" if last else _("From %(day)s") % {"day": begin}


def _tags(flags: Iterable[str]) -> SafeString:
    return format_html_join(
        " ", "{}", ((tag(FLAGS[flag], tone="watch" if flag != ENDLESS else "neutral"),) for flag in flags)
    )


def _looked(line: Line) -> Cell:
    if line.looked_at is None:
        return Cell(_("Never"), "")
    day = date_format(timezone.localtime(line.looked_at), "SHORT_DATE_FORMAT")
    return Cell(_("%(day)s by %(name)s") % {"day": day, "name": line.looked_by}, line.looked_at.isoformat())


def _day(at: datetime | None) -> Cell:
    shown = date_format(timezone.localtime(at), "SHORT_DATE_FORMAT") if at else _("Never")
    return Cell(shown, at.isoformat() if at else "")


def _goes(one: Idle) -> Cell:
    shown = _("Not while data are held") if settings.HOLD else date_format(one.goes_on, "SHORT_DATE_FORMAT")
    return Cell(shown, one.goes_on.isoformat())


def _plain(day: date | datetime | None) -> str:
    if isinstance(day, datetime):
        return timezone.localtime(day).date().isoformat()
    return day.isoformat() if day else ""


def _yes(value: object) -> str:
    return _("Yes") if value else _("No")


def _buttons(line: Line, token: str, everything: bool) -> list[object]:
    """Keep and end, each a form of its own: they change something."""
    if not token:
        return []
    if line.is_own:
        return [_("Your own: somebody else looks")]
    about = f"{line.given.name}, {role_of(line.given)}, {unit_of(line.given)}"
    pieces = [
        format_html(
            '<form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">{}'
            '<button class="ds-button" type="submit" data-variant="{}" data-color="accent" data-size="sm">{}'
            '<span class="ds-sr-only">: {}</span></button></form>',
            reverse(route, args=[line.given.pk]),
            token,
            SafeString('<input type="hidden" name="all">') if everything else "",
            variant,
            word,
            about,
        )
        for route, variant, word in (
            ("access:keep", "secondary", _("Keep")),
            ("access:end_now", "tertiary", _("End today")),
        )
    ]
    return [Cell(format_html('<div class="nv-decide">{}{}</div>', *pieces))]
