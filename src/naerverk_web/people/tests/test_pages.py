"""Leaders see their own people, Ingrid sees everybody, and every look is written down."""

import html
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from naerverk.records import Employment as Row
from naerverk.records import Person as PersonRow
from naerverk_web.audit.public import events
from naerverk_web.conftest import SYSTEM
from naerverk_web.organisation.public import merge_units
from naerverk_web.people.models import NearestLeader, Person
from naerverk_web.people.public import (
    FromFiles,
    end_access_of_leavers,
    import_employments,
    import_people,
    merge_persons,
    unmerge,
)

MAY = datetime(2026, 5, 1, tzinfo=UTC)
NEW_YEAR = date(2020, 1, 1)


@pytest.fixture(autouse=True)
def staff(cast):
    rows = [Row("1001", "O1", NEW_YEAR, 80), Row("1002", "O1", NEW_YEAR, 100), Row("1003", "H1", NEW_YEAR, 37.5)]
    import_employments(rows, batch="first", at=MAY, complete=True, by=SYSTEM)
    for number, name in (("1001", "Rune <b>Berg</b>"), ("1002", "Kari"), ("1003", "Ola")):
        Person.objects.filter(person_id=number).update(name=name)


def page(cast, who, path):
    return cast.client(who).get(path).content.decode()


def test_amina_sees_her_own_people_only(cast):
    shown = page(cast, "amina", "/people/")
    assert "Kari" in shown
    assert "Ola" not in shown
    assert "<b>Berg" not in shown
    assert cast.client("amina").get("/people/1003/").status_code == 404
    assert events(action="people.person_read")[0].outcome == "refused"


def test_amina_s_look_ends_with_the_employment_and_ingrid_s_does_not(cast):
    assert cast.client("amina").get("/people/1002/").status_code == 200
    leaves = [Row("1002", "O1", NEW_YEAR, 100, date(2026, 5, 31))]
    import_employments(leaves, batch="leaves", at=datetime(2026, 6, 1, tzinfo=UTC), complete=False, by=SYSTEM)
    assert cast.client("amina").get("/people/1002/").status_code == 404
    assert events(action="people.person_read")[0].outcome == "refused"
    assert cast.client("ingrid").get("/people/1002/").status_code == 200


def test_aud_finds_nobody_of_solbakken(cast):
    assert "Kari" not in page(cast, "aud", "/people/?q=kari")
    assert cast.client("aud").get("/people/1001/").status_code == 404
    assert cast.client("jonas").get("/people/").status_code == 404


@pytest.mark.parametrize("words", ["åse", "Aase", "ASE", "ås", "1003"])
def test_names_are_found_as_people_type_them(cast, words):
    Person.objects.filter(person_id="1003").update(name="Åse Ørn")
    assert "Åse" in page(cast, "ingrid", f"/people/?q={words}")
    assert "1 person passer" in page(cast, "ingrid", f"/search?q={words}")
    assert "Åse" not in page(cast, "ingrid", "/people/?q=kari")


def test_ingrid_searches_and_sets_a_leader(cast):
    assert "Ola" in page(cast, "ingrid", "/people/?q=ola")
    assert "Kari" not in page(cast, "ingrid", "/people/?q=ola")
    assert "37,5" in page(cast, "ingrid", "/people/1003/")
    ingrid = cast.client("ingrid")
    for wrong in ("1001", "9999"):
        assert ingrid.post("/people/1001/leader", {"leader": wrong, "from_day": "2026-01-01"}).status_code == 422
    ingrid.post("/people/1001/leader", {"leader": "1002", "from_day": "2026-01-01"})
    assert NearestLeader.objects.get().leader.person_id == "1002"
    assert "Rune" not in page(cast, "ingrid", "/people/without-leader")


