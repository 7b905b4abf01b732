"""Ingrid takes back what she did with the tree; letters are found however they are typed."""

from datetime import date

import pytest

from naerverk_web.conftest import SYSTEM
from naerverk_web.organisation.history import changes
from naerverk_web.organisation.models import TreeChange, Unit
from naerverk_web.organisation.public import TreeError, employer, how_well, search, tree, tree_rows, undo_change
from naerverk_web.organisation.tests.test_pages import CHANGES, DAY, NEXT_YEAR


@pytest.mark.parametrize("change", CHANGES)
def test_each_change_can_be_undone_and_the_tree_is_as_before(change, cast):
    ingrid, units = cast.client("ingrid"), list(Unit.objects.values_list("unit_id", flat=True))
    before = tree_rows(units)
    ingrid.post(f"/units/O1/{change}", {**CHANGES[change], **DAY, "sure": "yes"})
    assert "Angre" in ingrid.get("/units/").content.decode()
    answer = ingrid.post(f"/units/changes/{TreeChange.objects.get().pk}/undo", follow=True)
    assert "Endringen er angret" in answer.content.decode()
    assert tree_rows(Unit.objects.values_list("unit_id", flat=True)) == before
    assert changes() == []


def test_a_new_unit_can_be_undone_until_something_hangs_on_it(cast):
    ingrid = cast.client("ingrid")
    ingrid.post("/units/new", {"name": "Basen", "number": "B", "under": "O", "from_day": ""})
    ingrid.post("/units/new", {"name": "Basen nord", "number": "B1", "under": "B", "from_day": ""})
    first = TreeChange.objects.earliest("pk")
    answer = ingrid.post(f"/units/changes/{first.pk}/undo", follow=True)
    assert "Angre det først" in answer.content.decode()
    assert "B" in tree(date(2026, 1, 1))


def test_a_change_on_top_of_a_change_is_undone_first(cast):
    ingrid = cast.client("ingrid")
    for name in ("Sol", "Solbakken nye"):
        ingrid.post("/units/O1/rename", {"name": name, **DAY, "sure": "yes"})
    first, second = TreeChange.objects.order_by("pk")
    with pytest.raises(TreeError):
        undo_change(first.pk, by=SYSTEM)
    undo_change(second.pk, by=SYSTEM)
    undo_change(first.pk, by=SYSTEM)
    assert tree(NEXT_YEAR)["O1"].name == "Solbakken barnehage"
    with pytest.raises(TreeError):
        undo_change(first.pk, by=SYSTEM)


def test_looking_leaves_no_change_behind(cast):
    cast.client("ingrid").post("/units/O1/rename", {"name": "Sol", **DAY})
    assert not TreeChange.objects.exists()


def test_the_look_says_what_happens_to_the_series(cast):
    ingrid = cast.client("ingrid")
    merged = " ".join(ingrid.post("/units/O1/merge", {**CHANGES["merge"], **DAY}).context["lines"])
    assert "Tall til og med 31.12.2026 blir hos Biblioteket og Solbakken barnehage" in merged
    assert "ny serie begynner 01.01.2027" in merged
    renamed = " ".join(ingrid.post("/units/O1/rename", {"name": "Sol", **DAY}).context["lines"])
    assert "uten brudd" in renamed
    moved = " ".join(ingrid.post("/units/O1/move", {"to": "H", **DAY}).context["lines"])
    assert "Summene for Helse og omsorg og Oppvekst endrer seg fra 01.01.2027" in moved


@pytest.mark.parametrize(
    ("words", "name", "fits"),
    [
        ("sørlia", "Sørlia skole", 1),
        ("sorlia", "Sørlia skole", 1),
        ("SØRLIA", "Sørlia skole", 1),
        ("aas", "Ås barnehage", 1),
        ("laereplan", "Læreplan", 1),
        ("skole", "Sørlia skole", 2),
        ("lia", "Sørlia skole", 3),
        ("skole sør", "Sørlia skole", 3),
        ("x", "Sørlia skole", None),
        ("lia skule", "Sørlia skole", None),
        ("  ", "Sørlia skole", None),
    ],
)
def test_names_are_found_as_people_type_them(words, name, fits):
    assert how_well(words, name, "210") == fits


def test_the_number_itself_comes_first(cast):
    assert [node.unit_id for node in search("h", date(2026, 1, 1))] == ["H", "H1"]
    assert how_well("210", "Enhet 210", "210") == 0


def test_before_anybody_has_said_anything_the_safe_limits_hold(db):
    assert (employer().name, employer().least_persons, employer().least_in_unit) == ("", 5, 10)
