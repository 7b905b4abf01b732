"""Rates as people would check them by hand: Rune's days, Jonas's two jobs, a ward that moves within a month."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from generative.organisations import Rows
from naerverk.calendar import Month
from naerverk.problems import Refusal
from naerverk.records import Dataset
from naerverk.statistics.definitions import Definition
from naerverk.statistics.question import Question
from naerverk.statistics.rates import rates, whole_months

ENGINES = ("reference", "polars", "duckdb")
SICK, OWN = "doctor_certified", "self_certified"


def job(
    person: str, unit: str, start: date, end: date | None = None, fte: float = 100.0, **more: Any
) -> tuple[Any, ...]:
    return (person, unit, start, end, fte, more.get("sex"), more.get("born"), None)


def away(
    person: str, start: date, end: date | None, kind: str = SICK, grade: float = 100.0, unit: str | None = None
) -> Any:
    return (person, unit, start, end, kind, grade, None)


def unit(name: str, parent: str | None = None, first: date | None = None, last: date | None = None) -> tuple[Any, ...]:
    return (name, parent, name, None, first, last, None)


def ask(rows: Rows, folder: Path, *by: str, first: str, last: str, **more: Any) -> list[dict[str, Any]]:
    """The answer, after all engines have given the same."""
    dataset = rows.write(folder)
    question = Question(by, Month.parse(first), Month.parse(last), **more)
    answers = [rates(dataset, question, engine=engine).frame for engine in ENGINES]
    assert all(answer.equals(answers[0]) for answer in answers)
    return answers[0].to_dicts()


def test_ten_working_days_in_half_a_position_at_forty_percent_are_two_days(tmp_path: Path) -> None:
    rows = Rows(
        units=[unit("ward")],
        employments=[job("Rune", "ward", date(2019, 1, 1), fte=50)],
        absences=[away("Rune", date(2024, 1, 8), date(2024, 1, 21), grade=40)],
    )
    (row,) = ask(rows, tmp_path, "unit", first="2024-01", last="2024-01")
    assert (row["agreed_days"], row["absence_days"]) == (11.0, 2.0)
    assert row["rate_percent"] == 100 * 2 / 11


def test_kind_has_three_rows_and_a_sick_child_is_in_none(tmp_path: Path) -> None:
    rows = Rows(
        units=[unit("ward")],
        employments=[job("Rune", "ward", date(2019, 1, 1), fte=37.5)],
        absences=[
            away("Rune", date(2024, 2, 1), date(2024, 2, 2), OWN),
            away("Rune", date(2024, 2, 29), date(2024, 2, 29), "child_sick"),
        ],
    )
    answer = ask(rows, tmp_path, "month", "kind", first="2024-02", last="2024-02")
    assert [row["kind"] for row in answer] == [OWN, SICK, "total"]
    assert [row["absence_days"] for row in answer] == [0.75, 0.0, 0.75]
    assert {row["agreed_days"] for row in answer} == {21 * 0.375}
    assert [row["spells"] for row in answer] == [1, 0, 1]


def test_jonas_has_two_jobs_and_is_one_person_with_one_spell(tmp_path: Path) -> None:
    rows = Rows(
        units=[unit("town"), unit("school", "town"), unit("pool", "town")],
        employments=[job("Jonas", "school", date(2020, 1, 1), fte=60), job("Jonas", "pool", date(2020, 1, 1), fte=40)],
        absences=[
            away("Jonas", date(2024, 1, 8), date(2024, 1, 12)),
            away("Jonas", date(2024, 1, 15), date(2024, 1, 15), unit="pool"),
        ],
    )
    answer = {row["unit"]: row for row in ask(rows, tmp_path, "unit", first="2024-01", last="2024-01")}
    assert {name: row["persons"] for name, row in answer.items()} == {"town": 1, "school": 1, "pool": 1}
    assert {name: row["spells"] for name, row in answer.items()} == {"town": 2, "school": 1, "pool": 2}
    assert {name: row["absence_days"] for name, row in answer.items()} == {"town": 5.4, "school": 3.0, "pool": 2.4}
    (whole,) = ask(rows, tmp_path, first="2024-01", last="2024-01")
    assert (whole["persons"], whole["spells"]) == (1, 2)


def test_a_ward_that_moves_in_the_middle_of_a_month_counts_where_it_stood_each_day(tmp_path: Path) -> None:
    rows = Rows(
        units=[
            unit("old"),
            unit("new"),
            unit("ward", "old", None, date(2024, 4, 14)),
            unit("ward", "new", date(2024, 4, 15)),
        ],
        employments=[job("Amina", "ward", date(2020, 1, 1))],
        absences=[away("Amina", date(2024, 4, 12), date(2024, 4, 15), OWN)],
    )
    answer = {row["unit"]: row for row in ask(rows, tmp_path, "unit", first="2024-04", last="2024-04")}
    assert {name: row["agreed_days"] for name, row in answer.items()} == {"old": 9.0, "new": 12.0, "ward": 21.0}
    assert {name: row["absence_days"] for name, row in answer.items()} == {"old": 1.0, "new": 1.0, "ward": 2.0}
    assert {name: row["persons"] for name, row in answer.items()} == {"old": 1, "new": 1, "ward": 1}
    assert {name: row["spells"] for name, row in answer.items()} == {"old": 1, "new": 0, "ward": 1}
    apart = ask(rows, tmp_path, "unit", first="2024-04", last="2024-04", rollup=False)
    assert [row["unit"] for row in apart] == ["ward"]


def test_an_open_spell_from_last_century_counts_to_the_last_day_and_begins_nowhere(tmp_path: Path) -> None:
    rows = Rows(
        employments=[job("Siv", "ward", date(1985, 5, 1), sex="F", born=1962)],
        absences=[away("Siv", date(1999, 3, 1), None, grade=20)],
    )
    answer = ask(rows, tmp_path, "unit", "month", first="2024-02", last="2024-03")
    assert [(row["month"], row["absence_days"], row["spells"]) for row in answer] == [
        ("2024-02", 4.2, 0),
        ("2024-03", 3.8, 0),
    ]


def test_only_days_as_employed_count_and_a_spell_that_begins_outside_is_no_spell(tmp_path: Path) -> None:
    rows = Rows(
        employments=[job("Ingrid", "hr", date(2024, 1, 10), date(2024, 1, 19))],
        absences=[away("Ingrid", date(2024, 1, 8), date(2024, 1, 31))],
    )
    (row,) = ask(rows, tmp_path, "unit", first="2024-01", last="2024-01")
    assert (row["agreed_days"], row["absence_days"], row["spells"]) == (8.0, 8.0, 0)


def test_somebody_employed_on_a_sunday_only_is_a_person_without_agreed_days(tmp_path: Path) -> None:
    rows = Rows(employments=[job("Petter", "ward", date(2024, 3, 31), date(2024, 3, 31))])
    (row,) = ask(rows, tmp_path, "unit", first="2024-03", last="2024-03")
    assert (row["persons"], row["agreed_days"], row["absence_days"], row["rate_percent"]) == (1, 0.0, 0.0, None)


def test_length_is_what_is_known_at_the_end_of_the_period(tmp_path: Path) -> None:
    rows = Rows(
        employments=[job("Rune", "ward", date(2019, 1, 1))],
        absences=[away("Rune", date(2024, 1, 29), date(2024, 2, 20))],
    )
    by_month = ask(rows, tmp_path, "month", "length", first="2024-01", last="2024-02")
    assert [(row["month"], row["length"]) for row in by_month if row["absence_days"]] == [
        ("2024-01", "<=3"),
        ("2024-02", "17-56"),
    ]
    at_once = ask(rows, tmp_path, "length", first="2024-01", last="2024-02", length_classes="nav")
    assert [row["length"] for row in at_once] == ["A", "B", "C", "D", "E", "F"]
    assert [row["spells"] for row in at_once] == [0, 0, 1, 0, 0, 0]


def test_age_is_that_of_the_31st_of_december_of_the_periods_year(tmp_path: Path) -> None:
    rows = Rows(
        employments=[job("Berit", "top", date(2000, 1, 1), born=1962), job("Aud", "top", date(2000, 1, 1))],
        absences=[away("Berit", date(2023, 12, 29), date(2024, 1, 2))],
    )
    by_month = ask(rows, tmp_path, "age_group", "month", first="2023-12", last="2024-01")
    assert [(row["age_group"], row["month"], row["absence_days"]) for row in by_month] == [
        ("55-61", "2023-12", 1.0),
        ("62-66", "2024-01", 1.0),
        ("unknown", "2023-12", 0.0),
        ("unknown", "2024-01", 0.0),
    ]
    at_once = ask(rows, tmp_path, "age_group", first="2023-12", last="2024-01")
    assert [row["age_group"] for row in at_once] == ["62-66", "unknown"]


def test_a_rolling_year_is_given_only_where_all_its_months_are_in_the_data(tmp_path: Path) -> None:
    rows = Rows(
        employments=[job("Rune", "ward", date(2019, 1, 1))],
        absences=[away("Rune", date(2023, 1, 2), date(2023, 1, 2)), away("Rune", date(2024, 1, 31), date(2024, 1, 31))],
    )
    answer = ask(rows, tmp_path, "rolling12", first="2023-06", last="2024-01")
    assert [row["rolling12"] for row in answer] == ["2023-12", "2024-01"]
    assert [row["absence_days"] for row in answer] == [1.0, 1.0]
    with pytest.raises(Refusal) as refusal:
        ask(rows, tmp_path, "rolling12", first="2023-06", last="2023-11")
    assert refusal.value.problems[0].code == "statistics.no_rolling_year"


def test_quarters_and_years_hold_the_months_asked_for(tmp_path: Path) -> None:
    rows = Rows(employments=[job("Rune", "ward", date(2019, 1, 1))])
    quarters = ask(rows, tmp_path, "quarter", first="2024-02", last="2024-04")
    assert [(row["quarter"], row["agreed_days"]) for row in quarters] == [("2024Q1", 40.0), ("2024Q2", 21.0)]
    years = ask(rows, tmp_path, "year", first="2023-12", last="2024-01")
    assert [(row["year"], row["agreed_days"]) for row in years] == [("2023", 19.0), ("2024", 22.0)]


def test_the_regulation_takes_holiday_out_of_agreed_days(tmp_path: Path) -> None:
    rows = Rows(
        employments=[job("Rune", "ward", date(2019, 1, 1)), job("Siv", "ward", date(2019, 1, 1), fte=50)],
        absences=[
            away("Rune", date(2024, 7, 1), date(2024, 7, 26), "holiday"),
            away("Siv", date(2024, 7, 1), date(2024, 7, 5), "parental_leave", grade=40),
            away("Siv", date(2024, 7, 8), date(2024, 7, 8), OWN),
        ],
    )
    (row,) = ask(rows, tmp_path, first="2024-07", last="2024-07", definition=Definition.REGULATION)
    assert (row["agreed_days"], row["absence_days"]) == (23 + 11.5 - 20 - 1, 0.5)
    assert row["persons"] == 2


def test_definitions_the_data_cannot_give_are_refused(tmp_path: Path) -> None:
    rows = Rows(employments=[job("Rune", "ward", date(2019, 1, 1))])
    for definition, code in ((Definition.REGULATION, "no_leave_rows"), (Definition.ROSTER, "no_shifts")):
        dataset = Dataset(employments=rows.write(tmp_path).employments)
        with pytest.raises(Refusal) as refusal:
            rates(dataset, Question((), Month(2024, 1), Month(2024, 1), definition))
        assert refusal.value.problems[0].code == f"statistics.{code}"


def test_the_roster_counts_duties_in_place_of_working_days(tmp_path: Path) -> None:
    rows = Rows(
        employments=[job("Siv", "ward", date(2019, 1, 1), date(2024, 1, 20), fte=50)],
        absences=[away("Siv", date(2024, 1, 6), date(2024, 1, 7), grade=50)],
        shifts=[
            ("Siv", "ward", date(2024, 1, day), share) for day, share in ((6, 1.0), (7, 0.5), (10, 1.0), (25, 1.0))
        ],
    )
    (row,) = ask(rows, tmp_path, "unit", first="2024-01", last="2024-01", definition=Definition.ROSTER)
    assert (row["agreed_days"], row["absence_days"], row["spells"]) == (2.5, 0.75, 1)


def test_more_than_ten_years_of_months_are_computed_in_blocks(tmp_path: Path) -> None:
    rows = Rows(
        employments=[job("Rune", "ward", date(2003, 1, 1), fte=80)],
        absences=[away("Rune", date(2012, 12, 30), date(2013, 1, 4)), away("Rune", date(2013, 6, 1), date(2013, 6, 9))],
    )
    answer = ask(rows, tmp_path, "month", first="2003-01", last="2013-06")
    assert [row["month"] for row in answer] == sorted({row["month"] for row in answer})
    assert len(answer) == 126
    assert {row["month"]: row["absence_days"] for row in answer if row["absence_days"]} == {
        "2012-12": 0.8,
        "2013-01": 2.4,
        "2013-06": 4.0,
    }


def test_whole_numbers_as_keys_and_missing_columns_are_read_where_they_lie(tmp_path: Path) -> None:
    jobs, spells = tmp_path / "jobs.parquet", tmp_path / "spells.parquet"
    more, units = tmp_path / "more.parquet", tmp_path / "units.parquet"
    start = date(2024, 1, 1)
    frame = pl.DataFrame(
        {"person_id": [1, 2], "unit_id": [7, 8], "start": [start, start], "fte_percent": [100.0, 50.0]}
    )
    frame.write_parquet(jobs)
    pl.DataFrame(
        {"person_id": [2], "start": [start], "end": [date(2024, 1, 2)], "kind": [SICK], "grade_percent": [100.0]}
    ).write_parquet(spells)
    pl.DataFrame({"unit_id": ["7", "8"], "parent_id": [None, "7"], "name": ["a", "b"]}).write_parquet(units)
    dataset = Dataset(units=(units,), employments=(jobs,), absences=(spells,))
    question = Question(("unit", "sex"), Month(2024, 1), Month(2024, 1))
    answers = [rates(dataset, question, engine=engine).frame for engine in ENGINES]
    assert all(answer.equals(answers[0]) for answer in answers)
    assert answers[0].select("unit", "sex", "persons", "absence_days").rows() == [
        ("7", "unknown", 2, 0.5),
        ("8", "unknown", 1, 0.5),
    ]
    pl.DataFrame({"person_id": ["3"], "unit_id": ["8"], "start": [start], "fte_percent": [10.0]}).write_parquet(more)
    mixed = Dataset(units=(units,), employments=(jobs, more), absences=(spells,))
    answers = [rates(mixed, question, engine=engine).frame for engine in ENGINES]
    assert all(answer.equals(answers[0]) for answer in answers)
    assert answers[0]["persons"].to_list() == [3, 2]


def test_whole_months_are_those_the_absences_fill(tmp_path: Path) -> None:
    def months(*spells: Any, today: date | None = None) -> list[str]:
        dataset = Rows(employments=[job("Rune", "ward", date(1985, 1, 1))], absences=list(spells)).write(tmp_path)
        return [month.label for month in whole_months(dataset, today=today)]

    first, last = away("Rune", date(2023, 1, 2), date(2023, 1, 3)), away("Rune", date(2024, 3, 27), date(2025, 1, 1))
    assert months(first, last, today=date(2024, 4, 15)) == ["2023-01", "2024-03"]
    assert months(away("Rune", date(2023, 1, 3), None), away("Rune", date(2023, 4, 27), date(2023, 4, 27))) == [
        "2023-02",
        "2023-03",
    ]
    for nothing in ([], [away("Rune", date(2023, 1, 9), date(2023, 1, 12))]):
        with pytest.raises(Refusal) as refusal:
            months(*nothing)
        assert refusal.value.problems[0].code == "statistics.no_whole_month"


def test_a_table_says_what_its_figures_are(tmp_path: Path) -> None:
    dataset = Rows(employments=[job("Rune", "ward", date(2019, 1, 1))]).write(tmp_path)
    origin = rates(dataset, Question((), Month(2024, 1), Month(2024, 2))).origin
    assert origin.definition.split()[0] == "ssb"
    assert (origin.period, origin.population) == ("2024-01/2024-02", "employed")
    assert "employments.parquet" in origin.source


def test_without_a_file_of_absences_nobody_was_absent(tmp_path: Path) -> None:
    dataset = Rows(employments=[job("Rune", "ward", date(2019, 1, 1))]).write(tmp_path)
    alone = Dataset(employments=dataset.employments)
    for engine in ENGINES:
        (row,) = rates(alone, Question((), Month(2024, 1), Month(2024, 1)), engine=engine).frame.to_dicts()
        assert (row["agreed_days"], row["absence_days"], row["persons"]) == (22.0, 0.0, 1)
