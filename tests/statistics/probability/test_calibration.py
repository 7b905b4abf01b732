"""Does "6 in 10" happen six times in ten? A short trial always, the long ones with `-m full -s`.

Goals: on the simulation Brier <= 0.18, skill >= 0.25, gap <= 0.03, slope 0.85-1.15; on English cells of 11-200
full-time equivalents Brier <= 0.175 and 95 % intervals that hold in 93-97 %.
"""

import sys

import english_cells
import numpy as np
import pytest
import simulated
from scoring import Trials, rate

from naerverk.statistics.probability.fit import fit
from naerverk.statistics.probability.panel import panel_of
from naerverk.statistics.probability.reaching import outlook
from shared import shared_path

HORIZONS = (6, 9, 12)
CELLS_A_MUNICIPALITY = 20


def try_out(trials, lost, agreed, past, horizons, turn):
    """Fit the past, forecast every unit at one of the horizons, compare with what then happened."""
    fitted = fit(panel_of(lost[:, :past], agreed[:, :past]))
    for unit in range(len(lost)):
        ahead = horizons[(turn + unit) % len(horizons)]
        now = rate(lost[unit, past - 12 : past], agreed[unit, past - 12 : past])
        coming = slice(past - 12 + ahead, past + ahead)
        if now > 0:
            trials.add(outlook(fitted, unit, ahead), now, rate(lost[unit, coming], agreed[unit, coming]))


def simulate(units, past, runs, seed):
    trials = Trials()
    for turn in range(runs):
        invented = simulated.municipality(seed + turn, units=units, months=past + 12)
        try_out(trials, invented.lost, invented.agreed, past, HORIZONS, turn)
    return trials.scores()


def english(smallest, largest, past, horizons, runs, seed=1):
    """Municipalities of 20 cells drawn at random; agreed days weigh their staff group's rate in the fitted months."""
    cells = english_cells.cells(shared_path("data/nhs/nhs_benchmarking_2023-2024.csv.gz"), smallest, largest)
    group = english_cells.relative_to_group({key: days[:, :past] for key, days in cells.items()})
    chance, keys, trials = np.random.default_rng(seed), list(cells), Trials()
    for turn in range(runs):
        drawn = [keys[i] for i in chance.choice(len(keys), CELLS_A_MUNICIPALITY, replace=False)]
        lost = english_cells.WORKING_SHARE * np.array([cells[key][0] for key in drawn])
        agreed = english_cells.WORKING_SHARE * np.array([cells[key][1] * group[key[1]] for key in drawn])
        try_out(trials, lost, agreed, past, horizons, turn)
    return trials.scores()


def show(name, scores):
    sys.stdout.write(f"\n{name}: { ({key: round(float(score), 3) for key, score in scores.items()}) }\n")


def test_the_simulation_is_as_noisy_as_real_units():
    """Monthly noise of 8-10 working days, correlated 0.6, 0.37, 0.24 and nothing after half a year; 6-8 % absence."""
    invented = simulated.municipality(5, units=400, months=48)
    assert 0.06 < invented.lost.sum() / invented.agreed.sum() < 0.08
    panel = panel_of(invented.lost, invented.agreed)
    expected = fit(panel).expected
    expected *= (invented.lost.sum(axis=1) / expected.sum(axis=1))[:, None]
    noise = (invented.lost / expected - 1) * np.sqrt(expected)
    noise -= noise.mean(axis=1, keepdims=True)
    variance = (noise**2).mean() * 48 / 47
    assert 8 < variance < 11
    correlations = [(noise[:, :-lag] * noise[:, lag:]).mean() / variance for lag in (1, 2, 3, 6)]
    assert correlations == pytest.approx([0.60, 0.37, 0.24, 0.0], abs=0.06)


def test_chances_hold_what_they_promise_in_a_short_trial():
    scores = simulate(units=20, past=36, runs=40, seed=300)
    assert scores["brier"] < 0.19
    assert scores["skill"] > 0.22
    assert 0.8 < scores["slope"] < 1.3
    assert 0.93 < scores["holds95"] < 0.985
    assert abs(scores["lean"]) < 0.06


def test_english_hospitals_in_a_short_trial():
    scores = english(11, 200, past=18, horizons=(6,), runs=30)
    assert scores["brier"] < 0.175
    assert 0.93 < scores["holds95"] < 0.98


@pytest.mark.full
@pytest.mark.parametrize(("units", "past", "seed"), [(10, 24, 100_000), (20, 36, 110_000), (20, 48, 120_000)])
def test_the_goals_on_the_simulation(units, past, seed):
    scores = simulate(units, past, 600, seed)
    show(f"simulation {units} units, {past} months", scores)
    assert scores["brier"] <= 0.18
    assert scores["skill"] >= 0.25
    assert scores["gap"] <= 0.03
    assert 0.85 <= scores["slope"] <= 1.15


@pytest.mark.full
@pytest.mark.parametrize("smallest_largest", [(11, 40), (40, 120), (11, 200), (120, 1000)])
@pytest.mark.parametrize(("past", "horizons"), [(12, HORIZONS), (18, (6,))])
def test_english_hospitals(smallest_largest, past, horizons):
    scores = english(*smallest_largest, past, horizons, runs=200)
    show(f"English cells of {smallest_largest} FTE, {past} months", scores)
    if smallest_largest == (11, 200):
        assert scores["brier"] <= 0.175
        assert 0.93 <= scores["holds95"] <= 0.97
