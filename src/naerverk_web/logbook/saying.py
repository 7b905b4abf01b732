"""One line of the log in words: when, who, what, why. The page and the file say the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from naerverk.calendar import Month
from naerverk.locale import Words
from naerverk_web.access.public import PERMISSION_NAMES, ROLES
from naerverk_web.audit.public import Line
from naerverk_web.logbook.queries import Named
from naerverk_web.logbook.sentences import DONE, JOBS, PURPOSES, REFUSED
from naerverk_web.organisation.public import Tree

PLACE = re.compile(r"%\((\w+)\)s")
SHORT = 8
"""So many signs of the number of an import tell it from the others."""


@dataclass(frozen=True, slots=True)
class Told:
    """A line in words. `at` is the clock on the wall; `person`: an employee number, where it is about one."""

    day: str
    clock: str
    at: str
    who: str
    account_id: str
    roles: str
    what: str
    why: str
    refused: bool
    person: str


def told(line: Line, named: Named, units: Tree) -> Told:
    """What happened, without anything that a reader of the log should not see."""
    at = timezone.localtime(line.key.at)
    words = Words(_language())
    return Told(
        day=words.date(at.date()),
        clock=f"{at:%H:%M}",
        at=f"{at:%Y-%m-%d %H:%M:%S}",
        who=_who(line, named),
        account_id=line.actor_id,
        roles=", ".join(named.roles(line.actor_id, line.key.at)),
        what=_what(line, named, units, words),
        why=str(PURPOSES.get(line.purpose, line.purpose)),
        refused=line.refused,
        person=line.about_id if line.about_kind == "person" else "",
    )


def _language() -> str:
    return get_language() or "nb"


def _who(line: Line, named: Named) -> str:
    if line.purged:
        return _("No longer kept")
    if line.actor_id:
        return line.actor_name or named.names.get(line.actor_id) or _("account %(id)s") % {"id": line.actor_id}
    return str(JOBS.get(line.actor_name, line.actor_name))


def _what(line: Line, named: Named, units: Tree, words: Words) -> str:
    """The sentence of the action; the code itself where a newer or older version wrote it."""
    sentence = (REFUSED if line.refused else DONE).get(line.action)
    if sentence is None:
        return line.action
    details, text = line.details, str(sentence)
    places: dict[str, Callable[[], str]] = {
        "about": lambda: _about(line, named, units),
        "other": lambda: _number(details.get("from") or details.get("to")),
        "role": lambda: _role(details.get("role")),
        "unit": lambda: _unit(details.get("unit"), units),
        "permission": lambda: _permission(details.get("permission")),
        "month": lambda: _month(details.get("month"), words),
        "shown": lambda: str(details.get("shown", "?")),
    }
    return text % {name: places[name]() for name in PLACE.findall(text)}


def _about(line: Line, named: Named, units: Tree) -> str:
    number = line.about_id
    if line.purged:
        return _("somebody or something that is no longer kept")
    if line.about_kind == "person":
        return _number(number)
    if line.about_kind == "account":
        return named.names.get(number) or (_("account %(id)s") % {"id": number} if number else _("an unknown account"))
    if line.about_kind == "batch":
        return _("import %(id)s") % {"id": number[:SHORT]}
    return _unit(number, units)


def _number(number: object) -> str:
    return _("employee number %(id)s") % {"id": number} if number else _("an unknown employee number")


def _unit(number: object, units: Tree) -> str:
    if not number:
        return _("the whole organisation")
    return units[str(number)].name if str(number) in units else _("unit %(id)s") % {"id": number}


def _role(key: object) -> str:
    return str(ROLES[str(key)].name) if str(key) in ROLES else str(key or "?")


def _permission(key: object) -> str:
    return next((str(name) for right, name in PERMISSION_NAMES.items() if right == key), str(key or "?"))


def _month(label: object, words: Words) -> str:
    return words.month(Month.parse(str(label))) if label else _("a month")
