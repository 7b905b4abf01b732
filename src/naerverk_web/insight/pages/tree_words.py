"""The tree of targets in words: what it means, its rows, and the versions that were adopted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from naerverk.locale import Words
from naerverk.reports.figures import Rate
from naerverk.statistics.targets.units import Realism
from naerverk_web.access.public import ROLES
from naerverk_web.design.public import Cell, Column, Fact, Table, smiley, tag
from naerverk_web.insight.pages.by_whom import by_whom
from naerverk_web.insight.pages.tables import FACES, How, counted_together
from naerverk_web.insight.targets.goal_tree import Branch, GoalTree
from naerverk_web.insight.targets.goals import Version
from naerverk_web.organisation.public import Tree

CARRIES = 0.05
"""Points that nobody sees in figures with one decimal."""


def tree_finding(found: GoalTree, words: Words) -> str:
    """Whether the targets below carry the one above."""
    top = found.branches[0]
    if top.aim is None:
        return _("No target is adopted yet.")
    if top.proposed and found.together is None:
        return _("A target of %(aim)s presence is proposed. It holds when top management has adopted it.") % {
            "aim": _presence(top.aim, words)
        }
    if not found.has_below:
        return _("The target is %(aim)s presence.") % {"aim": _presence(top.aim, words)}
    if found.together is None or found.missing is None:
        return _("The target is %(aim)s presence. The units below have none of their own yet.") % {
            "aim": _presence(top.aim, words)
        }
    said = {"together": _presence(found.together, words), "aim": _presence(top.aim, words)}
    if found.missing <= CARRIES:
        return _("The targets below add up to %(together)s presence: they carry the target of %(aim)s.") % said
    said["missing"] = words.number(found.missing, 1)
    return _("The targets below add up to %(together)s presence: %(missing)s points from the target of %(aim)s.") % said


def tree_table(found: GoalTree, tree: Tree, words: Words, how: How) -> Table:
    """The units as a tree: each with where it is, where it shall be, how it fares and what is asked of it."""
    columns = [
        Column(_("Unit"), sortable=False),
        Column(_("Presence now"), number=True, sortable=False, about=_("last 12 months"), how=how("tree-now")),
        Column(_("Target"), number=True, sortable=False, how=how("tree-aim")),
        Column(_("On the way"), sortable=False, how=how("tree-way")),
        Column(_("What it asks"), sortable=False, how=how("tree-asks")),
        Column(_("Answers for it"), sortable=False),
    ]
    rows = [_row(branch, tree, words) for branch in found.branches]
    note = _("A unit without a target counts as it is now, a proposed one as proposed. %(together)s") % {
        "together": counted_together()
    }
    return Table(_("Targets"), columns, rows, sortable=False, show_caption=False, note=note)


def _row(branch: Branch, tree: Tree, words: Words) -> tuple[object, ...]:
    name = "– " * branch.depth + tree[branch.unit_id].name
    return (
        Cell(name, url=reverse("insight:targets", args=[branch.unit_id]) if branch.depth else ""),
        Cell("–" if branch.now is None else _presence(branch.now, words)),
        _aim(branch, words),
        smiley(FACES[branch.smiley.face], words.say(branch.smiley.word.code)) if branch.smiley else "",
        _asks(branch),
        ROLES[branch.owner].name if branch.owner in ROLES else "",
    )


def _aim(branch: Branch, words: Words) -> object:
    if branch.aim is None or branch.due is None:
        return Cell(tag(_("proposed")) if branch.proposed else _("none"))
    text = _("%(aim)s by %(due)s") % {"aim": _presence(branch.aim, words), "due": words.month_short(branch.due)}
    return _("%(aim)s, proposed") % {"aim": text} if branch.proposed else text


def _asks(branch: Branch) -> str:
    said = {
        Realism.KEEP: _("to stay where it is"),
        Realism.FITS: _("what others have managed"),
        Realism.AT_LIMIT: _("the most one can ask"),
        Realism.BEYOND: _("more than others have managed: look again"),
    }
    return said[branch.realism] if branch.realism else ""


def version_lines(found: Sequence[Version], words: Words, how: How) -> Iterator[Fact]:
    """What was adopted, by whom and when, and whether the signature holds."""
    for version in found:
        said = {
            "start": _presence(version.target.baseline.days.rate, words),
            "month": words.month(version.target.baseline.month),
            "aim": _presence(version.target.rate, words),
            "due": words.month(version.target.due),
            "role": by_whom(version.adopted_as),
        }
        text = _("From %(start)s presence in %(month)s to %(aim)s by %(due)s, adopted by %(role)s.") % said
        if version.reason:
            text += " " + _("Why it was new: %(reason)s") % {"reason": version.reason}
        signed = _("The signature holds.") if version.signed else _("The signature does not hold: ask IT to look.")
        yield Fact(words.date(version.adopted_on), f"{text} {signed}", how(f"version-{version.number}"))


def _presence(rate: float, words: Words) -> str:
    return words.percent(Rate(rate).presence or 0.0)