def test_a_number_with_a_slash_is_a_number_like_others(cast):
    Person.objects.filter(person_id="1003").update(person_id="12/34")
    assert "/people/12/34/" in page(cast, "ingrid", "/people/")
    assert "37,5" in page(cast, "ingrid", "/people/12/34/")
    answer = cast.client("ingrid").post("/people/12/34/leader", {"leader": "1002", "from_day": "2026-01-01"})
    assert answer.headers["Location"] == "/people/12/34/"


def test_ingrid_says_whose_an_account_is_and_the_roles_end_with_the_employment(cast):
    ingrid = cast.client("ingrid")
    assert "Ingen konto er koblet til" in page(cast, "ingrid", "/people/1001/")
    shown = ingrid.post("/people/1001/account", {"email": "Rune@lyngholt.example"}, follow=True).content.decode()
    assert "Logger inn som rune@lyngholt.example" in shown
    assert "rune@lyngholt" not in page(cast, "amina", "/people/1001/"), "who does not keep people right need not know"
    assert events(action="people.account_linked")[0].about_id == "1001"
    today = date(2026, 11, 21)
    assert end_access_of_leavers(today, by=SYSTEM) == 0
    leaves = [Row("1001", "O1", NEW_YEAR, 80, date(2026, 11, 20))]
    import_employments(leaves, batch="leaves", at=datetime(2026, 11, 20, tzinfo=UTC), complete=False, by=SYSTEM)
    assert end_access_of_leavers(today, by=SYSTEM) == 1
    assert cast.viewer("rune", today).roles == ()


def test_an_account_is_one_person_s_and_must_be_there(cast):
    ingrid = cast.client("ingrid")
    assert ingrid.post("/people/1001/account", {"email": "rune@lyngholt.example"}).status_code == 302
    for wrong in ("nobody@lyngholt.example", "rune@lyngholt.example", "rune"):
        assert ingrid.post("/people/1002/account", {"email": wrong}).status_code == 422
    assert Person.objects.get(account=cast.rune).person_id == "1001"
    ingrid.post("/people/1001/account", {"email": ""})
    assert ingrid.post("/people/1002/account", {"email": "rune@lyngholt.example"}).status_code == 302


def test_a_link_that_somebody_made_meanwhile_is_not_taken_away_unseen(cast):
    ingrid = cast.client("ingrid")
    page = ingrid.get("/people/1001/account").content.decode()
    seen = html.unescape(re.search(r'name="seen" value="([^"]*)"', page)[1])
    ingrid.post("/people/1001/account", {"email": "rune@lyngholt.example"})
    answer = ingrid.post("/people/1001/account", {"email": "amina@lyngholt.example", "seen": seen})
    assert answer.status_code == 422
    assert Person.objects.get(person_id="1001").account == cast.rune


def test_an_account_follows_its_person_to_the_number_that_stays_and_back(cast):
    Person.objects.filter(person_id="1001").update(account=cast.rune)
    merge = merge_persons("1001", into="1002", at=datetime(2026, 6, 1, tzinfo=UTC), by=SYSTEM)
    assert Person.objects.get(account=cast.rune).person_id == "1002"
    unmerge(merge.pk, at=datetime(2026, 6, 2, tzinfo=UTC), by=SYSTEM)
    assert Person.objects.get(account=cast.rune).person_id == "1001"


def test_an_address_with_a_nul_in_it_is_none_of_ours(cast):
    assert cast.client("ingrid").get("/people/%001001/").status_code == 404
    assert not events(action="people.person_read"), "it was not even looked up"


def test_one_person_s_page_shows_who_has_led(cast):
    ingrid = cast.client("ingrid")
    for leads, day in (("1002", "2026-01-01"), ("1003", "2026-03-01")):
        ingrid.post("/people/1001/leader", {"leader": leads, "from_day": day})
    shown = page(cast, "amina", "/people/1001/")
    assert shown.index("01.03.2026") < shown.index("28.02.2026")
    assert "Kari" in shown
    assert "Ola" in shown


