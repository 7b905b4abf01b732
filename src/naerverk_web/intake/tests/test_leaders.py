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


BY_NAME = """Ansattnr;Navn;Enhet;Fra dato;Til dato;Stillingsprosent;Nærmeste leder
1001;Rune Berg;O1;01.01.2020;;80;Kari Nes
1002;Kari Nes;O1;01.01.2020;;100;"LI,  ola "
1003;Ola Li;H1;01.01.2020;;37,5;Per Moe
1004;Eva Dahl;H1;01.01.2020;;100;Per Moe
1005;Eva Dahl;H1;01.01.2020;;50;1002
1006;Ida Lund;H1;01.01.2020;;50;eva dahl
1007;Per Moe;H1;01.01.2015;31.12.2019;100;
"""


def told(ingrid, url):
    """The problems of an import, by the column they stand in."""
    return [one for one in ingrid.get(url).context["warnings"] if one.code.startswith("intake.leader_name")]


def test_a_leader_given_by_name_is_the_one_employed_person_who_has_it(ingrid, brought_in):
    url = brought_in("ansatte.csv", BY_NAME, everybody="yes")
    assert led() == {"1001": "1002", "1002": "1003", "1005": "1002"}
    batch = Batch.objects.get()
    assert (batch.changes["new_leaders"], batch.receipt["leaders_added"]) == (3, 3)
    nobody, several = sorted(told(ingrid, url), key=lambda one: one.code)
    assert {nobody.column, several.column} == {"Nærmeste leder"}
    assert "Per Moe" in nobody.sentence, "he has left"
    assert nobody.sentence.count("2") == 1, "two people would be led by him"
    assert "eva dahl" in several.sentence
    assert several.sentence.startswith("2")
    assert without_leader(ingrid) == {"1003", "1004", "1006"}


def without_leader(ingrid):
    """The numbers on the list of those without a leader."""
    lines = ingrid.get("/people/without-leader.csv").content.decode("utf-8-sig").splitlines()
    return {line.split(";")[0] for line in lines[1:]}


def test_of_several_with_the_name_the_one_chosen_by_hand_stays(ingrid, brought_in):
    brought_in("ansatte.csv", BY_NAME, everybody="yes")
    ingrid.post("/people/1006/leader", {"leader": "1005", "from_day": "2026-01-01"})
    url = brought_in("ansatte.csv", BY_NAME, everybody="yes")
    assert led()["1006"] == "1005"
    assert not any(Batch.objects.latest("made_at").changes.values())
    assert [one.code for one in told(ingrid, url)] == ["intake.leader_name_of_nobody"]


def test_a_list_of_people_may_name_leaders_whom_only_we_know(ingrid, brought_in):
    brought_in("ansatte.csv", LED, everybody="yes")
    brought_in("personer.csv", "Ansattnr;Leders navn\n1001;Li, Ola\n1002;Rune  BERG\n")
    assert led() == {"1001": "1003", "1002": "1001", "1003": "1002"}


def test_a_number_goes_before_a_name_and_before_the_column_of_names(brought_in):
    text = "Ansattnr;Navn;Nærmeste leder;Leder ansattnr\n1001;Rune Berg;Kari Nes;1003\n"
    brought_in("ansatte.csv", LED, everybody="yes")
    brought_in("personer.csv", text)
    assert led()["1001"] == "1003"


def test_a_leader_of_earlier_years_is_somebody_employed_then(ingrid, brought_in):
    brought_in("ansatte.csv", BY_NAME, everybody="yes")
    url = brought_in("personer.csv", "Ansattnr;Leder;Leder fra;Leder til\n1003;Per Moe;01.02.2019;30.06.2019\n")
    row = NearestLeader.objects.get(person__person_id="1003", known_to=None)
    assert (row.leader.person_id, str(row.start), str(row.end)) == ("1007", "2019-02-01", "2019-06-30")
    assert told(ingrid, url) == []


def test_what_stands_for_a_name_is_shown_as_text(ingrid, bring):
    url = bring(csv("ansatte.csv", BY_NAME.replace("Per Moe", "<b>Per</b>")))
    ingrid.post(url + "holds", {"everybody": "yes"})
    page = ingrid.get(url).content.decode()
    assert "&lt;b&gt;Per&lt;/b&gt;" in page
    assert "<b>Per</b>" not in page
