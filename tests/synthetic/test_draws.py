"""Random numbers that stay the same: the stream, the tables made of it, and the order of cases kept."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naerverk.synthetic.cases import kept_until
from naerverk.synthetic.draws import TABLE, Draws, curve, exponential, gamma, normal, total, weighted


def test_the_stream_never_changes():
    assert Draws(7).uniform(3).tolist() == [0.625095466604667, 0.8972138009695755, 0.7756856902451935]


def test_streams_with_different_paths_have_nothing_in_common():
    one, other = Draws(7, 1).uniform(1000), Draws(7, 2).uniform(1000)
    assert not np.isin(one, other).any()
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.1


def test_a_shuffle_keeps_everybody():
    assert sorted(Draws(1).order(100).tolist()) == list(range(100))


@pytest.mark.parametrize(
    ("table", "mean", "spread"),
    [(exponential(1000), 1000, 1000), (gamma(0.5), 1, 2**0.5), (gamma(2), 1, 0.5**0.5), (normal(), 0, 1)],
)
def test_tables_have_the_mean_and_spread_of_their_distribution(table, mean, spread):
    assert len(table) == TABLE
    assert table.mean() == pytest.approx(mean, abs=0.02 * spread)
    assert table.std() == pytest.approx(spread, rel=0.02)
    assert (np.diff(table) >= 0).all()


def test_weights_become_shares():
    table = weighted({50: 1, 100: 3})
    assert (table == 50).mean() == pytest.approx(0.25, abs=1 / TABLE)


def test_a_curve_runs_through_its_knots():
    table = curve([(0, 1), (0.5, 10), (1, 300)])
    assert (table[0], table[TABLE // 2], table[-1]) == (1, 10, 300)


def test_nothing_adds_up_to_nothing():
    assert total(np.zeros(0)) == 0


cases = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 60)), max_size=60)
targets = st.lists(st.integers(0, 200), min_size=4, max_size=4)


@settings(deadline=None, max_examples=100)
@given(cases, targets)
def test_cases_are_kept_up_to_the_target_and_no_further(cases, targets):
    group = np.array([g for g, _ in cases], dtype=np.int64)
    days = np.array([d for _, d in cases], dtype=np.float64)
    keep = kept_until(group, days, np.array(targets, dtype=np.float64), Draws(1))
    for number, most in enumerate(targets):
        mine = group == number
        assert days[keep & mine].sum() <= most
        if days[mine].sum() <= most:
            assert keep[mine].all()


def test_a_case_too_long_gives_way_to_shorter_ones():
    days = np.array([50.0, 3.0, 3.0, 3.0])
    kept = kept_until(np.zeros(4, dtype=np.int64), days, np.array([9.0]), Draws(1))
    assert kept.tolist() == [False, True, True, True]
