"""The parts of the target model, each against a slower way that is plainly right."""

from dataclasses import replace

import numpy as np
import pytest
import simulated

from naerverk.problems import Refusal
from naerverk.statistics.probability.fit import LOWEST_LEVEL, fit
from naerverk.statistics.probability.panel import month_rates, panel_of
from naerverk.statistics.probability.prediction import Ahead, predict
from naerverk.statistics.probability.variation import FLOORS, Variation, distances, estimate

TRUTH = Variation(tau2=0.06, delta2=0.03, phi=10.0)


def covariance(variation, expected, level=1.0):
    """The formula of the model, entry by entry."""
    n = len(expected)
    return np.array(
        [
            [
                variation.tau2
                + variation.delta2 * level**2 * 0.95 ** abs(s - t)
                + variation.phi * level * 0.6 ** abs(s - t) / (expected[s] * expected[t]) ** 0.5
                for t in range(n)
            ]
            for s in range(n)
        ]
    )


def small_panel(months=24, units=6, seed=3):
    invented = simulated.municipality(seed, units=units, months=months)
    return panel_of(invented.lost, invented.agreed)


# The two-way fit


def test_a_panel_that_is_level_times_month_is_taken_apart_exactly():
    level, month = np.array([0.8, 1.0, 1.6]), np.linspace(0.05, 0.09, 12)
    agreed = np.outer([100.0, 300.0, 50.0], np.linspace(19, 23, 12))
    level = level * agreed.sum() / (level @ agreed.sum(axis=1))  # scaled as the fit scales
    assert month_rates(panel_of(agreed * np.outer(level, month), agreed)) == pytest.approx(month)


def test_a_missing_cell_does_not_disturb_it():
    level, month = np.array([0.8, 1.0, 1.6]), np.linspace(0.05, 0.09, 12)
    agreed = np.full((3, 12), 100.0)
    lost = agreed * np.outer(level, month)
    lost[2, 5] = np.nan
    found = month_rates(panel_of(lost, agreed))
    assert found / found[0] == pytest.approx(month / month[0])


def test_a_month_without_any_cell_has_no_rate():
    agreed = np.full((2, 3), 100.0)
    agreed[:, 1] = 0
    assert np.isnan(month_rates(panel_of(np.full((2, 3), 5.0), agreed))).tolist() == [False, True, False]


def test_cells_with_a_measure_are_left_out():
    untreated = np.ones((2, 3), dtype=bool)
    untreated[1, 2] = False
    panel = panel_of(np.ones((2, 3)), np.full((2, 3), 10.0), untreated)
    assert panel.usable.tolist() == untreated.tolist()
    assert np.isnan(panel.lost[1, 2])


# How units vary


def test_the_covariance_is_the_formula_of_the_model():
    expected = np.array([10.0, 20.0, 15.0])
    apart = distances(np.arange(3.0), np.arange(3.0))
    found = TRUTH.lasting(apart, 1.4) + TRUTH.spells(expected, expected, apart, 1.4)
    assert found == pytest.approx(covariance(TRUTH, expected, 1.4))


def test_planted_variation_is_found_again():
    chance = np.random.default_rng(1)
    expected = np.tile(chance.uniform(20, 60, (800, 1)), (1, 36))
    deviation = np.array([np.linalg.cholesky(covariance(TRUTH, own)) @ chance.normal(size=36) for own in expected])
    found = estimate(deviation, expected, np.ones_like(expected, dtype=bool))
    assert found.tau2 == pytest.approx(TRUTH.tau2, abs=0.015)
    assert found.delta2 == pytest.approx(TRUTH.delta2, abs=0.015)
    assert found.phi == pytest.approx(TRUTH.phi, rel=0.08)


def test_units_that_never_vary_get_the_floors_but_one_alone_is_not_believed():
    found = estimate(np.zeros((500, 24)), np.full((500, 24), 40.0), np.ones((500, 24), dtype=bool))
    assert (found.tau2, found.delta2, found.phi) == pytest.approx(tuple(FLOORS))
    alone = estimate(np.zeros((1, 24)), np.full((1, 24), 40.0), np.ones((1, 24), dtype=bool))
    assert alone.tau2 > found.tau2
    assert alone.delta2 > found.delta2
    assert alone.phi > found.phi


def test_unusable_cells_say_nothing():
    chance = np.random.default_rng(2)
    deviation, expected = chance.normal(0, 0.3, (30, 24)), np.full((30, 24), 30.0)
    usable = chance.random((30, 24)) < 0.8
    wild = np.where(usable, deviation, 99.0)
    assert estimate(wild, expected, usable) == estimate(deviation, expected, usable)


