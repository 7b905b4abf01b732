"""The data a report is made from, and how they are counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from naerverk.calendar import Month
from naerverk.records import Dataset
from naerverk.statistics.definitions import Definition
from naerverk.statistics.disclosure.publication_plan import Limits
from naerverk.statistics.engines import DEFAULT
from naerverk.statistics.question import Question
from naerverk.statistics.rates import rates
from naerverk.statistics.table import Table

Parents = Mapping[str, str | None]
FIGURES = ("agreed_days", "absence_days", "rate_percent", "persons")


@dataclass(frozen=True, slots=True)
class Sources:
    """The data and how to count: everything a plan needs, the same for every unit."""

    dataset: Dataset
    first: Month
    last: Month
    definition: Definition = Definition.SSB
    limits: Limits = field(default_factory=Limits)
    engine: str = DEFAULT

    def question(self, *by: str, rollup: bool = True) -> Question:
        """A question over the whole time, with NAV's length classes (short is up to 16 days)."""
        return Question(by, self.first, self.last, self.definition, rollup, "nav")

    def rates(self, question: Question) -> Table:
        """The undisclosed answer."""
        return rates(self.dataset, question, engine=self.engine)
