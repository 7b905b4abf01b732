"""People with two jobs: days are counted per job, the person and the absence once."""

from datetime import date

import pytest

from generative.organisations import Rows
from naerverk.calendar import Month
from naerverk.statistics.question import Question
from naerverk.statistics.rates import rates

HOME_CARE, NIGHTS = (
    ("home", None, "Home care", None, None, None, None),
    ("night", None, "Nights", None, None, None, None),
)
MARCH = Month(2024, 3)


@pytest.mark.parametrize("engine", ["reference", "polars", "duckdb"])
@pytest.mark.parametrize(
    ("by", "unit", "expected"),
    [
        # Away from one of the two jobs: one absence, wherever one looks.
        ((), "night", [(1, 1)]),
        (("unit",), "night", [(1, 0), (1, 1)]),
        # Away from both: still one absence altogether, and one in each unit.
        ((), None, [(1, 1)]),
        (("unit",), None, [(1, 1), (1, 1)]),
    ],
)
def test_rune_with_a_job_in_two_units_is_one_person_with_one_absence(tmp_path, engine, by, unit, expected):
    rows = Rows(units=[HOME_CARE, NIGHTS])
    rows.employments = [
        ("rune", "home", date(2020, 1, 1), None, 50.0, "M", 1980, None),
        ("rune", "night", date(2020, 1, 1), None, 37.5, "M", 1980, None),
    ]
    rows.absences = [("rune", unit, date(2024, 3, 4), date(2024, 3, 6), "self_certified", 100.0, None)]
    frame = rates(rows.write(tmp_path), Question(by, MARCH, MARCH), engine=engine).frame
    assert frame.select("persons", "spells").rows() == expected


@pytest.mark.parametrize("engine", ["reference", "polars", "duckdb"])
def test_two_jobs_in_one_unit_count_an_absence_there_once(tmp_path, engine):
    rows = Rows(units=[HOME_CARE, NIGHTS])
    rows.employments = [
        ("rune", "home", date(2020, 1, 1), None, 50.0, "M", 1980, None),
        ("rune", "home", date(2021, 1, 1), None, 20.0, "M", 1980, None),
        ("rune", "night", date(2020, 1, 1), None, 20.0, "M", 1980, None),
    ]
    rows.absences = [("rune", "home", date(2024, 3, 4), date(2024, 3, 6), "self_certified", 100.0, None)]
    dataset = rows.write(tmp_path)
    assert rates(dataset, Question((), MARCH, MARCH), engine=engine).frame["spells"].to_list() == [1]
    assert rates(dataset, Question(("unit",), MARCH, MARCH), engine=engine).frame["spells"].to_list() == [1, 0]


@pytest.mark.parametrize("engine", ["reference", "polars", "duckdb"])
def test_two_years_of_birth_for_one_person_count_an_absence_once_in_each_age_group(tmp_path, engine):
    rows = Rows(units=[HOME_CARE, NIGHTS])
    # By one file Rune is 34 at the end of 2023 and 35 a year later; by the other 35 and 36.
    rows.employments = [
        ("rune", "home", date(2020, 1, 1), None, 50.0, "M", 1989, None),
        ("rune", "night", date(2020, 1, 1), None, 20.0, "M", 1988, None),
    ]
    rows.absences = [
        ("rune", None, date(2023, 11, 6), date(2023, 11, 8), "self_certified", 100.0, None),
        ("rune", None, date(2024, 3, 4), date(2024, 3, 6), "self_certified", 100.0, None),
    ]
    question = Question(("year", "age_group"), Month(2023, 1), Month(2024, 12))
    frame = rates(rows.write(tmp_path), question, engine=engine).frame
    assert frame.select("year", "age_group", "spells").rows() == [
        ("2023", "25-34", 1),
        ("2023", "35-44", 1),
        ("2024", "35-44", 1),
    ]