# The fit


def test_month_effects_are_generalised_least_squares_over_all_units_stacked():
    found = fit(small_panel())
    months = found.panel.months
    blocks = [covariance(found.variation, own) for own in found.expected]
    whole = np.zeros((len(blocks) * months,) * 2)
    for i, block in enumerate(blocks):
        whole[i * months : (i + 1) * months, i * months : (i + 1) * months] = block
    design = np.vstack([np.eye(months)] * len(blocks))
    inverse = np.linalg.inv(whole)
    spread = np.linalg.inv(design.T @ inverse @ design)
    assert found.month_covariance == pytest.approx(spread)
    assert found.month_effect == pytest.approx(spread @ design.T @ inverse @ found.deviation.ravel())


def test_a_high_unit_is_believed_the_more_the_larger_it_is():
    invented = simulated.municipality(4, units=12, months=24, employees=np.repeat([10, 1000], 6))
    lost = invented.lost.copy()
    lost[[0, 6]] = 2 * lost[1:6].sum() / invented.agreed[1:6].sum() * invented.agreed[[0, 6]]
    level = fit(panel_of(lost, invented.agreed)).level
    assert 1 < level[0] < level[6] < 2.2


def test_no_unit_is_believed_to_be_nearly_without_absence():
    invented = simulated.municipality(4, units=6, months=24, employees=np.full(6, 500))
    lost = invented.lost.copy()
    lost[0] *= 0.01
    assert fit(panel_of(lost, invented.agreed)).level[0] == LOWEST_LEVEL


def test_a_unit_without_any_figures_is_taken_as_one_of_the_many():
    invented = simulated.municipality(4, units=6, months=24)
    lost = invented.lost.copy()
    lost[0] = np.nan
    assert fit(panel_of(lost, invented.agreed)).level[0] == 1


@pytest.mark.parametrize(("units", "months"), [(3, 24), (6, 11)])
def test_too_little_history_is_refused(units, months):
    with pytest.raises(Refusal, match=r"targets\.too_little_history"):
        fit(small_panel(months, units))


def test_a_month_without_absence_anywhere_is_refused():
    panel = small_panel()
    lost = panel.lost.copy()
    lost[:, 7] = 0
    with pytest.raises(Refusal, match=r"targets\.too_little_history"):
        fit(panel_of(lost, panel.agreed))


# The prediction


def test_the_prediction_is_the_conditional_normal_distribution():
    """All deviations of all units past and coming as one normal vector, month effects with a very wide prior."""
    found = replace(fit(small_panel()), level=np.ones(6))
    months, coming = found.panel.months, 4
    reference = [12, 13, 14, 15]
    agreed = found.panel.agreed[2, reference]
    expected_coming = agreed * found.month_rate[reference]
    ahead = Ahead(np.arange(24.0, 28.0), reference, agreed)

    blocks, designs = [], []
    for unit in range(6):
        own = np.concatenate([found.expected[unit], expected_coming]) if unit == 2 else found.expected[unit]
        blocks.append(covariance(found.variation, own))
        months_of = [*range(months), *reference] if unit == 2 else list(range(months))
        designs.append(np.eye(months)[months_of])
    design = np.vstack(designs)
    whole = 1e6 * design @ design.T
    seen, start = [], 0
    for unit, block in enumerate(blocks):
        stop = start + len(block)
        whole[start:stop, start:stop] += block
        seen += range(start, start + months)
        wanted = range(start + months, stop) if unit == 2 else ()
        if unit == 2:
            ask = list(wanted)
        start = stop
    pull = np.linalg.solve(whole[np.ix_(seen, seen)], whole[np.ix_(seen, ask)]).T
    mean = pull @ found.deviation.ravel()
    spread = whole[np.ix_(ask, ask)] - pull @ whole[np.ix_(seen, ask)]

    assert coming == len(ask)
    predicted = predict(found, 2, ahead)
    assert predicted.days == pytest.approx(expected_coming @ (1 + mean), rel=1e-3)
    assert predicted.variance == pytest.approx(expected_coming @ spread @ expected_coming, rel=1e-2)


def test_a_higher_level_is_noisier():
    found = fit(small_panel())
    ahead = Ahead(np.arange(24.0, 30.0), range(12, 18), found.panel.agreed[0, 12:18])
    low, high = (predict(replace(found, level=np.full(6, level)), 0, ahead) for level in (0.5, 2.0))
    assert high.noise_variance == pytest.approx(4 * low.noise_variance)
    assert high.variance > low.variance
