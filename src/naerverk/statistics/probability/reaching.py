"""How likely a target is: the twelve-month rate of a coming month, with all that can still happen.

The months already known stand; the others are predicted, with the same month last year as the common reference.
On top of the model's variance comes what moves everybody from one year to the next (4 % of the unknown days), and
a factor that made the intervals hold what they promise when the model was tried.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from naerverk.calendar import Month
from naerverk.problems import refuse
from naerverk.statistics.probability.fit import Fit
from naerverk.statistics.probability.prediction import Ahead, predict
from naerverk.statistics.statement import Statement
from naerverk.statistics.targets.target import Target

YEAR = 12
LONGEST = 24
YEARLY_SPREAD = 0.04
VARIANCE_FACTOR = 1.3
VARIANCE_FACTOR_SMALL = 1.5
SMALL_UNIT = 40
WORKING_DAYS_A_MONTH = 21
# A prediction so far below the reference is noise, not news: days cannot become negative.
LEAST_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Outlook:
    """The twelve-month absence to a coming month: days that are known, a lognormal for the rest.

    known_days are lost already, `log_mean` and `log_spread` describe the days still to come, agreed_days belong to
    all twelve months.
    """

    known_days: float
    log_mean: float
    log_spread: float
    agreed_days: float

    @property
    def rate(self) -> float:
        """The middle of the possible rates (median), in per cent."""
        return self._rate(math.exp(self.log_mean))

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """Between which rates it will lie, this often."""
        reach = NormalDist().inv_cdf((1 + level) / 2) * self.log_spread
        return self._rate(math.exp(self.log_mean - reach)), self._rate(math.exp(self.log_mean + reach))

    def chance(self, rate: float) -> float:
        """The probability that the rate comes to at most `rate` per cent."""
        room = rate / 100 * self.agreed_days - self.known_days
        if room <= 0:
            return 0.0
        return NormalDist(self.log_mean, self.log_spread).cdf(math.log(room))

    def _rate(self, coming_days: float) -> float:
        return 100 * (self.known_days + coming_days) / self.agreed_days


def outlook(fit: Fit, unit: int, months_ahead: int) -> Outlook:
    """What the twelve months that end `months_ahead` after the last fitted month may come to, for one unit.

    `unit` is its row in the panel. Agreed days of coming months are taken from the same month last year. Refuses
    other than 1 to 24 months ahead, and a unit that lacks figures in the last twelve months.
    """
    if not 0 <= unit < fit.panel.units:
        raise refuse("targets.unknown_unit_number", given=unit, units=fit.panel.units)
    if not 1 <= months_ahead <= LONGEST:
        raise refuse("targets.bad_horizon", longest=LONGEST)
    if not fit.usable[unit, -YEAR:].all():
        raise refuse("targets.months_missing", n=YEAR)
    ahead = _ahead(fit, unit, months_ahead)
    found = predict(fit, unit, ahead)
    days = max(found.days, LEAST_SHARE * float(ahead.agreed @ fit.month_rate[list(ahead.reference)]))
    yearly2 = YEARLY_SPREAD**2 * _years(ahead)
    spread2 = math.log1p(_factor(fit, unit) * found.variance / days**2 + yearly2)
    # The factor is a margin on the width and must not move the middle: the mean is matched without it.
    middle = math.log(days) - math.log1p(found.variance / days**2 + yearly2) / 2
    known = slice(fit.panel.months - YEAR + months_ahead, None) if months_ahead < YEAR else slice(0, 0)
    return Outlook(
        known_days=float(fit.panel.lost[unit, known].sum()),
        log_mean=middle,
        log_spread=math.sqrt(spread2),
        agreed_days=float(fit.panel.agreed[unit, known].sum() + ahead.agreed.sum()),
    )


def chance_of_reaching(fit: Fit, unit: int, target: Target, last: Month) -> float:
    """The probability that a unit reaches a target; `last` is the last fitted month."""
    return outlook(fit, unit, target.due.number - last.number).chance(target.rate)


def _ahead(fit: Fit, unit: int, months_ahead: int) -> Ahead:
    """The months of the twelve that are still to come, each with the last fitted same month as its reference."""
    last = fit.panel.months - 1
    month = range(last + max(1, months_ahead - YEAR + 1), last + months_ahead + 1)
    reference = [last - (last - number) % YEAR for number in month]
    return Ahead(np.array(month, dtype=float), reference, fit.panel.agreed[unit, reference])


def _years(ahead: Ahead) -> float:
    """How many years after its reference the average coming month lies: common years add up."""
    return float(np.mean((ahead.month - np.array(ahead.reference)) / YEAR))


def _factor(fit: Fit, unit: int) -> float:
    full_time_equivalents = float(np.mean(fit.panel.agreed[unit, -YEAR:])) / WORKING_DAYS_A_MONTH
    return VARIANCE_FACTOR_SMALL if full_time_equivalents < SMALL_UNIT else VARIANCE_FACTOR


def chance_in_words(chance: float) -> Statement:
    """`about 6 in 10`; at the ends `under 1 in 20` and `over 19 in 20`, so that nothing sounds certain."""
    if chance < 0.05:
        return Statement("targets.chance_under_1_in_20")
    if chance > 0.95:
        return Statement("targets.chance_over_19_in_20")
    return Statement("targets.chance_about", {"n": min(max(math.floor(10 * chance + 0.5), 1), 9)})
