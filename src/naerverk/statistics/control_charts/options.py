"""Options of a control chart as people write them in JSON, checked one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from naerverk.problems import Problem, Refusal
from naerverk.statistics.control_charts.xmr import XmrOptions

FEWEST_FIXED_POINTS = 2
SHORTEST_TREND = 3


def xmr_options(given: Mapping[str, Any], points: int) -> XmrOptions:
    """The options of one series of `points` points; null is the default.

    Refuses every unknown name and every value that cannot be, all at once.
    """
    asked = {name: value for name, value in given.items() if value is not None}
    wrong = [problem for name, value in asked.items() if (problem := _problem(name, value, points))]
    if wrong:
        raise Refusal(*wrong)
    asked.pop("method", None)
    if "rebase_at_index1" in asked:
        asked["rebase_at_index1"] = tuple(asked["rebase_at_index1"])
    return XmrOptions(**asked)


def _problem(name: str, value: object, points: int) -> Problem | None:
    check = _CHECKS.get(name)
    if check is None:
        return Problem("control_charts.unknown_option", params={"option": name, "known": ", ".join(sorted(_CHECKS))})
    if check(value, points):
        return None
    return Problem(f"control_charts.bad_{name}", params={"given": str(value), "points": points})


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_rebase_list(value: object, points: int) -> bool:
    return isinstance(value, list) and all(_is_whole(index) and 1 <= index <= points for index in value)


_CHECKS: dict[str, Callable[[Any, int], bool]] = {
    "method": lambda value, _: value == "XmR",
    "improvement_direction": lambda value, _: _is_whole(value) and value in (1, -1),
    "screen_outliers": lambda value, _: isinstance(value, bool),
    "fix_after_n_points": lambda value, _: _is_whole(value) and value >= FEWEST_FIXED_POINTS,
    "rebase_at_index1": _is_rebase_list,
    "trend_length": lambda value, _: _is_whole(value) and value >= SHORTEST_TREND,
}
