"""Own figures beside published ones."""

from xml.etree import ElementTree as ET

from naerverk.charts.beside import Pair, beside_chart
from naerverk.charts.series import TextTable
from naerverk.locale import Words

SVG = "{http://www.w3.org/2000/svg}"


def test_each_pair_has_its_name_its_numbers_and_two_shapes() -> None:
    pairs = [Pair("Helsefagarbeidere", 8.3, 4.5, 12.1, 10.3), Pair("Sykepleiere", None, None, None, 8.4)]
    chart = beside_chart("", "Lia: 8,3 / 10,3", pairs, TextTable("", (), ()), Words("nb"), ("Prikk: her.",))
    for drawing in (chart.wide, chart.narrow):
        root = ET.fromstring(drawing)
        assert root.get("aria-label") == "Lia: 8,3 / 10,3"
        assert {"Helsefagarbeidere", "Sykepleiere", "0\N{NO-BREAK SPACE}%"} <= {e.text for e in root.iter(f"{SVG}text")}
        titles = [e.text for e in root.iter(f"{SVG}title")]
        assert titles == ["8,3\N{NO-BREAK SPACE}%", "10,3\N{NO-BREAK SPACE}%", "8,4\N{NO-BREAK SPACE}%"]
        assert len(list(root.iter(f"{SVG}rect"))) == 1
