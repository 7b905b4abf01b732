"""What a monthly unit report is made of: disclosed figures and codes, no words and no language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from naerverk.calendar import Month, Quarter
from naerverk.charts.series import Gap
from naerverk.economy.absence import CostAnswer
from naerverk.statistics.certainty import Certainty
from naerverk.statistics.control_charts.finding import Measure
from naerverk.statistics.control_charts.xmr import Chart
from naerverk.statistics.statement import Statement
from naerverk.statistics.targets.people import People
from naerverk.statistics.targets.smiley import NEAR_POINTS, Smiley
from naerverk.statistics.targets.target import Days, Target


class Standing(StrEnum):
    """Whose figures the report shows, or why it shows none."""

    OWN = "own"
    POOLED = "pooled"
    """The unit is small: figures of all the small units under the same parent together."""
    POOLED_TO_PROTECT = "pooled_to_protect"
    """Large enough, but alone it would give away a smaller neighbour: shown together with it."""
    TOO_SMALL = "too_small"
    """The unit is small, and so are its small neighbours together."""
    PROTECTING = "protecting"
    """The unit is large enough, but its figures would give away a smaller neighbour's."""
    EMPTY = "empty"
    """Nobody was employed in the month."""
    NO_DATA = "no_data"
    """The data do not reach the month."""


class Part(StrEnum):
    """What absence is split into, per quarter. All are percent of agreed days but GRADED: of doctor-certified days."""

    SELF_CERTIFIED = "self_certified"
    DOCTOR_CERTIFIED = "doctor_certified"
    SHORT = "short"
    LONG = "long"
    GRADED = "graded"


@dataclass(frozen=True, slots=True)
class Rate:
    """An absence rate in percent, unrounded, or why there is none; `days` are what it was made of, where they are kept.

    Of a part of absence `days.lost` are its days, and `days.agreed` those it is a share of.
    """

    percent: float | None
    gap: Gap | None = None
    days: Days | None = None

    @property
    def presence(self) -> float | None:
        """100 less the absence."""
        return None if self.percent is None else 100 - self.percent

    def of(self, measure: Measure) -> float | None:
        """Absence, or the presence that is left of it."""
        return self.presence if measure is Measure.PRESENCE else self.percent


@dataclass(frozen=True, slots=True)
class MonthRate:
    """One month's rate."""

    month: Month
    rate: Rate


@dataclass(frozen=True, slots=True)
class QuarterRates:
    """One quarter's rates by part."""

    quarter: Quarter
    parts: Mapping[Part, Rate]


@dataclass(frozen=True, slots=True)
class GradedChange:
    """Graded percent of doctor-certified days, now and before, and how sure the difference is."""

    now: float
    before: float
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class TargetView:
    """A target and where the unit stands on its path; `chance` is a statement, when it can be said.

    `near_points`: so far above the path the smiley says "almost".
    """

    target: Target
    smiley: Smiley
    chance: Statement | None = None
    near_points: float = NEAR_POINTS


@dataclass(frozen=True, slots=True)
class Basis:
    """What goes with every figure: definition, persons, full-time equivalents, sources, day of computing."""

    definition: str
    version: str
    source: str
    computed_on: date
    persons: int | None = None
    full_time_equivalents: float | None = None


@dataclass(frozen=True, slots=True)
class UnitReport:
    """One unit's month. Figures are empty unless `shows_figures`."""

    unit_id: str
    name: str
    above: tuple[str, ...]
    month: Month
    standing: Standing
    basis: Basis
    known: tuple[Month, Month]
    smallest: int
    pooled_with: tuple[str, ...] = ()
    months: tuple[MonthRate, ...] = ()
    chart: Chart | None = None
    finding: Statement | None = None
    rolling: Rate = Rate(None, Gap.MISSING)
    rolling_before: Rate = Rate(None, Gap.MISSING)
    quarters: tuple[QuarterRates, ...] = ()
    graded: GradedChange | None = None
    target: TargetView | None = None
    started: Month | None = None
    people: People | None = None
    cost: CostAnswer | None = None
    hidden: tuple[Statement, ...] = field(default=())
    measure: Measure = Measure.ABSENCE

    @property
    def shows_figures(self) -> bool:
        """Whether there are figures at all."""
        return self.standing in (Standing.OWN, Standing.POOLED, Standing.POOLED_TO_PROTECT)

    @property
    def shows_kinds(self) -> bool:
        """Whether any quarter is split."""
        return any(rate.percent is not None for one in self.quarters for rate in one.parts.values())

    def rate_of(self, month: Month) -> Rate:
        """The rate of one month; missing when the month is not there."""
        return next((one.rate for one in self.months if one.month == month), Rate(None, Gap.MISSING))
