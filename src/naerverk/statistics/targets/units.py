"""Unit targets that add up to the top target, and whether they can be lived with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from naerverk.problems import refuse
from naerverk.statistics.targets.target import ROUNDING, Days

LOWEST_RATE = 3.0
STEEPEST_FALL = 35.0


@dataclass(frozen=True, slots=True)
class UnitDays:
    """A unit's last twelve months. Its agreed days are its weight."""

    unit_id: str
    days: Days


class Realism(StrEnum):
    """What a unit is asked: nothing more, what has been done before, the most one can ask, or more than that."""

    KEEP = "keep"
    FITS = "fits"
    AT_LIMIT = "at_limit"
    BEYOND = "beyond"


@dataclass(frozen=True, slots=True)
class UnitTarget:
    """The rate proposed for one unit, from its own rate."""

    unit_id: str
    now: float
    rate: float
    realism: Realism


@dataclass(frozen=True, slots=True)
class Proposal:
    """Targets of all units. `rate` is what they add up to; `reaches_top` whether that is the top target or lower."""

    units: tuple[UnitTarget, ...]
    rate: float
    reaches_top: bool


def propose(
    units: Sequence[UnitDays],
    top_rate: float,
    lowest_rate: float = LOWEST_RATE,
    steepest_fall: float = STEEPEST_FALL,
) -> Proposal:
    """Share a top target (absence in per cent) among units: everybody falls by the same per cent.

    No unit is asked to come below `lowest_rate`, nor to fall more than `steepest_fall` per cent, nor to rise; what
    these units cannot give is asked of the others. When all stand at their limit and it is not enough,
    `reaches_top` is False and `rate` says how far the units can carry it.
    """
    if not units:
        raise refuse("targets.no_units")
    limits = {unit.unit_id: asked_limit(unit.days.rate, lowest_rate, steepest_fall) for unit in units}
    factor = _common_factor(units, top_rate, limits)
    rates = {unit.unit_id: min(unit.days.rate, max(limits[unit.unit_id], unit.days.rate * factor)) for unit in units}
    reached = weighted_rate(units, rates)
    asked = tuple(_unit_target(unit, rates[unit.unit_id], limits[unit.unit_id]) for unit in units)
    return Proposal(asked, reached, reached <= top_rate + ROUNDING)


def asked_limit(now: float, lowest_rate: float = LOWEST_RATE, steepest_fall: float = STEEPEST_FALL) -> float:
    """The lowest rate a unit can be asked for."""
    return min(now, max(lowest_rate, now * (100 - steepest_fall) / 100))


def _common_factor(units: Sequence[UnitDays], top_rate: float, limits: Mapping[str, float]) -> float:
    """The factor on every rate that is not stopped by its limit, so that the whole comes to `top_rate`."""
    stopped: set[str] = set()
    while True:
        free = [unit for unit in units if unit.unit_id not in stopped]
        if not free:
            return 0.0
        held = sum(unit.days.agreed * limits[unit.unit_id] for unit in units if unit.unit_id in stopped)
        wanted = top_rate * sum(unit.days.agreed for unit in units) - held
        now = sum(unit.days.agreed * unit.days.rate for unit in free)
        factor = wanted / now if now else 1.0
        newly = {unit.unit_id for unit in free if unit.days.rate * factor < limits[unit.unit_id] - ROUNDING}
        if not newly:
            return min(factor, 1.0)
        stopped |= newly


def realism(now: float, rate: float, lowest_rate: float = LOWEST_RATE, steepest_fall: float = STEEPEST_FALL) -> Realism:
    """How a target rate that people have chosen lies against the unit's own rate and the limits of `propose`."""
    return _against(now, rate, asked_limit(now, lowest_rate, steepest_fall))


def _against(now: float, rate: float, limit: float) -> Realism:
    if rate >= now - ROUNDING:
        return Realism.KEEP
    if rate > limit + ROUNDING:
        return Realism.FITS
    return Realism.AT_LIMIT if rate >= limit - ROUNDING else Realism.BEYOND


def _unit_target(unit: UnitDays, rate: float, limit: float) -> UnitTarget:
    now = unit.days.rate
    asked = _against(now, rate, limit)
    return UnitTarget(unit.unit_id, now, now if asked is Realism.KEEP else rate, asked)


def weighted_rate(units: Sequence[UnitDays], rates: Mapping[str, float]) -> float:
    """What unit targets add up to, in per cent, each unit weighing its agreed days."""
    return sum(unit.days.agreed * rates[unit.unit_id] for unit in units) / sum(unit.days.agreed for unit in units)


def gap_to_top(units: Sequence[UnitDays], rates: Mapping[str, float], top_rate: float) -> float:
    """Points by which unit targets chosen by people miss the top target; 0 or below means they carry it."""
    return weighted_rate(units, rates) - top_rate
