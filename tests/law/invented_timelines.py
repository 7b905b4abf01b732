"""Timelines for Hypothesis: stretches around the limits the rules have (3, 16, 182, 248), one after the other."""

from datetime import date, timedelta

from hypothesis import strategies as st

from naerverk.law.employer_period import DayKind
from naerverk.law.follow_up_case import RecordKind
from naerverk.law.maximum_date import PaymentKind
from naerverk.law.timelines import Record

LENGTHS = st.sampled_from([1, 1, 2, 2, 3, 4, 5, 6, 7, 8, 10, 14, 15, 16, 17, 18, 30])
LONG_LENGTHS = st.one_of(LENGTHS, st.sampled_from([60, 90, 180, 181, 182, 183, 250, 340, 350, 400]))
STARTS = st.dates(date(2018, 1, 1), date(2018, 1, 14))


@st.composite
def lines(draw, kinds, lengths=LENGTHS, most=14, gaps=(0, 0, 0, 1, 2, 5)):
    """Records that follow each other, now and then with days between that nobody recorded."""
    day = draw(STARTS)
    records = []
    for kind, length, gap in draw(
        st.lists(st.tuples(st.sampled_from(kinds), lengths, st.sampled_from(gaps)), min_size=1, max_size=most)
    ):
        last = day + timedelta(days=length - 1)
        records.append(Record(day, last, kind))
        day = last + timedelta(days=gap + 1)
    return records


@st.composite
def heaps(draw, kinds, employers=(None,), most=8):
    """Records anywhere, on top of each other."""
    records = []
    for _ in range(draw(st.integers(1, most))):
        first = date(2018, 1, 1) + timedelta(days=draw(st.integers(0, 60)))
        last = first + timedelta(days=draw(LENGTHS) - 1)
        records.append(Record(first, last, draw(st.sampled_from(kinds)), draw(st.sampled_from(employers))))
    return records


def day_lines():
    sickish = [DayKind.SICK, DayKind.SICK, DayKind.SELF_CERTIFIED, DayKind.WORK]
    return lines([*sickish, *DayKind])


def payment_lines():
    return lines([PaymentKind.NAV, PaymentKind.NAV, *PaymentKind], LONG_LENGTHS, most=10)


def record_heaps():
    return heaps(list(RecordKind), employers=("A", "A", "B", None))


def split(records: list[Record], at: int) -> list[Record]:
    """Every record longer than a day cut in two adjoining ones."""
    parts = []
    for record in records:
        days = (record.last - record.first).days
        if days:
            middle = record.first + timedelta(days=at % days)
            parts.append(Record(record.first, middle, record.kind, record.employer))
            parts.append(Record(middle + timedelta(days=1), record.last, record.kind, record.employer))
        else:
            parts.append(record)
    return parts


def later(records: list[Record], days: int) -> list[Record]:
    move = timedelta(days=days)
    return [Record(r.first + move, r.last + move, r.kind, r.employer) for r in records]


FOUR_HUNDRED_YEARS = 146_097
"""Days in 400 Gregorian years: a whole number of weeks, so that weekdays and leap years come back."""
