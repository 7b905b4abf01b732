"""What the pages of this room show, as values for the components."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from naerverk_web.access.queries import Given, Seen
from naerverk_web.design.public import Cell, Column, Fact, Table


def about(name: str, email: str) -> list[Fact]:
    """Name and address of the account."""
    return [Fact(_("Name"), name), Fact(_("E-mail address"), email)]


def own_roles(roles: Iterable[Given]) -> Table:
    """The viewer's own roles and who appointed them."""
    rows = [(role_of(each), unit_of(each), *_days(each), each.appointed_by) for each in roles]
    columns = [Column(name) for name in (_("Role"), _("Unit"), _("First day"), _("Last day"), _("Appointed by"))]
    return Table(_("Roles"), columns, rows, sortable=False, show_caption=False)


def account(seen: Seen) -> list[Fact]:
    """One account, for those who give roles."""
    last = date_format(timezone.localdate(seen.last_at), "SHORT_DATE_FORMAT") if seen.last_at else _("Never")
    second = _("Yes") if seen.factors else _("No")
    return [*about(seen.name, seen.email), Fact(_("Last sign-in"), last), Fact(_("Second step"), second)]


def given(roles: Iterable[Given]) -> Table:
    """Who has which role, with a way to end each."""
    rows = [
        (_person(each), each.email, role_of(each), unit_of(each), *_days(each), each.appointed_by, _end(each))
        for each in roles
    ]
    names = [_("Name"), _("E-mail address"), _("Role"), _("Unit"), _("First day"), _("Last day"), _("Appointed by")]
    columns = [*(Column(name) for name in names), Column(_("Change"), sortable=False)]
    return Table(_("Roles now and to come"), columns, rows, search=True)


def facts(each: Given) -> list[Fact]:
    """One given role."""
    names = (_("Name"), _("Role"), _("Unit"), _("First day"), _("Last day"), _("Appointed by"))
    first, last = _days(each)
    values = (each.name, role_of(each), unit_of(each), first.shown, last.shown, each.appointed_by)
    return [Fact(name, value) for name, value in zip(names, values, strict=True)]


def _person(each: Given) -> Cell:
    return Cell(each.name, url=reverse("access:person", args=[each.account_id]))


def role_of(each: Given) -> str:
    """The role, and whether it is held for somebody else."""
    return _("%(role)s (stand-in)") % {"role": each.role.name} if each.deputy else str(each.role.name)


def unit_of(each: Given) -> str:
    """The unit, or the whole organisation."""
    return each.unit or _("The whole organisation")


def _days(each: Given) -> tuple[Cell, Cell]:
    return _day(each.from_day), _day(each.to_day) if each.to_day else Cell(_("No last day"), "9999")


def _day(day: date) -> Cell:
    return Cell(date_format(day, "SHORT_DATE_FORMAT"), day.isoformat())


def _end(each: Given) -> Cell:
    return Cell(_("End role"), url=reverse("access:end", args=[each.pk]))
