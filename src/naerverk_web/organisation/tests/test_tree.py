"""The tree is dated: what happened yesterday does not change last year."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from naerverk.records import Unit as UnitRow
from naerverk_web.audit.public import events
from naerverk_web.conftest import SYSTEM, UNITS
from naerverk_web.organisation.models import TreeChange, Unit, UnitPeriod
from naerverk_web.organisation.public import (
    TreeError,
    merge_units,
    move_unit,
    rename_unit,
    replace_tree,
    search,
    split_unit,
    tree,
    undo_change,
)

pytestmark = pytest.mark.django_db
BEFORE, DAY, LATER = date(2026, 4, 30), date(2026, 5, 1), date(2026, 12, 1)


@pytest.fixture(autouse=True)
def lyngholt(db):
    replace_tree(UNITS, by=SYSTEM)


def test_a_subtree_is_the_unit_and_all_below():
    assert tree(DAY).subtree("H") == ["H", "H1", "H2"]
    assert [node.name for node in tree(DAY).path("H1")] == [
        "Lyngholt kommune",
        "Helse og omsorg",
        "Hjemmetjenesten øst",
    ]
    assert tree(DAY).roots == ("L",)


def test_siblings_are_ordered_by_name():
    assert tree(DAY).below("L") == ("K1", "H", "O")


def test_a_move_holds_from_its_day_only():
    move_unit("K1", to="O", from_day=DAY, by=SYSTEM)
    assert tree(BEFORE)["K1"].parent_id == "L"
    assert tree(DAY)["K1"].parent_id == tree(LATER)["K1"].parent_id == "O"
    move_unit("K1", to="H", from_day=DAY, by=SYSTEM)
    assert tree(DAY)["K1"].parent_id == "H"
    assert UnitPeriod.objects.filter(unit__unit_id="K1").count() == 2


def test_a_unit_cannot_be_put_inside_itself():
    with pytest.raises(TreeError) as refused:
        move_unit("H", to="H1", from_day=DAY, by=SYSTEM)
    assert refused.value.code == "inside_itself"


def test_a_move_now_and_one_planned_for_later_do_not_put_two_units_under_each_other():
    move_unit("O", to="H", from_day=LATER, by=SYSTEM)
    with pytest.raises(TreeError) as refused, transaction.atomic():
        move_unit("H", to="O", from_day=DAY, by=SYSTEM)
    assert refused.value.code == "inside_itself"
    assert tree(DAY)["H"].parent_id == tree(LATER)["H"].parent_id == "L"


def test_undoing_an_earlier_move_does_not_either():
    move_unit("H1", to="L", from_day=DAY, by=SYSTEM)
    first = TreeChange.objects.get()
    move_unit("H", to="H1", from_day=DAY, by=SYSTEM)
    with pytest.raises(TreeError) as refused, transaction.atomic():
        undo_change(first.pk, by=SYSTEM)
    assert refused.value.code == "more_has_happened"
    assert tree(DAY).subtree("H1") == ["H1", "H", "H2"]


def test_a_ring_of_two_files_has_an_end():
    replace_tree([UnitRow("H", "Helse og omsorg", "H1")], by=SYSTEM)
    assert tree(DAY).subtree("H") == ["H", "H1", "H2"]
    assert [node.unit_id for node in tree(DAY).path("H1")] == ["H", "H1"]
    assert set(tree(DAY).roots) == {"L", "H"}
    move_unit("H", to="L", from_day=DAY, by=SYSTEM)
    assert tree(DAY).roots == ("L",)


def test_a_new_name_goes_on_through_a_move_that_is_planned():
    move_unit("K1", to="O", from_day=LATER, by=SYSTEM)
    rename_unit("K1", name="Bokhuset", from_day=DAY, by=SYSTEM)
    assert (tree(LATER)["K1"].name, tree(LATER)["K1"].parent_id) == ("Bokhuset", "O")
    rename_unit("K1", name="Biblioteket vest", from_day=LATER, by=SYSTEM)
    rename_unit("K1", name="Boka", from_day=DAY, by=SYSTEM)
    assert [tree(day)["K1"].name for day in (DAY, LATER)] == ["Boka", "Biblioteket vest"]


def test_a_unit_that_is_merged_does_not_come_back_by_what_was_planned():
    rename_unit("H1", name="Hjemmetjenesten", from_day=LATER, by=SYSTEM)
    merge_units(["H1", "H2"], into="H9", name="Omsorg samlet", from_day=DAY, by=SYSTEM)
    assert tree(LATER).below("H") == ("H9",)
    undo_change(TreeChange.objects.latest("pk").pk, by=SYSTEM)
    assert tree(LATER)["H1"].name == "Hjemmetjenesten"


def test_merging_ends_the_old_and_continues_them():
    merge_units(["H1", "H2"], into="H9", name="Omsorg samlet", from_day=DAY, by=SYSTEM)
    assert set(tree(BEFORE).below("H")) == {"H1", "H2"}
    assert tree(DAY).below("H") == ("H9",)
    assert {u.unit_id for u in Unit.objects.get(unit_id="H9").continues.all()} == {"H1", "H2"}
    assert events(about=("unit", "H9"))[0].action == "organisation.merged"


def test_children_follow_into_the_merged_unit():
    merge_units(["H", "O"], into="HO", name="Helse og oppvekst", from_day=DAY, by=SYSTEM)
    assert set(tree(DAY).below("HO")) == {"H1", "H2", "O1"}
    assert tree(DAY)["HO"].parent_id == "L"


@pytest.mark.parametrize("ids", [["H", "H1"], ["H1", "H"], ["H1", "H", "O"]])
def test_a_unit_is_merged_with_the_one_it_stands_under(ids):
    merge_units(ids, into="H9", name="Omsorg samlet", from_day=DAY, by=SYSTEM)
    assert tree(DAY)["H9"].parent_id == "L"
    assert "H2" in tree(DAY).below("H9")
    assert not {*ids} & {*tree(DAY).nodes}
    undo_change(TreeChange.objects.latest("pk").pk, by=SYSTEM)
    assert tree(DAY).below("H") == ("H1", "H2")


def test_all_of_it_merged_with_a_part_of_it_stands_at_the_top():
    merge_units(["H", "L"], into="X", name="Lyngholt", from_day=DAY, by=SYSTEM)
    assert tree(DAY)["X"].parent_id is None
    assert {"H1", "H2", "O"} <= {*tree(DAY).below("X")}


def test_splitting_ends_the_old_and_starts_the_new():
    split_unit("H1", into={"H1a": "Øst A", "H1b": "Øst B"}, from_day=DAY, by=SYSTEM)
    assert tree(BEFORE).below("H") == ("H1", "H2")
    assert set(tree(DAY).below("H")) == {"H1a", "H1b", "H2"}


def test_a_new_name_holds_from_its_day():
    rename_unit("K1", name="Bokhuset", from_day=DAY, by=SYSTEM)
    assert (tree(BEFORE)["K1"].name, tree(DAY)["K1"].name) == ("Biblioteket", "Bokhuset")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda: move_unit("nope", to="H", from_day=DAY, by=SYSTEM), "unknown_unit"),
        (lambda: merge_units(["H1", "H1"], into="X", name="X", from_day=DAY, by=SYSTEM), "merge_needs_two"),
        (lambda: merge_units(["H1", "H2"], into="O", name="X", from_day=DAY, by=SYSTEM), "unit_id_taken"),
        (lambda: merge_units(["H1", "H2"], into="X", name=" ", from_day=DAY, by=SYSTEM), "blank_name"),
        (lambda: split_unit("H", into={"a": "A", "b": "B"}, from_day=DAY, by=SYSTEM), "split_has_children"),
        (lambda: split_unit("H1", into={"a": "A"}, from_day=DAY, by=SYSTEM), "split_needs_two"),
        (lambda: rename_unit("H1", name="", from_day=DAY, by=SYSTEM), "blank_name"),
    ],
)
def test_impossible_changes_are_refused_and_change_nothing(change, code):
    before = list(UnitPeriod.objects.order_by("pk").values())
    with pytest.raises(TreeError) as refused:
        change()
    assert refused.value.code == code
    assert list(UnitPeriod.objects.order_by("pk").values()) == before


def test_an_import_is_the_same_the_second_time():
    rows = [*UNITS, UnitRow("N", "Ny", "L", None, DAY, None, ("K1",))]
    replace_tree(rows, by=SYSTEM)
    once = sorted(UnitPeriod.objects.values_list("unit__unit_id", "name", "valid_from", "parent__unit_id"), key=str)
    replace_tree(rows, by=SYSTEM)
    assert once == sorted(
        UnitPeriod.objects.values_list("unit__unit_id", "name", "valid_from", "parent__unit_id"), key=str
    )
    assert "N" not in tree(BEFORE)


def test_units_are_found_by_name_and_id():
    assert [n.unit_id for n in search("sykehjem", DAY)] == ["H2"]
    assert [n.unit_id for n in search("h1", DAY)] == ["H1"]


@pytest.mark.parametrize("wrong", [{"valid_from": LATER, "valid_to": DAY}, {"name": ""}])
def test_the_database_refuses_nonsense(wrong):
    row = {"unit": Unit.objects.get(unit_id="K1"), "name": "x", "valid_from": date(1999, 1, 1), **wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitPeriod.objects.create(**row)


def test_the_database_refuses_a_unit_below_itself():
    unit = Unit.objects.get(unit_id="K1")
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitPeriod.objects.create(unit=unit, name="x", parent=unit, valid_from=DAY)
