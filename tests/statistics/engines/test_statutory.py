"""The statutory figures, the survey's figures and concentration, checked by hand."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generative.organisations import Rows
from naerverk.calendar import Month, Quarter
from naerverk.problems import Refusal
from naerverk.statistics.concentration import concentration
from naerverk.statistics.statutory import statutory_figures, survey_figures

Q1 = Quarter(2024, 1)
SICK, OWN = "doctor_certified", "self_certified"


def job(person: str, fte: float, sex: str | None, start: date = date(2020, 1, 1), unit: str = "ward") -> Any:
    return (person, unit, start, None, fte, sex, None, None)


def away(person: str, start: date, end: date | None, kind: str, unit: str | None = None) -> Any:
    return (person, unit, start, end, kind, 100.0, None)


ROWS = Rows(
    employments=[job("Siv", 100, "F"), job("Rune", 50, "M"), job("Aud", 80, None)],
    absences=[
        away("Siv", date(2024, 1, 8), date(2024, 1, 9), OWN),
        away("Siv", date(2024, 1, 10), date(2024, 1, 10), OWN),
        away("Siv", date(2024, 2, 5), date(2024, 2, 5), "child_sick"),
        away("Siv", date(2024, 3, 4), date(2024, 3, 8), "holiday"),
        away("Rune", date(2023, 1, 10), None, SICK),
        away("Aud", date(2023, 12, 28), date(2024, 1, 2), OWN),
    ],
)


def test_the_quarter_of_three_people(tmp_path: Path) -> None:
    frame = statutory_figures(ROWS.write(tmp_path), Q1)
    rows = {(sex, cause, length): rest for _, sex, cause, length, *rest in frame.iter_rows()}
    assert rows[("F", "own_sickness", "<=3")] == [57.0, 2, 3.0, 100 * 3 / 57]
    assert rows[("F", "sick_child", "total")] == [57.0, 1, 1.0, 100 / 57]
    # 52 weeks of Rune's case end on 8 January 2024: five working days of the quarter, in half a position.
    assert rows[("M", "own_sickness", ">56")][:3] == [31.0, 0, 2.5]
    assert rows[("unknown", "own_sickness", "4-16")][:3] == [49.6, 0, 0.8]
    assert rows[("total", "own_sickness", "total")][:3] == [137.6, 2, 6.3]
    assert frame["sex"].unique(maintain_order=True).to_list() == ["F", "M", "unknown", "total"]


def test_without_rows_of_leave_the_regulation_cannot_be_followed(tmp_path: Path) -> None:
    rows = Rows(employments=ROWS.employments, absences=ROWS.absences[:3])
    with pytest.raises(Refusal) as refusal:
        statutory_figures(rows.write(tmp_path), Q1)
    assert refusal.value.problems[0].code == "statistics.no_leave_rows"


def test_the_survey_counts_unbroken_runs_once(tmp_path: Path) -> None:
    outside = away("Siv", date(2019, 1, 1), date(2019, 1, 2), OWN)
    second = [job("Siv", 20, "F", unit="pool"), *ROWS.employments]
    only_there = away("Siv", date(2024, 3, 21), date(2024, 3, 21), OWN, "pool")
    weekend = away("Rune", date(2024, 3, 30), None, OWN)
    rows = Rows(employments=second, absences=[outside, *ROWS.absences, only_there, weekend])
    found = {sex: rest for _, sex, *rest in survey_figures(rows.write(tmp_path), Q1).iter_rows()}
    assert found["F"] == [1, 2, 4, pytest.approx(3 * 1.2 + 0.2)]
    assert found["M"] == [1, 1, 0, 0.0]
    assert found["unknown"] == [1, 0, 1, 0.8]
    assert found["X"] == [0, 0, 0, 0.0]
    assert found["total"] == [3, 3, 5, pytest.approx(4.6)]


def test_one_of_a_hundred_with_all_absence_is_full_concentration(tmp_path: Path) -> None:
    people = [job(f"p{number}", 100, None) for number in range(100)]
    rows = Rows(employments=people, absences=[away("p7", date(2024, 1, 8), date(2024, 1, 9), SICK)])
    found = concentration(rows.write(tmp_path), Month(2024, 1), Month(2024, 1))
    assert (found.persons, found.absent_persons, found.top_tenth_percent) == (100, 1, 100.0)
    assert found.curve == (*((float(10 * step), 0.0) for step in range(10)), (100.0, 100.0))


def test_equal_absence_is_no_concentration_and_small_groups_get_no_curve(tmp_path: Path) -> None:
    people = [job(f"p{number}", 100, None) for number in range(15)]
    spells = [away(f"p{number}", date(2024, 1, 8), date(2024, 1, 9), SICK) for number in range(15)]
    found = concentration(Rows(employments=people, absences=spells).write(tmp_path), Month(2024, 1), Month(2024, 1))
    assert found.top_tenth_percent == pytest.approx(10.0)
    assert found.curve == ()
    nobody = concentration(Rows(employments=people).write(tmp_path), Month(2024, 1), Month(2024, 1))
    assert (nobody.persons, nobody.absent_persons, nobody.top_tenth_percent) == (15, 0, None)
