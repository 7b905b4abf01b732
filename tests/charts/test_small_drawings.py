"""Bars by quarter and the small line."""

from xml.etree import ElementTree as ET

from naerverk.calendar import Month, Quarter
from naerverk.charts.palette import LIGHT
from naerverk.charts.series import Gap, MonthPoint, QuarterPoint
from naerverk.charts.small import quarter_bars, spark_line
from naerverk.locale import Words
from naerverk.statistics.control_charts.finding import Measure

FIRST = Quarter(2024, 3)
SHORT = [2.1, 2.6, None, 1.9]


def points() -> list[QuarterPoint]:
    return [QuarterPoint(FIRST.plus(n), value, Gap.HIDDEN if value is None else None) for n, value in enumerate(SHORT)]


def test_the_newest_quarter_stands_out_and_a_hidden_one_is_flat() -> None:
    chart = quarter_bars("Korttid", "Solbakken", points(), Words("nb"), top=6)
    assert chart.wide == chart.narrow
    assert chart.wide.count(f'fill="{LIGHT["line"]}"') == 1
    assert chart.wide.count(f'fill="{LIGHT["pale"]}"') == 2
    assert chart.wide.count(f'fill="{LIGHT["grid"]}"') == 1
    written = [element.text for element in ET.fromstring(chart.wide).iter("{http://www.w3.org/2000/svg}text")]
    assert written == ["3. kv. 24", "2. kv. 25"]


def test_the_bars_have_a_sentence_and_a_table() -> None:
    chart = quarter_bars("Short", "Solbakken", points(), Words("en"), top=6)
    assert chart.description == (
        "Short in Solbakken, quarter by quarter: Q3 2024: 2.1%, Q4 2024: 2.6%, Q1 2025: hidden to protect persons, "
        "Q2 2025: 1.9%."
    )
    assert chart.table.rows[2] == ("Q1 2025", "hidden to protect persons")
    assert quarter_bars("Short", "x", [QuarterPoint(FIRST, None)], Words("en"), top=1).table.rows[0][1] == "–"


def test_the_small_line_breaks_where_months_are_hidden() -> None:
    months = [MonthPoint(Month(2025, 1).plus(n), value) for n, value in enumerate([6.0, 6.5, None, 7.0, 7.5])]
    svg = spark_line("Solbakken", months, Words("en"))
    line = next(e for e in ET.fromstring(svg).iter() if e.get("stroke") == LIGHT["line"])
    assert line.get("d", "").count("M") == 2
    assert "the last 5 months, most recently 7.5%" in svg


def test_the_small_line_says_presence_where_presence_is_drawn() -> None:
    months = [MonthPoint(Month(2025, 1).plus(n), value) for n, value in enumerate([94.0, 93.5])]
    svg = spark_line("Solbakken", months, Words("nb"), Measure.PRESENCE)
    assert "Nærvær i Solbakken de siste 2 månedene, sist 93,5\u00a0%" in svg


def test_a_small_line_without_any_figure_says_so() -> None:
    svg = spark_line("Lia", [MonthPoint(Month(2025, 1), None, gap=Gap.HIDDEN)], Words("en"))
    assert "No month of Lia can be shown." in svg
