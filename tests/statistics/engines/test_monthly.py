"""Monthly sums: own rows rule, blanks spread, children add up."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generative.organisations import write
from naerverk.calendar import Month
from naerverk.formats import load_profile, read
from naerverk.problems import Refusal, UsageRefusal
from naerverk.records import Dataset
from naerverk.statistics.definitions import Definition
from naerverk.statistics.parts import parts
from naerverk.statistics.question import Question
from naerverk.statistics.rates import rates, whole_months
from shared import shared_path

UNITS = [("town", None), ("care", "town"), ("home", "care"), ("ward", "care")]


def town(folder: Path, *rows: Any, units: Any = UNITS) -> Dataset:
    placed = [(name, parent, name, None, *(dates or (None, None)), None) for name, parent, *dates in units]
    filled = [
        (unit, month, agreed, own, doctor, total, persons) for unit, month, agreed, own, doctor, total, persons in rows
    ]
    return Dataset(units=write(folder, "units", placed), monthly=write(folder, "monthly", filled))


def ask(dataset: Dataset, *by: str, first: str = "2024-01", last: str = "2024-01", **more: Any) -> list[Any]:
    return rates(dataset, Question(by, Month.parse(first), Month.parse(last), **more)).frame.to_dicts()


def test_a_units_own_row_is_its_figure_and_others_are_the_sum_of_their_children(tmp_path: Path) -> None:
    dataset = town(
        tmp_path,
        ("care", "2024-01", 100.0, 1.0, 6.0, 7.0, 6),
        ("home", "2024-01", 60.0, 1.0, 2.0, None, 4),
        ("ward", "2024-01", 41.0, 0.0, 4.0, 4.0, 3),
    )
    answer = {row["unit"]: row for row in ask(dataset, "unit")}
    assert {unit: row["absence_days"] for unit, row in answer.items()} == {
        "town": 7.0,
        "care": 7.0,
        "home": 3.0,
        "ward": 4.0,
    }
    assert {unit: row["persons"] for unit, row in answer.items()} == {"town": None, "care": 6, "home": 4, "ward": 3}
    assert answer["town"]["rate_percent"] == 7.0
    assert answer["town"]["spells"] is None
    assert [row["unit"] for row in ask(dataset, "unit", rollup=False)] == ["care", "home", "ward"]


def test_without_units_the_figure_is_that_of_the_top_rows(tmp_path: Path) -> None:
    dataset = town(
        tmp_path, ("care", "2024-01", 100.0, None, None, 7.0, 6), ("home", "2024-01", 60.0, None, None, 3.0, 4)
    )
    (row,) = ask(dataset)
    assert (row["agreed_days"], row["absence_days"], row["persons"]) == (100.0, 7.0, None)
    apart = [("care", None), ("home", None)]
    dataset = town(
        tmp_path,
        ("care", "2024-01", 100.0, None, None, 7.0, 6),
        ("home", "2024-01", 60.0, None, None, 3.0, 4),
        units=apart,
    )
    (row,) = ask(dataset, "month")
    assert (row["agreed_days"], row["absence_days"], row["persons"]) == (160.0, 10.0, None)


def test_a_blank_makes_every_sum_it_enters_blank(tmp_path: Path) -> None:
    dataset = town(
        tmp_path, ("home", "2024-01", 60.0, 1.0, None, 3.0, 4), ("ward", "2024-01", 40.0, 1.0, 3.0, None, None)
    )
    answer = ask(dataset, "kind", "unit")
    care = {row["kind"]: row["absence_days"] for row in answer if row["unit"] == "care"}
    assert care == {"self_certified": 2.0, "doctor_certified": None, "total": 7.0}
    assert [row["kind"] for row in answer] == sorted([row["kind"] for row in answer], key=list(care).index)


def test_nothing_agreed_gives_no_rate_and_several_months_no_persons(tmp_path: Path) -> None:
    dataset = town(
        tmp_path, ("home", "2024-01", 0.0, None, None, 0.0, 4), ("home", "2024-02", 20.0, None, None, 1.0, 4)
    )
    assert ask(dataset, "unit", rollup=False)[0]["rate_percent"] is None
    (row,) = ask(dataset, "unit", "quarter", last="2024-03", rollup=False)
    assert (row["agreed_days"], row["absence_days"], row["persons"]) == (20.0, 1.0, None)
    assert [month.label for month in whole_months(dataset)] == ["2024-01", "2024-02"]
    assert ask(dataset, "month", first="2025-01", last="2025-01") == []


def test_the_tree_of_a_month_is_that_of_its_last_valid_day(tmp_path: Path) -> None:
    moving = [
        ("old", None),
        ("new", None),
        ("home", "old", None, date(2024, 1, 15)),
        ("home", "new", date(2024, 1, 16), None),
    ]
    dataset = town(tmp_path, ("home", "2024-01", 20.0, None, None, 1.0, 4), units=moving)
    assert [row["unit"] for row in ask(dataset, "unit")] == ["home", "new"]


def test_units_that_lie_below_themselves_are_refused(tmp_path: Path) -> None:
    dataset = town(tmp_path, ("a", "2024-01", 20.0, None, None, 1.0, 4), units=[("a", "b"), ("b", "a")])
    with pytest.raises(Refusal) as refusal:
        ask(dataset, "unit")
    assert refusal.value.problems[0].code == "statistics.unit_cycle"


def test_what_monthly_sums_do_not_know_is_refused(tmp_path: Path) -> None:
    dataset = town(tmp_path, ("home", "2024-01", 60.0, 1.0, None, 3.0, 4))
    for by, more, code in (
        (("sex",), {}, "monthly_lacks"),
        ((), {"definition": Definition.ROSTER}, "monthly_definition"),
    ):
        with pytest.raises(UsageRefusal) as refusal:
            ask(dataset, *by, **more)
        assert refusal.value.problems[0].code == f"statistics.{code}"
    with pytest.raises(Refusal, match="no_whole_month"):
        whole_months(Dataset(monthly=write(tmp_path, "monthly", [])))


def test_parts_are_the_rows_furthest_down_and_an_own_row_where_it_holds_more(tmp_path: Path) -> None:
    dataset = town(
        tmp_path,
        ("care", "2024-01", 100.0, None, None, 7.0, 6),
        ("home", "2024-01", 60.0, None, None, 3.0, 4),
        ("ward", "2024-01", 40.0, None, None, 4.0, 2),
        ("town", "2024-01", 130.0, None, None, 9.0, None),
    )
    question = Question(("unit",), Month(2024, 1), Month(2024, 1))
    table = rates(dataset, question)
    made = parts(dataset, question, table)
    of_unit = {unit: made.of_rows.filter(row=place)["part"].to_list() for place, unit in enumerate(table.frame["unit"])}
    assert of_unit == {"care": [1, 2], "home": [1], "town": [1, 2, 3], "ward": [2]}
    assert made.persons["persons"].to_list() == [6, 4, 2, None]


def test_the_english_months_are_what_england_published(tmp_path: Path) -> None:
    files = [shared_path(f"data/nhs/nhs_sickness_absence_2024-0{month}.csv") for month in range(4, 10)]
    dataset = read({"monthly": files}, workdir=tmp_path, profile=load_profile("nhs-england")).dataset
    answer = ask(dataset, "month", first="2024-04", last="2024-09")
    assert [f"{row['rate_percent']:.3f}" for row in answer] == ["4.764", "4.712", "4.874", "5.198", "4.793", "4.962"]
