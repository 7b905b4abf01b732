"""Whatever happens, and in whatever order: what is written row by row is what a whole rebuild would have written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from math import isclose
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.db import transaction
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from naerverk.calendar import Month
from naerverk.records import Kind, Spell
from naerverk.reports.months import months_of
from naerverk.reports.quarters import quarters_of, whole_quarters
from naerverk.reports.sources import Sources
from naerverk.reports.splits import quarter_rates
from naerverk_web.absence.public import import_spells, undo_spells
from naerverk_web.conftest import SYSTEM
from naerverk_web.insight.disclosed.revision import revision
from naerverk_web.insight.disclosed.versions import versions_out
from naerverk_web.insight.making import from_spells
from naerverk_web.insight.models import Layer, MonthFigure, QuarterFigure
from naerverk_web.insight.public import rebuild
from naerverk_web.insight.tests.lyngholt import AT, FIRST, LAST, STAFF, TODAY, bring_in
from naerverk_web.organisation.models import TreeChange
from naerverk_web.organisation.public import (
    TreeError,
    choose_limits,
    merge_units,
    move_unit,
    name_employer,
    undo_change,
)
from naerverk_web.people.public import merge_persons

MONTH = ("unit_id", "month", "part", "parent_id", "agreed_days", "absence_days", "rate_percent", "persons", "status",
         "reason")  # fmt: skip
QUARTER = ("unit_id", "quarter", "part", "percent", "absence_days", "of_days", "gap")
Rows = dict[tuple[object, ...], tuple[object, ...]]
Act = tuple[str, int, int]
UNITS = list(STAFF)
WHAT = ("absent", "withdrawn", "more staff", "another month", "moved", "merged", "undone", "joined", "limits")


def happen(act: Act, number: int) -> None:
    """One thing that somebody does; `n` and `m` say to whom and when."""
    what, n, m = act
    unit = UNITS[n % len(UNITS)]
    month = FIRST.plus(m % (LAST.number - FIRST.number + 1))
    if what == "absent":
        start = month.first + timedelta(days=n % 20)
        spell = Spell(f"{unit}-{m % 5}", start, Kind.DOCTOR_CERTIFIED, start + timedelta(days=n), grade_percent=60.0)
        import_spells([spell], batch=f"batch {number}", at=AT, period=None, by=SYSTEM)
    elif what == "withdrawn":
        undo_spells(f"batch {number - 1}", at=AT, by=SYSTEM)
    elif what == "more staff":
        bring_in(staff={**STAFF, unit: STAFF[unit] + m % 9 - 4})
    elif what == "another month":
        bring_in(LAST.plus(-1) if m % 2 else LAST)
    elif what == "limits":
        name_employer(name="Lyngholt", language="nb", by=SYSTEM)
        choose_limits(least_persons=5, least_in_unit=10 + m % 15, at=AT, by=SYSTEM)
    elif what == "joined":
        merge_persons(f"{unit}-1", into=f"{unit}-0", at=AT, by=SYSTEM)
    else:
        _of_the_tree(what, unit, month, number)


def _of_the_tree(what: str, unit: str, month: Month, number: int) -> None:
    other = "O" if unit.startswith("H") else "H"
    if what == "moved":
        move_unit(unit, to=other, from_day=month.first, by=SYSTEM)
    elif what == "merged":
        merge_units(["H1", "H2"], into=f"M{number}", name="Helsehuset", from_day=month.first, by=SYSTEM)
    else:
        undo_change(TreeChange.objects.filter(undone_at=None).latest("pk").pk, by=SYSTEM)


def stored() -> tuple[Rows, Rows]:
    months, quarters = MonthFigure.objects.values_list(*MONTH), QuarterFigure.objects.values_list(*QUARTER)
    return {row[:3]: row[3:] for row in months}, {row[:3]: row[3:] for row in quarters}


def whole(before: tuple[Rows, Rows], folder: Path) -> tuple[Rows, Rows]:
    """Everything anew, as the library says; and what is out where nothing new may be published."""
    held = revision()
    dataset = from_spells._dataset_in(folder, held)
    period = from_spells._period(dataset, TODAY)
    if period is None:
        return {}, {}
    sources = Sources(dataset, *period, limits=held.limits)
    months = months_of(sources, versions_out(Layer.MONTH))
    old_months, old_quarters = before
    found: Rows = {key: row for key, row in old_months.items() if key[1] in months.stand}
    for row in months.table.frame.iter_rows(named=True):
        if row["month"] not in months.stand:
            plan, parent = months.plans[row["month"]], months.parents[row["month"]].get(row["unit"])
            values = tuple(row[name] for name in MONTH[4:-1])
            why = plan.hidden.get(row["unit"], "") if row["part"] == "whole" else ""
            found[row["unit"], row["month"], row["part"]] = (parent or "", *values, why)
    (folder / "graded").mkdir()
    quarters = quarters_of(sources, months, folder / "graded", versions_out(Layer.QUARTER))
    assert quarters is not None
    split: Rows = {}
    for quarter in whole_quarters(*period):
        if quarter.label not in quarters.versions:
            split |= {key: row for key, row in old_quarters.items() if key[1] == quarter.label}
            continue
        for unit in set(quarters.kinds.frame["unit"]):
            for part, rate in quarter_rates(quarters, unit, [quarter])[0].parts.items():
                days = (rate.days.lost, rate.days.agreed) if rate.days else (None, None)
                split[unit, quarter.label, part.value] = (rate.percent, *days, rate.gap or "")
    return found, split


def same(one: Mapping[object, tuple[object, ...]], other: Mapping[object, tuple[object, ...]]) -> None:
    assert one.keys() == other.keys()
    for key, row in one.items():
        assert all(map(_close, row, other[key])), (key, row, other[key])


def _close(one: object, other: object) -> bool:
    """Sums may differ in their last bits."""
    return one == other or (isinstance(one, float) and isinstance(other, float) and isclose(one, other))


@pytest.mark.usefixtures("seen")
@settings(max_examples=4, deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate))
@example(acts=[("more staff", 3, 8), ("absent", 0, 30), ("more staff", 3, 4)])
@given(acts=st.lists(st.tuples(st.sampled_from(WHAT), st.integers(0, 60), st.integers(0, 60)), min_size=3, max_size=3))
def test_row_by_row_is_as_good_as_whole(acts: list[Act]) -> None:
    with transaction.atomic():
        for number, act in enumerate(acts):
            before = stored()
            try:
                with transaction.atomic():
                    happen(act, number)
            except (TreeError, TreeChange.DoesNotExist):
                continue  # not possible on this tree
            with TemporaryDirectory() as name:
                months, quarters = whole(before, Path(name))
            rebuild(at=AT, today=TODAY, by=SYSTEM)
            same(stored()[0], months)
            same(stored()[1], quarters)
        transaction.set_rollback(True)
