"""How a target is computed: adopted, proposed, or an earlier version; and the targets of a tree beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.http import Http404
from django.utils.translation import gettext as _

from naerverk.locale import Words
from naerverk.reports.explanation.aims import promised, way
from naerverk.reports.explanation.basis import basis
from naerverk.reports.explanation.people import count
from naerverk.reports.explanation.told import Told, days, exact
from naerverk.statistics.statement import shown as rounded
from naerverk.statistics.targets.units import LOWEST_RATE, STEEPEST_FALL, asked_limit
from naerverk_web.access.public import Viewer
from naerverk_web.insight.disclosed.figures import Figures
from naerverk_web.insight.how.parts import Explanation, rows_part, shown
from naerverk_web.insight.how.unit import known_when
from naerverk_web.insight.pages.by_whom import by_whom
from naerverk_web.insight.pages.queries import UnitPage
from naerverk_web.insight.targets.goal_tree import Branch, GoalTree, goal_tree
from naerverk_web.insight.targets.goals import Promise, promise_in_force, promise_proposed, versions
from naerverk_web.insight.targets.smiley_rule import near_points

TREE = ("tree-now", "tree-aim", "tree-way", "tree-asks")


def of_target(viewer: Viewer, found: Figures, page: UnitPage, which: str) -> Explanation:
    """`target` in force, `proposed`, or `version-7`."""
    promise = _promise(viewer, page.report.unit_id, which)
    if promise is None:
        raise Http404
    words, report = Words(page.words.lang), page.report
    locked = promise.adopted_on is not None
    jobs = promise.full_time_equivalents
    told = [*_adopted(promise, which, words), *promised(promise.target, jobs, words, locked=locked)]
    if which == "target":
        told += way(report, words)
    first, last = promise.target.baseline.month.plus(-11), promise.target.due
    period = words.say("explanations.between", first=first, last=last)
    told.append(basis(report, period, known_when(viewer, found, report.unit_id, report.month, words), words))
    return Explanation(_("The target"), words.percent(100 - promise.target.rate), shown(told))


def _promise(viewer: Viewer, unit_id: str, which: str) -> Promise | None:
    if which == "target":
        return promise_in_force(viewer, unit_id)
    if which == "proposed":
        return promise_proposed(viewer, unit_id)
    number = which.removeprefix("version-")
    for each in versions(viewer, unit_id):
        if str(each.number) == number:
            jobs = each.full_time_equivalents
            return Promise(each.number, each.target, jobs, 0.0, "", each.adopted_as, each.adopted_on)
    return None


def _adopted(promise: Promise, which: str, words: Words) -> Iterator[Told]:
    if which.startswith("version-") and promise.adopted_on:
        said = words.say("explanations.version_means", role=by_whom(promise.adopted_as), day=promise.adopted_on)
        yield Told(texts=(said,))


def of_tree(viewer: Viewer, unit_id: str, column: str, basis: Told, words: Words) -> Explanation:
    """One column of the page of targets; `basis` is what goes with all of them."""
    found = goal_tree(viewer, unit_id)
    if found is None:
        raise Http404
    columns: dict[str, tuple[str, Callable[[Viewer, GoalTree, Words], Told]]] = {
        "tree-now": (_("Presence now"), _now),
        "tree-aim": (_("Target"), _aims),
        "tree-way": (_("On the way"), _ways),
        "tree-asks": (_("What it asks"), _asks),
    }
    title, told = columns[column]
    return Explanation(title, "", shown([told(viewer, found, words), basis]))


def _now(viewer: Viewer, found: GoalTree, words: Words) -> Told:
    rows = [
        (
            _name(viewer, each),
            days(each.days.lost, words),
            days(each.days.agreed, words),
            exact(each.days.rate, words),
            exact(100 - each.days.rate, words),
        )
        for each in found.branches
        if each.days
    ]
    columns = ("unit", "lost", "agreed", "absence", "presence")
    return rows_part(words, columns, rows, words.say("explanations.rolling_means"), words.say("explanations.days_mean"))


def _aims(viewer: Viewer, found: GoalTree, words: Words) -> Told:
    """What people set, and how the targets directly below are weighed."""
    texts = [words.say("explanations.together_means")]
    if found.together is not None:
        texts.append(words.say("explanations.together_is", together=exact(found.together, words)))
    rows = [
        (
            _name(viewer, each),
            _set_as(each, words),
            days(each.days.agreed, words),
            exact(each.days.rate if each.aim is None else each.aim, words),
        )
        for each in found.branches
        if each.days
    ]
    return rows_part(words, ("unit", "set", "agreed", "absence"), rows, *texts)


def _set_as(branch: Branch, words: Words) -> str:
    if branch.aim is None:
        return "–"
    value = words.percent(rounded(branch.value, 2), 2)
    return words.say(f"explanations.set_{branch.kind}", value=value)


def _ways(viewer: Viewer, found: GoalTree, words: Words) -> Told:
    rows = [
        (
            _name(viewer, each),
            exact(each.days.rate, words),
            exact(each.path, words),
            count(each.days.rate - each.path, words),
            words.say(each.smiley.word.code),
        )
        for each in found.branches
        if each.days and each.path is not None and each.smiley
    ]
    columns = ("unit", "now", "path", "difference", "said")
    return rows_part(words, columns, rows, words.say("explanations.path_means", near=near_points()))


def _asks(viewer: Viewer, found: GoalTree, words: Words) -> Told:
    means = words.say(
        "explanations.asks_mean", fall=words.percent(STEEPEST_FALL, 0), lowest=words.percent(LOWEST_RATE, 0)
    )
    rows = [
        (_name(viewer, each), exact(each.now, words), exact(each.aim, words), exact(asked_limit(each.now), words))
        for each in found.branches
        if each.now is not None and each.aim is not None
    ]
    return rows_part(words, ("unit", "now", "aim", "limit"), rows, means)


def _name(viewer: Viewer, branch: Branch) -> str:
    return viewer.tree[branch.unit_id].name
