"""What published rows are made of: parts that share no person-day, and add up to every row."""

from datetime import date

import polars as pl
import pytest
from hypothesis import assume, given, settings

from generative.organisations import Rows, organisations, questions
from naerverk.calendar import Month
from naerverk.problems import Refusal, UsageRefusal
from naerverk.statistics.parts import parts
from naerverk.statistics.question import Question
from naerverk.statistics.rates import rates

JANUARY, MARCH = Month(2024, 1), Month(2024, 3)
UNITS = [
    ("health", None, "Health", None, None, None, None),
    ("home", "health", "Home", None, None, None, None),
    ("night", "health", "Night", None, None, None, None),
]


def job(person, unit, sex="F", born=1980):
    return (person, unit, date(2020, 1, 1), None, 100.0, sex, born, None)


def town(folder):
    people = [job("amina", "home"), job("siv", "home"), job("rune", "night", "M", 2000), job("jonas", "health", "M")]
    spell = ("rune", None, date(2022, 12, 1), date(2024, 3, 27), "doctor_certified", 50.0, None)
    return Rows(UNITS, people, [spell]).write(folder)


def made_of(dataset, question):
    """Row of the table -> persons of each of its parts."""
    table = rates(dataset, question)
    made = parts(dataset, question, table)
    joined = made.of_rows.join(made.persons, on="part")
    return {
        tuple(row[name] for name in question.by): joined.filter(pl.col("row") == number)["persons"].sort().to_list()
        for number, row in enumerate(table.frame.iter_rows(named=True))
    }


def test_a_unit_is_made_of_its_own_people_and_those_of_the_units_below(tmp_path):
    assert made_of(town(tmp_path), Question(("unit",), JANUARY, JANUARY)) == {
        ("health",): [1, 1, 2],
        ("home",): [2],
        ("night",): [1],
    }


def test_sex_and_age_cut_the_parts_and_kinds_share_them(tmp_path):
    dataset = town(tmp_path)
    by_sex = made_of(dataset, Question(("sex", "kind"), JANUARY, JANUARY))
    assert by_sex[("M", "total")] == by_sex[("M", "doctor_certified")] == [2]
    both = made_of(dataset, Question(("age_group", "unit", "sex", "length"), JANUARY, JANUARY))
    assert both[("-24", "health", "M", ">56")] == [1]


def test_the_whole_file_is_one_part(tmp_path):
    assert made_of(town(tmp_path), Question((), JANUARY, MARCH)) == {(): [4]}


def test_a_rolling_year_is_made_of_its_months(tmp_path):
    found = made_of(town(tmp_path), Question(("unit", "rolling12"), Month(2024, 2), Month(2024, 3)))
    assert found[("home", "2024-02")] == found[("home", "2024-03")] == [2] * 12
    assert len(found[("health", "2024-02")]) == 3 * 12
    dataset = town(tmp_path)
    question = Question(("rolling12",), Month(2024, 2), Month(2024, 3))
    rows = parts(dataset, question, rates(dataset, question)).of_rows
    both = set(rows.filter(pl.col("row") == 0)["part"]) & set(rows.filter(pl.col("row") == 1)["part"])
    assert len(both) == 11


def test_rolling_years_by_age_group_have_no_parts(tmp_path):
    dataset = town(tmp_path)
    question = Question(("rolling12", "age_group"), Month(2024, 3), Month(2024, 3))
    table = rates(dataset, question)
    with pytest.raises(UsageRefusal) as refused:
        parts(dataset, question, table)
    assert refused.value.problems[0].code == "statistics.rolling_age_groups"


@settings(max_examples=40, deadline=None, derandomize=True)
@given(rows=organisations(2), question=questions())
def test_every_row_of_an_invented_table_has_parts_with_at_least_its_persons(tmp_path_factory, rows, question):
    assume(question.period_word != "rolling12")
    dataset = rows.write(tmp_path_factory.mktemp("parts"))
    try:
        table = rates(dataset, question)
    except Refusal:
        assume(False)
    made = parts(dataset, question, table)
    persons = made.of_rows.join(made.persons, on="part").group_by("row").agg(pl.col("persons").sum()).sort("row")
    assert persons["row"].to_list() == list(range(table.frame.height))
    # A person with two jobs stands in two parts; nobody in a row stands in none.
    assert all(inside >= row for inside, row in zip(persons["persons"], table.frame["persons"], strict=True))
    if not {"unit", "sex", "age_group"} & set(question.by):
        assert persons["persons"].to_list() == table.frame["persons"].to_list()
