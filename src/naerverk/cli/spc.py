"""naerverk spc: one JSON line per series in, one JSON line per chart out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from naerverk.problems import Place, Problem, Refusal, refuse
from naerverk.statistics.control_charts.options import xmr_options
from naerverk.statistics.control_charts.rules import Signal
from naerverk.statistics.control_charts.xmr import Chart, Segment, xmr

EXAMPLES = """examples:
  naerverk spc < series.jsonl > answers.jsonl
  echo '{"id": "ward", "values": [6.1, 7.0, null, 6.4], "options": {"trend_length": 6}}' | naerverk spc

options of a series (each may be left out or null):
  improvement_direction  -1 down is good (default, as for absence), 1 up is good (as for presence)
  screen_outliers        true (default) or false
  fix_after_n_points     mean and limits from the first n points only
  rebase_at_index1       list of points, counted from 1, where a new level begins
  trend_length           rising or falling points that make a trend (default 7)
"""

SOURCE = "<stdin>"
LARGEST = 1e100
_FLAGS = {
    Signal.ABOVE_UPPER: "Above UCL",
    Signal.BELOW_LOWER: "Below LCL",
    Signal.RISING: "{length} Point Trend (Increasing)",
    Signal.FALLING: "{length} Point Trend (Decreasing)",
    Signal.NEAR_UPPER: "2 in 3 Above CL",
    Signal.NEAR_LOWER: "2 in 3 Below CL",
    Signal.SHIFT_ABOVE: "7 Points Above CL",
    Signal.SHIFT_BELOW: "7 Points Below CL",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Series come on standard input; nothing else to say."""


def run(_args: argparse.Namespace) -> int:
    """Answer every line that can be answered, then refuse with the reasons of the others."""
    problems: list[Problem] = []
    seen = 0
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if not line.strip():
            continue
        seen += 1
        try:
            print(json.dumps(_answer(line), allow_nan=False))
        except Refusal as refusal:
            problems += [replace(problem, place=Place(SOURCE, number)) for problem in refusal.problems]
    if not seen:
        raise refuse("control_charts.no_series")
    if problems:
        raise Refusal(*problems)
    return 0


def _answer(line: bytes) -> dict[str, object]:
    question = _question(line)
    values = _values(question)
    options = question.get("options")
    if not isinstance(options, Mapping | None):
        raise refuse("control_charts.options_not_object")
    return answer_of(question["id"], xmr(values, xmr_options(options or {}, len(values))))


def _question(line: bytes) -> Mapping[str, Any]:
    try:
        question = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise refuse("control_charts.not_json", reason=str(error)) from error
    if not isinstance(question, Mapping):
        raise refuse("control_charts.not_object")
    for name in ("id", "values"):
        if name not in question:
            raise refuse("control_charts.missing_key", key=name)
    try:
        json.dumps(question["id"], allow_nan=False)
    except ValueError as error:
        raise refuse("control_charts.not_json", reason=str(error)) from error
    return question


def _values(question: Mapping[str, Any]) -> list[float | None]:
    values = question["values"]
    if not isinstance(values, list):
        raise refuse("control_charts.values_not_list")
    return [_value(value, index1) for index1, value in enumerate(values, start=1)]


def _value(value: object, index1: int) -> float | None:
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST:
        return float(value)
    raise refuse("control_charts.not_a_number", index=index1, given=str(value)[:40])


def answer_of(name: object, chart: Chart) -> dict[str, object]:
    """A chart as the command prints it: the first segment's level and limits on top, all segments below."""
    first = chart.segments[0]
    return {
        "id": name,
        "mean": first.mean,
        "lower": first.lower,
        "upper": first.upper,
        "segments": [_segment(segment) for segment in chart.segments],
        "flags": [_flag(signal, chart.options.trend_length) for signal in chart.signals],
        "close_to_limits": list(chart.close_to_limits),
        "point_type": list(chart.point_types),
    }


def _segment(segment: Segment) -> dict[str, object]:
    return {"start_index0": segment.start, "mean": segment.mean, "lower": segment.lower, "upper": segment.upper}


def _flag(signal: Signal | None, trend_length: int) -> str | None:
    return None if signal is None else _FLAGS[signal].format(length=trend_length)
