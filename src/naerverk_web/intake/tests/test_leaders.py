"""Nearest leaders come with the list of employments or with a list of people, and go again with undo."""

import pytest

from naerverk_web.intake.models import Batch
from naerverk_web.intake.tests.conftest import EMPLOYMENTS, csv
from naerverk_web.people.models import NearestLeader, Person

LED = """Ansattnr;Navn;Enhet;Fra dato;Til dato;Stillingsprosent;Nærmeste leder
1001;Rune Berg;O1;01.01.2020;;80;1002
1002;Kari Nes;O1;01.01.2020;;100;
1003;Ola Li;H1;01.01.2019;31.12.2019;50;1001
1003;Ola Li;H1;01.01.2020;;37,5;1002
"""
PEOPLE = """Ansattnr;Navn;Nærmeste leder;Leder fra
1001;Rune Berg;1003;01.02.2026
1003;Ola Li;9999;
8888;Per;1001;
"""


@pytest.fixture
def brought_in(ingrid, bring):
    def bring_in(name, text, **holds):
        url = bring(csv(name, text))
        if holds:
            ingrid.post(url + "holds", holds)
        ingrid.post(url + "confirm")
        return url

    return bring_in


def led():
    return {
        one.person.person_id: one.leader.person_id
        for one in NearestLeader.objects.filter(known_to=None, end=None).select_related("person", "leader")
    }


def names():
    return dict(Person.objects.values_list("person_id", "name"))


def test_leaders_beside_employments_are_those_of_today(brought_in):
    brought_in("ansatte.csv", LED, everybody="yes")
    assert led() == {"1001": "1002", "1003": "1002"}
    assert names() == {"1001": "Rune Berg", "1002": "Kari Nes", "1003": "Ola Li"}
    batch = Batch.objects.get()
    assert batch.changes["new_leaders"] == 2
    assert (batch.receipt["leaders_added"], batch.receipt["names_written"]) == (2, 3)
    assert batch.rows == {"employments": 4}


def test_the_same_file_again_holds_nothing_new(brought_in):
    for _ in range(2):
        brought_in("ansatte.csv", LED, everybody="yes")
    assert NearestLeader.objects.count() == 2
    assert not any(Batch.objects.latest("made_at").changes.values())


def test_a_file_without_leaders_takes_none_away(brought_in):
    brought_in("ansatte.csv", LED, everybody="yes")
    brought_in("ansatte.csv", EMPLOYMENTS, everybody="yes")
    assert led() == {"1001": "1002", "1003": "1002"}
    assert names()["1001"] == "Rune Berg"


def test_a_list_of_people_says_who_is_unknown_and_is_undone_whole(ingrid, brought_in):
    brought_in("ansatte.csv", LED, everybody="yes")
    before = led(), names()
    url = brought_in("personer.csv", PEOPLE)
    newest = Batch.objects.latest("made_at")
    assert newest.state == Batch.State.DONE
    assert sorted(newest.problems.values_list("code", flat=True)) == ["intake.unknown_leaders", "intake.unknown_people"]
    assert led() == {"1001": "1003"}
    assert "8888" not in names()
    ingrid.post(url + "undo")
    assert (led(), names()) == before


def test_the_page_of_columns_offers_name_and_leader(ingrid, bring):
    url = bring(csv("ansatte.csv", LED.replace("Nærmeste leder", "Sjef")))
    page = ingrid.get(f"{url}files/1/columns").content.decode()
    assert 'name="column_leader_id"' in page
    columns = {
        "person_id": "Ansattnr", "unit_id": "Enhet", "start": "Fra dato", "end": "Til dato",
        "fte_percent": "Stillingsprosent", "leader_id": "Sjef",
    }  # fmt: skip
    form = {f"column_{name}": value for name, value in columns.items()}
    ingrid.post(f"{url}files/1/columns", {"table": "employments", **form})
    ingrid.post(url + "holds", {"everybody": "yes"})
    ingrid.post(url + "confirm")
    assert led() == {"1001": "1002", "1003": "1002"}


def test_undo_after_a_leader_was_set_by_hand_is_refused(ingrid, brought_in):
    url = brought_in("ansatte.csv", LED, everybody="yes")
    ingrid.post("/people/1001/leader", {"leader": "1003", "from_day": "2020-01-01"})
    answer = ingrid.post(url + "undo", follow=True)
    assert list(answer.context["messages"])
    assert led()["1001"] == "1003"


def test_the_list_of_those_without_a_leader_comes_back_filled_in(ingrid, brought_in):
    brought_in("ansatte.csv", EMPLOYMENTS, everybody="yes")
    list_ = ingrid.get("/people/without-leader.csv").content.decode("utf-8-sig").splitlines()
    filled = [line + "1002" if line.startswith(("1001", "1003")) else line for line in list_]
    brought_in("uten-leder.csv", "\n".join(filled) + "\n")
    assert Batch.objects.latest("made_at").state == Batch.State.DONE
    assert led() == {"1001": "1002", "1003": "1002"}
