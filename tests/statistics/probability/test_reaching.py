"""How likely is it that Amina's unit reaches its target?"""

import numpy as np
import pytest
import simulated

from naerverk.calendar import Month
from naerverk.locale import Words
from naerverk.problems import Refusal
from naerverk.statistics.probability.fit import fit
from naerverk.statistics.probability.panel import panel_of
from naerverk.statistics.probability.reaching import chance_in_words, chance_of_reaching, outlook
from naerverk.statistics.targets.target import Baseline, Days, Kind, Target


@pytest.fixture(scope="module")
def fitted():
    invented = simulated.municipality(11, units=12, months=36)
    return fit(panel_of(invented.lost, invented.agreed))


def test_the_months_that_are_known_stand(fitted):
    found = outlook(fitted, 3, months_ahead=4)
    assert found.known_days == pytest.approx(fitted.panel.lost[3, 28:].sum())
    assert found.agreed_days == pytest.approx(fitted.panel.agreed[3, 24:].sum())


def test_a_year_ahead_nothing_is_known(fitted):
    for months in (12, 15, 24):
        found = outlook(fitted, 3, months)
        assert found.known_days == 0
        assert found.agreed_days == pytest.approx(fitted.panel.agreed[3, 24:].sum())


def test_the_further_ahead_the_less_is_sure(fitted):
    widths = [high - low for low, high in (outlook(fitted, 3, months).interval() for months in (1, 4, 8, 12, 24))]
    assert widths == sorted(widths)


def test_an_easier_target_is_likelier(fitted):
    found = outlook(fitted, 3, 9)
    chances = [found.chance(rate) for rate in (0, 2, 4, 6, 8, 10, 20)]
    assert chances == sorted(chances)
    assert chances[0] == 0
    assert chances[-1] > 0.99


def test_chance_and_interval_tell_the_same(fitted):
    found = outlook(fitted, 3, 9)
    low, high = found.interval(0.8)
    assert low < found.rate < high
    assert (found.chance(low), found.chance(found.rate), found.chance(high)) == pytest.approx((0.1, 0.5, 0.9))


def test_a_target_below_what_is_lost_already_is_out_of_reach(fitted):
    found = outlook(fitted, 3, 2)
    assert found.chance(100 * found.known_days / found.agreed_days) == 0


@pytest.mark.parametrize(("employees", "believed"), [(10, 0.25), (1000, 0.75)])
def test_a_unit_high_by_chance_is_expected_back_towards_the_others(employees, believed):
    """A year twice as high as the others': of the excess a small unit keeps a little, a large one most."""
    invented = simulated.municipality(12, units=12, months=24, employees=np.full(12, employees))
    common = invented.lost.sum() / invented.agreed.sum()
    lost = invented.lost.copy()
    lost[0] = common * invented.agreed[0]
    lost[0, -12:] *= 2
    found = outlook(fit(panel_of(lost, invented.agreed)), 0, 12).rate / (100 * common) - 1
    assert found == pytest.approx(believed, abs=0.2)


def test_a_unit_of_the_least_absence_still_has_an_outlook():
    invented = simulated.municipality(13, units=8, months=24, employees=np.full(8, 300))
    lost = invented.lost.copy()
    lost[0] = 0
    found = outlook(fit(panel_of(lost, invented.agreed)), 0, 12)
    assert 0 < found.rate < 3


def test_small_units_get_a_wider_margin():
    def relative_width(employees):
        invented = simulated.municipality(14, units=12, months=24, employees=np.full(12, employees))
        found = outlook(fit(panel_of(invented.lost, invented.agreed)), 0, 12)
        return found.log_spread

    assert relative_width(30) > relative_width(300)


def test_a_target_asks_for_its_own_month(fitted):
    base = Baseline(Month(2024, 12), Days(lost=80, agreed=1000))
    target = Target(Kind.RELATIVE, -10, base, due=Month(2025, 9))
    found = chance_of_reaching(fitted, 3, target, last=Month(2024, 12))
    assert found == pytest.approx(outlook(fitted, 3, 9).chance(7.2))


@pytest.mark.parametrize(
    ("unit", "months", "code"),
    [(12, 6, "unknown_unit_number"), (-1, 6, "unknown_unit_number"), (0, 0, "bad_horizon"), (0, 25, "bad_horizon")],
)
def test_a_question_without_an_answer_is_refused(fitted, unit, months, code):
    with pytest.raises(Refusal, match=code):
        outlook(fitted, unit, months)


def test_a_unit_with_a_gap_in_its_last_year_is_refused():
    invented = simulated.municipality(11, units=12, months=36)
    lost = invented.lost.copy()
    lost[3, 30] = np.nan
    found = fit(panel_of(lost, invented.agreed))
    with pytest.raises(Refusal, match=r"targets\.months_missing"):
        outlook(found, 3, 6)
    assert outlook(found, 4, 6).rate > 0


@pytest.mark.parametrize(
    ("chance", "nb", "nn"),
    [
        (0.0, "under 1 av 20", "under 1 av 20"),
        (0.049, "under 1 av 20", "under 1 av 20"),
        (0.05, "omtrent 1 av 10", "om lag 1 av 10"),
        (0.55, "omtrent 6 av 10", "om lag 6 av 10"),
        (0.62, "omtrent 6 av 10", "om lag 6 av 10"),
        (0.95, "omtrent 9 av 10", "om lag 9 av 10"),
        (0.951, "over 19 av 20", "over 19 av 20"),
    ],
)
def test_the_chance_is_said_so_that_nothing_sounds_certain(chance, nb, nn):
    said = chance_in_words(chance)
    assert Words("nb").say(said.code, **said.params) == nb
    assert Words("nn").say(said.code, **said.params) == nn
