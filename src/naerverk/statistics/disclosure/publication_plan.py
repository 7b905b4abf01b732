"""The publication plan: which units are shown in which month, decided month by month from the top down.

A unit may be shown when its parent is and it has enough persons. What is left of a parent when its shown children are
taken away (its own staff and its hidden children) can be worked out by anybody; so it must be nobody, or enough.
Where it is too small, the smallest sibling that could have been shown is hidden too, the same one as last month when
possible. Months are decided alone, and a quarter, a year to date or a rolling year is shown only when every month in
it is: then all that is published is a sum of published months, and a new month can expose nothing old.

The split by kind is a second layer on the quarters, with persons absent in place of persons employed (dominance). The
split by sex or age group is a second layer on the years, where every group counts for itself: a unit that is all one
sex protects nobody's split by sex.

What does not fit in the plan (a restated series beside the old one, a late correction) goes through
`suppression.suppress` with all that is out as `already_out`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

K = 5
"""No figure rests on fewer persons employed; can only be raised."""
UNIT_MIN = 10
"""A unit is shown alone from so many persons; can only be raised."""
ABSENT_MIN = 3
"""A split by kind rests on at least so many persons absent."""


class Reason(StrEnum):
    """Why a unit is not shown alone."""

    SMALL = "small"
    SIBLING = "sibling"
    PARENT = "parent"
    FEW_ABSENT = "few_absent"
    FEW_IN_GROUP = "few_in_group"
    NOT_EVERY_MONTH = "not_every_month"


@dataclass(frozen=True, slots=True)
class Size:
    """Persons of one unit in one period: with all below it, and employed directly in it."""

    persons: int
    own: int


NOBODY = Size(0, 0)


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a plan. Raises ValueError below the least the method allows."""

    k: int = K
    unit_min: int = UNIT_MIN
    absent_min: int = ABSENT_MIN

    def __post_init__(self) -> None:
        if self.k < K or self.unit_min < max(UNIT_MIN, self.k) or self.absent_min < ABSENT_MIN:
            raise ValueError(f"limits can only be raised: {self}")


@dataclass(frozen=True, slots=True)
class Plan:
    """One period's decisions. `hidden` says why; a hidden unit is part of the rest of its nearest shown parent.

    `rest_shown` names the parents whose rest (own staff and hidden children, pooled) is large enough to be shown.
    """

    shown: frozenset[str] = frozenset()
    hidden: Mapping[str, Reason] = field(default_factory=dict)
    rest_shown: frozenset[str] = frozenset()


def plan_month(
    sizes: Mapping[str, Size],
    parents: Mapping[str, str | None],
    *,
    limits: Limits | None = None,
    last_month: Plan | None = None,
) -> Plan:
    """Which units are shown in one month.

    `sizes`: the units with persons that month. `parents`: each unit's parent that month (None or a unit without
    persons: a top). `last_month`: the plan before, whose choice of protecting siblings is kept where it still works.
    """
    limits = limits or Limits()
    kept = {unit for unit, why in (last_month or Plan()).hidden.items() if why is Reason.SIBLING}
    return _partition(
        sizes,
        parents,
        may=lambda unit: None if sizes[unit].persons >= limits.unit_min else Reason.SMALL,
        rule=_Rule(sizes, limits.unit_min, limits.k, kept),
    )


def plan_months(
    sizes: Mapping[str, Mapping[str, Size]],
    parents: Mapping[str, Mapping[str, str | None]],
    *,
    limits: Limits | None = None,
) -> dict[str, Plan]:
    """The plans of several months, in order of their labels (`YYYY-MM`); each keeps the choices of the one before."""
    plans: dict[str, Plan] = {}
    last: Plan | None = None
    for month in sorted(sizes):
        last = plans[month] = plan_month(sizes[month], parents[month], limits=limits, last_month=last)
    return plans


