"""The control chart as drawn: same bytes, own numbers per language, gaps, shapes and colours by role."""

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from naerverk.calendar import Month
from naerverk.charts.control_chart import control_chart, describe
from naerverk.charts.palette import DARK, LIGHT, chart_css, colour_variables
from naerverk.charts.series import ControlSeries, Event, Gap, Level, MonthPoint, PathPoint
from naerverk.locale import LANGUAGES, Words
from naerverk.statistics.control_charts.finding import Measure
from naerverk.statistics.control_charts.xmr import PointType

FIRST = Month(2023, 6)
MEASURES = FIRST.plus(24)


def solbakken() -> ControlSeries:
    """Three years of one kindergarten: a high month, two hidden ones, and a lower level after the measures."""
    points = [MonthPoint(FIRST.plus(n), 7.5 + (n % 5) / 2) for n in range(36)]
    points[7] = MonthPoint(FIRST.plus(7), 11.6, PointType.CONCERN)
    points[12] = MonthPoint(FIRST.plus(12), None, gap=Gap.HIDDEN)
    points[13] = MonthPoint(FIRST.plus(13), None, gap=Gap.MISSING)
    points[33] = MonthPoint(FIRST.plus(33), 4.1, PointType.IMPROVEMENT)
    return ControlSeries(
        unit="Solbakken",
        finding="Fraværet er lavere.",
        points=tuple(points),
        levels=(Level(FIRST, FIRST.plus(23), 8.2, 5.6, 10.8), Level(MEASURES, FIRST.plus(35), 6.9, -0.4, 9.1)),
        path=tuple(PathPoint(FIRST.plus(n), 8.2 - (n - 24) * 0.08) for n in range(24, 36)),
        events=(Event(MEASURES, "tiltak startet"),),
    )


@pytest.fixture(scope="module", params=LANGUAGES)
def drawn(request: pytest.FixtureRequest) -> tuple[str, str, str]:
    chart = control_chart(solbakken(), Words(request.param))
    return request.param, chart.wide, chart.narrow


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def titles(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}title")]


def test_numbers_and_months_are_written_as_the_language_writes_them(drawn: tuple[str, str, str]) -> None:
    lang, wide, narrow = drawn
    percent = "10%" if lang == "en" else "10\N{NO-BREAK SPACE}%"
    assert percent in texts(wide)
    assert percent in texts(narrow)
    assert ("Jul 23" if lang == "en" else "juli 23") in texts(wide)
    assert any(title.endswith("11.6%: unusually high") for title in titles(wide)) is (lang == "en")


def test_the_same_series_gives_the_same_bytes() -> None:
    first, second = (control_chart(solbakken(), Words("nb")) for _ in range(2))
    assert first == second


def test_what_is_unusual_has_another_shape_not_only_another_colour() -> None:
    svg = control_chart(solbakken(), Words("nb")).wide
    shapes = {}
    for element in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}path"):
        title = element.find("{http://www.w3.org/2000/svg}title")
        if title is not None and title.text:
            outline = re.sub(r"[\d.,-]+", "", element.get("d", ""))
            shapes.setdefault(title.text.rpartition(": ")[2] if "uvanlig" in title.text else "vanlig", set()).add(
                (outline, re.sub(r"translate\(.*", "", element.get("transform", "")), element.get("fill"))
            )
    assert {"vanlig", "uvanlig lavt", "uvanlig høyt"} == set(shapes)
    outlines = {name: {outline for outline, _, _ in found} for name, found in shapes.items()}
    assert outlines["vanlig"].isdisjoint(outlines["uvanlig lavt"] | outlines["uvanlig høyt"])


def test_hidden_months_break_the_line_and_show_no_number() -> None:
    svg = control_chart(solbakken(), Words("nb")).wide
    lines = [
        e for e in ET.fromstring(svg).iter() if e.get("stroke") == LIGHT["line"] and e.get("stroke-width") == "1.8"
    ]
    assert len(lines) == 2
    assert len(titles(svg)) == 34
    assert f'fill="{LIGHT["hidden"]}"' in svg


