"""A tree whose units move, close and come back, against a tree that is climbed anew on every day."""

from datetime import date, timedelta
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generative.organisations import Rows
from naerverk.calendar import Month, days_between
from naerverk.problems import Refusal
from naerverk.statistics.answer import Answer
from naerverk.statistics.facts import Facts
from naerverk.statistics.facts.counts import meeting_node
from naerverk.statistics.facts.jobs import EVENT_SUMS
from naerverk.statistics.facts.stretches import ABSENT_SUMS, KIND_NUMBERS
from naerverk.statistics.grid import Grid
from naerverk.statistics.question import Period, Question
from naerverk.statistics.rates import rates
from naerverk.statistics.rollup import rows_of
from naerverk.statistics.tree import Forest, Placement, Stay, dated_forest, flat_forest

FIRST, LAST = date(2024, 1, 1), date(2024, 3, 31)
MIDDLE = date(2024, 2, 14)


def forest(*placements):
    return dated_forest([Placement(*placement) for placement in placements], FIRST, LAST)


def stays_of(made, unit):
    return [(stay.first, stay.last, made.paths[stay.node]) for stay in made.stays if stay.unit_id == unit]


def test_a_unit_that_stays_is_one_node_however_often_it_changes_its_name():
    made = forest(
        ("home", "health", None, MIDDLE), ("home", "health", MIDDLE + timedelta(days=1), None), ("health", None)
    )
    assert stays_of(made, "home") == [(FIRST, LAST, ("home", "health"))]


def test_a_unit_that_moves_has_a_node_in_each_place_and_its_children_with_it():
    made = forest(
        ("home", "health", None, MIDDLE),
        ("home", "care", MIDDLE + timedelta(days=1), None),
        ("night", "home"),
    )
    after = MIDDLE + timedelta(days=1)
    assert stays_of(made, "night") == [
        (FIRST, MIDDLE, ("night", "home", "health")),
        (after, LAST, ("night", "home", "care")),
    ]
    assert stays_of(made, "care") == [(FIRST, LAST, ("care",))]


def test_before_between_and_after_its_rows_a_unit_stands_alone():
    made = forest(
        ("home", "health", date(2024, 1, 10), date(2024, 1, 20)),
        ("home", "health", date(2024, 2, 1), date(2024, 2, 10)),
        ("home", "health", date(2023, 1, 1), date(2023, 2, 1)),
        ("home", "health", date(2025, 1, 1), None),
    )
    assert stays_of(made, "home") == [
        (FIRST, date(2024, 1, 9), ("home",)),
        (date(2024, 1, 10), date(2024, 1, 20), ("home", "health")),
        (date(2024, 1, 21), date(2024, 1, 31), ("home",)),
        (date(2024, 2, 1), date(2024, 2, 10), ("home", "health")),
        (date(2024, 2, 11), LAST, ("home",)),
    ]


def test_units_below_themselves_are_refused_with_the_unit():
    with pytest.raises(Refusal) as refused:
        forest(("a", "b"), ("b", "a"))
    assert refused.value.problems[0].code == "statistics.unit_cycle"
    assert refused.value.problems[0].params["unit"] in ("a", "b")


def test_two_units_may_lie_below_each_other_at_different_times():
    made = forest(
        ("a", "b", None, MIDDLE),
        ("a", None, MIDDLE + timedelta(days=1), None),
        ("b", None, None, MIDDLE),
        ("b", "a", MIDDLE + timedelta(days=1), None),
    )
    assert [path for _, _, path in stays_of(made, "a")] == [("a", "b"), ("a",)]


def test_a_flat_forest_has_one_node_for_each_unit_and_nothing_above():
    made = flat_forest(["a", "b"], FIRST, LAST)
    assert made.stays == [Stay("a", FIRST, LAST, 0), Stay("b", FIRST, LAST, 1)]
    assert (made.parents, made.unit_numbers()) == ([-1, -1], {"a": 0, "b": 1})


def test_nodes_of_different_towns_meet_nowhere():
    assert meeting_node([-1, 0, -1, 2], 1, 3) == -1
    assert meeting_node([-1, 0, 0], 1, 2) == 0


UNITS = "tabcd"


