"""Cronbach's alpha: how far the items of a scale measure the same, with an interval.

alpha = k/(k-1) x (1 - sum of item variances / variance of the sum) (Cronbach 1951, Psychometrika 16:297). The
interval is Feldt's (1965, Psychometrika 30:357): (1 - alpha) / (1 - estimate) follows an F distribution with n - 1
and (n - 1)(k - 1) degrees of freedom.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import fdtri

from naerverk.problems import refuse

FEWEST_RESPONDENTS = 3
FEWEST_ITEMS = 2

Answers = Sequence[float | None]


class Missing(StrEnum):
    """Which respondents count: those who answered every item, or for each pair of items those who answered both."""

    LISTWISE = "listwise"
    PAIRWISE = "pairwise"


@dataclass(frozen=True, slots=True)
class Alpha:
    """The estimate with its interval; `n` respondents, `items` items."""

    alpha: float
    lower: float
    upper: float
    n: int
    items: int


def cronbach_alpha(items: Sequence[Answers], missing: Missing = Missing.LISTWISE, level: float = 0.95) -> Alpha:
    """Alpha of two or more items, each a sequence of answers in the same order of respondents.

    Pairwise, `n` is the number of respondents who answered at least two items. Refuses too few items or
    respondents, an item that all answered alike, items that cancel each other out, and pairs of items answered by so
    different respondents that no scale could look so (alpha above 1).
    """
    k = len(items)
    if k < FEWEST_ITEMS:
        raise refuse("questionnaires.too_few_items", needed=FEWEST_ITEMS)
    answers = np.array(items, dtype=float).T
    answered = np.isfinite(answers).sum(axis=1)
    counted = answers[answered >= (k if missing is Missing.LISTWISE else FEWEST_ITEMS)]
    shared = _covariances(counted)
    whole = float(shared.sum())
    if whole <= 0:
        raise refuse("questionnaires.items_cancel_out")
    estimate = k / (k - 1) * (1 - float(np.trace(shared)) / whole)
    if estimate > 1:
        raise refuse("questionnaires.pairs_do_not_fit")
    n = len(counted)
    lower, upper = (1 - (1 - estimate) * fdtri(n - 1, (n - 1) * (k - 1), (1 + side * level) / 2) for side in (1, -1))
    return Alpha(estimate, float(lower), float(upper), n, k)


def _covariances(answers: NDArray[np.float64]) -> NDArray[np.float64]:
    """Covariances of the columns, each from the rows where both columns have an answer."""
    known = np.isfinite(answers)
    together = known.T.astype(float) @ known
    if together.min() < FEWEST_RESPONDENTS:
        raise refuse("questionnaires.too_few_respondents", n=int(together.min()), needed=FEWEST_RESPONDENTS)
    for item in range(answers.shape[1]):
        if np.ptp(answers[known[:, item], item]) == 0:
            raise refuse("questionnaires.constant_item", number=item + 1)
    filled = np.where(known, answers - np.nanmean(answers, axis=0), 0.0)
    sums = filled.T @ known
    found: NDArray[np.float64] = (filled.T @ filled - sums * sums.T / together) / (together - 1)
    return found


def turned(answers: Answers) -> list[float | None]:
    """An item that asks the other way round, on its head; where zero lies does not matter to alpha."""
    return [None if answer is None else -answer for answer in answers]
