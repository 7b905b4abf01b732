"""The control chart: a series, what is ordinary for it, and what is not."""

from __future__ import annotations

from naerverk.charts.control_drawing import NARROW, WIDE, draw_control_chart
from naerverk.charts.series import Chart, ControlSeries, Gap, MonthPoint, TextTable
from naerverk.locale import Words
from naerverk.statistics.control_charts.xmr import PointType


def control_chart(series: ControlSeries, words: Words) -> Chart:
    """Draw a disclosed series with its limits, signals, target path and events, for wide places and for phones."""
    description = describe(series, words)
    return Chart(
        title=series.finding,
        description=description,
        wide=draw_control_chart(series, words, WIDE, description),
        narrow=draw_control_chart(series, words, NARROW, description),
        table=control_table(series, words),
        key=_key(series, words),
    )


def describe(series: ControlSeries, words: Words) -> str:
    """The chart in one or two sentences, for those who do not see it."""
    shown = [point for point in series.points if point.percent is not None]
    if not shown:
        return words.say("charts.nothing_shown", unit=series.unit)
    values = [point.percent for point in series.points if point.percent is not None]
    text = words.say(
        series.code("described"),
        unit=series.unit,
        first=series.points[0].month,
        last=series.points[-1].month,
        low=words.percent(min(values)),
        high=words.percent(max(values)),
        now=words.percent(values[-1]),
        month=shown[-1].month,
    )
    gaps = sum(point.gap is Gap.HIDDEN for point in series.points)
    return " ".join([text, series.finding, *([words.say("charts.gaps", n=gaps)] if gaps else [])])


def control_table(series: ControlSeries, words: Words) -> TextTable:
    """Month, rate and what is said of it."""
    return TextTable(
        caption=words.say(series.code("control_caption"), unit=series.unit),
        header=tuple(words.say(f"charts.{name}") for name in ("month", series.measure, "remark")),
        rows=tuple(
            (words.month(point.month), _percent(point, words), words.say(series.code(point.gap or point.signal)))
            for point in series.points
        ),
    )


def _percent(point: MonthPoint, words: Words) -> str:
    return words.say("charts.no_value") if point.percent is None else words.percent(point.percent)


def _key(series: ControlSeries, words: Words) -> tuple[str, ...]:
    """Words for what the narrow drawing has no room to label."""
    signals = {point.signal for point in series.points}
    present = {
        "key_band": bool(series.levels),
        "key_path": bool(series.path),
        "key_better": PointType.IMPROVEMENT in signals,
        "key_worse": PointType.CONCERN in signals,
        "key_hidden": any(point.gap is Gap.HIDDEN for point in series.points),
    }
    return tuple(words.say(series.code(name)) for name, here in present.items() if here)
