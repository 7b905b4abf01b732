"""The graded share and full-time equivalents, by hand."""

from datetime import date
from pathlib import Path

import pytest

from generative.organisations import Rows
from naerverk.calendar import Month
from naerverk.problems import UsageRefusal
from naerverk.statistics.graded import full_time_equivalents, graded_share
from naerverk.statistics.question import Question

JANUARY = Month(2024, 1)


def test_half_of_runes_and_all_of_sivs_doctor_certified_days_are_graded(tmp_path: Path) -> None:
    rows = Rows(
        units=[("town", None, "town", None, None, None, None), ("ward", "town", "ward", None, None, None, None)],
        employments=[
            ("Rune", "town", date(2020, 1, 1), None, 100.0, "M", None, None),
            ("Siv", "ward", date(2020, 1, 1), None, 100.0, "F", None, None),
            ("Aud", "ward", date(2024, 2, 1), None, 100.0, "F", None, None),
        ],
        absences=[
            ("Rune", None, date(2024, 1, 8), date(2024, 1, 9), "doctor_certified", 100.0, None),
            ("Rune", None, date(2024, 1, 15), date(2024, 1, 18), "doctor_certified", 50.0, None),
            ("Siv", None, date(2024, 1, 15), date(2024, 1, 19), "doctor_certified", 20.0, None),
            ("Siv", None, date(2024, 1, 22), date(2024, 1, 22), "self_certified", 100.0, None),
        ],
    )
    question = Question(("unit", "quarter"), JANUARY, Month(2024, 3))
    frame = graded_share(rows.write(tmp_path), question).frame
    assert frame.columns == ["unit", "quarter", "doctor_days", "graded_days", "graded_share_percent", "persons"]
    assert frame.rows() == [("town", "2024Q1", 5.0, 3.0, 60.0, 3), ("ward", "2024Q1", 1.0, 1.0, 100.0, 2)]


def test_without_doctor_certified_absence_there_is_no_share(tmp_path: Path) -> None:
    rows = Rows(employments=[("Rune", "ward", date(2020, 1, 1), None, 100.0, "M", None, None)])
    dataset = rows.write(tmp_path)
    assert graded_share(dataset, Question((), JANUARY, JANUARY)).frame.rows() == [(0.0, 0.0, None, 1)]
    with pytest.raises(UsageRefusal, match="graded_needs_spells"):
        graded_share(dataset, Question(("kind",), JANUARY, JANUARY))


def test_agreed_days_over_working_days() -> None:
    assert full_time_equivalents(55.0, JANUARY.first, JANUARY.last) == 2.5
    assert full_time_equivalents(0.0, date(2024, 3, 31), date(2024, 3, 31)) is None
