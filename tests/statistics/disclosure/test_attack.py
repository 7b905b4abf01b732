"""The attack on everything published together, against plain linear programmes and against the attack on files."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from naerverk.statistics.disclosure.attack import Recovered, attack
from naerverk.statistics.disclosure.published_file import attack_file

TOWN, LIBRARY, SCHOOL, HOME = {0, 1, 2}, {0}, {1}, {2}


def test_a_quarter_gives_away_the_month_between_two_months():
    months, quarter = [{0}, {1}, {2}], {0, 1, 2}
    assert attack([*months, quarter], [4.0, None, 5.0, 12.0]) == Recovered(frozenset({1}), frozenset({1}))
    assert attack([*months, quarter], [4.0, None, None, 12.0]) == Recovered(frozenset(), frozenset())


def test_a_full_total_pins_its_blanks_without_giving_a_sum():
    found = attack([TOWN, LIBRARY, SCHOOL, HOME], [9.0, None, None, 9.0])
    assert found == Recovered(frozenset(), frozenset({1, 2}))


def test_rounded_figures_leave_a_little_room():
    assert attack([TOWN, LIBRARY, SCHOOL, HOME], [9.00001, None, None, 9.0], rounding=1e-5).pinned == {1, 2}
    assert attack([TOWN, LIBRARY, SCHOOL, HOME], [9.2, None, None, 9.0], rounding=1e-5).pinned == set()


def test_nothing_hidden_and_nothing_shown_give_nothing():
    assert attack([TOWN, HOME], [9.0, 4.0]) == Recovered(frozenset(), frozenset())
    assert attack([TOWN, HOME], [None, None]) == Recovered(frozenset(), frozenset())


def test_figures_that_cannot_be_are_an_error():
    with pytest.raises(ValueError, match="agrees"):
        attack([TOWN, LIBRARY, SCHOOL, HOME], [9.0, None, 8.0, 8.0])


@st.composite
def publications(draw):
    cells = draw(st.lists(st.sampled_from([0, 0, 1, 2, 7]), min_size=1, max_size=6))
    rows = draw(st.lists(st.sets(st.integers(0, len(cells) - 1), min_size=1), min_size=1, max_size=8))
    hidden = draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows)))
    figures = [
        None if away else float(sum(cells[cell] for cell in row)) for row, away in zip(rows, hidden, strict=True)
    ]
    return len(cells), rows, figures


def only_one_figure(width, rows, figures):
    """Hidden rows whose least and greatest figure are the same: two linear programmes for each."""
    shown = [(row, figure) for row, figure in zip(rows, figures, strict=True) if figure is not None]
    matrix = [[int(cell in row) for cell in range(width)] for row, _ in shown]
    found = set()
    for number, (row, figure) in enumerate(zip(rows, figures, strict=True)):
        if figure is None and shown:
            goal = [int(cell in row) for cell in range(width)]
            ends = [linprog([sign * x for x in goal], A_eq=matrix, b_eq=[f for _, f in shown]) for sign in (1, -1)]
            if all(end.status == 0 for end in ends) and abs(ends[0].fun + ends[1].fun) < 1e-6:
                found.add(number)
    return found


@given(publications())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_exactly_the_rows_with_one_possible_figure_are_pinned(publication):
    found = attack(*publication[1:])
    assert found.computed <= found.pinned
    assert found.pinned == only_one_figure(*publication)


@st.composite
def published_files(draw):
    count = draw(st.integers(2, 9))
    parents = {f"u{n}": f"u{draw(st.integers(0, n - 1))}" if n else None for n in range(count)}
    leaves = [unit for unit in parents if unit not in parents.values()]
    days = {leaf: draw(st.sampled_from([0.0, 0.0, 1.5, 4.0])) for leaf in leaves}
    inside = {unit: {leaf for leaf in leaves if unit in chain(leaf, parents)} for unit in parents}
    withheld = {unit: draw(st.booleans()) for unit in parents}
    return parents, inside, {unit: sum(days[leaf] for leaf in inside[unit]) for unit in parents}, withheld


def chain(unit, parents):
    return [unit, *(chain(parents[unit], parents) if parents[unit] else [])]


@given(published_files())
@settings(max_examples=200, deadline=None, derandomize=True)
def test_the_attack_on_a_file_finds_what_the_whole_system_gives_away(file):
    parents, inside, figures, withheld = file
    rows = [(unit, "2026-03", *[None if withheld[unit] else figures[unit]] * 2) for unit in parents]
    frame = pl.DataFrame(rows, schema=["unit_id", "month", "agreed_days", "total_days"], orient="row")
    frame = frame.cast({"agreed_days": pl.Float64, "total_days": pl.Float64})
    leaves = sorted(set().union(*inside.values()))
    whole = attack([{leaves.index(leaf) for leaf in inside[row[0]]} for row in rows], [row[2] for row in rows])
    found = attack_file(frame, parents)
    zeros = [number for number in whole.pinned if figures[rows[number][0]] == 0]
    assert (found.recoverable, found.recoverable_zero) == (len(whole.pinned), len(zeros))
