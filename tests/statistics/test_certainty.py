"""Clearly, probably, not sure: the words go by the interval, and chance is measured in portions of days."""

import pytest

from naerverk.statistics.certainty import Certainty, certainty_of
from naerverk.statistics.targets.people import chance_portion, rate_variance
from naerverk.statistics.targets.target import Days


@pytest.mark.parametrize(
    ("more", "certainty"),
    [(2.0, "clearly_more"), (0.7, "probably_more"), (0.6, "unsure"), (-0.7, "probably_fewer"), (-2, "clearly_fewer")],
)
def test_the_words_go_by_the_interval(more: float, certainty: str) -> None:
    assert certainty_of(more, 1.0) is Certainty(certainty)


@pytest.mark.parametrize("months", [1, 3, 12])
def test_days_in_portions_vary_as_the_rate_was_measured_to(months: int) -> None:
    """Equal months of 100 agreed and 6 lost days."""
    measured = rate_variance([Days(6, 100)] * months)
    assert chance_portion(months) * 0.06 / (100 * months) * 100**2 == pytest.approx(measured)
