"""Sums over the blocks: what the summary says, what the key to the measures needs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from naerverk.records import Kind
from naerverk.synthetic.blocks import Block, Municipality
from naerverk.synthetic.draws import Floats, sums, total
from naerverk.synthetic.spells import NUMBER, Spells, is_sickness, lost_days


@dataclass
class Tally:
    """Adds block after block. Days are full-time working days; arrays by leaf."""

    plan: Municipality
    persons: int = 0
    employments: int = 0
    absences: int = 0
    fte: float = 0.0
    agreed: float = 0.0
    lost: dict[Kind, float] = field(default_factory=lambda: {Kind.SELF_CERTIFIED: 0.0, Kind.DOCTOR_CERTIFIED: 0.0})

    def __post_init__(self) -> None:
        leaves = len(self.plan.organisation.leaves)
        self.agreed_before, self.lost_before, self.lost_after = np.zeros((3, leaves))
        self.taken_away: Floats = np.zeros(len(self.plan.measure.leaves))

    def add(self, block: Block) -> None:
        """Count one more block."""
        timeline, since = self.plan.timeline, self.plan.measure.since
        people, jobs, rows = len(block.persons), block.jobs, block.absences
        self.persons += people
        self.employments += len(jobs.person)
        self.absences += len(rows)
        self.fte += total(jobs.fte[(jobs.start <= timeline.last) & (jobs.end >= timeline.last)]) / 100
        agreed = jobs.agreed_days(people, timeline.first, timeline.last, timeline)
        self.agreed += total(agreed)
        full = timeline.working_days(
            np.maximum(block.persons.start, timeline.first), np.minimum(block.persons.end, timeline.last)
        )
        share = agreed / np.maximum(full, 1)
        for kind in self.lost:
            self.lost[kind] += total(lost_days(rows.only(rows.kind == NUMBER[kind]), share, timeline.working))
        sick = rows.only(is_sickness(rows))
        year_before = int(timeline.month_start[max(12, timeline.month_of[since] - 12)])
        self.lost_before += self._by_leaf(block, sick, share, year_before, since - 1)
        self.lost_after += self._by_leaf(block, sick, share, since, timeline.last)
        before = jobs.agreed_days(people, year_before, since - 1, timeline)
        self.agreed_before += sums(block.persons.leaf, before, len(self.agreed_before))
        self.taken_away += block.taken_away

    def _by_leaf(self, block: Block, sick: Spells, share: Floats, first: int, last: int) -> Floats:
        start, end = np.maximum(sick.start, first), np.minimum(sick.end, last)
        inside = replace(sick, start=start, end=np.maximum(end, start - 1))
        lost = lost_days(inside, share, self.plan.timeline.working)
        leaf = block.persons.leaf[sick.person]
        return sums(leaf, lost, len(self.lost_before))
