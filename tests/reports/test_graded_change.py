"""Graded leave against a year ago: counted day by day, and how sure the difference is."""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from naerverk.calendar import Month, Quarter
from naerverk.charts.series import Gap
from naerverk.locale import Words
from naerverk.reports.figures import GradedChange, Part, QuarterRates, Rate
from naerverk.reports.graded_change import graded_change
from naerverk.reports.line import Line
from naerverk.reports.unit_report import Asked, unit_report
from naerverk.reports.wording import page_of
from naerverk.statistics.certainty import Certainty
from naerverk.statistics.targets.target import Days
from reports import lyngholt

LAST = Month(2025, 12)
QUARTERS = [Quarter(year, number) for year in (2024, 2025) for number in (1, 2, 3, 4)]


def test_the_shares_are_those_of_a_count_day_by_day(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    report = unit_report(
        lyngholt.lyngholt(tmp_path), Asked("R", LAST), source="x", today=date(2026, 1, 9), workdir=tmp_path / "work"
    )
    assert report.graded is not None
    for year, share in ((2025, report.graded.now), (2024, report.graded.before)):
        ends = date(year, 1, 1), date(year, 12, 31)
        doctor = lyngholt.counted({"R"}, *ends, keep=lambda s: s["kind"] == "doctor_certified")[1]
        graded = lyngholt.counted(
            {"R"}, *ends, keep=lambda s: s["kind"] == "doctor_certified" and s["grade_percent"] < 100
        )[1]
        assert share == pytest.approx(100 * graded / doctor)
    panel = page_of(report, Words("nb")).panels[-1]
    assert panel.meaning == "av det legemeldte"
    assert panel.change.startswith(f"Siste år: {Words('nb').percent(report.graded.now)}, før: ")
    assert panel.change.endswith("(mer er bedre)")


def line(agreed: float) -> Line:
    months = [month for quarter in QUARTERS for month in quarter.months]
    return Line(frozenset(months), dict.fromkeys(months, Days(agreed * 0.07, agreed)), {})


def rates(*graded: float | None, doctor: float = 5.0) -> list[QuarterRates]:
    return [
        QuarterRates(quarter, {Part.DOCTOR_CERTIFIED: Rate(doctor), Part.GRADED: Rate(share)})
        for quarter, share in zip(QUARTERS, graded, strict=False)
    ]


def change(agreed: float, before: float, now: float) -> GradedChange:
    found = graded_change(line(agreed), rates(*[before] * 4, *[now] * 4))
    assert found is not None
    return found


def test_the_same_difference_is_sure_in_a_large_unit_and_not_in_a_small_one() -> None:
    assert change(agreed=400, before=30, now=45).certainty is Certainty.UNSURE
    assert change(agreed=40_000, before=30, now=45).certainty is Certainty.CLEARLY_MORE
    assert change(agreed=40_000, before=45, now=30).certainty is Certainty.CLEARLY_FEWER
    assert change(agreed=40_000, before=30, now=30).certainty is Certainty.UNSURE


def test_words_of_certainty_are_rarely_said_when_nothing_has_changed() -> None:
    """500 units where spells of 40 days are graded or not by a coin: `clearly` is said to about one in twenty."""
    chance, clearly = random.Random(3), 0
    for _ in range(500):
        shares = [sum(chance.random() < 0.4 for _ in range(50)) / 50 * 100 for _ in range(2)]
        # 50 spells of 40 days a year are 2000 doctor-certified days: 5 per cent of 40,000.
        clearly += change(40_000 / 12, *shares).certainty in (Certainty.CLEARLY_MORE, Certainty.CLEARLY_FEWER)
    assert 0.01 < clearly / 500 < 0.11


def test_a_hidden_quarter_or_a_short_time_says_nothing() -> None:
    assert graded_change(line(400), rates(30, 30, 30, 30, 45, 45, 45)) is None
    hidden = rates(30, 30, 30, None, 45, 45, 45, 45)
    assert graded_change(line(400), hidden) is None
    no_doctor = replace(hidden[3], parts={Part.DOCTOR_CERTIFIED: Rate(None, Gap.HIDDEN), Part.GRADED: Rate(None)})
    assert graded_change(line(400), [*hidden[:3], no_doctor, *hidden[4:]]) is None
    assert graded_change(line(400), rates(*[None] * 8, doctor=0.0)) is None
    short = Line(frozenset(), {}, {})
    assert graded_change(short, rates(*[30.0] * 8)) is None


def test_a_quarter_without_sick_notes_adds_nothing() -> None:
    quiet = rates(30, 30, 30, 30, 45, 45, 45, 45)
    quiet[2] = QuarterRates(QUARTERS[2], {Part.DOCTOR_CERTIFIED: Rate(0.0), Part.GRADED: Rate(None, Gap.MISSING)})
    found = graded_change(line(400), quiet)
    assert found is not None
    assert found.before == pytest.approx(30)


def test_more_graded_leave_is_drawn_in_the_colour_of_better(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    report = unit_report(
        lyngholt.lyngholt(tmp_path), Asked("R", LAST), source="x", today=date(2026, 1, 9), workdir=tmp_path / "work"
    )
    for certainty, colour in ((Certainty.PROBABLY_MORE, True), (Certainty.CLEARLY_FEWER, False)):
        changed = replace(report, graded=GradedChange(45, 30, certainty))
        panels = page_of(changed, Words("nn")).panels
        assert ("nv-fill-better" in panels[-1].chart.wide) is colour
        assert not any("nv-fill-better" in panel.chart.wide for panel in panels[:-1])
        assert ("truleg meir" in panels[-1].change) is colour
