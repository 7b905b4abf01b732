"""Targets, told with the programmes that really ran."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naerverk.calendar import Month
from naerverk.locale import LANGUAGES, Words
from naerverk.problems import Refusal
from naerverk.statistics.targets.people import (
    people_more,
    people_more_with_interval,
    points_for_people,
    rate_variance,
)
from naerverk.statistics.targets.smiley import Face, smiley
from naerverk.statistics.targets.target import Baseline, Days, Kind, Target, change_percent

BASELINE = Baseline(Month(2010, 12), Days(lost=86, agreed=1000))


DUE = Month(2014, 12)


def target(kind=Kind.RELATIVE, value=-20.0, due=DUE):
    return Target(kind, value, BASELINE, due)


def a_year(rate, full_time_equivalents=1000):
    agreed = full_time_equivalents * 230 / 12
    return [Days(agreed * rate / 100, agreed)] * 12


# Vefsn: from 8.6 to 6.9 per cent, reached 6.7


def test_vefsn_said_a_fifth_and_it_was_19_8_per_cent_and_17_people():
    assert change_percent(8.6, 6.9) == pytest.approx(-19.8, abs=0.05)
    assert round(people_more(1000, 8.6, 6.9)) == 17


def test_vefsn_reached_6_7_which_is_22_1_per_cent_and_19_people():
    assert change_percent(8.6, 6.7) == pytest.approx(-22.1, abs=0.05)
    assert people_more(1000, 8.6, 6.7) == pytest.approx(19.0)


def test_880_full_time_equivalents_from_9_4_to_8_2_are_10_6_people():
    assert people_more(880, 9.4, 8.2) == pytest.approx(10.6, abs=0.05)


def test_people_become_points_and_points_people():
    assert people_more(880, 9.4, 9.4 - points_for_people(880, 12)) == pytest.approx(12)
    with pytest.raises(Refusal, match=r"targets\.no_full_time_equivalents"):
        points_for_people(0, 12)


def test_when_absence_rises_there_are_fewer_at_work():
    assert people_more(1000, 6.9, 8.6) == pytest.approx(-17)


def test_the_people_come_with_an_interval_that_long_spells_make_wide():
    people = people_more_with_interval(1000, a_year(8.6), a_year(6.9))
    assert people.more == pytest.approx(17)
    assert people.low < 17 < people.high
    assert 5 < people.more - people.low < 15
    assert people.high - people.more == pytest.approx(people.more - people.low)


def test_a_larger_employer_knows_its_points_better():
    small, large = rate_variance(a_year(8, 50)), rate_variance(a_year(8, 5000))
    assert small == pytest.approx(100 * large)


def test_the_variance_of_one_month_is_the_noise_over_the_expected_days():
    # Var(R) x E = 11 days: a month of 30 full-time equivalents at 8 per cent has a spread of 47-49 per cent of itself.
    month = Days(lost=30 * 20 * 0.08, agreed=30 * 20)
    assert rate_variance([month]) ** 0.5 / 8 == pytest.approx((11 / 48) ** 0.5)


# The three ways of writing a target


@pytest.mark.parametrize(
    ("kind", "value", "rate"),
    [(Kind.ABSOLUTE, 7.2, 7.2), (Kind.RELATIVE, -20, 6.88), (Kind.PRESENCE, 94, 6), (Kind.RELATIVE, 0, 8.6)],
)
def test_a_target_is_a_rate_however_it_is_written(kind, value, rate):
    assert target(kind, value).rate == pytest.approx(rate)


def test_the_change_a_target_asks_for():
    assert target(Kind.ABSOLUTE, 6.9).change == pytest.approx(-19.77, abs=0.005)


@pytest.mark.parametrize(
    ("kind", "value"),
    [(Kind.ABSOLUTE, -1), (Kind.ABSOLUTE, 101), (Kind.PRESENCE, 101), (Kind.RELATIVE, 5), (Kind.RELATIVE, -101)],
)
def test_a_target_that_cannot_be_is_refused_in_words(kind, value):
    with pytest.raises(Refusal) as refused:
        target(kind, value)
    for lang in LANGUAGES:
        assert Words(lang).write(value) in Words(lang).say_problem(refused.value.problems[0])


def test_a_target_needs_a_later_date_than_its_baseline():
    with pytest.raises(Refusal, match=r"targets\.due_before_baseline"):
        target(due=Month(2010, 12))


@pytest.mark.parametrize(("lost", "agreed"), [(5, 0), (-1, 100)])
def test_days_that_give_no_rate_are_refused(lost, agreed):
    with pytest.raises(Refusal, match=r"targets\.no_days"):
        Days(lost, agreed)


def test_a_change_from_nothing_is_refused():
    with pytest.raises(Refusal, match=r"targets\.no_rate_before"):
        change_percent(0, 5)


# The path


def test_the_path_is_a_straight_line_from_the_baseline_to_the_date():
    adopted = target(Kind.ABSOLUTE, 7.4)
    assert adopted.path(Month(2010, 12)) == pytest.approx(8.6)
    assert adopted.path(Month(2012, 12)) == pytest.approx(8.0)
    assert adopted.path(Month(2014, 12)) == pytest.approx(7.4)


def test_the_path_is_level_before_and_after():
    adopted = target(Kind.ABSOLUTE, 7.4)
    assert adopted.path(Month(2009, 1)) == pytest.approx(8.6)
    assert adopted.path(Month(2016, 1)) == pytest.approx(7.4)


def test_a_target_is_not_missed_for_a_rounding():
    agreed = 1234.5
    assert target(Kind.PRESENCE, 93.1).reached(Days(agreed * 0.069, agreed))
    assert not target(Kind.ABSOLUTE, 6.9).reached(Days(6.94, 100))  # shown as 6.9, and still above


# The smiley


@pytest.mark.parametrize(
    ("rate", "face", "picture"),
    [
        (7.5, Face.ON_PATH, "🙂"),
        (8.0, Face.ON_PATH, "🙂"),
        (8.01, Face.NEAR_PATH, "😐"),
        (8.3, Face.NEAR_PATH, "😐"),
        (8.31, Face.ABOVE_PATH, "☹"),
    ],
)
def test_the_smiley_compares_twelve_months_with_the_path(rate, face, picture):
    shown = smiley(target(Kind.ABSOLUTE, 7.4), Month(2012, 12), Days(rate * 10, 1000))
    assert (shown.face, shown.picture) == (face, picture)


def test_the_smiley_says_its_figures_as_absence_or_presence():
    absence = smiley(target(Kind.ABSOLUTE, 7.4), Month(2012, 12), Days(81, 1000)).sentence
    presence = smiley(target(Kind.PRESENCE, 92.6), Month(2012, 12), Days(81, 1000)).sentence
    assert Words("nb").say(absence.code, **absence.params) == (
        "Fraværet de 12 månedene til og med desember 2012 er 8,1 prosent. Veien mot målet sier 8,0."
    )
    assert Words("nn").say(presence.code, **presence.params) == (
        "Nærværet dei 12 månadene til og med desember 2012 er 91,9 prosent. Vegen mot målet seier 92,0."
    )


def test_every_face_has_a_word_and_no_face_is_red():
    rates = (7.0, 8.1, 9.0)
    shown = [smiley(target(Kind.ABSOLUTE, 7.4), Month(2012, 12), Days(rate, 100)) for rate in rates]
    assert len({Words("nb").say(one.word.code) for one in shown}) == 3
    assert {one.colour for one in shown} == {"success", "info", "warning"}


def test_the_rule_can_be_edited():
    wide = smiley(target(Kind.ABSOLUTE, 7.4), Month(2012, 12), Days(84, 1000), near_points=0.5)
    assert wide.face is Face.NEAR_PATH


@settings(deadline=None, max_examples=50, derandomize=True)
@given(st.integers(0, 60), st.floats(0.1, 20))
def test_the_path_stays_between_baseline_and_target(months, aim):
    adopted = target(Kind.ABSOLUTE, aim)
    low, high = sorted((8.6, aim))
    assert low - 1e-9 <= adopted.path(Month(2010, 12).plus(months)) <= high + 1e-9
