"""A table of figures before and after disclosure control.

`Table` may hold anything and never leaves the library for the group side. `DisclosedTable` has been through
`naerverk.statistics.disclosure`; charts, reports and every outlet accept only that.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars


@dataclass(frozen=True, slots=True)
class Origin:
    """What goes with every figure: definition, period, population, source, when it was computed."""

    definition: str
    period: str
    population: str
    source: str
    computed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Figures as computed, one row per cell: not for publishing."""

    frame: polars.DataFrame
    origin: Origin


@dataclass(frozen=True, slots=True)
class DisclosedTable:
    """Figures that may be shown: hidden cells are null and have status `hidden`."""

    frame: polars.DataFrame
    origin: Origin
