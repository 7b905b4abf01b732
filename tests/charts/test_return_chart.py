"""Curves of return to work: the newest year before the others, in both sizes."""

import itertools
from xml.etree import ElementTree as ET

from naerverk.charts.return_chart import Curve, return_chart
from naerverk.locale import Words

SVG = "{http://www.w3.org/2000/svg}"
DAYS = {0: "0", 16: "16 dager", 28: "4 uker", 56: "8 uker", 182: "26 uker"}
NEW = Curve("2025", [(0, 0, 0, 0), (16, 37, 33, 41), (28, 52, 48, 56), (56, 74, 71, 77), (182, 94, 92, 96)])
OLD = Curve("2024", [(0, 0, 0, 0), (16, 40, 36, 44), (56, 73, 70, 76), (182, 94, 91, 96)])


def drawings(*curves: Curve) -> list[ET.Element]:
    chart = return_chart("", "74 av 100 var tilbake.", curves, DAYS, Words("nb"), ("Bortover: tid.",))
    return [ET.fromstring(chart.wide), ET.fromstring(chart.narrow)]


def test_every_published_day_has_a_mark_with_its_number() -> None:
    for root in drawings(NEW, OLD):
        assert root.get("aria-label") == "74 av 100 var tilbake."
        titles = [mark.text for mark in root.iter(f"{SVG}title")]
        assert "2025: 74\N{NO-BREAK SPACE}%" in titles
        assert len(titles) == 4 + 3
        newest = [
            mark.get("class") for mark in root.iter(f"{SVG}path") if "nv-stroke-line" in (mark.get("class") or "")
        ]
        assert len(newest) == 1


def test_years_that_end_alike_are_named_in_two_rows() -> None:
    for root in drawings(NEW, OLD):
        rows = {mark.text: mark.get("transform", "") for mark in root.iter(f"{SVG}text")}
        heights = [float(rows[name][:-1].split(",")[1]) for name in ("2025", "2024")]
        assert abs(heights[0] - heights[1]) >= 12


def test_the_year_that_ends_higher_is_named_higher() -> None:
    higher = Curve("2024", [*OLD.points[:-1], (182, 96, 94, 98)])
    falling = [
        Curve(each.name, [(day, 100 - percent, 100 - high, 100 - low) for day, percent, low, high in each.points])
        for each in (NEW, higher)
    ]
    for pair, first in (((NEW, higher), "2024"), (falling, "2025")):
        for root in drawings(*pair):
            rows = {mark.text: mark.get("transform", "") for mark in root.iter(f"{SVG}text")}
            heights = {name: float(rows[name][:-1].split(",")[1]) for name in ("2025", "2024")}
            assert min(heights, key=heights.__getitem__) == first
            assert min(heights.values()) > 0
            assert max(heights.values()) < 245


def test_the_words_below_never_lie_on_each_other() -> None:
    for root, fewest in zip(drawings(NEW), (4, 3), strict=True):
        names = [mark for mark in root.iter(f"{SVG}text") if mark.text in DAYS.values()]
        places = sorted((float(mark.get("transform", "")[10:].split(",")[0]), len(mark.text or "")) for mark in names)
        assert len(places) >= fewest
        for (left, one), (right, other) in itertools.pairwise(places):
            assert right - left > 12 * 0.3 * (one + other)
