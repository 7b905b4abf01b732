"""Rows that cannot be true are refused when they are made."""

from datetime import date

import pytest

from naerverk import records
from naerverk.problems import Place, Problem, Refusal, UsageRefusal, refuse, refuse_usage
from naerverk.records import Employment, Kind, RecordError, Sex, Shift, Spell, Unit

MONDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 6)


def test_rune_may_be_away_for_one_day():
    spell = Spell("rune", MONDAY, Kind.SELF_CERTIFIED, MONDAY)
    assert (spell.grade_percent, spell.unit_id) == (100, None)


@pytest.mark.parametrize(
    ("make", "code", "column"),
    [
        (lambda: Unit("", "Library"), "blank", "unit_id"),
        (lambda: Unit("u", "Library", parent_id="u"), "unit_cycle", "parent_id"),
        (lambda: Unit("u", "Library", valid_from=FRIDAY, valid_to=MONDAY), "end_before_start", "valid_to"),
        (lambda: Employment("", "u", MONDAY, 100), "blank", "person_id"),
        (lambda: Employment("rune", "", MONDAY, 100), "blank", "unit_id"),
        (lambda: Employment("rune", "u", MONDAY, 0), "fte_out_of_range", "fte_percent"),
        (lambda: Employment("rune", "u", MONDAY, 100.1), "fte_out_of_range", "fte_percent"),
        (lambda: Employment("rune", "u", MONDAY, float("nan")), "fte_out_of_range", "fte_percent"),
        (lambda: Employment("rune", "u", FRIDAY, 50, MONDAY), "end_before_start", "end"),
        (lambda: Spell("", MONDAY, Kind.HOLIDAY), "blank", "person_id"),
        (lambda: Spell("rune", MONDAY, Kind.DOCTOR_CERTIFIED, grade_percent=-1), "grade_out_of_range", "grade_percent"),
        (lambda: Spell("rune", FRIDAY, Kind.HOLIDAY, MONDAY), "end_before_start", "end"),
        (
            lambda: Spell("rune", MONDAY, Kind.SELF_CERTIFIED, grade_percent=50),
            "self_certified_graded",
            "grade_percent",
        ),
        (lambda: Shift("rune", "u", MONDAY, 0), "share_out_of_range", "agreed_share"),
    ],
)
def test_nonsense_is_refused_with_its_column(make, code, column):
    with pytest.raises(RecordError) as caught:
        make()
    assert (caught.value.code, caught.value.column) == (code, column)


def test_the_dataclasses_and_the_file_tables_have_the_same_names():
    pairs = {
        "units": Unit, "employments": Employment, "absences": Spell, "monthly": records.MonthlySum, "shifts": Shift,
        "benchmarks": records.Benchmark, "people": records.Person,
    }  # fmt: skip
    for table, record in pairs.items():
        assert {column.name for column in records.SCHEMA[table]} == set(record.__dataclass_fields__)


def test_sickness_is_two_kinds_and_no_leave_is_sickness():
    assert set(records.SICKNESS) == {Kind.SELF_CERTIFIED, Kind.DOCTOR_CERTIFIED}
    assert not set(records.SICKNESS) & set(records.OFF_DUTY)
    assert Sex("F") is Sex.F


def test_a_refusal_carries_its_reasons_and_exit_code():
    first = Problem("formats.unknown_unit", place=Place("a.csv", 7, "unit_id", "u9"))
    assert Refusal(first).problems == (first,)
    assert str(Refusal(first)) == "formats.unknown_unit"
    assert (refuse("x.y", n=1).exit_code, refuse_usage("x.y").exit_code) == (1, 2)
    assert refuse("x.y", n=1).problems[0].params == {"n": 1}
    assert isinstance(refuse_usage("x.y"), UsageRefusal)
