"""Corners of the rules that are no chapter of their own."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from naerverk.law.duties import Case, LawSettings, Status, duties_for
from naerverk.law.employer_period import DayKind, EmployerPeriodRules, employer_period
from naerverk.law.follow_up_case import RecordKind, follow_up_case
from naerverk.law.maximum_date import MaximumDateRules, PaymentKind, maximum_date
from naerverk.law.provisions import Act
from naerverk.law.questions import result_of
from naerverk.law.refund import last_day_to_claim, refund_reaches_back_to
from naerverk.law.self_certification import (
    JobPeriod,
    may_self_certify_from,
    scheme,
    scheme_in_force,
    self_certification,
    self_certified_days,
)
from naerverk.law.sick_notes import NoteKind
from naerverk.law.spans import Span, is_weekday, nth_weekday, plus_months, plus_weekdays, weekdays
from naerverk.law.timelines import Record
from naerverk.problems import Refusal

JANUARY_5 = date(2026, 1, 5)


def record(kind, first, days=1):
    return Record(first, first + timedelta(days=days - 1), kind)


# Nights, jobs and own schemes


def test_siv_on_night_duty_uses_one_day_for_a_shift_over_midnight():
    night = (datetime(2026, 3, 2, 22), datetime(2026, 3, 3, 7))
    next_night = (datetime(2026, 3, 3, 22), datetime(2026, 3, 4, 7))
    assert self_certified_days([next_night, night]) == [date(2026, 3, 2), date(2026, 3, 3)]


@pytest.mark.parametrize(
    ("jobs", "earliest"),
    [
        ([JobPeriod(date(2026, 1, 5))], date(2026, 3, 5)),
        ([JobPeriod(date(2025, 1, 1), date(2026, 1, 4)), JobPeriod(date(2026, 1, 12))], date(2025, 3, 1)),
        ([JobPeriod(date(2025, 1, 1), date(2025, 12, 1)), JobPeriod(date(2026, 1, 12))], date(2026, 3, 12)),
        ([JobPeriod(date(2025, 1, 1), date(2025, 6, 1)), JobPeriod(date(2026, 1, 12), None, True)], date(2026, 2, 9)),
        ([JobPeriod(date(2025, 1, 1)), JobPeriod(date(2026, 1, 12))], date(2025, 3, 1)),
    ],
    ids=["new", "away a week", "away six weeks", "back from lawful leave", "no end recorded"],
)
def test_when_somebody_may_self_certify_for_the_first_time(jobs, earliest):
    answer = may_self_certify_from(jobs)
    assert answer.value == earliest
    assert answer.because[0].params["earliest"] == earliest


def test_an_absence_that_goes_on_is_the_same_occasion_under_a_limit_on_times():
    full = scheme("full_period", JANUARY_5)
    rest = self_certification(JANUARY_5, history=[Span(date(2026, 1, 1), date(2026, 1, 4))], by=full).value
    assert (rest.days_left, rest.limited_by, rest.occasions_in_12_months) == (12, "occasion", 0)


def test_overlapping_self_certifications_count_their_days_once():
    history = [Span(date(2026, 1, 1), date(2026, 1, 2)), Span(date(2026, 1, 2), date(2026, 1, 2))]
    later = self_certification(date(2026, 1, 14), history=history, by=scheme("law", JANUARY_5)).value
    assert (later.days_left, later.limited_by) == (1, "window")


def test_a_scheme_counts_while_it_is_in_force_and_the_law_when_none_is():
    old = replace(scheme("ia", JANUARY_5), valid_to=date(2025, 12, 31))
    new = replace(scheme("full_period", JANUARY_5), valid_from=date(2026, 2, 1))
    days = [scheme_in_force([old, new], day).name for day in (date(2025, 6, 1), JANUARY_5, date(2026, 2, 1))]
    assert days == ["ia", "law", "full_period"]


def test_an_employers_own_scheme_rests_on_its_own_rule():
    assert self_certification(JANUARY_5, history=[], by=scheme("ia", JANUARY_5)).provision.act is Act.OWN_SCHEME


# Notes and money


def test_only_full_and_graded_notes_and_treatment_days_are_absence():
    assert [kind.value for kind in NoteKind if kind.is_absence] == ["full", "graded", "treatment_days"]


def test_a_refund_reaches_three_months_back():
    assert refund_reaches_back_to(date(2026, 5, 31)).value == date(2026, 2, 1)
    assert last_day_to_claim(date(2026, 2, 1)).value == date(2026, 5, 31)
    assert last_day_to_claim(date(2026, 1, 31)).value == date(2026, 4, 30)
    assert refund_reaches_back_to(date(2026, 5, 31)).because[0].code == "law.rf_back"


# Engines


def test_nothing_recorded_is_an_answer_too():
    assert employer_period([]).value.employer_periods == ()
    assert maximum_date([[]], born=date(1980, 1, 1)).value.entitlements == ()
    assert follow_up_case([]).value.case_count == 0
    assert employer_period([record(DayKind.NO_RECORD, JANUARY_5, 20)]).because[0].code == "law.ep_no_days"


def test_rules_can_be_given_in_place_of_those_of_the_day():
    before_all_rules = record(DayKind.SICK, date(1990, 1, 1), 5)
    rules = EmployerPeriodRules(days=3, gap_days=2)
    assert employer_period([before_all_rules], rules=rules).value.counts.employer_day_count == 3
    with pytest.raises(Refusal, match="not_known_before"):
        employer_period([before_all_rules])
    five = MaximumDateRules(weekdays_total=5, weekdays_when_older=5)
    paid = record(PaymentKind.NAV, JANUARY_5, 12)
    assert maximum_date([[paid]], born=date(1980, 1, 1), rules=five).value.entitlements[0].used_days == 5


def test_nav_has_paid_in_the_middle_and_knows_a_holiday_between():
    timeline = [record(DayKind.SICK, JANUARY_5, 10), record(DayKind.SICK, date(2026, 2, 2), 5)]
    paid = [Span(date(2026, 1, 8), date(2026, 1, 9)), Span(date(2026, 1, 15), date(2026, 1, 16))]
    holiday = [Span(date(2026, 1, 17), date(2026, 2, 1))]
    found = employer_period(timeline, paid_by_nav=paid, nav_registered_holiday=holiday).value
    assert found.counts.employer_day_count == 3
    assert len(found.employer_periods) == 1
    assert found.counts.nav_day_count_incl_weekend == 7 + 2 + 5


def test_days_nav_paid_before_the_timeline_are_not_on_it():
    found = employer_period(
        [record(DayKind.SICK, JANUARY_5, 5)], paid_by_nav=[Span(date(2025, 12, 1), date(2026, 1, 4))]
    ).value
    assert found.employer_periods[0].span.first == date(2025, 12, 1)
    assert found.counts.nav_day_count_incl_weekend == 5
    assert found.whole_spell_within_employer_period is False


def test_a_whole_stretch_of_paid_days_can_fall_out_of_the_window():
    spells = []
    day = date(2019, 1, 7)
    for _ in range(8):
        spells.append(record(PaymentKind.NAV, day, 5))
        day += timedelta(days=175)
    last = maximum_date([spells], born=date(1980, 1, 1)).value.entitlements[-1]
    assert last.used_days == 35
    codes = [step.code for step in maximum_date([spells], born=date(1980, 1, 1)).because]
    assert "law.md_window" in codes


def test_nav_may_state_a_later_date_too():
    paid = record(PaymentKind.NAV, JANUARY_5, 5)
    ours = maximum_date([[paid]], born=date(1980, 1, 1)).value.entitlements[-1]
    navs = maximum_date([[paid]], born=date(1980, 1, 1), nav_date=ours.max_date + timedelta(days=7))
    assert navs.value.entitlements[-1].remaining_days == ours.remaining_days + 5
    assert navs.provision.act is Act.NAV_PRACTICE


def test_the_death_of_a_person_decides_the_date():
    paid = record(PaymentKind.NAV, JANUARY_5, 5)
    answer = maximum_date([[paid]], born=date(1980, 1, 1), died=date(2026, 1, 7))
    assert answer.value.entitlements[-1].decided_by == "death"
    assert answer.because[1].code == "law.md_by_death"


def test_a_spell_that_goes_on_after_day_sixteen_is_not_within_the_employer_period():
    within = employer_period([record(DayKind.SICK, JANUARY_5, 16)]).value
    assert within.whole_spell_within_employer_period
    beyond = [record(DayKind.SICK, JANUARY_5, 16), record(DayKind.SELF_CERTIFIED, date(2026, 1, 21))]
    assert not employer_period(beyond).value.whole_spell_within_employer_period
    holiday = [record(DayKind.SICK, JANUARY_5, 16), record(DayKind.HOLIDAY_WITH_SICK_NOTE, date(2026, 1, 21), 3)]
    assert employer_period(holiday).value.whole_spell_within_employer_period


def test_a_corrected_application_is_gone():
    wrong = {"id": "1", "kind": "application_work_resumed", "from": "2026-01-05", "to": "2026-01-31"}
    right = {"id": "2", "corrects": "1", "kind": "application_sick", "from": "2026-01-05", "to": "2026-01-20"}
    question = {"rule": "follow_up_case", "input": {"records": [wrong, right]}}
    assert result_of(question, today=JANUARY_5)["cases"][0]["sick_days"] == 16


def test_the_graded_flag_is_that_of_the_last_day():
    records = [record(RecordKind.NOTE_NEW_GRADED, JANUARY_5, 10), record(RecordKind.NOTE_NEW_FULL, JANUARY_5, 5)]
    assert follow_up_case(records).value.graded_at_end is True


def test_the_two_engines_answer_two_questions_as_their_page_says():
    weeks = [record(DayKind.SICK, JANUARY_5, 5), record(DayKind.SICK, date(2026, 1, 12), 5)]
    notes = [record(RecordKind.NOTE_SENT_FULL, stretch.first, 5) for stretch in weeks]
    assert employer_period(weeks).value.counts.employer_day_count == 12
    assert follow_up_case(notes).value.cases[0].sick_days == 10

    holiday = record(DayKind.NOT_WORKING_NO_SICK_NOTE, date(2026, 1, 10), 16)
    work = record(DayKind.WORK, date(2026, 1, 26), 5)
    assert employer_period([weeks[0], holiday, work]).value.counts.employer_day_count == 5
    away = Record(holiday.first, holiday.last, RecordKind.APPLICATION_HOLIDAY)
    assert follow_up_case([notes[0], away]).value.cases[0].weeks == 3


# Duties


def test_jonas_asks_what_is_overdue_and_what_is_not():
    case = Case(JANUARY_5, done=frozenset({"first_contact", "doctors_note", "income_report"}))
    overdue = [d for d in duties_for(case, law=LawSettings(), today=date(2026, 2, 3)) if d.status is Status.OVERDUE]
    assert [(duty.kind, str(duty.provision)) for duty in overdue] == [("follow_up_plan", "aml. § 4-6 (3)")]
    assert overdue[0].because[0].params["due"] == date(2026, 2, 2)


def test_an_employer_with_a_longer_scheme_asks_for_the_note_later():
    settings = LawSettings(self_certification=scheme("ia", JANUARY_5))
    note = next(d for d in duties_for(Case(JANUARY_5), law=settings, today=JANUARY_5) if d.kind == "doctors_note")
    assert note.due == date(2026, 1, 13)


# Days


def test_weekdays_forward_and_back():
    friday = date(2026, 1, 9).toordinal()
    assert is_weekday(friday)
    assert date.fromordinal(plus_weekdays(friday, 1)) == date(2026, 1, 12)
    assert date.fromordinal(plus_weekdays(friday, -5)) == date(2026, 1, 2)
    assert date.fromordinal(nth_weekday(friday + 1, 1)) == date(2026, 1, 12)
    assert weekdays(friday, friday + 3) == 2


def test_months_end_where_the_month_does():
    assert plus_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert plus_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert plus_months(date(2026, 1, 31), -2) == date(2025, 11, 30)


def test_halves_of_a_day_are_kept_exact():
    from naerverk.law.welfare_leave import Taken, welfare_leave_balance

    balance = welfare_leave_balance(
        [Taken(date(2026, 3, 2)), Taken(date(2026, 3, 3), Decimal("0.5"))], on=date(2026, 3, 4)
    )
    assert (balance.value.taken, balance.value.left) == (Decimal("1.5"), Decimal("10.5"))
