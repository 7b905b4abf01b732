"""Lost and agreed days of many units over the same months, and the two-way fit: unit level times common month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.floating[Any]]
Flags = NDArray[np.bool_]

ROUNDS = 40


@dataclass(frozen=True, slots=True)
class Panel:
    """Units (rows) by months (columns) in full-time working days.

    `usable` marks the cells that say what is usual: both figures known, something agreed, and no measure at work.
    """

    lost: Floats
    agreed: Floats
    usable: Flags

    @property
    def units(self) -> int:
        """Number of units."""
        return int(self.lost.shape[0])

    @property
    def months(self) -> int:
        """Number of months."""
        return int(self.lost.shape[1])


def panel_of(lost: ArrayLike, agreed: ArrayLike, untreated: ArrayLike | None = None) -> Panel:
    """A panel from two tables of equal shape; NaN is a missing month. `untreated` leaves cells out of the fit."""
    days, whole = np.asarray(lost, dtype=float), np.asarray(agreed, dtype=float)
    usable = np.isfinite(days) & np.isfinite(whole) & (whole > 0)
    if untreated is not None:
        usable &= np.asarray(untreated, dtype=bool)
    return Panel(np.where(usable, days, np.nan), np.where(usable, whole, np.nan), usable)


def month_rates(panel: Panel) -> Floats:
    """The common rate of each month (a share), units' own levels taken out; NaN for a month without cells.

    Poisson two-way fit by turns: level_u = sum_t Y / sum_t N b_t and b_t = sum_u Y / sum_u N level_u, with levels
    scaled to an N-weighted mean of 1.
    """
    lost, agreed = np.nan_to_num(panel.lost), np.nan_to_num(panel.agreed)
    level = np.ones(panel.units)
    with np.errstate(invalid="ignore", divide="ignore"):
        for _ in range(ROUNDS):
            rate = np.nan_to_num(lost.sum(axis=0) / (level @ agreed))
            level = np.nan_to_num(lost.sum(axis=1) / (agreed @ rate))
            level *= agreed.sum() / (level @ agreed.sum(axis=1))
        found: Floats = lost.sum(axis=0) / (level @ agreed)
    return found
