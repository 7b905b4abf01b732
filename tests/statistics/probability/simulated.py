"""An invented municipality for trying the target model: persons, spells, seasons, common shocks, slow drift.

Built apart from the model and from `naerverk.synthetic`: spells start day by day with season and weekday, persons
differ (gamma frailty), most spells are short and a few last up to a year, long ones are often graded, people work
part-time and leave. Nothing here knows tau2, delta2 or phi.
"""

from dataclasses import dataclass

import numpy as np

SEASON = np.array([1.20, 1.20, 1.10, 0.98, 0.95, 0.90, 0.72, 0.90, 1.02, 1.05, 1.06, 0.95])
WEEKDAY = np.array([0.26, 0.19, 0.18, 0.17, 0.14, 0.03, 0.03])
# Share of onsets, shortest and longest in calendar days: self-certified, short, medium, long.
CLASSES = ((0.62, 1, 3), (0.235, 4, 16), (0.095, 17, 56), (0.05, 57, 364))
ONSETS_A_YEAR = 2.5
FRAILTY_SHAPE = 1.2
TURNOVER_A_YEAR = 0.14
DRIFT_SPREAD, DRIFT_MONTHLY = 0.15, 0.95
SHOCK_SPREAD, SHOCK_MONTHLY = 0.05, 0.8
LEVEL_SPREAD = 0.18
BURN_IN = 12


@dataclass
class Municipality:
    """Lost and agreed working days per unit and month."""

    lost: np.ndarray
    agreed: np.ndarray


def municipality(seed, units=20, months=48, employees=None):
    chance = np.random.default_rng(seed)
    sizes = (
        employees if employees is not None else np.clip(chance.lognormal(np.log(32), 0.6, units), 8, 120).astype(int)
    )
    unit_of = np.repeat(np.arange(units), sizes)
    span = months + BURN_IN
    intensity = _intensity(chance, units, span)
    frailty = _frailty(chance, len(unit_of), span)
    share = chance.choice([1.0, 0.8, 0.75, 0.5, 0.4], len(unit_of), p=[0.45, 0.2, 0.15, 0.12, 0.08])
    counts = chance.poisson(ONSETS_A_YEAR / 12 * frailty * intensity[unit_of])
    person, month = np.nonzero(counts)
    times = counts[person, month]
    person, month = np.repeat(person, times), np.repeat(month, times)
    calendar = _Calendar(span)
    start = calendar.onset(chance, month)
    length, grade = _lengths(chance, len(start))
    person, start, stop, grade = _without_overlaps(person, start, start + length - 1, grade)
    lost = calendar.lost(unit_of[person], start, stop, share[person] * grade, units)
    agreed = np.outer(np.bincount(unit_of, share), calendar.working)
    return Municipality(lost[:, BURN_IN:], agreed[:, BURN_IN:])


def _autoregressive(chance, rows, months, spread, monthly):
    path = np.empty((rows, months))
    path[:, 0] = chance.normal(0, spread, rows)
    for t in range(1, months):
        path[:, t] = monthly * path[:, t - 1] + chance.normal(0, spread * np.sqrt(1 - monthly**2), rows)
    return path


def _intensity(chance, units, months):
    level = chance.normal(0, LEVEL_SPREAD, (units, 1))
    drift = _autoregressive(chance, units, months, DRIFT_SPREAD, DRIFT_MONTHLY)
    shock = _autoregressive(chance, 1, months, SHOCK_SPREAD, SHOCK_MONTHLY)
    return SEASON[np.arange(months) % 12] * np.exp(level + drift + shock)


def _frailty(chance, persons, months):
    """A new person, with another frailty, takes over when somebody leaves."""
    drawn = chance.gamma(FRAILTY_SHAPE, 1 / FRAILTY_SHAPE, (persons, months))
    leaves = chance.random((persons, months)) < TURNOVER_A_YEAR / 12
    leaves[:, 0] = True
    since = np.maximum.accumulate(np.where(leaves, np.arange(months), 0), axis=1)
    return np.take_along_axis(drawn, since, axis=1)


def _lengths(chance, n):
    kind = chance.choice(len(CLASSES), n, p=[share for share, _, _ in CLASSES])
    low, high = (np.array([one[i] for one in CLASSES])[kind] for i in (1, 2))
    # Within a class short is likelier than long: the logarithm is spread evenly.
    length = np.floor(np.exp(chance.uniform(np.log(low), np.log(high + 1)))).astype(int)
    graded = (chance.random(n) < 0.5) & (length > 16)
    return length, np.where(graded, chance.choice([0.2, 0.4, 0.5, 0.6, 0.8], n), 1.0)


def _without_overlaps(person, start, stop, grade):
    """Whoever is away already does not fall ill again."""
    order = np.lexsort((start, person))
    person, start, stop, grade = person[order], start[order], stop[order], grade[order]
    ends = person * 10**6 + stop
    earlier = np.concatenate([[-1], np.maximum.accumulate(ends)[:-1]])
    free = person * 10**6 + start > earlier
    return person[free], start[free], stop[free], grade[free]


class _Calendar:
    """Months of a Monday-to-Friday calendar, days counted from 0 (a Monday)."""

    def __init__(self, months):
        lengths = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])[np.arange(months) % 12]
        self.first = np.concatenate([[0], np.cumsum(lengths)])
        self.days = lengths
        days = np.arange(self.first[-1] + 400)
        self.before = np.concatenate([[0], np.cumsum(days % 7 < 5)])
        self.working = self.before[self.first[1:]] - self.before[self.first[:-1]]

    def onset(self, chance, month):
        """A day in the month, Mondays likelier."""
        week = self.first[month] + (chance.random(len(month)) * self.days[month]).astype(int) // 7 * 7
        wanted = chance.choice(7, len(month), p=WEEKDAY)
        day = week + (wanted - week) % 7
        return np.where(day < self.first[month + 1], day, day - 7)

    def lost(self, unit, start, stop, weight, units):
        months = len(self.first) - 1
        lost = np.zeros((units, months))
        begins = np.searchsorted(self.first, start, side="right") - 1
        for offset in range(14):
            month = begins + offset
            inside = (month < months) & (self.first[np.minimum(month, months)] <= stop)
            m, w = month[inside], weight[inside]
            low, high = np.maximum(start[inside], self.first[m]), np.minimum(stop[inside] + 1, self.first[m + 1])
            np.add.at(lost, (unit[inside], m), (self.before[high] - self.before[low]) * w)
        return lost
