"""What a chart is drawn from: disclosed series, and what it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from naerverk.calendar import Month, Quarter
from naerverk.statistics.control_charts.finding import Measure
from naerverk.statistics.control_charts.xmr import PointType

SIGNALS = (PointType.IMPROVEMENT, PointType.CONCERN)


class Gap(StrEnum):
    """Why a point has no value."""

    HIDDEN = "hidden"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class MonthPoint:
    """One month of a disclosed series; `percent` is None exactly when `gap` says why."""

    month: Month
    percent: float | None
    signal: PointType = PointType.COMMON_CAUSE
    gap: Gap | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """Mean and limits of ordinary variation between two months, both included, in percent."""

    first: Month
    last: Month
    mean: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class PathPoint:
    """The target path in one month, percent."""

    month: Month
    percent: float


@dataclass(frozen=True, slots=True)
class Event:
    """A mark on the time line, such as the start of measures; `label` is shown as it is."""

    month: Month
    label: str


@dataclass(frozen=True, slots=True)
class ControlSeries:
    """A disclosed monthly series with what the control chart says of it. `finding` is the sentence above the chart.

    All percents are of what `measure` says.
    """

    unit: str
    finding: str
    points: tuple[MonthPoint, ...]
    levels: tuple[Level, ...] = ()
    path: tuple[PathPoint, ...] = ()
    events: tuple[Event, ...] = ()
    measure: Measure = Measure.ABSENCE

    def code(self, name: str) -> str:
        """The sentence of this name that speaks of what is measured."""
        turned = ("described", "control_caption", "key_better", "key_worse", *map(str, SIGNALS))
        return f"charts.presence_{name}" if self.measure is Measure.PRESENCE and name in turned else f"charts.{name}"


@dataclass(frozen=True, slots=True)
class QuarterPoint:
    """One quarter of a disclosed series."""

    quarter: Quarter
    percent: float | None
    gap: Gap | None = None


@dataclass(frozen=True, slots=True)
class TextTable:
    """The numbers of a chart as words: the alternative for everyone who reads rather than looks."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart. `wide` and `narrow` are whole SVG elements with the same content."""

    title: str
    description: str
    wide: str
    narrow: str
    table: TextTable
    key: tuple[str, ...] = ()
