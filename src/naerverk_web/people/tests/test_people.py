"""Employments come in, are corrected without forgetting, and can be undone; leaders and wrong ids are kept right."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from naerverk.records import Employment as Row
from naerverk.records import Sex
from naerverk_web.conftest import SYSTEM
from naerverk_web.people.models import Employment, NearestLeader, Person
from naerverk_web.people.public import (
    employment_rows,
    end_access_of_leavers,
    import_employments,
    merge_persons,
    people_seen_by,
    set_nearest_leader,
    undo_employments,
    without_leader,
)

MAY, JUNE = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)
NEW_YEAR, TODAY = date(2026, 1, 1), date(2026, 11, 21)
RUNE = Row("1001", "O1", NEW_YEAR, 80, sex=Sex.M, birth_year=1980)
KARI = Row("1002", "O1", NEW_YEAR, 100, sex=Sex.F, birth_year=1990)
OLA = Row("1003", "H1", NEW_YEAR, 37.5)


@pytest.fixture
def staff(cast):
    import_employments([RUNE, KARI, OLA], batch="first", at=MAY, complete=True, by=SYSTEM)
    Person.objects.filter(person_id="1001").update(name="Rune", account=cast.rune)
    Person.objects.filter(person_id="1002").update(name="Kari")
    return cast


def known(at=None):
    return [(r[0], float(r[4])) for r in employment_rows(NEW_YEAR, TODAY, known_at=at)]


def test_the_same_file_twice_changes_nothing(staff):
    again = import_employments([RUNE, KARI, OLA], batch="again", at=JUNE, complete=True, by=SYSTEM)
    assert (again.added, again.closed) == (0, 0)


def test_a_correction_keeps_what_was_known_before(staff):
    more = Row("1001", "O1", NEW_YEAR, 90, sex=Sex.M, birth_year=1980)
    changed = import_employments([more], batch="second", at=JUNE, complete=False, by=SYSTEM)
    assert (changed.added, changed.closed) == (1, 1)
    assert known() == [("1001", 90.0), ("1002", 100.0), ("1003", 37.5)]
    assert known(MAY + timedelta(days=1))[0] == ("1001", 80.0)
    assert known(MAY - timedelta(days=1)) == []


def test_only_a_complete_file_takes_people_away(staff):
    assert import_employments([RUNE], batch="part", at=JUNE, complete=False, by=SYSTEM).closed == 0
    assert import_employments([RUNE], batch="all", at=JUNE, complete=True, by=SYSTEM).closed == 2


def test_undoing_brings_back_exactly_what_was(staff):
    before = list(Employment.objects.order_by("pk").values())
    import_employments(
        [Row("1001", "H1", NEW_YEAR, 50), Row("9", "O1", TODAY, 100)], batch="x", at=JUNE, complete=True, by=SYSTEM
    )
    undone = undo_employments("x", by=SYSTEM)
    assert (undone.added, undone.closed) == (2, 3)
    assert list(Employment.objects.order_by("pk").values()) == before
    assert not Person.objects.filter(person_id="9").exists()


def test_amina_sees_her_own_people_only(staff):
    assert [k.name for k in people_seen_by(staff.viewer("amina"), TODAY)] == ["Kari", "Rune"]
    assert [k.person_id for k in people_seen_by(staff.viewer("aud"), TODAY)] == ["1003"]
    assert people_seen_by(staff.viewer("berit"), TODAY) == []
    assert [k.name for k in people_seen_by(staff.viewer("ingrid"), TODAY, words="run")] == ["Rune"]
    assert people_seen_by(staff.viewer("amina"), TODAY, unit_id="H1") == []


def test_people_without_a_leader_are_listed(staff):
    set_nearest_leader("1001", leader_id="1002", from_day=NEW_YEAR, at=MAY, by=SYSTEM)
    assert [k.person_id for k in without_leader(staff.viewer("ingrid"), TODAY)] == ["1003", "1002"]
    set_nearest_leader("1001", leader_id="1003", from_day=TODAY, at=MAY, by=SYSTEM)
    assert people_seen_by(staff.viewer("amina"), TODAY)[1].leader == "1003"
    assert people_seen_by(staff.viewer("amina"), TODAY - timedelta(days=1))[1].leader == "Kari"


def test_two_ids_of_one_person_become_one(staff):
    set_nearest_leader("1002", leader_id="1003", from_day=NEW_YEAR, at=MAY, by=SYSTEM)
    merge_persons("1003", into="1001", at=JUNE, by=SYSTEM)
    assert {r[0] for r in employment_rows(NEW_YEAR, TODAY)} == {"1001", "1002"}
    assert Person.objects.get(person_id="1003").merged_into.person_id == "1001"
    assert NearestLeader.objects.get().leader.person_id == "1001"


def test_access_ends_when_the_last_employment_has_ended(staff):
    assert end_access_of_leavers(TODAY, by=SYSTEM) == 0
    left = Row("1001", "O1", NEW_YEAR, 80, end=date(2026, 10, 31), sex=Sex.M, birth_year=1980)
    import_employments([left], batch="left", at=JUNE, complete=False, by=SYSTEM)
    assert end_access_of_leavers(TODAY, by=SYSTEM) == 1
    assert staff.viewer("rune", TODAY).held == ()


def test_access_ends_for_who_is_no_longer_in_a_file_of_everybody(staff):
    stay = [Row("1002", "O1", NEW_YEAR, 80, end=None, sex=Sex.M, birth_year=1980)]
    import_employments(stay, batch="gone", at=JUNE, complete=True, by=SYSTEM)
    assert end_access_of_leavers(JUNE.date(), by=SYSTEM) == 0
    assert end_access_of_leavers(JUNE.date() + timedelta(days=1), by=SYSTEM) == 1
    assert staff.viewer("rune", JUNE.date()).held
    assert staff.viewer("rune", JUNE.date() + timedelta(days=1)).held == ()


@pytest.mark.parametrize("wrong", [{"fte_percent": 0}, {"fte_percent": 101}, {"end": date(2025, 1, 1)}])
def test_the_database_refuses_nonsense(staff, wrong):
    job = Employment.objects.filter(person__person_id="1001").get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Employment.objects.filter(pk=job.pk).update(**wrong)


def test_the_database_refuses_impossible_persons(staff):
    for wrong in ({"sex": "Q"}, {"birth_year": 1800}, {"person_id": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Person.objects.filter(person_id="1001").update(**wrong)


def test_a_job_that_both_ids_have_becomes_one(staff):
    import_employments([Row("1004", "O1", NEW_YEAR, 100)], batch="double", at=MAY, complete=False, by=SYSTEM)
    merge_persons("1004", into="1002", at=JUNE, by=SYSTEM)
    assert known() == [("1001", 80.0), ("1002", 100.0), ("1003", 37.5)]


def test_a_file_without_sex_and_year_of_birth_takes_neither_away(staff):
    import_employments([Row("1001", "O1", NEW_YEAR, 80)], batch="bare", at=JUNE, complete=False, by=SYSTEM)
    rune = Person.objects.get(person_id="1001")
    assert (rune.sex, rune.birth_year) == ("M", 1980)
