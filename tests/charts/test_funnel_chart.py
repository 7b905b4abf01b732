"""The funnel as a drawing: a mark for each unit, names for those that stand out, a field for all sizes."""

from xml.etree import ElementTree as ET

from naerverk.charts.funnel_chart import Dot, Field, funnel_chart
from naerverk.locale import Words

SVG = "{http://www.w3.org/2000/svg}"
FIELD = Field(93.0, [(10.0, 84.0, 100.0), (60.0, 88.5, 97.5), (110.0, 89.0, 97.0)])
DOTS = [
    Dot("Lia", 12, 92.1),
    Dot("Solbakken", 40, 80.2, "worse", up=False),
    Dot("Haugen", 41, 80.4, "worse", up=False),
    Dot("Bygda", 105, 99.0, "better", up=True),
]


def drawings() -> list[ET.Element]:
    chart = funnel_chart("", "Tre skiller seg ut.", DOTS, FIELD, Words("nb"), ("Prikk: en enhet.",))
    return [ET.fromstring(chart.wide), ET.fromstring(chart.narrow)]


def test_every_unit_has_a_mark_with_its_name_and_number() -> None:
    for root in drawings():
        assert root.get("aria-label") == "Tre skiller seg ut."
        titles = {mark.text for mark in root.iter(f"{SVG}title")}
        assert "Lia: 92,1\N{NO-BREAK SPACE}%" in titles
        assert len(titles) == 4
        assert len([mark for mark in root.iter(f"{SVG}path") if mark.get("class") == "nv-fill-band"]) == 1


def test_who_stands_out_is_named_where_there_is_room_and_no_name_lies_on_another() -> None:
    wide, narrow = drawings()
    rows = {mark.text: mark for mark in wide.iter(f"{SVG}text")}
    assert {"Solbakken", "Haugen", "Bygda"} <= rows.keys()
    assert "Lia" not in rows
    assert not {"Solbakken", "Haugen"} & {mark.text for mark in narrow.iter(f"{SVG}text")}
    heights = [float(rows[name].get("transform", "")[:-1].split(",")[1]) for name in ("Haugen", "Solbakken")]
    assert abs(heights[0] - heights[1]) >= 12
    assert rows["Bygda"].get("text-anchor") == "end"


def test_all_marks_lie_within_the_drawing() -> None:
    for root in drawings():
        _, _, width, height = map(float, (root.get("viewBox") or "").split())
        for mark in root.iter(f"{SVG}path"):
            x, y = map(float, (mark.get("d") or "")[1:].split("a")[0].split("L")[0].split(","))
            assert 0 <= x <= width
            assert 0 <= y <= height


def test_the_numbers_of_the_axes_are_few() -> None:
    for root in drawings():
        assert 5 <= len([mark for mark in root.iter(f"{SVG}text") if mark.text not in {dot.name for dot in DOTS}]) <= 18
