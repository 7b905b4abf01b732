"""Sick notes as NAV's intake takes them: what is sent back, what is taken in, and what the law says besides."""

from datetime import date
from decimal import Decimal

import pytest

from naerverk.law.base_amount import base_amount
from naerverk.law.questions.reading import read_records
from naerverk.law.sick_notes import NoteKind, NotePeriod, check_sick_note
from naerverk.law.timelines import Record

FULL, GRADED, WAITING, TREATMENT = NoteKind.FULL, NoteKind.GRADED, NoteKind.WAITING, NoteKind.TREATMENT_DAYS


def period(first, last, kind=FULL, **words):
    """A period in March 2026, which begins on a Sunday."""
    return NotePeriod(date(2026, 3, first), date(2026, 3, last), kind, **words)


def result(*periods):
    return check_sick_note(periods).value.result


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ([], "missing_periods"),
        ([period(5, 4)], "from_after_to"),
        ([period(2, 6), period(6, 10)], "overlap"),
        ([period(9, 13), period(2, 9)], "overlap"),
        ([period(2, 6), period(10, 13)], "gap_with_weekday"),
        ([period(9, 13), period(2, 6)], "ok"),
    ],
)
def test_periods_follow_each_other_with_nothing_but_a_weekend_between(periods, expected):
    assert result(*periods) == expected


def test_petters_waiting_note_stands_alone_says_what_the_workplace_can_do_and_is_short():
    advice = {"employer_input": "Lighter duties on the morning shift"}
    assert result(period(2, 10, WAITING, **advice)) == "ok"
    assert result(period(2, 10, WAITING, **advice), period(11, 13)) == "waiting_combined"
    assert result(period(2, 10, WAITING)) == "waiting_without_employer_input"
    assert result(period(2, 10, WAITING, employer_input="  ")) == "waiting_without_employer_input"
    assert result(period(2, 19, WAITING, **advice)) == "waiting_over_16_days"


def test_the_17th_waiting_day_is_taken_in_but_lies_outside_the_employers_period():
    note = period(2, 18, WAITING, employer_input="Lighter duties")
    assert check_sick_note([note]).value.advice == ("waiting_day_17",)


def test_one_treatment_day_a_week_goes_to_a_person_and_more_are_sent_back():
    assert result(period(2, 15, TREATMENT, days=2)) == "manual_processing"
    assert result(period(2, 15, TREATMENT, days=3)) == "too_many_treatment_days_per_week"
    assert result(period(2, 15, TREATMENT)) == "manual_processing"


@pytest.mark.parametrize(
    ("grade", "expected", "advice"),
    [
        (99, "ok", ()),
        (100, "grade_over_99", ()),
        (0, "grade_0", ()),
        (None, "grade_0", ()),
        (20, "ok", ()),
        (19, "ok", ("grade_below_20",)),
    ],
)
def test_a_grade_is_from_1_to_99_and_gives_sick_pay_from_20(grade, expected, advice):
    found = check_sick_note([period(2, 13, GRADED, grade=grade)]).value
    assert (found.result, found.advice) == (expected, advice)


def test_waiting_and_travel_support_are_no_absence():
    assert [kind for kind in NoteKind if not kind.is_absence] == [WAITING, NoteKind.TRAVEL_SUPPORT]


def test_before_the_rule_of_260_days_there_is_no_amount_per_day():
    answer = base_amount(date(1968, 6, 1))
    assert (answer.value.yearly, answer.value.daily) == (Decimal(5_900), None)
    assert [step.code for step in answer.because] == ["law.ba_on"]


def test_records_of_another_system_are_left_out():
    day = {"from": "2026-03-02", "to": "2026-03-06"}
    found = read_records([day | {"type": "ignored:letter"}, day | {"type": "full"}], NoteKind)
    assert found == [Record(date(2026, 3, 2), date(2026, 3, 6), FULL, None)]
