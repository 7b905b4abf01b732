"""Whatever is sent, the answer is an answer or a refusal with words; never anything else."""

import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from naerverk.law.employer_period import DayKind
from naerverk.law.follow_up_case import RecordKind
from naerverk.law.maximum_date import PaymentKind
from naerverk.law.questions import RULES, result_of
from naerverk.law.questions.rules import DeadlineKind
from naerverk.law.sick_notes import NoteKind
from naerverk.locale import Words
from naerverk.problems import Refusal

DAYS = st.one_of(
    st.dates(date(2014, 1, 1), date(2030, 12, 31)).map(date.isoformat),
    st.sampled_from(["2026-02-30", "1900-01-01", "2999-12-31", "0001-01-01", "soon", 20260101, None]),
)
NUMBERS = st.one_of(st.integers(-3, 400), st.sampled_from([0.5, 20.0, 1e9, True, "many", None]))
WORDS = st.sampled_from(
    [*DayKind, *PaymentKind, *RecordKind, *DeadlineKind, *NoteKind, "law", "ia", "ignored:X", "last_day_of_week", ""]
)
ITEMS = st.dictionaries(
    st.sampled_from(
        ["from", "to", "type", "kind", "employer", "start", "end", "grade", "days", "date", "income_share", "id",
         "corrects", "under_12", "sole_custody", "chronic_or_disabled", "employer_input"]
    ),
    st.one_of(DAYS, NUMBERS, WORDS, st.booleans()),
)  # fmt: skip
LISTS = st.one_of(st.lists(st.one_of(ITEMS, st.just(7), st.lists(ITEMS, max_size=3)), max_size=4), st.just("list"))
INPUT_WORDS = st.sampled_from(
    ["timeline", "timelines", "records", "cases", "children", "periods", "jobs", "history", "taken", "done",
     "earlier_history", "already_paid_by_nav", "nav_registered_holiday", "birth_date", "death_date", "nav_max_date",
     "today", "date", "start", "case_start", "case_end", "kind", "sick_days", "full_absence", "graded_at_case_end",
     "employee_at_case_end", "last_nav_meeting", "multiple", "known_from", "year_average", "scheme", "employed_since",
     "convention", "yearly_wage", "grade", "position_percent", "days_per_year", "exceptions", "maximum_date",
     "employer_days_used", "employer_period_already_complete", "graded", "nav_meeting_on"]
)  # fmt: skip
INPUTS = st.dictionaries(INPUT_WORDS, st.one_of(DAYS, NUMBERS, WORDS, LISTS, ITEMS, st.booleans()), max_size=8)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.sampled_from(sorted(RULES)), st.one_of(INPUTS, st.just([]), st.none()))
def test_an_answer_or_a_refusal_with_words(rule, words):
    result, problem = answered_or_refused(rule, words)
    if problem is None:
        assert result["provision"]
        json.dumps(result)
    else:
        assert all(Words(lang).say_problem(problem).endswith(".") for lang in ("nb", "nn", "en"))


def answered_or_refused(rule, words):
    try:
        return result_of({"rule": rule, "input": words}, today=date(2026, 11, 21)), None
    except Refusal as refusal:
        return None, refusal.problems[0]
