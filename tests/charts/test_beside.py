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


def test_a_long_name_is_written_in_lines_and_covers_no_marks() -> None:
    name = "Barnehage- og skolefritidsassistenter mv., legemeldt, 1. kv. 2025"
    pairs = [Pair(name, 8.3, 4.5, 12.1, 10.3), Pair("Sykepleiere", 7.1, 6.0, 8.2, 8.4)]
    chart = beside_chart("", "Lia", pairs, TextTable("", (), ()), Words("nb"), ())
    narrow = ET.fromstring(chart.narrow)
    lines = [e for e in narrow.iter(f"{SVG}text") if e.get("text-anchor") == "start"]
    assert " ".join(e.text or "" for e in lines) == f"{name} Sykepleiere"
    assert len(lines) == 3
    heights = [float((e.get("transform") or "")[:-1].split(",")[1]) for e in lines]
    first, second = (float(e.get("y") or "") for e in narrow.iter(f"{SVG}rect"))
    assert heights[1] < first < heights[2] < second
    wide = ET.fromstring(chart.wide)
    assert name in {e.text for e in wide.iter(f"{SVG}text")}


def test_on_a_phone_the_letters_stay_as_large_as_they_are_drawn() -> None:
    chart = beside_chart("", "Lia", [Pair("Lia", 1, 1, 1, 1)], TextTable("", (), ()), Words("nb"), ())
    assert float((ET.fromstring(chart.narrow).get("viewBox") or "").split()[2]) <= 312
