"""The engines that work on stretches of days give what counting day by day gives.

NAERVERK_FUZZ_EXAMPLES says how many cases to invent for each (150 when it is not set; a number that is set is also
drawn at random instead of always the same).
"""

import os
from datetime import date, timedelta

from day_by_day import cases_by_day, employer_days, rights_by_day
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_timelines import day_lines, heaps, payment_lines, record_heaps

from naerverk.law.employer_period import DayKind, employer_period
from naerverk.law.follow_up_case import follow_up_case
from naerverk.law.maximum_date import PaymentKind, maximum_date
from naerverk.law.spans import Span

WANTED = os.environ.get("NAERVERK_FUZZ_EXAMPLES")
OFTEN = settings(max_examples=int(WANTED or 150), deadline=None, derandomize=WANTED is None, database=None)


def days_in(spans: tuple[Span, ...]) -> list[date]:
    return [span.first + timedelta(days=n) for span in spans for n in range(span.days)]


@OFTEN
@given(st.one_of(day_lines(), heaps(list(DayKind))), st.booleans())
def test_the_employer_period_by_stretches_is_the_employer_period_by_days(records, already_complete):
    slow = employer_days(records, already_complete)
    fast = employer_period(records, already_complete=already_complete).value
    became = list(slow.became.values())
    assert fast.counts.employer_day_count == became.count("employer")
    assert fast.counts.nav_weekday_count == became.count("nav_weekday")
    assert fast.counts.nav_weekend_day_count == became.count("nav_weekend")
    assert fast.counts.work_day_count == became.count("work")
    assert fast.counts.free_day_count == became.count("free")
    assert fast.counts.not_paid_day_count == became.count("not_paid")
    assert fast.resets == slow.resets
    assert [(p.span.first, p.span.last, days_in(p.employer_days), p.complete) for p in fast.employer_periods] == [
        (p.first, p.last, p.employer_days, p.complete) for p in slow.periods
    ]
    first_nav = next((day for day, what in sorted(slow.became.items()) if what == "nav_weekday"), None)
    assert fast.first_nav_weekday == first_nav


BORN = st.sampled_from([date(1985, 6, 1), date(1951, 2, 20), date(1951, 6, 30), date(1948, 3, 4), date(1949, 11, 20)])


@OFTEN
@given(st.lists(payment_lines(), min_size=1, max_size=2), BORN)
def test_the_maximum_date_by_stretches_is_the_maximum_date_by_days(timelines, born):
    slow = rights_by_day(timelines, born)
    fast = maximum_date(timelines, born=born).value.entitlements
    assert [(right.used_days, days_in(right.rejected_days), right.max_date) for right in fast] == slow


@OFTEN
@given(heaps(list(PaymentKind), most=5), st.dates(date(2018, 1, 1), date(2018, 3, 1)))
def test_a_death_ends_the_right_in_both_ways_of_counting(records, died):
    fast = maximum_date([records], born=date(1970, 1, 1), died=died).value.entitlements
    assert [(r.used_days, days_in(r.rejected_days), r.max_date) for r in fast] == rights_by_day(
        [records], date(1970, 1, 1), died
    )


@OFTEN
@given(record_heaps())
def test_the_follow_up_cases_by_stretches_are_the_cases_by_days(records):
    fast = follow_up_case(records).value
    assert [(case.start, case.end, case.sick_days, case.graded_at_end) for case in fast.cases] == cases_by_day(records)
