"""What can be asked, over which periods, and what the data must have to answer."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from generative.organisations import Rows, write
from naerverk.calendar import FIRST_DAY, LAST_DAY, Month, months_between
from naerverk.problems import Refusal, UsageRefusal
from naerverk.records import Dataset
from naerverk.statistics.columns import files, keys_are_numbers, read, schema_of
from naerverk.statistics.definitions import AGE_BANDS, Definition, age_group, band_of
from naerverk.statistics.question import Period, Question, periods_of, shortened
from naerverk.statistics.rates import periods_for, rates, whole_months

JANUARY, MARCH = Month(2024, 1), Month(2024, 3)
WARD = ("ward", None, "Ward", None, None, None, None)
RUNE = ("rune", "ward", date(2020, 1, 1), None, 100.0, "M", 1980, None)


def away(first, last, kind="doctor_certified", person="rune"):
    return (person, None, first, last, kind, 100.0, None)


@pytest.mark.parametrize(
    ("by", "first", "last", "code"),
    [
        (("colour",), JANUARY, MARCH, "unknown_dimension"),
        (("unit", "unit"), JANUARY, MARCH, "dimension_twice"),
        (("month", "quarter"), JANUARY, MARCH, "two_period_words"),
        ((), MARCH, JANUARY, "ends_before_start"),
        ((), Month.of(FIRST_DAY).plus(-1), MARCH, "outside_calendar"),
        ((), JANUARY, Month.of(LAST_DAY).plus(1), "outside_calendar"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_when_it_is_asked(by, first, last, code):
    with pytest.raises(UsageRefusal) as refused:
        Question(by, first, last)
    assert refused.value.problems[0].code == f"statistics.{code}"


def periods(*by, known=(JANUARY, MARCH)):
    return periods_of(Question(by, Month(2023, 11), Month(2024, 4)), known)


def test_periods_are_made_of_the_months_asked_for():
    assert [period.label for period in periods("month")] == [
        month.label for month in months_between(Month(2023, 11), Month(2024, 4))
    ]
    assert periods("quarter") == [
        Period("2023Q4", date(2023, 11, 1), date(2023, 12, 31)),
        Period("2024Q1", date(2024, 1, 1), date(2024, 3, 31)),
        Period("2024Q2", date(2024, 4, 1), date(2024, 4, 30)),
    ]
    assert [period.label for period in periods("year", "unit")] == ["2023", "2024"]
    assert periods("sex") == [Period("", date(2023, 11, 1), date(2024, 4, 30))]


def test_a_rolling_year_is_given_only_where_all_its_months_are_known():
    known = (Month(2023, 3), Month(2024, 3))
    assert periods("rolling12", known=known) == [
        Period("2024-02", date(2023, 3, 1), date(2024, 2, 29)),
        Period("2024-03", date(2023, 4, 1), date(2024, 3, 31)),
    ]


@pytest.mark.parametrize(
    ("word", "first", "last", "labels"),
    [
        ("quarter", Month(2024, 1), Month(2024, 6), []),
        ("quarter", Month(2024, 2), Month(2024, 6), ["2024Q1"]),
        ("quarter", Month(2024, 1), Month(2024, 5), ["2024Q2"]),
        ("quarter", Month(2024, 2), Month(2024, 2), ["2024Q1"]),
        ("year", Month(2023, 1), Month(2024, 12), []),
        ("year", Month(2023, 2), Month(2024, 11), ["2023", "2024"]),
        ("month", Month(2023, 2), Month(2024, 11), []),
    ],
)
def test_a_quarter_or_year_with_months_missing_is_named(word, first, last, labels):
    assert shortened(Question((word,), first, last)) == labels


def test_ages_outside_all_classes():
    assert age_group(2030, 2024) == "-24"
    assert age_group(1700, 2024) == "unknown"
    assert band_of(67, AGE_BANDS) == "67-"


def test_a_definition_is_refused_when_the_files_cannot_give_it(tmp_path):
    dataset = Dataset(
        units=write(tmp_path, "units", [WARD]),
        employments=write(tmp_path, "employments", [RUNE]),
        absences=write(tmp_path, "absences", [away(date(2024, 1, 2), date(2024, 1, 3))]),
    )
    for definition, code in ((Definition.ROSTER, "no_shifts"), (Definition.REGULATION, "no_leave_rows")):
        with pytest.raises(Refusal) as refused:
            rates(dataset, Question((), JANUARY, MARCH, definition))
        assert refused.value.problems[0].code == f"statistics.{code}"


def test_a_rolling_year_that_the_data_do_not_hold_is_refused_with_what_they_hold(tmp_path):
    rows = Rows([WARD], [RUNE], [away(date(2024, 1, 2), date(2024, 3, 31))])
    dataset = rows.write(tmp_path)
    with pytest.raises(Refusal) as refused:
        periods_for(dataset, Question(("rolling12",), JANUARY, MARCH))
    assert refused.value.problems[0].params == {"first": JANUARY, "last": MARCH}


def test_who_names_the_month_in_which_the_files_begin_gets_its_rolling_year(tmp_path):
    spells = [away(date(2024, 1, 10), date(2024, 1, 12)), away(date(2024, 12, 2), date(2024, 12, 5))]
    dataset = Rows([WARD], [RUNE], spells).write(tmp_path)
    december = Month(2024, 12)
    labels = [one.label for one in periods_for(dataset, Question(("rolling12",), JANUARY, december))]
    assert labels == ["2024-12"]
    # Nobody said that January is whole, or asked beyond what the files tell of.
    with pytest.raises(Refusal):
        periods_for(dataset, Question(("rolling12",), MARCH, december))
    labels = [one.label for one in periods_for(dataset, Question(("rolling12",), Month(2023, 1), Month(2025, 6)))]
    assert labels == ["2024-12"]


def test_a_rolling_year_without_any_absence_is_refused(tmp_path):
    dataset = Rows([WARD], [RUNE], []).write(tmp_path)
    with pytest.raises(Refusal) as refused:
        periods_for(dataset, Question(("rolling12",), JANUARY, MARCH))
    assert refused.value.problems[0].code == "statistics.no_whole_month"


@pytest.mark.parametrize(
    ("spells", "expected"),
    [
        # 1 January is a holiday and 31 March 2024 Easter Sunday: nothing that counts lies outside.
        ([(date(2024, 1, 2), date(2024, 3, 27))], (JANUARY, MARCH)),
        ([(date(2024, 1, 3), date(2024, 3, 27))], (Month(2024, 2), MARCH)),
        ([(date(2024, 1, 2), date(2024, 3, 26))], (JANUARY, Month(2024, 2))),
        # A last row that still goes on fills until its start only.
        ([(date(2024, 1, 2), date(2024, 1, 9)), (date(2024, 2, 29), None)], (JANUARY, Month(2024, 2))),
    ],
)
def test_whole_months_leave_no_working_day_outside(tmp_path, spells, expected):
    rows = Rows([WARD], [RUNE], [away(*spell) for spell in spells])
    assert whole_months(rows.write(tmp_path)) == expected


def test_days_to_come_and_the_end_of_a_holiday_fill_no_month(tmp_path):
    spells = [
        away(date(2024, 1, 2), date(2024, 1, 31)),
        away(date(2024, 1, 29), date(2024, 6, 28), "parental_leave"),
        away(date(2024, 5, 1), date(2024, 5, 31)),
    ]
    dataset = Rows([WARD], [RUNE], spells).write(tmp_path)
    assert whole_months(dataset, today=date(2024, 2, 5)) == (JANUARY, JANUARY)
    assert whole_months(dataset) == (JANUARY, Month(2024, 5))


@pytest.mark.parametrize(
    "spells",
    [
        [],
        [(date(2024, 1, 9), date(2024, 1, 20))],
        [(date(1998, 1, 1), date(1999, 12, 31))],  # before the calendar begins
        [(date(2036, 1, 1), date(2036, 12, 31))],  # after it ends
    ],
)
def test_data_that_fill_no_month_are_refused(tmp_path, spells):
    rows = Rows([WARD], [RUNE], [away(*spell) for spell in spells])
    with pytest.raises(Refusal) as refused:
        whole_months(rows.write(tmp_path))
    assert refused.value.problems[0].code == "statistics.no_whole_month"


@pytest.mark.parametrize("engine", ["polars", "duckdb", "reference"])
@pytest.mark.parametrize("rollup", [True, False])
def test_without_a_file_of_units_each_unit_of_the_employments_stands_alone(tmp_path, engine, rollup):
    jobs = [RUNE, ("siv", "kitchen", date(2020, 1, 1), None, 50.0, "F", 1980, None)]
    dataset = Rows([], jobs, []).write(tmp_path)
    frame = rates(dataset, Question(("unit",), JANUARY, JANUARY, rollup=rollup), engine=engine).frame
    assert frame.select("unit", "agreed_days", "persons").rows() == [("kitchen", 11.0, 1), ("ward", 22.0, 1)]


@pytest.mark.parametrize("engine", ["polars", "duckdb", "reference"])
def test_more_months_than_are_computed_at_a_time_are_put_together(tmp_path, engine):
    dataset = Rows([WARD], [RUNE], [away(date(2011, 5, 2), date(2023, 2, 3))]).write(tmp_path)
    frame = rates(dataset, Question(("month",), Month(2011, 1), Month(2023, 12)), engine=engine).frame
    assert frame.height == 12 * 4
    assert frame["month"].to_list() == [month.label for month in months_between(Month(2020, 1), Month(2023, 12))]
    assert frame["rate_percent"].to_list() == pytest.approx([100.0] * 37 + [100 * 3 / 20] + [0.0] * 10)


def test_a_person_on_sick_leave_without_a_period_word_has_one_row_and_an_origin(tmp_path):
    dataset = Rows([WARD], [RUNE], [away(date(2024, 1, 2), date(2024, 1, 3))]).write(tmp_path)
    table = rates(dataset, Question((), JANUARY, MARCH))
    assert table.frame.rows() == [(62.0, 2.0, 100 * 2 / 62, 1, 1, "none")]
    assert (table.origin.period, table.origin.population) == ("2024-01/2024-03", "employed")
    assert table.origin.definition.startswith("ssb ")


def test_files_of_one_table_may_differ_in_columns_and_types(tmp_path):
    one, two = tmp_path / "one.parquet", tmp_path / "two.parquet"
    pl.DataFrame({"person_id": [1], "unit_id": [7], "start": [date(2020, 1, 1)], "fte_percent": [100]}).write_parquet(
        one
    )
    pl.DataFrame({"person_id": ["rune"], "start": [date(2021, 1, 1)], "sex": ["M"]}).write_parquet(two)
    dataset = Dataset(employments=(one, two))
    assert read(dataset, "employments", ("person_id", "unit_id", "fte_percent", "sex")).rows() == [
        ("1", "7", 100.0, None),
        ("rune", None, None, "M"),
    ]
    assert files(dataset, "employments") == (one, two)
    assert list(schema_of("shifts")) == ["person_id", "unit_id", "date", "agreed_share"]


def stored(path: Path, **columns) -> tuple[Path, ...]:
    pl.DataFrame(columns).write_parquet(path)
    return (path,)


def test_keys_are_numbers_only_when_every_file_has_numbers(tmp_path):
    jobs = stored(tmp_path / "e.parquet", person_id=[1], unit_id=["a"])
    numbered = stored(tmp_path / "a.parquet", person_id=[1])
    named = stored(tmp_path / "s.parquet", person_id=["rune"])
    assert not keys_are_numbers(Dataset(), "person_id")
    assert keys_are_numbers(Dataset(employments=jobs, absences=numbered), "person_id")
    assert not keys_are_numbers(Dataset(employments=jobs, absences=numbered), "unit_id")
    assert not keys_are_numbers(Dataset(employments=jobs, absences=named), "person_id")
