"""What a change of the tree does, in sentences: to the units, to their series of figures, and to the files."""

from __future__ import annotations

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from naerverk_web.organisation.queries import Tree


def effects(before: Tree, after: Tree) -> list[str]:
    """The units that differ on the day, then what that means for figures and files."""
    said = [line for unit_id in sorted({*before.nodes, *after.nodes}) for line in _of_unit(before, after, unit_id)]
    return said + _of_series(before, after)


def _of_unit(before: Tree, after: Tree, unit_id: str) -> list[str]:
    old, new, day = before.nodes.get(unit_id), after.nodes.get(unit_id), _day(after)
    if old is None and new:
        return [_("%(name)s (%(id)s) is new from %(day)s.") % {"name": new.name, "id": unit_id, "day": day}]
    if new is None and old:
        return [_("%(name)s (%(id)s) ends before %(day)s.") % {"name": old.name, "id": unit_id, "day": day}]
    if old and new and old.name != new.name:
        return [_("%(old)s is called %(new)s from %(day)s.") % {"old": old.name, "new": new.name, "day": day}]
    if old and new and old.parent_id != new.parent_id:
        above = after[new.parent_id].name if new.parent_id and new.parent_id in after else _("the top")
        return [_("%(name)s stands under %(above)s from %(day)s.") % {"name": new.name, "above": above, "day": day}]
    return []


def _of_series(before: Tree, after: Tree) -> list[str]:
    """Figures follow the tree as it was each day: what has been does not change."""
    ended = sorted(before[each].name for each in before.nodes.keys() - after.nodes.keys())
    begun = sorted(after[each].name for each in after.nodes.keys() - before.nodes.keys())
    eve = date_format(after.on - timedelta(days=1), "SHORT_DATE_FORMAT")
    said = []
    if ended and begun:
        given = {"old": _listed(ended), "new": _listed(begun), "eve": eve, "day": _day(after)}
        said.append(_("Figures through %(eve)s stay with %(old)s, and can still be opened.") % given)
        said.append(
            _("%(new)s: a new series begins on %(day)s. A figure for twelve months comes after a year.") % given
        )
        said.append(_("A target of %(old)s does not follow. Propose a new one when the new series has a year.") % given)
        said.append(_("From %(day)s the files from payroll must use the new number.") % given)
    moved = [each for each in before.nodes.keys() & after.nodes.keys() if before[each] != after[each]]
    if moved and not ended:
        said.append(_("The series of the unit goes on unbroken."))
    parents = {tree[each].parent_id for each in moved for tree in (before, after)} - {None}
    if moved and any(before[each].parent_id != after[each].parent_id for each in moved):
        names = sorted(before[each].name for each in parents if each and each in before)
        if names and not ended:
            given = {"names": _listed(names), "day": _day(after)}
            said.append(_("Sums of %(names)s change from %(day)s. Sums before that stay as they are.") % given)
    return said


def _day(tree: Tree) -> str:
    return date_format(tree.on, "SHORT_DATE_FORMAT")


def _listed(names: list[str]) -> str:
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]} if names[1:] else names[0]