def fits(
    plan: Plan, sizes: Mapping[str, Size], parents: Mapping[str, str | None], enough: int, enough_own: int
) -> bool:
    """Whether a plan made before may be used with these sizes: its units and what is left of each are still enough."""
    rule = _Rule(sizes, enough, enough_own, set())
    children: dict[str | None, list[str]] = {}
    for unit in sorted(sizes):
        parent = parents.get(unit)
        children.setdefault(parent if parent in sizes else None, []).append(unit)
    return all(
        sizes[unit].persons >= enough
        and (parents.get(unit) not in sizes or parents[unit] in plan.shown)
        and not rule.protecting(unit, children.get(unit, []), plan.hidden)
        and (unit not in plan.rest_shown or rule.rest_may_be_shown(unit, children.get(unit, []), plan.hidden))
        for unit in plan.shown
    )


def plan_sum(plans: Iterable[Plan]) -> Plan:
    """The plan of a quarter, a year to date or a rolling year: shown where every month is."""
    plans = list(plans)
    shown = frozenset[str].intersection(*(plan.shown for plan in plans)) if plans else frozenset[str]()
    rest = frozenset[str].intersection(*(plan.rest_shown for plan in plans)) if plans else frozenset[str]()
    units = {unit for plan in plans for unit in (*plan.shown, *plan.hidden)}
    hidden = {unit: _first_reason(plans, unit) for unit in sorted(units - shown)}
    return Plan(shown, hidden, rest & shown)


def plan_kinds(
    quarter: Plan,
    absent: Mapping[str, Size],
    parents: Mapping[str, str | None],
    *,
    limits: Limits | None = None,
    last_quarter: Plan | None = None,
) -> Plan:
    """Where kind, length and graded share may be split in one quarter (or rolling year).

    `quarter`: the plan of the figures themselves. `absent`: persons with sickness absence, with all below and own.
    """
    limits = limits or Limits()
    kept = {unit for unit, why in (last_quarter or Plan()).hidden.items() if why is Reason.SIBLING}

    def may(unit: str) -> Reason | None:
        if unit not in quarter.shown:
            return quarter.hidden.get(unit, Reason.SMALL)
        return None if absent[unit].persons >= limits.absent_min else Reason.FEW_ABSENT

    return _partition(absent, parents, may=may, rule=_Rule(absent, limits.absent_min, limits.absent_min, kept))


def plan_groups(
    year: Plan,
    sizes: Mapping[str, Mapping[str, Size]],
    parents: Mapping[str, str | None],
    *,
    limits: Limits | None = None,
) -> Plan:
    """Where figures of one year may be split by sex or age group; for the organisation and its sectors.

    `year`: the plan of the figures themselves. `sizes`: unit, then group; groups without persons may be left out.
    Each group of a shown unit, and of what is left of its parent, is nobody or at least k.
    """
    limits = limits or Limits()
    names = sorted({name for groups in sizes.values() for name in groups})
    by_group = [{unit: groups.get(name, NOBODY) for unit, groups in sizes.items()} for name in names]
    whole = {unit: Size(sum(each.persons for each in groups.values()), 0) for unit, groups in sizes.items()}

    def may(unit: str) -> Reason | None:
        if unit not in year.shown:
            return year.hidden.get(unit, Reason.SMALL)
        few = any(0 < group[unit].persons < limits.k for group in by_group)
        return Reason.FEW_IN_GROUP if few else None

    return _partition(whole, parents, may=may, rule=_GroupRule(whole, by_group, limits.k))


def _first_reason(plans: Sequence[Plan], unit: str) -> Reason:
    reasons = [plan.hidden[unit] for plan in plans if unit in plan.hidden]
    return reasons[0] if len(reasons) == len(plans) else Reason.NOT_EVERY_MONTH


class _Protection(Protocol):
    """Which siblings to hide besides those hidden already, and whether what is left of a parent may be shown."""

    def protecting(self, parent: str, below: Sequence[str], hidden: Mapping[str, Reason]) -> list[str]: ...

    def rest_may_be_shown(self, parent: str, below: Sequence[str], hidden: Mapping[str, Reason]) -> bool: ...


