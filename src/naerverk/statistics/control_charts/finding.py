"""The plain sentence beside a chart: is it ordinary variation, or has something happened?"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from naerverk.statistics.control_charts.rules import Signal, step
from naerverk.statistics.control_charts.xmr import Chart, Segment, side_of
from naerverk.statistics.statement import Statement, shown

FEWEST_POINTS = 12
RECENT = 3


class Measure(StrEnum):
    """What the values of a chart are, in per cent; the words turn with it."""

    ABSENCE = "absence"
    PRESENCE = "presence"


def finding(chart: Chart, labels: Sequence[object], measure: Measure = Measure.ABSENCE) -> Statement:
    """What the chart says about now, in one sentence.

    `labels` names each point (a `calendar.Month`). The latest signal of the current segment counts if it is among
    the last three points (months long gone are no news, and a year would hold some signal in four of five units
    where nothing has changed); then a change of level at a rebase; else the variation is ordinary. Fewer than
    twelve values since the last rebase say nothing.
    """
    segment = chart.segments[-1]
    known = [i for i in range(segment.start, segment.stop) if chart.values[i] is not None]
    if not known:
        return Statement("control_charts.no_points")
    if len(known) < FEWEST_POINTS:
        return Statement("control_charts.too_few", {"n": len(known), "since": labels[segment.start]})
    signalled = [i for i in known[-RECENT:] if chart.signals[i]]
    if signalled:
        return _signal_finding(chart, segment, signalled, labels, measure)
    return _level_finding(chart, labels, measure)


def _signal_finding(
    chart: Chart, segment: Segment, signalled: Sequence[int], labels: Sequence[object], measure: Measure
) -> Statement:
    signal = chart.signals[signalled[-1]]
    assert signal is not None  # the caller chose signalled points
    first, last, n = signalled[0], signalled[-1], 1
    if signal in (Signal.ABOVE_UPPER, Signal.BELOW_LOWER):
        n = sum(chart.signals[i] is signal for i in signalled)
    elif signal not in (Signal.NEAR_UPPER, Signal.NEAR_LOWER):
        first = _run_start(chart, segment, last, signal)
        n = last - first + 1
    params = {"n": n, "first": labels[first], "last": labels[last]}
    return Statement(f"control_charts.{measure}_{signal}", params)


def _run_start(chart: Chart, segment: Segment, end: int, signal: Signal) -> int:
    """The first point of the run that ends at `end`; every point of a run is signalled, so it ends there."""
    links = _trend_link if signal in (Signal.RISING, Signal.FALLING) else _shift_link
    first = end
    while first > segment.start and links(chart, segment, first - 1) == signal.direction:
        first -= 1
    return first


def _trend_link(chart: Chart, _segment: Segment, at: int) -> int:
    """The direction from a point to the next."""
    return step(chart.values[at], chart.values[at + 1])


def _shift_link(chart: Chart, segment: Segment, at: int) -> int:
    """The side of the mean on which both a point and the next lie, or 0."""
    here, there = (side_of(value, segment.mean) for value in chart.values[at : at + 2])
    return here if here == there else 0


def _level_finding(chart: Chart, labels: Sequence[object], measure: Measure) -> Statement:
    now = chart.segments[-1]
    levels = [segment.mean for segment in chart.segments if segment.mean is not None]
    if len(levels) < 2 or shown(levels[-1]) == shown(levels[-2]):
        return Statement(f"control_charts.{measure}_ordinary")
    change = "higher" if levels[-1] > levels[-2] else "lower"
    params = {"level": shown(levels[-1]), "before": shown(levels[-2]), "since": labels[now.start]}
    return Statement(f"control_charts.{measure}_level_{change}", params)
