"""Which units stand out: the same by a slow count, never a unit that is hidden, and nobody by chance alone."""

import math
import random
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from naerverk.calendar import Month, rolling12, working_days
from naerverk.reports.months import Months, months_of
from naerverk.reports.sources import Sources
from naerverk.reports.unit_funnel import PORTION, UnitFunnel, unit_funnel
from naerverk.statistics.control_charts.finding import Measure
from naerverk.statistics.control_charts.funnel import Flag
from naerverk.statistics.table import DisclosedTable
from naerverk.statistics.targets.people import rate_variance
from naerverk.statistics.targets.target import Days
from reports import lyngholt

LAST = Month(2025, 12)
PLACES = ("S", "H", "B", "V", "R")


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> Months:
    folder: Path = tmp_path_factory.mktemp("lyngholt")
    return months_of(Sources(lyngholt.lyngholt(folder), Month(2023, 1), LAST))


def with_more(months: Months, unit: str, times: float) -> Months:
    """The same with more absence in one unit, as if a file had said so."""
    more = pl.when(pl.col("unit") == unit).then(times).otherwise(1.0)
    frame = months.table.frame.with_columns(pl.col("absence_days") * more)
    return replace(months, table=DisclosedTable(frame, months.table.origin))


def found(months: Months, measure: Measure = Measure.ABSENCE, top: str = "L") -> UnitFunnel:
    funnel = unit_funnel(months, top, LAST, measure)
    assert funnel is not None
    return funnel


def test_each_unit_is_counted_once_and_like_one_day_at_a_time(months: Months) -> None:
    first, *_, last = rolling12(LAST)
    shown = {unit for unit in PLACES if all(unit in months.plans[m.label].shown for m in rolling12(LAST))}
    funnel = found(months)
    assert {unit.unit_id for unit in funnel.units} == shown
    for unit in funnel.units:
        agreed, absent = lyngholt.counted({unit.unit_id}, first.first, last.last)
        assert unit.percent == pytest.approx(100 * absent / agreed)
        assert unit.full_time_equivalents == pytest.approx(agreed / working_days(first.first, last.last))


def test_the_small_kindergarten_and_what_protects_it_are_not_there(months: Months) -> None:
    ids = {unit.unit_id for unit in found(months).units}
    assert "Lia" not in ids
    assert not ids & set(months.plans[LAST.label].hidden)


def test_a_unit_far_from_the_others_stands_out_and_turns_with_the_measure(months: Months) -> None:
    assert not found(months).lying(Flag.HIGH)
    far = with_more(months, "R", 6)
    absence, presence = found(far), found(far, Measure.PRESENCE)
    assert [unit.unit_id for unit in absence.lying(Flag.HIGH)] == [unit.unit_id for unit in presence.lying(Flag.LOW)]
    assert presence.centre == pytest.approx(100 - absence.centre)
    for one, other in zip(absence.units, presence.units, strict=True):
        assert (one.percent, one.lower, one.upper) == pytest.approx(
            (100 - other.percent, 100 - other.upper, 100 - other.lower)
        )


def test_a_single_outlier_among_many_is_named(months: Months) -> None:
    """Forty invented units whose months vary as months do: one with three times the absence stands out, no other."""
    chance = random.Random(7)
    rows = [invented(f"u{n}", 4_000 + 250 * n, 0.21 if n == 20 else 0.07, chance) for n in range(40)]
    frame = pl.DataFrame([row for unit in rows for row in unit], orient="row", schema=months.table.frame.schema)
    parents = {m.label: {"top": None, **{f"u{n}": "top" for n in range(40)}} for m in rolling12(LAST)}
    many = Months({}, parents, DisclosedTable(frame, months.table.origin))
    assert [unit.unit_id for unit in found(many, top="top").lying(Flag.HIGH)] == ["u20"]
    assert not found(many, top="top").lying(Flag.LOW)


def invented(unit: str, agreed: float, rate: float, chance: random.Random) -> list[tuple[object, ...]]:
    level = rate + chance.gauss(0, math.sqrt(PORTION * rate / agreed))
    return [
        (unit, m.label, "whole", agreed / 12, max(level, 0.001) * agreed / 12, None, 30, "ok") for m in rolling12(LAST)
    ]


def test_limits_of_a_size_are_those_of_the_units_of_that_size(months: Months) -> None:
    funnel = found(months)
    for unit in funnel.units:
        near = min(funnel.edges, key=lambda edge: abs(edge.full_time_equivalents - unit.full_time_equivalents))
        assert (near.lower, near.upper) == pytest.approx((unit.lower, unit.upper), rel=0.1)


def test_a_portion_is_the_variance_that_was_measured(months: Months) -> None:
    """Twelve equal months of 100 agreed and 6 lost days: the same variance as people more at work is judged by."""
    measured = rate_variance([Days(6, 100)] * 12)
    assert pytest.approx(measured) == PORTION * 0.06 / 1200 * 100**2


def test_two_units_are_no_funnel(months: Months) -> None:
    assert unit_funnel(months, "T", LAST, Measure.ABSENCE) is None
    assert unit_funnel(months, "L", Month(2023, 6), Measure.ABSENCE) is None
    assert unit_funnel(with_none(months), "L", LAST, Measure.ABSENCE) is None


def with_none(months: Months) -> Months:
    frame = months.table.frame.with_columns(absence_days=pl.lit(0.0))
    return replace(months, table=DisclosedTable(frame, months.table.origin))