@st.composite
def placements(draw):
    """Each unit with up to three times under units named before it, in any order and with gaps."""
    rows = []
    for place, unit in enumerate(UNITS):
        cuts = sorted(draw(st.sets(st.integers(-20, 110), min_size=2, max_size=5)))
        for start, stop in list(pairwise(cuts))[:: draw(st.sampled_from([1, 2]))]:
            parent = draw(st.sampled_from([None, *UNITS[:place]]))
            rows.append((unit, parent, FIRST + timedelta(days=start), FIRST + timedelta(days=stop - 1)))
    return draw(st.permutations(rows))


def climbed(rows, unit, day):
    """The chain of a unit on one day."""
    chain = [unit]
    while True:
        above = [parent for name, parent, first, last in rows if name == chain[-1] and first <= day <= last]
        if not above or above[0] is None:
            return tuple(chain)
        chain.append(above[0])


@settings(max_examples=60, deadline=None, derandomize=True)
@given(rows=placements())
def test_every_unit_has_the_chain_of_each_day(rows):
    made = forest(*rows)
    for unit in UNITS:
        found = stays_of(made, unit)
        for day in days_between(FIRST, LAST):
            [path] = [path for first, last, path in found if first <= day <= last]
            assert path == climbed(rows, unit, day)
        assert all(before[2] != after[2] for before, after in pairwise(found))
    for node, path in enumerate(made.paths):
        assert made.parents[node] == (made.paths.index(path[1:]) if len(path) > 1 else -1)


@pytest.mark.parametrize("engine", ["polars", "duckdb", "reference"])
def test_berits_division_keeps_its_days_when_aminas_unit_moves(tmp_path, engine):
    units = [
        ("health", None, "Health", None, None, None, None),
        ("care", None, "Care", None, None, None, None),
        ("home", "health", "Home", None, None, date(2024, 2, 14), None),
        ("home", "care", "Home", None, date(2024, 2, 15), None, None),
    ]
    amina = ("amina", "home", date(2020, 1, 1), None, 100.0, "F", 1980, None)
    absence = ("amina", None, date(2024, 2, 13), date(2024, 2, 16), "doctor_certified", 100.0, None)
    dataset = Rows(units, [amina], [absence]).write(tmp_path)
    february = Month(2024, 2)
    frame = rates(dataset, Question(("unit",), february, february), engine=engine).frame
    # 21 working days: ten through Wednesday 14 February and eleven after; two days away on each side.
    assert frame.select("unit", "agreed_days", "absence_days", "persons", "spells").rows() == [
        ("care", 11.0, 2.0, 1, 0),
        ("health", 10.0, 2.0, 1, 1),
        ("home", 21.0, 4.0, 1, 1),
    ]


@settings(max_examples=100, deadline=None)
@given(above=st.lists(st.integers(-1, 30), min_size=1, max_size=30))
def test_in_order_every_node_is_followed_by_all_that_is_below_it(above):
    parents = [min(parent, node - 1) for node, parent in enumerate(above)]
    places, sizes = Forest(parents=parents).in_order()
    assert sorted(places) == list(range(len(parents)))
    for node, place in enumerate(places):
        below = {other for other in range(len(parents)) if node in climbing(parents, other)}
        assert {places[other] for other in below} == set(range(place, place + sizes[node]))


def climbing(parents, node):
    """The node and all above it."""
    found = []
    while node >= 0:
        found.append(node)
        node = parents[node]
    return found


def test_sums_that_64_bits_do_not_hold_are_exact():
    """A nation over a century: more than the largest whole number of 64 bits is on the way up."""
    town = forest(("town", None), ("north", "town"), ("south", "town"))
    grid = Grid(Question(("unit",), Month(2024, 1), Month(2024, 1)), [Period("", FIRST, MIDDLE)], town)
    leaves = [2 * town.paths.index((name, "town")) for name in ("north", "south")]
    nothing = pl.DataFrame(schema={"key": pl.Int64, "persons": pl.Int64})
    events = [(key + later, 0.0, 0.0, 0.0, sign) for key in leaves for later, sign in ((0, 1), (1, -1))]
    absences = [(key * KIND_NUMBERS, 2.0**62, 1) for key in leaves]
    sums = Facts(
        pl.DataFrame(events, schema=["key", *EVENT_SUMS], orient="row"),
        pl.DataFrame(absences, schema=["key", *ABSENT_SUMS], orient="row"),
        nothing,
        nothing,
    )
    (rows,) = rows_of(Answer(grid.question, town, [""]), grid, sums)
    assert rows["absent"].to_list() == [2**62, 2**62, 2**63]  # north, south, town
    assert rows["spells"].to_list() == [1, 1, 2]
