"""Publishing a period again: what is out stays out, and the next plan takes it as given.

Late corrections change a month that has been shown. A plan made anew may show other units than the one before, and the
two together may give away what each of them hides: a unit shown first and hidden later leaves its small neighbour
alone. So a new plan must pass an attack on all versions together, as if nobody's days had changed between them, which
is the worst case. Where it does not, the plan before is kept with the new figures; where that shows a unit that has
become too small, nothing new is published and the figures that are out stand.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from naerverk.statistics.disclosure.publication_plan import Plan, Reason
from naerverk.statistics.disclosure.span import Span

Parents = Mapping[str, str | None]
Cells = frozenset[int]


@dataclass(frozen=True, slots=True)
class Version:
    """A plan that has been published, with the tree it was made on."""

    plan: Plan
    parents: Parents


def later_plan(
    fresh: Version, out: Sequence[Version], *, nobody_in: Collection[str] = (), still_fits: Callable[[Plan], bool]
) -> Plan | None:
    """The plan to publish after the versions that are `out`; None when what is out must stand.

    `nobody_in`: units without staff of their own. `still_fits` says whether a plan may be used with the sizes of
    today, looked at alone.
    """
    if not out or _same(fresh, out[-1]):
        return fresh.plan
    kept = _kept(out[-1].plan, fresh)
    for plan in (fresh.plan, *([kept] if still_fits(kept) else [])):
        if not _gives_away(Version(plan, fresh.parents), out, nobody_in):
            return plan
    return None


def _same(one: Version, other: Version) -> bool:
    return one.plan.shown == other.plan.shown and all(
        one.parents.get(unit) == other.parents.get(unit) for unit in one.parents.keys() | other.parents.keys()
    )


def _kept(before: Plan, fresh: Version) -> Plan:
    """The plan before for the units there are now; a unit that has come since is hidden with the others."""
    now = {*fresh.plan.shown, *fresh.plan.hidden}
    shown = before.shown & now
    hidden = {
        unit: before.hidden.get(unit, fresh.plan.hidden.get(unit, Reason.SIBLING)) for unit in sorted(now - shown)
    }
    return Plan(shown, hidden, before.rest_shown & shown)


def _gives_away(new: Version, out: Sequence[Version], nobody_in: Collection[str]) -> bool:
    """Whether a unit that is hidden now, or was, can be computed from all versions together."""
    versions = [*out, new]
    names = sorted({unit for version in versions for unit in version.parents})
    number = {unit: n for n, unit in enumerate(names)}
    own = {number[unit] for unit in nobody_in if unit in number}
    trees = [_subtrees(version.parents, number, without=own) for version in versions]
    shown = (trees[n][unit] for n, version in enumerate(versions) for unit in version.plan.shown if unit in trees[n])
    known = Span(sorted(set(shown), key=len))
    secrets = {
        cells
        for version, tree in zip(versions, trees, strict=True)
        for cells in _secrets(version, tree, shown_now=new.plan.shown)
    }
    return any(cells in known for cells in secrets)


def _secrets(version: Version, tree: Mapping[str, Cells], shown_now: Collection[str]) -> Iterator[Cells]:
    """What a version hides for its own sake: units, and what a sibling is hidden to protect.

    A sibling itself is no secret; what becomes known by it is.
    """
    plan, parents = version.plan, version.parents
    for unit, why in plan.hidden.items():
        if why is not Reason.SIBLING:
            if unit not in shown_now and tree.get(unit):
                yield tree[unit]
            continue
        above = parents.get(unit)
        if above is not None and above in tree:
            known = (tree[u] for u in tree if parents[u] == above and _is_known(u, plan, shown_now))
            rest = tree[above].difference(*known)
            if rest:
                yield rest


def _is_known(unit: str, plan: Plan, shown_now: Collection[str]) -> bool:
    return unit in plan.shown or unit in shown_now or plan.hidden.get(unit) is Reason.SIBLING


def _subtrees(parents: Parents, number: Mapping[str, int], *, without: Collection[int]) -> dict[str, Cells]:
    """The own staff of each unit and of all below it."""
    found: dict[str, set[int]] = {unit: set() for unit in parents}
    for unit in parents:
        for above in _line(unit, parents):
            found[above].update({number[unit]} - set(without))
    return {unit: frozenset(cells) for unit, cells in found.items()}


def _line(unit: str, parents: Parents) -> Iterator[str]:
    at: str | None = unit
    seen: set[str] = set()
    while at is not None and at in parents and at not in seen:
        yield at
        seen.add(at)
        at = parents[at]
