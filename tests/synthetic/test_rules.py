"""Every rule that a real file must keep, the invented one keeps: Ingrid can import it without one problem."""

from collections import defaultdict
from datetime import date
from itertools import pairwise

import pytest

from naerverk.calendar import Month
from naerverk.records import SCHEMA, Employment, Kind, Sex, Spell, Unit
from naerverk.synthetic import Frames, frames

LAST = date(2025, 12, 31)
FIRST = date(2023, 1, 1)


@pytest.fixture(scope="module", params=[(50, 3, 1), (1200, 3, 7), (1203, 1, 11)], ids=str)
def town(request):
    employees, years, seed = request.param
    return frames(employees, years=years, seed=seed)


def units_of(town: Frames) -> list[Unit]:
    rows = town.units.iter_rows(named=True)
    return [Unit(**{**row, "continues": tuple(filter(None, (row["continues"] or "").split(";")))}) for row in rows]


def jobs_of(town: Frames) -> list[Employment]:
    return [Employment(**{**row, "sex": Sex(row["sex"])}) for row in town.employments.iter_rows(named=True)]


def spells_of(town: Frames) -> list[Spell]:
    return [Spell(**{**row, "kind": Kind(row["kind"])}) for row in town.absences.iter_rows(named=True)]


def test_the_tables_have_the_canonical_columns(town):
    for name in ("units", "employments", "absences"):
        assert getattr(town, name).columns == [column.name for column in SCHEMA[name]]


def test_rows_come_by_person_and_date(town):
    for table in (town.employments, town.absences):
        keys = table.select("person_id", "start").rows()
        assert keys == sorted(keys)


def test_nobody_is_away_for_two_reasons_on_one_day(town):
    by_person = defaultdict(list)
    for spell in spells_of(town):
        by_person[spell.person_id].append(spell)
    for mine in by_person.values():
        for one, next_ in pairwise(mine):
            assert one.end is not None
            assert one.end < next_.start


def test_nobody_is_away_from_a_job_they_do_not_have(town):
    jobs = defaultdict(list)
    for job in jobs_of(town):
        jobs[job.person_id].append(job)
    for spell in spells_of(town):
        mine = [job for job in jobs[spell.person_id] if spell.unit_id in (None, job.unit_id)]
        start, end = min(job.start for job in mine), max(job.end or date.max for job in mine)
        assert start <= spell.start
        assert (spell.end or LAST) <= end
        assert spell.start >= FIRST or town.summary.years == 1
        assert spell.end is None or spell.end <= LAST


def test_self_certified_is_whole_and_short(town):
    for spell in spells_of(town):
        if spell.kind is Kind.SELF_CERTIFIED:
            assert spell.grade_percent == 100
            assert ((spell.end or LAST) - spell.start).days < 8


def test_nobody_certifies_more_than_24_days_in_twelve_months(town):
    days = defaultdict(list)
    for spell in spells_of(town):
        if spell.kind is Kind.SELF_CERTIFIED:
            days[spell.person_id].append((spell.start, ((spell.end or LAST) - spell.start).days + 1))
    for mine in days.values():
        for start, _ in mine:
            assert sum(n for other, n in mine if 0 <= (start - other).days < 365) <= 24


def test_jobs_do_not_overlap_in_a_unit_nor_exceed_a_full_position(town):
    jobs = defaultdict(list)
    for job in jobs_of(town):
        jobs[job.person_id].append(job)
    for mine in jobs.values():
        for a in mine:
            same_day = [b for b in mine if b.start <= a.start <= (b.end or date.max)]
            assert sum(b.fte_percent for b in same_day) <= 100
            assert sum(b.unit_id == a.unit_id for b in same_day) == 1


def test_people_work_in_units_that_exist_on_the_day(town):
    rows = defaultdict(list)
    for unit in units_of(town):
        rows[unit.unit_id].append(unit)
    for job in jobs_of(town):
        assert min(row.valid_from or date.min for row in rows[job.unit_id]) <= job.start
        assert (job.end or LAST) <= max(row.valid_to or date.max for row in rows[job.unit_id])


def test_the_head_count_on_the_last_day_is_the_one_asked_for(town):
    now = {job.person_id for job in jobs_of(town) if job.start <= LAST <= (job.end or LAST)}
    assert len(now) == town.summary.employees


def test_everybody_is_of_working_age(town):
    for job in jobs_of(town):
        assert job.start.year - job.birth_year >= 18
        assert (job.end or LAST).year - job.birth_year <= 71


def test_units_form_one_tree_on_every_first_of_a_month(town):
    for number in range(town.summary.first.number, town.summary.last.number + 1):
        day = Month.from_number(number).first
        alive = {
            unit.unit_id: unit.parent_id
            for unit in units_of(town)
            if (unit.valid_from or date.min) <= day <= (unit.valid_to or date.max)
        }
        assert [unit for unit, parent in alive.items() if parent is None] == ["u0001"]
        assert all(parent in alive for parent in alive.values() if parent)


def test_successors_begin_the_day_after_their_predecessors(town):
    rows = units_of(town)
    ends = {unit.unit_id: unit.valid_to for unit in rows}
    for unit in rows:
        for before in unit.continues:
            assert (unit.valid_from - ends[before]).days == 1


def test_there_is_no_room_for_a_diagnosis_or_a_name_of_a_person(town):
    assert not {"diagnosis", "cause", "reason", "name"} & {*town.employments.columns, *town.absences.columns}