def _partition(
    sizes: Mapping[str, Size],
    parents: Mapping[str, str | None],
    *,
    may: Callable[[str], Reason | None],
    rule: _Protection,
) -> Plan:
    children: dict[str | None, list[str]] = {}
    for unit in sorted(sizes):
        parent = parents.get(unit)
        children.setdefault(parent if parent in sizes else None, []).append(unit)
    hidden = {unit: why for unit in children.get(None, []) if (why := may(unit))}
    rests: set[str] = set()
    waiting = list(children.get(None, []))
    for parent in waiting:
        below = children.get(parent, [])
        waiting.extend(below)
        if parent in hidden:
            hidden |= dict.fromkeys(below, Reason.PARENT)
            continue
        hidden |= {unit: why for unit in below if (why := may(unit))}
        hidden |= dict.fromkeys(rule.protecting(parent, below, hidden), Reason.SIBLING)
        if below and rule.rest_may_be_shown(parent, below, hidden):
            rests.add(parent)
    shown = frozenset(sizes) - frozenset(hidden)
    return Plan(shown, hidden, frozenset(rests))


@dataclass(frozen=True, slots=True)
class _Rule:
    """Persons decide: what is left must be `enough`, or `enough_own` when it is nothing but the parent's own staff."""

    sizes: Mapping[str, Size]
    enough: int
    enough_own: int
    kept: set[str]

    def protecting(self, parent: str, below: Sequence[str], hidden: Mapping[str, Reason]) -> list[str]:
        """One when the rest is too small, and two when the one would otherwise stand alone in it."""
        already = [unit for unit in below if unit in hidden]
        rest = _rest(self.sizes, parent, below, hidden)
        if rest == 0 or rest >= (self.enough if already else self.enough_own):
            return []
        could = (unit for unit in below if unit not in hidden)
        return sorted(could, key=lambda u: (u not in self.kept, self.sizes[u].persons, u))[: 1 if already else 2]

    def rest_may_be_shown(self, parent: str, below: Sequence[str], hidden: Mapping[str, Reason]) -> bool:
        return _rest(self.sizes, parent, below, hidden) >= self.enough


@dataclass(frozen=True, slots=True)
class _GroupRule:
    """Every group decides: what is left must be nobody or `k` in each, and hold two units where it holds one."""

    whole: Mapping[str, Size]
    by_group: Sequence[Mapping[str, Size]]
    k: int

    def protecting(self, parent: str, below: Sequence[str], hidden: Mapping[str, Reason]) -> list[str]:
        """The smallest siblings, until what is left is enough."""
        more: list[str] = []
        could = sorted((unit for unit in below if unit not in hidden), key=lambda u: (self.whole[u].persons, u))
        for unit in could:
            away = {**hidden, **dict.fromkeys(more, Reason.SIBLING)}
            alone = sum(each in away for each in below) == 1
            if not alone and self._enough(parent, below, away):
                break
            more.append(unit)
        return more

    def rest_may_be_shown(self, parent: str, below: Sequence[str], hidden: Mapping[str, Reason]) -> bool:
        return any(unit in hidden for unit in below)

    def _enough(self, parent: str, below: Sequence[str], hidden: Mapping[str, Reason]) -> bool:
        rests = (_rest(sizes, parent, below, hidden) for sizes in self.by_group)
        return all(rest == 0 or rest >= self.k for rest in rests)


def _rest(sizes: Mapping[str, Size], parent: str, below: Sequence[str], hidden: Mapping[str, Reason]) -> int:
    """The fewest persons the rest of a parent can be; 0 only when it is nobody.

    Somebody may work in two units, so that persons cannot be subtracted exactly; each of these is a lower bound.
    """
    away = [sizes[unit].persons for unit in below if unit in hidden]
    left = sizes[parent].persons - sum(sizes[unit].persons for unit in below if unit not in hidden)
    return max([left, sizes[parent].own, *away])
