"""How unevenly absence falls, against a count person by person and day by day."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings

from generative.organisations import FIRST, LAST, Rows, organisations
from naerverk.calendar import Month, days_between, is_working_day
from naerverk.statistics.concentration import Concentration, concentration, concentrations

MARCH = Month(2024, 3)
WARD = ("ward", None, "Ward", None, None, None, None)
AWAY = {
    "rune": (date(2024, 3, 4), date(2024, 3, 15)),
    "siv": (date(2024, 3, 4), date(2024, 3, 5)),
}


def people(count, fte=100.0):
    return [(f"p{number}", "ward", date(2020, 1, 1), None, fte, None, None, None) for number in range(count)]


def employed(*names):
    return [(name, "ward", date(2020, 1, 1), None, 100.0, None, None, None) for name in names]


def away(person, first, last):
    return (person, None, first, last, "doctor_certified", 100.0, None)


def test_nobody_absent_gives_persons_and_nothing_else(tmp_path):
    found = concentration(Rows([WARD], employed("rune", "siv")).write(tmp_path), MARCH, MARCH)
    assert found == Concentration(2, 0, None, ())


def test_among_few_the_share_is_given_but_no_curve_that_would_show_persons(tmp_path):
    absences = [away(name, *days) for name, days in AWAY.items()]
    rows = Rows([WARD], employed("rune", "siv", "jonas", "ingrid"), absences)
    found = concentration(rows.write(tmp_path), MARCH, MARCH)
    # Ten and two working days. A tenth of four persons is four tenths of Rune: 4 of 12 days.
    assert (found.persons, found.absent_persons, found.curve) == (4, 2, ())
    assert found.top_tenth_percent == pytest.approx(100 * 4 / 12)


def test_fifty_persons_have_a_curve_from_nothing_to_everything(tmp_path):
    absences = [away(f"p{number}", date(2024, 3, 4), date(2024, 3, 4 + number)) for number in range(5)]
    found = concentration(Rows([WARD], people(50), absences).write(tmp_path), MARCH, MARCH)
    assert found.top_tenth_percent == 100.0
    assert found.curve == (*((10.0 * step, 0.0) for step in range(10)), (100.0, 100.0))
    assert concentration(Rows([WARD], people(49), absences).write(tmp_path), MARCH, MARCH).curve == ()


def test_two_part_time_jobs_are_one_person(tmp_path):
    jobs = [("rune", "ward", date(2020, 1, 1), None, share, None, None, None) for share in (50.0, 20.0)]
    found = concentration(Rows([WARD], jobs, [away("rune", *AWAY["rune"])]).write(tmp_path), MARCH, MARCH)
    assert (found.persons, found.absent_persons, found.top_tenth_percent) == (1, 1, 10.0)


def counted(rows):
    """Lost full-time days of each person employed, one day at a time."""
    lost = {}
    for person, unit, first, last, fte, *_ in rows.employments:
        for day in days_between(max(first, FIRST.first), min(last or LAST.last, LAST.last)):
            lost.setdefault(person, Fraction(0))
            for absent, where, begins, ends, kind, grade, _ in rows.absences:
                same = absent == person and where in (None, unit) and begins <= day <= (ends or LAST.last)
                if same and kind in ("self_certified", "doctor_certified") and is_working_day(day):
                    lost[person] += Fraction(str(fte)) * Fraction(str(grade))
    return lost


@settings(max_examples=15, deadline=None, derandomize=True)
@given(rows=organisations(2))
def test_the_top_tenth_of_invented_organisations(tmp_path_factory, rows):
    lost = sorted(counted(rows).values())
    found = concentration(rows.write(tmp_path_factory.mktemp("people")), FIRST, LAST)
    assert (found.persons, found.absent_persons) == (len(lost), sum(days > 0 for days in lost))
    if not any(lost):
        assert found.top_tenth_percent is None
        return
    # Each person as ten tenths of a person: the top tenth is as many tenths as there are persons.
    tenths = sorted((days / 10 for days in lost for _ in range(10)), reverse=True)
    assert found.top_tenth_percent == pytest.approx(float(100 * sum(tenths[: len(lost)]) / sum(lost)))


def test_each_unit_counts_its_own_and_those_below_once(tmp_path):
    units = [("home", None, "Home", None, None, None, None), ("ward", "home", "Ward", None, None, None, None)]
    jobs = [*people(50), *((f"h{n}", "home", date(2020, 1, 1), None, 100.0, None, None, None) for n in range(10))]
    jobs.append(("p0", "home", date(2020, 1, 1), None, 100.0, None, None, None))
    absences = [away(f"p{n}", date(2024, 3, 4), date(2024, 3, 4 + n)) for n in range(5)]
    found = concentrations(Rows(units, jobs, absences).write(tmp_path), MARCH, MARCH)
    assert (found["ward"].found.persons, found["ward"].found.absent_persons) == (50, 5)
    assert (found["home"].found.persons, found["home"].found.absent_persons) == (60, 5)
    assert found["ward"].found == concentration(Rows([WARD], people(50), absences).write(tmp_path), MARCH, MARCH)


def test_one_with_nearly_all_of_it_could_be_told_apart(tmp_path):
    def of(*lengths):
        absences = [away(f"p{n}", date(2024, 3, 4), date(2024, 3, 4 + days)) for n, days in enumerate(lengths)]
        return concentrations(Rows([WARD], people(50), absences).write(tmp_path), MARCH, MARCH)["ward"].dominated

    # The second, who knows her own days, sees the first's in what is left but for those of the three others.
    assert of(25, 3, 0, 0, 0)
    assert not of(10, 10, 4, 4, 4)
    assert not of()


@settings(max_examples=10, deadline=None, derandomize=True)
@given(rows=organisations(2))
def test_the_persons_of_every_unit_one_at_a_time(tmp_path_factory, rows):
    """Each day of each job, on the tree of that day."""
    found = concentrations(rows.write(tmp_path_factory.mktemp("people")), FIRST, LAST)
    employed, lost = {}, {}
    for person, unit, first, last, fte, *_ in rows.employments:
        for day in days_between(max(first, FIRST.first), min(last or LAST.last, LAST.last)):
            for above in line_on(rows, unit, day):
                employed.setdefault(above, set()).add(person)
                for absent, where, begins, ends, kind, grade, _ in rows.absences:
                    same = absent == person and where in (None, unit) and begins <= day <= (ends or LAST.last)
                    if same and kind in ("self_certified", "doctor_certified") and is_working_day(day):
                        days = lost.setdefault(above, {})
                        days[person] = days.get(person, 0) + Fraction(str(fte)) * Fraction(str(grade))
    assert {unit: each.found.persons for unit, each in found.items()} == {u: len(who) for u, who in employed.items()}
    absent = {unit: sum(days > 0 for days in lost.get(unit, {}).values()) for unit in employed}
    assert {unit: each.found.absent_persons for unit, each in found.items()} == absent


def line_on(rows, unit, day):
    """A unit and those above it on a day."""
    while unit is not None:
        yield unit
        valid = (u for u in rows.units if u[0] == unit and (u[4] or date.min) <= day <= (u[5] or date.max))
        unit = next((u[1] for u in valid), None)