def test_the_list_of_those_without_a_leader_comes_back_filled_in(cast):
    Person.objects.filter(person_id="1003").update(name="=cmd|' /C calc'!A0")
    file = cast.client("ingrid").get("/people/without-leader.csv")
    lines = file.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Ansattnr;Navn;Enhet;Nærmeste leder"
    assert "1003;'=cmd|' /C calc'!A0;Hjemmetjenesten øst;" in lines
    assert file.headers["Cache-Control"] == "no-store"
    amina = cast.client("amina").get("/people/without-leader.csv").content.decode()
    assert "1003" not in amina
    assert events(action="people.list_read")


def test_every_look_is_written_down(cast):
    page(cast, "amina", "/people/1001/")
    assert [(e.actor_name, e.about_id) for e in events(action="people.person_read")] == [("Amina", "1001")]
    assert cast.client("amina").get("/people/1001/").headers["Cache-Control"] == "no-store"


def save_of(ingrid, person):
    """Where the form of somebody's leader is sent to, as the page was shown."""
    return ingrid.get(f"/people/{person}/leader").context["action"]


def test_two_who_set_the_same_leader_at_once_do_not_overwrite_each_other_unseen(cast):
    ingrid, colleague = cast.client("ingrid"), cast.client("ingrid")
    first, second = save_of(ingrid, "1001"), save_of(colleague, "1001")
    assert f'action="{first}"' in page(cast, "ingrid", "/people/1001/leader")
    ingrid.post(first, {"leader": "1002", "from_day": "2026-01-01"})
    answer = colleague.post(second, {"leader": "1003", "from_day": "2026-01-01"})
    assert answer.status_code == 422
    assert "Kari fra 01.01.2026" in answer.content.decode()
    assert NearestLeader.objects.get(known_to=None).leader.person_id == "1002"
    assert colleague.post(answer.context["action"], {"leader": "1003", "from_day": "2026-01-01"}).status_code == 302
    assert NearestLeader.objects.get(known_to=None).leader.person_id == "1003"


def test_a_file_that_comes_while_somebody_writes_is_noticed_too(cast):
    ingrid = cast.client("ingrid")
    ingrid.post(save_of(ingrid, "1001"), {"leader": "1002", "from_day": "2026-01-01"})
    saved = save_of(ingrid, "1001")
    nobody = FromFiles({}, (PersonRow("1001", start=date(2026, 1, 1)),))
    import_people(nobody, batch="file", at=timezone.now(), day=date(2026, 5, 1), by=SYSTEM)
    answer = ingrid.post(saved, {"leader": "1003", "from_day": "2026-02-01"})
    assert answer.status_code == 422
    assert "tatt bort" in answer.content.decode()
    assert not NearestLeader.objects.filter(known_to=None).exists()


def test_a_job_in_a_unit_that_has_ended_is_lost_to_nobody_who_keeps_people_right(cast):
    """The two units become one; payroll goes on naming the old ones until somebody tells it."""
    day = timezone.localdate()
    merge_units(["O1", "H1"], into="N1", name="Nye Solbakken", from_day=day, by=SYSTEM)
    shown = page(cast, "ingrid", "/people/in-ended-units")
    assert "3 personer arbeider i en enhet som er avsluttet" in shown
    assert "Solbakken barnehage" in shown
    assert date_format(day - timedelta(days=1), "SHORT_DATE_FORMAT") in shown
    assert events(action="people.list_read"), "the look is written down"
    assert "Kari" in page(cast, "ingrid", "/people/")
    assert "O1" in page(cast, "ingrid", "/people/1002/"), "the link leads somewhere"
    for who in ("amina", "aud", "berit"):
        assert cast.client(who).get("/people/in-ended-units").status_code == 404
    moved = [Row(number, "N1", day, 100) for number in ("1001", "1002", "1003")]
    import_employments(moved, batch="moved", at=timezone.now(), complete=True, by=SYSTEM)
    assert "Alle arbeider i en enhet som finnes i dag" in page(cast, "ingrid", "/people/in-ended-units")