def test_every_colour_can_be_driven_by_the_page_and_none_is_red() -> None:
    chart = control_chart(solbakken(), Words("nn"))
    for element in ET.fromstring(chart.wide).iter():
        for side in ("fill", "stroke"):
            colour = element.get(side, "none")
            if colour != "none":
                role = next(role for role, value in LIGHT.items() if value == colour)
                assert f"nv-{side}-{role}" in element.get("class", "")
                assert f".nv-{side}-{role}{{" in chart_css()
    for colour in (*LIGHT.values(), *DARK.values()):
        red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
        assert not (red > 150 and green < 80 and blue < 80)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_text_and_marks_stand_out_from_the_paper(colours: dict[str, str]) -> None:
    for role in ("ink", "quiet", "line", "mean", "target", "better", "worse", "event"):
        assert contrast(colours[role], colours["paper"]) >= 4.5, role
        assert contrast(colours[role], colours["band"]) >= 3, role
    assert contrast(colours["pale"], colours["paper"]) >= 3
    assert f"--nv-line:{colours['line']};" in colour_variables(colours)


def contrast(one: str, other: str) -> float:
    """WCAG 2's contrast ratio."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_wide_drawing_labels_its_lines_and_no_label_covers_another() -> None:
    svg = control_chart(solbakken(), Words("nb")).wide
    labels = {e.text: e.get("transform", "") for e in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")}
    heights = sorted(
        float(labels[text].rstrip(")").split(",")[1])
        for text in labels
        if text and text.startswith(("snitt", "målbane", "nå"))
    )
    assert len(heights) == 3
    assert min(b - a for a, b in pairwise(heights)) >= 14
    assert "tiltak startet" in labels


def test_aud_hears_what_the_chart_shows() -> None:
    chart = control_chart(solbakken(), Words("nb"))
    assert 'role="img"' in chart.wide
    assert "mellom 4,1\N{NO-BREAK SPACE}% og 11,6\N{NO-BREAK SPACE}%" in chart.description
    assert "1 måned er skjult" in chart.description
    assert ET.fromstring(chart.narrow).get("aria-label") == chart.description
    assert chart.table.header == ("Måned", "Fravær", "Merknad")
    assert chart.table.rows[7] == ("januar 2024", "11,6\N{NO-BREAK SPACE}%", "uvanlig høyt")
    assert chart.table.rows[12] == ("juni 2024", "–", "skjult av hensyn til personvernet")
    assert len(chart.key) == 5


def test_a_short_series_with_nothing_to_say_is_still_a_chart() -> None:
    one = ControlSeries("Lia", "For lite.", (MonthPoint(FIRST, 0.0),))
    chart = control_chart(one, Words("en"))
    assert chart.key == ()
    assert "<svg" in chart.narrow
    hidden = ControlSeries(
        "Lia", "For lite.", (MonthPoint(FIRST, None, gap=Gap.HIDDEN),), path=(PathPoint(FIRST, 7.0),)
    )
    assert describe(hidden, Words("en")) == "No month of Lia can be shown."
    assert "<svg" in control_chart(hidden, Words("en")).wide


def test_a_unit_name_with_quotes_and_brackets_does_not_break_the_drawing() -> None:
    series = ControlSeries("O'Hara & <Sønn> \\", "x", (MonthPoint(FIRST, 5.0),), events=(Event(FIRST, "a'<b>"),))
    svg = control_chart(series, Words("nb")).wide
    assert "a'<b>" in texts(svg)
    assert "O'Hara & <Sønn> \\" in (ET.fromstring(svg).get("aria-label") or "")


@pytest.mark.parametrize("measure", list(Measure))
def test_limits_above_all_there_can_be_are_cut_at_a_hundred(measure: Measure) -> None:
    """A small unit where everybody and nobody is away by turns: the limits lie at 316 and -216 per cent."""
    points = tuple(MonthPoint(FIRST.plus(n), 100.0 * (n % 2)) for n in range(12))
    level = Level(FIRST, FIRST.plus(11), 50.0, -216.0, 316.0)
    found = texts(control_chart(ControlSeries("Lia", "x", points, (level,), measure=measure), Words("en")).wide)
    percents = [float(text.removesuffix("%")) for text in found if re.fullmatch(r"[\d.]+%", text)]
    assert (min(percents), max(percents)) == (0.0, 100.0)


@pytest.mark.parametrize(("months", "top"), [(1, 0.2), (13, 3.0), (60, 22.0), (240, 100.0)])
def test_any_span_and_height_gets_round_ticks_that_fit(months: int, top: float) -> None:
    points = tuple(MonthPoint(FIRST.plus(n), top * (n + 1) / months) for n in range(months))
    chart = control_chart(ControlSeries("Lia", "x", points), Words("en"))
    for svg, most in ((chart.wide, 9), (chart.narrow, 4)):
        found = texts(svg)
        assert 1 <= sum(bool(re.fullmatch(r"[A-Z][a-z]{2} \d\d", text)) for text in found) <= most
        assert 2 <= sum(bool(re.fullmatch(r"[\d.]+%", text)) for text in found) <= 8
