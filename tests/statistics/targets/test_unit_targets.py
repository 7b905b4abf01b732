"""Berit the director wants 7.2 per cent in all; each unit gets a share it can live with."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naerverk.problems import Refusal
from naerverk.statistics.targets.target import Days
from naerverk.statistics.targets.units import Realism, UnitDays, gap_to_top, propose, weighted_rate


def unit(name, agreed, rate):
    return UnitDays(name, Days(agreed * rate / 100, agreed))


CARE, SCHOOLS, OFFICE = unit("care", 6000, 10.0), unit("schools", 3000, 6.5), unit("office", 1000, 2.5)


def rates(proposal):
    return {one.unit_id: one.rate for one in proposal.units}


def test_the_units_add_up_to_the_top_target():
    proposal = propose([CARE, SCHOOLS, OFFICE], 7.2)
    assert proposal.reaches_top
    assert proposal.rate == pytest.approx(7.2)
    assert weighted_rate([CARE, SCHOOLS, OFFICE], rates(proposal)) == pytest.approx(7.2)


def test_everybody_falls_by_the_same_per_cent_and_the_lowest_are_left_in_peace():
    proposal = propose([CARE, SCHOOLS, OFFICE], 7.2)
    found = rates(proposal)
    assert found["office"] == pytest.approx(2.5)
    assert found["care"] / 10.0 == pytest.approx(found["schools"] / 6.5)
    assert [one.realism for one in proposal.units] == [Realism.FITS, Realism.FITS, Realism.KEEP]


def test_nobody_is_asked_for_more_than_is_realistic():
    proposal = propose([CARE, unit("near the floor", 4000, 3.2)], 5.0)
    assert rates(proposal) == pytest.approx({"care": 6.5, "near the floor": 3.0})
    assert {one.realism for one in proposal.units} == {Realism.AT_LIMIT}
    assert not proposal.reaches_top
    assert proposal.rate == pytest.approx((6000 * 6.5 + 4000 * 3.0) / 10000)


def test_what_one_unit_cannot_give_is_asked_of_the_others():
    proposal = propose([CARE, unit("near the floor", 4000, 3.2)], 6.0)
    assert proposal.reaches_top
    assert rates(proposal)["care"] == pytest.approx((6.0 * 10000 - 3.0 * 4000) / 6000)


def test_a_target_that_is_already_reached_asks_nothing():
    proposal = propose([CARE, SCHOOLS], 9.5)
    assert {one.realism for one in proposal.units} == {Realism.KEEP}
    assert proposal.reaches_top


def test_a_municipality_without_absence_can_only_keep_it():
    assert propose([unit("u", 100, 0)], 0.0).rate == 0


def test_no_units_are_refused():
    with pytest.raises(Refusal, match=r"targets\.no_units"):
        propose([], 7.2)


def test_targets_that_leaders_chose_are_checked_against_the_top():
    chosen = {"care": 8.5, "schools": 6.0, "office": 2.5}
    assert gap_to_top([CARE, SCHOOLS, OFFICE], chosen, 7.2) == pytest.approx(7.15 - 7.2)


@settings(deadline=None, max_examples=200, derandomize=True)
@given(
    st.lists(st.tuples(st.floats(10, 1e5), st.floats(0, 30)), min_size=1, max_size=12),
    st.floats(0, 30),
)
def test_whatever_the_units_a_proposal_keeps_its_promises(drawn, top):
    units = [unit(str(i), agreed, rate) for i, (agreed, rate) in enumerate(drawn)]
    proposal = propose(units, top)
    for one in proposal.units:
        lowest = min(one.now, max(3.0, one.now * 0.65))
        assert lowest - 1e-6 <= one.rate <= one.now + 1e-6
    now = weighted_rate(units, {one.unit_id: one.now for one in proposal.units})
    if proposal.reaches_top and now > top:
        assert proposal.rate == pytest.approx(top, abs=1e-6)
    if not proposal.reaches_top:
        assert all(one.realism in (Realism.AT_LIMIT, Realism.KEEP) for one in proposal.units)
