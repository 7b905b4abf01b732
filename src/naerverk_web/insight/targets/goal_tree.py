"""Targets of a unit and the units below it, as one tree: do they add up, and can they be lived with?"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from naerverk.calendar import Month, rolling12
from naerverk.problems import Refusal
from naerverk.reports.figures import Standing
from naerverk.reports.line import line_of
from naerverk.reports.standing import place_of
from naerverk.statistics.targets.smiley import Smiley, smiley
from naerverk.statistics.targets.target import Days, Kind, Target
from naerverk.statistics.targets.units import Realism, UnitDays, gap_to_top, propose, realism, weighted_rate
from naerverk_web.access.public import Permission, Viewer
from naerverk_web.insight.disclosed.figures import Figures, figures
from naerverk_web.insight.models import Goal
from naerverk_web.insight.targets.goals import (
    Meanwhile,
    NoReason,
    NotShown,
    adopt_target,
    goals_in_force,
    last_month,
    propose_target,
    target_of_unit,
)
from naerverk_web.insight.targets.smiley_rule import near_points

REST = ""
"""Own staff and small units of the parent together, which get no target of their own."""
ENOUGH = 0.005
"""Points: what two decimals of every target can be off together."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One unit in the tree. `aim` is the absence in per cent that is adopted or (`proposed`) proposed.

    `days` are those of the last twelve months, `path` the absence its way to the target says now.
    """

    unit_id: str
    depth: int
    now: float | None
    aim: float | None = None
    due: Month | None = None
    proposed: bool = False
    number: int = 0
    owner: str = ""
    smiley: Smiley | None = None
    realism: Realism | None = None
    days: Days | None = None
    path: float | None = None
    kind: str = ""
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class GoalTree:
    """The unit first. `together` is what the units directly below add up to; `missing` how far above the top target."""

    branches: tuple[Branch, ...]
    together: float | None
    missing: float | None
    may_share: bool
    """There is a target to share and a unit below without one."""
    has_below: bool = True
    """There are units below with figures of their own."""


def goal_tree(viewer: Viewer, unit_id: str) -> GoalTree | None:
    """The tree below a unit; None before there are figures."""
    viewer.must(Permission.SEE_FIGURES, unit_id)
    found = figures()
    if found is None:
        return None
    goals = _goals()
    targets = goals_in_force()
    below = [unit for unit in viewer.tree.below(unit_id) if _days(found, unit)]
    order = [(unit_id, 0), *((each, depth) for unit in below for each, depth in _with_goals(viewer, unit, goals, 1))]
    near = near_points()
    branches = tuple(_branch(found, unit, depth, goals.get(unit), targets.get(unit), near) for unit, depth in order)
    together, missing = _sum(found, unit_id, below, {each.unit_id: each for each in branches})
    has_free = any(goals.get(unit) is None for unit in below)
    return GoalTree(branches, together, missing, bool(targets.get(unit_id)) and has_free, bool(below))


def _goals() -> dict[str, Goal]:
    """Each unit's proposed target, else the one in force."""
    rows = Goal.objects.filter(replaced_on=None).select_related("unit").order_by("-adopted_on")
    found: dict[str, Goal] = {}
    for goal in rows:
        if goal.unit.unit_id not in found or goal.adopted_on is None:
            found[goal.unit.unit_id] = goal
    return found


def _with_goals(viewer: Viewer, unit_id: str, goals: dict[str, Goal], depth: int) -> Iterator[tuple[str, int]]:
    yield unit_id, depth
    for below in viewer.tree.below(unit_id):
        if any(each in goals for each in viewer.tree.subtree(below)):
            yield from _with_goals(viewer, below, goals, depth + 1)


def _days(found: Figures, unit_id: str, last: Month | None = None) -> Days | None:
    """Twelve months until `last`, by default the last that has figures, of a unit that is shown alone."""
    months = found.published.months
    if place_of(months, unit_id, found.last).standing is not Standing.OWN:
        return None
    return line_of(months.table, unit_id, "whole").sum(rolling12(last or found.last))


