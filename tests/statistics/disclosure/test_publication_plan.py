"""The publication plan: small units are pooled, and nothing hidden can be worked out from what is shown."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naerverk.statistics.disclosure.attack import attack
from naerverk.statistics.disclosure.publication_plan import (
    Limits,
    Plan,
    Reason,
    Size,
    plan_groups,
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


SECTORS = {"health": "town", "schools": "town", "works": "town", "town": None}


def by_sex(**units):
    return {unit: {"F": Size(f, 0), "M": Size(m, 0)} for unit, (f, m) in units.items()}


def everything_shown(units):
    return Plan(frozenset(units))


def test_a_sector_with_two_men_is_not_split_by_sex_and_another_goes_with_it():
    sizes = by_sex(town=(150, 60), health=(80, 2), schools=(40, 18), works=(30, 40))
    plan = plan_groups(everything_shown(sizes), sizes, SECTORS)
    assert plan.hidden == {"health": Reason.FEW_IN_GROUP, "schools": Reason.SIBLING}
    assert plan.rest_shown == {"town"}


def test_a_sector_that_is_all_women_protects_nobodys_split():
    sizes = by_sex(town=(150, 42), health=(80, 2), schools=(20, 0), works=(50, 40))
    plan = plan_groups(everything_shown(sizes), sizes, SECTORS)
    assert plan.hidden == {"health": Reason.FEW_IN_GROUP, "schools": Reason.SIBLING, "works": Reason.SIBLING}
    assert plan.shown == {"town"}


def test_large_groups_are_all_split_and_hidden_years_never():
    sizes = by_sex(town=(150, 60), health=(80, 12), schools=(40, 8), works=(30, 40))
    assert plan_groups(everything_shown(sizes), sizes, SECTORS).hidden == {}
    year = Plan(frozenset({"town", "health", "works"}), {"schools": Reason.NOT_EVERY_MONTH})
    assert plan_groups(year, sizes, SECTORS).hidden == {"schools": Reason.NOT_EVERY_MONTH, "works": Reason.SIBLING}


def test_groups_without_persons_may_be_left_out():
    sizes = {"town": {"F": Size(60, 0), "M": Size(9, 0)}, "health": {"F": Size(60, 0)}, "works": {"M": Size(9, 0)}}
    assert plan_groups(everything_shown(sizes), sizes, SECTORS).hidden == {}
    assert plan_groups(everything_shown(sizes), sizes, SECTORS, limits=Limits(k=10)).shown == frozenset()


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


@st.composite
def years(draw):
    """Sixteen months of an organisation in which people come and go and units move."""
    parents, _ = draw(organisations())
    units = list(parents)
    months = []
    for _ in range(16):
        if draw(st.integers(0, 5)) == 0 and len(units) > 2:
            moved = draw(st.integers(2, len(units) - 1))
            parents = {**parents, units[moved]: units[draw(st.integers(0, moved - 1))]}
        own = {unit: draw(st.sampled_from([0, 1, 4, 9, 12, 25])) for unit in units[: draw(st.integers(1, len(units)))]}
        months.append((dict(parents), own))
    return months


@given(years())
@settings(max_examples=25, deadline=None, derandomize=True)
def test_quarters_years_to_date_and_rolling_years_give_no_month_away(months):
    labels = [f"{2024 + n // 12}-{n % 12 + 1:02}" for n in range(len(months))]
    found = {label: sizes(*month) for label, month in zip(labels, months, strict=True)}
    trees = {label: month[0] for label, month in zip(labels, months, strict=True)}
    plans = list(plan_months(found, trees).values())
    spans = [(n, n + 1) for n in range(16)]
    spans += [(n, n + 3) for n in range(0, 15, 3)] + [(0, n) for n in range(2, 13)] + [(n, n + 12) for n in range(5)]
    cells = [cells_of(n, *month) for n, month in enumerate(months)]
    rows, figures, secret = [], [], set()
    for first, end in spans:
        plan = plan_sum(plans[first:end])
        for unit in sorted(plan.shown | set(plan.hidden)):
            if any(unit in month.hidden for month in plans[first:end]):
                secret.add(len(rows))
            rows.append(set().union(*(cells[n].get(unit, set()) for n in range(first, end))))
            figures.append(float(len(rows[-1])) if unit in plan.shown else None)
    assert secret <= {number for number, figure in enumerate(figures) if figure is None}
    assert not attack(rows, figures).pinned & secret


def cells_of(month, parents, own):
    """The cells of each unit: one per unit with staff of its own, in this month."""
    staffed = [unit for unit in own if own[unit]]
    places = {unit: number for number, unit in enumerate(parents)}
    found = {}
    for unit in staffed:
        above = unit
        while above is not None:
            found.setdefault(above, set()).add(100 * month + places[unit])
            above = parents[above]
    return found
