"""What must hold for every timeline, whoever it is about."""

from datetime import date, timedelta

from day_by_day import ONE_DAY, days_of, weekend
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from invented_timelines import (
    FOUR_HUNDRED_YEARS,
    LONG_LENGTHS,
    day_lines,
    heaps,
    later,
    payment_lines,
    record_heaps,
    split,
)

from naerverk.law.answers import Answer
from naerverk.law.employer_period import DayKind, employer_period
from naerverk.law.follow_up_case import follow_up_case
from naerverk.law.maximum_date import PaymentKind, maximum_date
from naerverk.law.provisions import Provision
from naerverk.law.questions import to_words
from naerverk.law.timelines import Record

OFTEN = settings(max_examples=120, deadline=None, derandomize=True)
BORN = date(1980, 5, 17)


def answers(records: list[Record]) -> list[Answer[object]]:
    """The engine that belongs to the records."""
    if all(isinstance(record.kind, DayKind) for record in records):
        return [employer_period(records)]
    if all(isinstance(record.kind, PaymentKind) for record in records):
        return [maximum_date([records], born=BORN)]
    return [follow_up_case(records)]


EVERYTHING = st.one_of(
    day_lines(), payment_lines(), record_heaps(), heaps(list(DayKind)), heaps(list(PaymentKind), most=5)
)


@OFTEN
@given(EVERYTHING, st.randoms(use_true_random=False))
def test_the_order_of_the_records_changes_nothing(records, chance):
    shuffled = list(records)
    chance.shuffle(shuffled)
    assert [answer.value for answer in answers(shuffled)] == [answer.value for answer in answers(records)]


@OFTEN
@given(EVERYTHING, st.integers(0, 400))
def test_a_spell_split_in_two_adjoining_ones_is_the_same_spell(records, at):
    parts = split(records, at)
    for whole, cut in zip(answers(records), answers(parts), strict=True):
        assert everything_but_conflicts(cut.value) == everything_but_conflicts(whole.value)
        assert conflict_days(cut.value) == conflict_days(whole.value)


def everything_but_conflicts(value: object) -> object:
    """The borders of a contradiction may follow the records' borders; its days may not (`conflict_days`)."""
    return {word: said for word, said in to_words(value).items() if word != "conflicts"}


def conflict_days(value: object) -> set[tuple[date, str, frozenset[str]]]:
    return {
        (day, conflict.chosen, frozenset(conflict.overruled))
        for conflict in value.conflicts
        for day in days_of(conflict.span.first, conflict.span.last)
    }


@OFTEN
@given(EVERYTHING)
def test_four_hundred_years_later_everything_is_the_same_but_the_years(records):
    moved = later(records, FOUR_HUNDRED_YEARS)
    born = BORN.replace(year=BORN.year + 400)
    if isinstance(records[0].kind, PaymentKind):
        then = maximum_date([moved], born=born).value
    else:
        then = answers(moved)[0].value
    assert years_back(to_words(then)) == to_words(answers(records)[0].value)


def years_back(words):
    if isinstance(words, dict):
        return {key: years_back(value) for key, value in words.items()}
    if isinstance(words, list):
        return [years_back(item) for item in words]
    if isinstance(words, str) and words[:4].isdigit():
        return f"{int(words[:4]) - 400}{words[4:]}"
    return words


@OFTEN
@given(EVERYTHING)
def test_no_answer_and_no_step_without_a_provision(records):
    for answer in answers(records):
        assert isinstance(answer.provision, Provision)
        assert answer.because
        assert all(isinstance(step.provision, Provision) and step.code.startswith("law.") for step in answer.because)


@OFTEN
@given(st.one_of(day_lines(), heaps(list(DayKind))))
def test_every_day_of_a_timeline_is_accounted_for_exactly_once(records):
    known = [record for record in records if record.kind is not DayKind.NO_RECORD]
    assume(known)
    counts = employer_period(records).value.counts
    first, last = min(r.first for r in known), max(r.last for r in known)
    accounted = (
        counts.employer_day_count
        + counts.nav_weekday_count
        + counts.nav_weekend_day_count
        + counts.work_day_count
        + counts.free_day_count
        + counts.not_paid_day_count
    )
    assert accounted == (last - first).days + 1


@OFTEN
@given(day_lines())
def test_no_employer_period_has_more_than_sixteen_employer_days_and_they_lie_inside_it(records):
    for period in employer_period(records).value.employer_periods:
        assert sum(span.days for span in period.employer_days) <= 16
        assert all(period.span.first <= span.first and span.last <= period.span.last for span in period.employer_days)


@OFTEN
@given(payment_lines(), LONG_LENGTHS, st.sampled_from([BORN, date(1951, 3, 9), date(1948, 9, 1)]))
def test_a_sick_day_more_never_moves_the_maximum_date_later_in_an_unbroken_case(before, length, born):
    first = max(record.last for record in before) + ONE_DAY
    spell = Record(first, first + timedelta(days=length - 1), PaymentKind.NAV)
    assume(not all(weekend(day) for day in days_of(spell.first, spell.last)))
    longer = Record(spell.first, spell.last + ONE_DAY, PaymentKind.NAV)
    now = maximum_date([[*before, spell]], born=born).value.entitlements[-1]
    then = maximum_date([[*before, longer]], born=born).value.entitlements[-1]
    assert then.max_date <= now.max_date


@OFTEN
@given(st.one_of(heaps(list(DayKind)), heaps(list(PaymentKind))))
def test_a_contradiction_is_part_of_the_answer_and_only_a_contradiction_is(records):
    claims: dict[date, set[str]] = {}
    for record in records:
        if record.kind is not DayKind.NO_RECORD:
            for day in days_of(record.first, record.last):
                claims.setdefault(day, set()).add(record.kind.value)
    contradicted = {day for day, kinds in claims.items() if len(kinds) > 1}
    assert {day for day, _, _ in conflict_days(answers(records)[0].value)} == contradicted
