"""Reference decompositions by statsmodels (BSD-3): `python make.py > stl.json` in an environment with statsmodels.

The series are invented here. statsmodels brings pandas and takes seconds to import, so that it is no part of Nærverk.
"""

import json
import sys

import numpy as np
from statsmodels import __version__
from statsmodels.tsa.seasonal import STL

random = np.random.default_rng(1990)


def series(months: int, strike: bool) -> np.ndarray:
    place = np.arange(months)
    season = 120 * np.cos(2 * np.pi * (place - 1) / 12) - 40 * (place % 12 == 6)
    values = 1000 + 2 * place + season * (1 + place / 200) + random.normal(0, 30, months)
    values[20:23] += 700 * strike
    return np.round(values, 1)


def case(months: int, seasonal: int, robust: bool, strike: bool) -> dict[str, object]:
    values = series(months, strike)
    passes = {} if robust else {"inner_iter": 2, "outer_iter": 0}
    found = STL(values, period=12, seasonal=seasonal, robust=robust).fit(**passes)
    parts = {"season": found.seasonal, "trend": found.trend, "weights": found.weights}
    rounded = {name: [round(float(one), 10) for one in part] for name, part in parts.items()}
    return {"seasonal": seasonal, "outer": 15 if robust else 0, "values": values.tolist(), **rounded}


cases = [
    case(*one) for one in ((48, 13, True, False), (61, 13, True, True), (120, 7, True, True), (50, 7, False, True))
]
sys.stdout.write(json.dumps({"made_with": f"statsmodels {__version__}", "cases": cases}))
