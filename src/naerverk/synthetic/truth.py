"""The key beside the data: what really happened, for judging methods afterwards."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from naerverk.calendar import Month
from naerverk.synthetic.draws import Ints
from naerverk.synthetic.tally import Tally

_SMALLEST = 10


def truth_of(tally: Tally) -> Mapping[str, object]:
    """The key as JSON values. Days are full-time working days from the measure's first day to the last month's end."""
    plan = tally.plan
    timeline, measure = plan.timeline, plan.measure
    return {
        "municipality": plan.organisation.units[0].name,
        "employees": plan.organisation.people,
        "seed": plan.seed,
        "first_month": timeline.month(0).label,
        "last_month": timeline.month(timeline.months - 1).label,
        "measures": [_works(tally), _does_nothing(tally)],
        "reorganisations": [
            {"kind": r.kind, "on": r.on.isoformat(), "before": list(r.units_before), "after": list(r.units_after)}
            for r in plan.organisation.reorganisations
        ],
        "untouched_units": [_id(tally, leaf) for leaf in np.setdiff1d(plan.organisation.untouched, measure.leaves)],
    }


def _works(tally: Tally) -> Mapping[str, object]:
    measure, after = tally.plan.measure, tally.lost_after
    units = []
    for place, leaf in enumerate(measure.leaves.tolist()):
        days, taken = float(after[leaf]), float(tally.taken_away[place])
        counted = {"days_lost": round(days, 1), "days_without_measure": round(days + taken, 1)}
        units.append({**_unit(tally, leaf), **counted})
    return {
        "code": "driftskoordinator_helg",
        "works": True,
        "chosen": "lot",
        "from": tally.plan.timeline.date_of(measure.since).isoformat(),
        "rate_ratio_by_month": _ratios(tally),
        "rule": "every case has a fixed u in 0-1; its days count only where u > 1 - rate_ratio",
        "units": units,
    }


def _ratios(tally: Tally) -> Mapping[str, float]:
    timeline, measure = tally.plan.timeline, tally.plan.measure
    ratios, ratio = {}, 1.0
    steps = {Month.of(timeline.date_of(day)): round(1 - share, 4) for day, share in measure.steps}
    for number in range(timeline.months):
        month = timeline.month(number)
        ratio = steps.get(month, ratio)
        if ratio < 1:
            ratios[month.label] = ratio
    return ratios


def _does_nothing(tally: Tally) -> Mapping[str, object]:
    return {
        "code": "trimkurs",
        "works": False,
        "chosen": "highest absence in the twelve months before",
        "from": tally.plan.timeline.date_of(tally.plan.measure.since).isoformat(),
        "rate_ratio_by_month": {},
        "units": [_unit(tally, leaf) for leaf in _highest(tally).tolist()],
    }


def _highest(tally: Tally) -> Ints:
    """As many leaves as the measure that works has, among those it does not reach."""
    organisation, measure = tally.plan.organisation, tally.plan.measure
    big = np.array([leaf.people >= _SMALLEST for leaf in organisation.leaves])
    free = np.setdiff1d(organisation.untouched, measure.leaves)
    free = free[big[free]]
    rate = tally.lost_before[free] / np.maximum(tally.agreed_before[free], 1)
    return np.sort(free[np.argsort(-rate, kind="stable")[: len(measure.leaves)]])


def _unit(tally: Tally, leaf: int) -> Mapping[str, str]:
    return {"unit_id": _id(tally, leaf), "name": tally.plan.organisation.name(leaf)}


def _id(tally: Tally, leaf: int) -> str:
    return tally.plan.organisation.unit_ids[int(tally.plan.organisation.unit[leaf])]
