"""The publication plan: small units are pooled, and nothing hidden can be worked out from what is shown."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naerverk.statistics.disclosure.publication_plan import (
    Limits,
    Plan,
    Reason,
    Size,
    plan_kinds,
    plan_month,
    plan_months,
    plan_sum,
)

LYNGHOLT = {"H": "L", "O": "L", "K": "L", "L": None, "H1": "H", "H2": "H", "O1": "O"}


def sizes(parents, own):
    """Sizes of units whose people work in one unit each."""
    below = {unit: [unit] for unit in parents}
    for unit in parents:
        above = parents[unit]
        while above is not None:
            below[above].append(unit)
            above = parents[above]
    totals = {unit: sum(own.get(each, 0) for each in below[unit]) for unit in parents}
    return {unit: Size(totals[unit], own.get(unit, 0)) for unit in parents if totals[unit]}


def recoverable(parents, own, plan):
    """Hidden units whose figure is a sum and difference of shown ones: exact elimination over fractions."""
    staffed = sorted(unit for unit in own if own[unit])
    basis = []
    for unit in sorted(plan.shown):
        left = rest_of(row_of(unit, parents, staffed), basis)
        if any(left):
            lead = next(place for place, value in enumerate(left) if value)
            basis.append((lead, [value / left[lead] for value in left]))
    return [unit for unit in plan.hidden if not any(rest_of(row_of(unit, parents, staffed), basis))]


def row_of(unit, parents, staffed):
    inside = {unit}
    while more := {each for each in parents if parents[each] in inside} - inside:
        inside |= more
    return [Fraction(int(each in inside)) for each in staffed]


def rest_of(row, basis):
    for lead, known in basis:
        if row[lead]:
            row = [a - row[lead] * b for a, b in zip(row, known, strict=True)]
    return row


def test_the_six_of_the_library_are_pooled_and_a_sibling_protects_them():
    own = {"H1": 40, "H2": 30, "O1": 20, "K": 6}
    plan = plan_month(sizes(LYNGHOLT, own), LYNGHOLT)
    assert plan.hidden == {"K": Reason.SMALL, "O": Reason.SIBLING, "O1": Reason.PARENT}
    assert plan.shown == {"L", "H", "H1", "H2"}
    assert plan.rest_shown == {"L"}


def test_enough_own_staff_protects_the_small_unit():
    plan = plan_month(sizes(LYNGHOLT, {"H1": 40, "O1": 20, "K": 6, "L": 12}), LYNGHOLT)
    assert plan.hidden == {"K": Reason.SMALL}
    assert plan.rest_shown == {"L"}


def test_a_handful_of_own_staff_is_protected_by_two():
    plan = plan_month(sizes(LYNGHOLT, {"H1": 40, "H2": 30, "O1": 20, "L": 3}), LYNGHOLT)
    assert set(plan.hidden) == {"O", "O1", "H", "H1", "H2"}
    assert plan_month(sizes(LYNGHOLT, {"H1": 40, "O1": 20, "L": 5}), LYNGHOLT).hidden == {}


def test_last_months_choice_is_kept_while_it_works():
    parents = {"A": "L", "B": "L", "C": "L", "L": None}
    first = plan_month(sizes(parents, {"A": 30, "B": 31, "C": 4}), parents)
    assert first.hidden["A"] is Reason.SIBLING
    grown = {"A": 32, "B": 31, "C": 4}
    assert plan_month(sizes(parents, grown), parents).hidden["B"] is Reason.SIBLING
    assert plan_month(sizes(parents, grown), parents, last_month=first).hidden["A"] is Reason.SIBLING
    months = plan_months(
        {"2026-01": sizes(parents, {"A": 30, "B": 31, "C": 4}), "2026-02": sizes(parents, grown)},
        {"2026-01": parents, "2026-02": parents},
    )
    assert [plan.hidden["A"] for plan in months.values()] == [Reason.SIBLING] * 2


def test_a_municipality_too_small_shows_nothing():
    plan = plan_month(sizes(LYNGHOLT, {"H1": 4, "O1": 4}), LYNGHOLT)
    assert plan.shown == frozenset()
    assert plan.hidden["L"] is Reason.SMALL
    assert plan.hidden["H1"] is Reason.PARENT


def test_a_quarter_is_shown_only_when_every_month_is():
    january = Plan(frozenset({"L", "A"}), {}, frozenset({"L"}))
    february = Plan(frozenset({"L"}), {"A": Reason.SMALL}, frozenset())
    both = plan_sum([january, february])
    assert (both.shown, both.hidden, both.rest_shown) == ({"L"}, {"A": Reason.NOT_EVERY_MONTH}, frozenset())
    assert plan_sum([february, february]).hidden == {"A": Reason.SMALL}
    assert plan_sum([]) == Plan()


def test_kinds_need_three_persons_absent_and_the_quarter_itself():
    parents = {"A": "L", "B": "L", "C": "L", "L": None}
    quarter = plan_month(sizes(parents, {"A": 30, "B": 30, "C": 30}), parents)
    absent = {"L": Size(14, 0), "A": Size(2, 2), "B": Size(5, 5), "C": Size(7, 7)}
    kinds = plan_kinds(quarter, absent, parents)
    assert kinds.hidden == {"A": Reason.FEW_ABSENT, "B": Reason.SIBLING}
    kept = plan_kinds(quarter, absent, parents, last_quarter=Plan(hidden={"C": Reason.SIBLING}))
    assert kept.hidden == {"A": Reason.FEW_ABSENT, "C": Reason.SIBLING}
    hidden_quarter = Plan(frozenset({"L", "B", "C"}), {"A": Reason.SMALL})
    assert plan_kinds(hidden_quarter, absent, parents).hidden["A"] is Reason.SMALL


@pytest.mark.parametrize("lower", [{"k": 4}, {"unit_min": 9}, {"k": 12}, {"absent_min": 2}])
def test_limits_can_only_be_raised(lower):
    with pytest.raises(ValueError, match="raised"):
        Limits(**lower)
    assert Limits(k=6, unit_min=15, absent_min=4)


@st.composite
def organisations(draw):
    count = draw(st.integers(1, 14))
    units = [f"u{n}" for n in range(count)]
    parents = {unit: units[draw(st.integers(0, n - 1))] if n else None for n, unit in enumerate(units)}
    own = {unit: draw(st.sampled_from([0, 0, 1, 4, 6, 9, 12, 25])) for unit in units}
    return parents, own


@given(organisations())
@settings(max_examples=300, deadline=None, derandomize=True)
def test_nothing_hidden_can_be_worked_out(organisation):
    parents, own = organisation
    found = sizes(parents, own)
    plan = plan_month(found, parents)
    assert plan.shown | set(plan.hidden) == set(found)
    assert recoverable(parents, own, plan) == []
    for unit in plan.shown:
        assert found[unit].persons >= 10
        rest = own[unit] + sum(found[u].persons for u in plan.hidden if parents[u] == unit)
        assert rest == 0 or rest >= 5
    for unit in plan.rest_shown:
        assert own[unit] + sum(found[u].persons for u in plan.hidden if parents[u] == unit) >= 10
