"""Absences from the first day to the last, counted one day at a time."""

from datetime import date, timedelta

from hypothesis import given, settings

from generative.organisations import FIRST, LAST, Rows, organisations
from naerverk.calendar import days_between
from naerverk.statistics.absence_cases import absence_cases

WARD = ("ward", "home", "Ward", None, None, None, None)
HOME = ("home", None, "Home", None, None, None, None)
KNOWN = date(2025, 2, 28)
ALWAYS = date(2020, 1, 1)


def job(person, unit="ward", start=ALWAYS, end=None):
    return (person, unit, start, end, 100.0, None, None, None)


def away(person, first, last, kind="doctor_certified", unit=None):
    return (person, unit, first, last, kind, 100.0, None)


def cases_of(tmp_path, jobs, absences, first=date(2024, 1, 1), last=date(2024, 12, 31)):
    found = absence_cases(Rows([HOME, WARD], jobs, absences).write(tmp_path), first, last, KNOWN)
    return list(found.cases.select("person_id", "start", "days", "ended").iter_rows()), found


def test_notes_that_follow_each_other_are_one_absence(tmp_path):
    absences = [
        away("rune", date(2024, 3, 1), date(2024, 3, 3), "self_certified"),
        away("rune", date(2024, 3, 4), date(2024, 3, 20)),
        away("rune", date(2024, 3, 15), date(2024, 3, 25)),
        away("rune", date(2024, 3, 27), date(2024, 3, 28)),
    ]
    found, _ = cases_of(tmp_path, [job("rune")], absences)
    assert found == [("rune", date(2024, 3, 1), 25, True), ("rune", date(2024, 3, 27), 2, True)]


def test_without_a_doctors_note_and_in_other_years_nothing_is_counted(tmp_path):
    absences = [
        away("rune", date(2024, 3, 1), date(2024, 3, 3), "self_certified"),
        away("siv", date(2023, 12, 30), date(2024, 2, 3)),
        away("siv", date(2024, 5, 1), date(2024, 5, 9), "parental_leave"),
    ]
    assert cases_of(tmp_path, [job("rune"), job("siv")], absences)[0] == []


def test_who_is_still_away_or_has_left_has_not_come_back(tmp_path):
    absences = [
        away("open", date(2024, 12, 1), None),
        away("late", date(2024, 12, 1), date(2025, 6, 1)),
        away("left", date(2024, 12, 1), date(2025, 1, 20)),
        away("gone", date(2024, 12, 1), date(2025, 1, 20)),
    ]
    jobs = [job("open"), job("late"), job("left", end=date(2025, 1, 10)), job("gone", end=date(2024, 11, 1))]
    found, _ = cases_of(tmp_path, jobs, absences)
    assert found == [
        ("late", date(2024, 12, 1), 90, False),
        ("left", date(2024, 12, 1), 41, False),
        ("open", date(2024, 12, 1), 90, False),
    ]


def test_an_absence_belongs_to_the_units_of_its_first_day(tmp_path):
    jobs = [job("rune", end=date(2024, 3, 9)), job("rune", "home", date(2024, 3, 10)), job("siv"), job("siv", "home")]
    absences = [
        away("rune", date(2024, 3, 1), date(2024, 3, 20)),
        away("siv", date(2024, 3, 1), date(2024, 3, 20), unit="home"),
        away("siv", date(2024, 5, 1), date(2024, 5, 20)),
    ]
    found = cases_of(tmp_path, jobs, absences)[1]
    assert list(found.places.iter_rows()) == [
        (0, "home", False), (0, "ward", True), (1, "home", True), (2, "home", True), (2, "ward", True),
    ]  # fmt: skip


@settings(max_examples=25, deadline=None, derandomize=True)
@given(rows=organisations(2))
def test_the_days_of_invented_organisations_one_at_a_time(tmp_path_factory, rows):
    found = absence_cases(rows.write(tmp_path_factory.mktemp("people")), FIRST.first, LAST.last, LAST.last)
    wanted = sorted(case for person in {job[0] for job in rows.employments} for case in slowly(rows, person))
    assert sorted(found.cases.select("person_id", "start", "days", "ended").iter_rows()) == wanted


def slowly(rows, person):
    """A day is sick or not; a run of sick days is an absence."""
    spells = [(a[2], a[3] or date.max, a[4]) for a in rows.absences if a[0] == person]
    spells = [spell for spell in spells if spell[2] in ("self_certified", "doctor_certified") and spell[0] <= LAST.last]
    jobs = [(first, last or date.max) for who, _, first, last, *_ in rows.employments if who == person]
    jobs = [job for job in jobs if job[0] <= LAST.last]
    if not spells or not jobs:
        return
    left = max(last for _, last in jobs)
    before = min(first for first, *_ in spells) - timedelta(days=1)
    run = []
    for day in days_between(before, LAST.last + timedelta(days=1)):
        kinds = {kind for first, last, kind in spells if first <= day <= last and first <= LAST.last}
        if kinds and day <= LAST.last:
            run.append((day, kinds))
            continue
        if run:
            start, doctor = run[0][0], any("doctor_certified" in kinds for _, kinds in run)
            seen = [day for day, _ in run if day <= left]
            if FIRST.first <= start <= LAST.last and doctor and seen:
                yield person, start, len(seen), run[-1][0] < min(left, LAST.last)
        run = []
