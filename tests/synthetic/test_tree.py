"""The organisation chart: Lyngholt as its story has it, and something sensible at every other size."""

from hypothesis import given, settings
from hypothesis import strategies as st

from naerverk.calendar import Month
from naerverk.synthetic.names import place
from naerverk.synthetic.organisation import organisation_of
from naerverk.synthetic.services import SERVICES
from naerverk.synthetic.timeline import timeline_of
from naerverk.synthetic.tree import tree_of


def sizes(employees: int) -> dict[str, int]:
    tree = tree_of(employees)
    return {tree.nodes[leaf.node].name: leaf.people for leaf in tree.leaves}


def test_lyngholt_has_42_units_and_a_library_that_is_too_small():
    units = sizes(1200)
    assert len(units) == 42
    assert units["Lyngholt bibliotek"] == 6
    assert min(units.values()) == 6
    assert units["Solbakken omsorgssenter avd. 2"] == 48
    assert "Bygda skule" in units
    assert sum("skule" in name for name in units) == 2


def test_the_library_stands_under_culture():
    tree = tree_of(1200)
    library = next(node for node in tree.nodes if node.name == "Lyngholt bibliotek")
    assert tree.nodes[library.parent].name == "Kultur"


def test_night_is_a_unit_of_its_own():
    assert [leaf.night for leaf in tree_of(1200).leaves].count(True) == 1


@settings(deadline=None, max_examples=30)
@given(st.one_of(st.integers(50, 400), st.integers(400, 60_000)))
def test_every_seat_stands_in_one_unit(employees):
    tree = tree_of(employees)
    assert sum(leaf.people for leaf in tree.leaves) == employees
    assert min(leaf.people for leaf in tree.leaves) >= 3
    assert all(node.parent is None or node.parent < number for number, node in enumerate(tree.nodes))
    assert {SERVICES[leaf.service].kind for leaf in tree.leaves} >= {"nursing_home", "school", "kindergarten"}


@settings(deadline=None, max_examples=20)
@given(st.integers(50, 30_000))
def test_units_have_names_of_their_own(employees):
    timeline = timeline_of(Month(2023, 1), Month(2025, 12))
    organisation = organisation_of(tree_of(employees), timeline)
    parents = {unit.parent_id for unit in organisation.units}
    names = {unit.unit_id: unit.name for unit in organisation.units if unit.unit_id not in parents}
    assert len(set(names.values())) == len(names)


def test_very_large_ones_have_districts():
    kinds = {node.kind for node in tree_of(60_000).nodes}
    assert "district" in kinds
    assert "district" not in {node.kind for node in tree_of(13_000).nodes}


def test_places_run_out_and_are_numbered():
    assert place(0) == "Solbakken"
    assert place(1080) == "Solbakken 2"
    assert len({place(number) for number in range(2000)}) == 2000
