"""Nearest leaders come with files, dated; what a batch overwrote comes back when it is undone."""

from datetime import UTC, date, datetime

import pytest

from naerverk.records import Employment as Job
from naerverk.records import Person as Row
from naerverk.records import Sex
from naerverk_web.conftest import SYSTEM
from naerverk_web.people.models import NearestLeader, Overwritten, Person
from naerverk_web.people.naming import compared
from naerverk_web.people.public import (
    FromFiles,
    import_employments,
    import_people,
    merge_persons,
    preview_people,
    set_nearest_leader,
    undo_employments,
    unmerge,
)

MAY, JUNE = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)
FIRST, TODAY = date(2026, 1, 1), date(2026, 5, 1)


@pytest.fixture
def staff(cast):
    jobs = [Job(number, "O1", date(2020, 1, 1), 100) for number in ("amina", "kari", "ola")]
    import_employments(jobs, batch="jobs", at=MAY, complete=True, by=SYSTEM)


def brought(*rows, batch="leaders", day=TODAY, names=None):
    return import_people(FromFiles(names or {}, rows), batch=batch, at=MAY, day=day, by=SYSTEM)


def led():
    names = ("person__person_id", "leader__person_id", "start", "end")
    return list(NearestLeader.objects.filter(known_to=None).order_by("person", "start").values_list(*names))


def test_a_leader_without_a_date_leads_from_the_day_of_the_import(staff):
    brought(Row("kari", leader_id="amina"), Row("ola", leader_id=None))
    assert led() == [("kari", "amina", TODAY, None)]
    again = brought(Row("kari", leader_id="amina"), batch="again", day=date(2026, 6, 1))
    assert (again["leaders_added"], again["leaders_closed"]) == (0, 0)


def test_a_new_leader_follows_the_one_before(staff):
    brought(Row("kari", leader_id="amina"), day=FIRST)
    brought(Row("kari", leader_id="ola"), batch="new")
    assert led() == [("kari", "amina", FIRST, date(2026, 4, 30)), ("kari", "ola", TODAY, None)]
    brought(Row("kari", leader_id=None), batch="none", day=date(2026, 6, 1))
    assert led()[1] == ("kari", "ola", TODAY, date(2026, 5, 31))


def test_dated_rows_are_the_whole_story_of_a_person(staff):
    brought(Row("kari", leader_id="ola"))
    rows = [Row("kari", None, "amina", FIRST, date(2026, 3, 31)), Row("kari", None, "ola", date(2026, 3, 1))]
    brought(*rows, batch="dated")
    assert led() == [("kari", "amina", FIRST, date(2026, 2, 28)), ("kari", "ola", date(2026, 3, 1), None)]


def test_the_same_person_twice_counts_as_the_last_row_says_also_the_second_time(staff):
    rows = Row("kari", leader_id="amina"), Row("kari", leader_id="ola")
    brought(*rows)
    assert led() == [("kari", "ola", TODAY, None)]
    assert brought(*rows, batch="again", day=date(2026, 6, 1))["leaders_added"] == 0


def test_a_leader_who_has_left_and_one_nobody_knows_lead_nobody(staff):
    rows = (
        Row("kari", None, "amina", None, date(2026, 4, 1)),
        Row("ola", leader_id="g10st"),
        Row("amina", leader_id="amina"),
        Row("stranger", leader_id="amina"),
    )
    seen = preview_people(FromFiles({"stranger": "Eva"}, rows), day=TODAY)
    assert (seen.new_leaders, seen.unknown_people, seen.unknown_leaders, seen.names) == (0, 1, 1, 0)
    assert seen.unclear == ()
    brought(*rows)
    assert led() == []


def test_the_preview_says_what_the_import_does(staff):
    brought(Row("kari", leader_id="amina"), Row("ola", leader_id="amina"), names={"kari": "Kari"})
    found = FromFiles(
        {"kari": "Kari Nes", "ny": "Per"}, (Row("kari", leader_id="ola"), Row("ola"), Row("ny", None, "ola"))
    )
    seen = preview_people(found, day=date(2026, 6, 1), also=["ny"])
    assert (seen.new_leaders, seen.changed_leaders, seen.gone_leaders, seen.names) == (1, 2, 0, 2)


def test_undo_puts_names_leaders_sex_and_year_of_birth_back(staff):
    brought(Row("kari", leader_id="amina"), names={"kari": "Kari"})
    before = led(), people()
    job = Job("kari", "O1", date(2020, 1, 1), 100, sex=Sex.F, birth_year=1990)
    import_employments([job], batch="more", at=JUNE, complete=False, by=SYSTEM)
    brought(Row("kari", leader_id="ola"), batch="more", day=date(2026, 6, 1), names={"kari": "Kari Nes"})
    assert (led(), people()) != before
    undo_employments("more", by=SYSTEM)
    assert (led(), people()) == before
    assert not Overwritten.objects.filter(batch="more").exists()


def test_leaders_follow_joined_numbers_and_come_back(staff):
    brought(Row("kari", leader_id="amina"), Row("ola", leader_id="kari"))
    before = led()
    merge = merge_persons("kari", into="ola", at=JUNE, by=SYSTEM)
    assert led() == []
    unmerge(merge.pk, at=JUNE, by=SYSTEM)
    assert led() == before


def test_a_leader_set_by_hand_keeps_what_was_known(staff):
    brought(Row("kari", leader_id="amina"), day=FIRST)
    set_nearest_leader("kari", leader_id="ola", from_day=FIRST, at=JUNE, by=SYSTEM)
    assert led() == [("kari", "ola", FIRST, None)]
    assert NearestLeader.objects.exclude(known_to=None).get().leader.person_id == "amina"


def people():
    return list(Person.objects.order_by("pk").values_list("person_id", "name", "sex", "birth_year"))


def test_names_are_one_whatever_their_case_spaces_and_order():
    assert {
        compared(each) for each in ("Kari Åsen", "  KARI   ÅSEN", "Åsen, Kari", "åsen,kari", "Kari A\u030asen")
    } == {"kari åsen"}
    assert compared("Kari Asen") != compared("Kari Åsen")
