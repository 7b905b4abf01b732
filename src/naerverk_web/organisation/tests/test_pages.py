"""Ingrid changes the tree from a day, and sees what changes before it is done."""

from datetime import date

import pytest

from naerverk_web.organisation.public import tree

DAY = {"from_day": "2027-01-01"}
NEXT_YEAR = date(2027, 1, 1)

CHANGES = {
    "rename": {"name": "Solbakken"},
    "move": {"to": "L"},
    "merge": {"other": "K1", "into": "N1", "name": "Solbakken og biblioteket"},
    "split": {"first_id": "N1", "first_name": "Store", "second_id": "N2", "second_name": "Små"},
}


def test_the_tree_is_shown_and_searched(cast):
    ingrid = cast.client("ingrid")
    assert "Lia sykehjem" in ingrid.get("/units/").content.decode()
    found = ingrid.get("/units/?q=sol").content.decode()
    assert "Solbakken" in found
    assert "Lia" not in found
    assert "Solbakken" in ingrid.get("/units/O/").content.decode()
    assert ingrid.get("/units/nowhere/").status_code == ingrid.get("/units/O/burn").status_code == 404


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_shown_before_it_is_made(change, cast):
    ingrid, before = cast.client("ingrid"), tree(NEXT_YEAR)
    shown = ingrid.post(f"/units/O1/{change}", {**CHANGES[change], **DAY})
    assert shown.status_code == 200
    assert shown.context["lines"]
    assert tree(NEXT_YEAR) == before
    assert ingrid.post(f"/units/O1/{change}", {**CHANGES[change], **DAY, "sure": "yes"}).status_code == 302
    assert tree(NEXT_YEAR) != before
    assert tree(date(2026, 12, 31)).nodes == before.nodes


def test_a_change_by_somebody_else_meanwhile_is_shown_before_it_is_overwritten(cast):
    ingrid, other = cast.client("ingrid"), cast.client("ingrid")
    seen = ingrid.post("/units/O1/rename", {"name": "Sol", **DAY}).context["seen"]
    assert other.post("/units/O1/rename", {"name": "Måne", **DAY, "sure": "yes"}).status_code == 302
    shown = ingrid.post("/units/O1/rename", {"name": "Sol", **DAY, "sure": "yes", "seen": seen})
    assert shown.status_code == 200
    assert "Måne" in " ".join(shown.context["lines"])
    assert tree(NEXT_YEAR)["O1"].name == "Måne"
    again = {"name": "Sol", **DAY, "sure": "yes", "seen": shown.context["seen"]}
    assert ingrid.post("/units/O1/rename", again).status_code == 302
    assert tree(NEXT_YEAR)["O1"].name == "Sol"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("rename", {"name": " "}),
        ("merge", {"other": "K1", "into": "H1", "name": "x"}),
        ("split", {**CHANGES["split"], "second_id": "N1"}),
        ("move", {"to": "nowhere"}),
    ],
)
def test_an_impossible_change_is_said_in_words(change, said, cast):
    before = tree(NEXT_YEAR)
    assert cast.client("ingrid").post(f"/units/O1/{change}", {**said, **DAY, "sure": "yes"}).status_code == 422
    assert tree(NEXT_YEAR) == before


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("change", CHANGES)
def test_a_day_at_the_end_of_time_is_said_in_words(change, day, cast):
    answer = cast.client("ingrid").post(f"/units/O1/{change}", {**CHANGES[change], "from_day": day})
    assert answer.status_code == 422
    assert "mellom 1900 og 2100" in answer.content.decode()


def test_a_unit_cannot_be_moved_under_itself(cast):
    answer = cast.client("ingrid").post("/units/O/move", {"to": "O1", **DAY})
    assert answer.status_code == 422


def test_a_number_with_a_slash_is_a_number_like_others(cast):
    ingrid = cast.client("ingrid")
    ingrid.post("/units/new", {"name": "Nordstua", "number": "12/3", "under": "O", "from_day": ""})
    assert "/units/12/3/" in ingrid.get("/units/").content.decode()
    assert "Nordstua" in ingrid.get("/units/12/3/").content.decode()
    assert ingrid.post("/units/12/3/rename", {"name": "Nordlia", **DAY, "sure": "yes"}).status_code == 302
    assert tree(NEXT_YEAR)["12/3"].name == "Nordlia"


@pytest.mark.parametrize("who", ["aud", "amina", "berit", "it"])
def test_nobody_else_changes_the_tree(who, cast):
    client = cast.client(who)
    assert client.get("/units/").status_code == 404
    assert client.post("/units/O1/rename", {"name": "x", **DAY, "sure": "yes"}).status_code == 404