def _branch(found: Figures, unit_id: str, depth: int, goal: Goal | None, target: Target | None, near: float) -> Branch:
    days = _days(found, unit_id)
    now = days.rate if days else None
    if goal is None:
        return Branch(unit_id, depth, now, days=days)
    proposed = goal.adopted_on is None
    aim = _aim(goal, now) if proposed else (target.rate if target else None)
    return Branch(
        unit_id,
        depth,
        now,
        aim,
        Month.parse(goal.due),
        proposed,
        goal.pk,
        goal.owner,
        smiley(target, found.last, days, near) if target and days else None,
        realism(now, aim) if now is not None and aim is not None else None,
        days,
        target.path(found.last) if target else None,
        goal.kind,
        goal.value,
    )


def _aim(goal: Goal, now: float | None) -> float | None:
    if goal.kind == Kind.PRESENCE:
        return 100 - goal.value
    if goal.kind == Kind.RELATIVE:
        return None if now is None else now * (100 + goal.value) / 100
    return goal.value


def _sum(
    found: Figures, unit_id: str, below: list[str], branches: dict[str, Branch]
) -> tuple[float | None, float | None]:
    """What the targets below add up to, where a unit without one stays as it is; and the points missing."""
    units, top = _parts(found, unit_id, below), branches[unit_id].aim
    if not units or not any(branches[unit].aim is not None for unit in below):
        return None, None
    rates = {unit.unit_id: _rate(branches.get(unit.unit_id), unit) for unit in units}
    return weighted_rate(units, rates), gap_to_top(units, rates, top) if top is not None else None


def _rate(branch: Branch | None, unit: UnitDays) -> float:
    return unit.days.rate if branch is None or branch.aim is None else branch.aim


def _parts(found: Figures, unit_id: str, below: list[str], last: Month | None = None) -> list[UnitDays]:
    """The units below and what is left of the parent, so that the parts are the whole."""
    whole = _days(found, unit_id, last)
    days = {unit: each for unit in below if (each := _days(found, unit, last))}
    if whole is None or not days:
        return []
    agreed = whole.agreed - sum(each.agreed for each in days.values())
    lost = whole.lost - sum(each.lost for each in days.values())
    parts = [UnitDays(unit, each) for unit, each in days.items()]
    return [*parts, UnitDays(REST, Days(max(lost, 0.0), agreed))] if agreed > ENOUGH else parts


@transaction.atomic
def share_target(viewer: Viewer, unit_id: str, *, on: date) -> int:
    """Propose targets for the units directly below that add up to the unit's own; how many.

    Everybody falls by the same per cent, as far as can be asked. Units that have a target keep it. NotShown without a
    target or figures.
    """
    viewer.must(Permission.SET_TARGETS, unit_id)
    found, target = figures(), target_of_unit(unit_id)
    if found is None or target is None:
        raise NotShown
    parts = _parts(found, unit_id, list(viewer.tree.below(unit_id)), last_month(found, on))
    if not parts:
        raise NotShown
    done = 0
    for asked in propose(parts, target.rate).units:
        if asked.unit_id != REST:
            done += _propose(viewer, asked.unit_id, round(asked.rate, 2), target.due, on)
    return done


def _propose(viewer: Viewer, unit_id: str, rate: float, due: Month, on: date) -> int:
    try:
        propose_target(viewer, unit_id, kind=Kind.ABSOLUTE, value=rate, due=due, on=on)
    except (NoReason, NotShown, Refusal):
        return 0
    return 1


@transaction.atomic
def adopt_below(viewer: Viewer, unit_id: str, *, on: date, seen: Collection[int] = ()) -> int:
    """Adopt what is proposed for the units directly below; how many.

    `seen` are the numbers of the proposals that the person saw: only these, and none when one of them is another now
    (Meanwhile).
    """
    viewer.must(Permission.ADOPT_TARGETS, unit_id)
    rows = Goal.objects.filter(adopted_on=None, unit__unit_id__in=viewer.tree.below(unit_id))
    waiting = dict(rows.values_list("pk", "unit__unit_id"))
    if not waiting.keys() >= set(seen):
        raise Meanwhile
    wanted = set(seen) or waiting.keys()
    return sum(adopt_target(viewer, waiting[number], number, on=on) is not None for number in sorted(wanted))
