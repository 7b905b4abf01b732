"""Free tables of figures: few persons are hidden, and so is what would give them away."""

from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from naerverk.problems import Refusal, UsageRefusal
from naerverk.statistics.disclosure.figures import disclose
from naerverk.statistics.table import Origin, Table

ORIGIN = Origin("ssb", "2026-03", "employed", "test")


def table_of(rows, by=("unit",), absence=None):
    """Rows of (names..., persons, parts), with made-up figures; one absence day per person, or as given by part."""

    def days(row):
        return 1.0 * (row[-2] or 0) if absence is None else sum(absence[part] for part in row[-1])

    frame = pl.DataFrame(
        [(*row[: len(by)], 20.0 * (row[-2] or 0), days(row), 5.0, row[-2], 1, "none") for row in rows],
        schema=[*by, "agreed_days", "absence_days", "rate_percent", "persons", "spells", "status"],
        orient="row",
    )
    of_rows = pl.DataFrame(
        [(number, part) for number, row in enumerate(rows) for part in row[-1]],
        schema={"row": pl.Int64, "part": pl.Int64},
        orient="row",
    )
    return Table(frame, ORIGIN), of_rows


def persons_of(sizes):
    return pl.DataFrame(list(sizes.items()), schema={"part": pl.Int64, "persons": pl.Int64}, orient="row")


def hidden(rows, sizes, by=("unit",), limit=5, absence=None):
    table, of_rows = table_of(rows, by, absence)
    frame = disclose(table, by=by, of_rows=of_rows, persons=persons_of(sizes), limit=limit).frame
    assert frame.columns == table.frame.columns
    for row in frame.iter_rows(named=True):
        blank = [row[name] is None for name in ("agreed_days", "absence_days", "rate_percent", "persons", "spells")]
        assert blank == [row["status"] == "hidden"] * 5
    return [row[:-1] for row in frame.filter(pl.col("status") == "hidden").select(*by, "status").iter_rows()]


def test_the_library_of_four_is_hidden_and_a_sibling_with_it():
    rows = [("town", 54, [1, 2, 3]), ("library", 4, [1]), ("school", 20, [2]), ("home", 30, [3])]
    assert hidden(rows, {1: 4, 2: 20, 3: 30}) == [("library",), ("school",)]


def test_large_units_are_all_shown():
    rows = [("town", 50, [2, 3]), ("school", 20, [2]), ("home", 30, [3])]
    assert hidden(rows, {2: 20, 3: 30}) == []
    assert hidden(rows, {2: 20, 3: 30}, limit=25) == [("school",), ("home",)]


def test_the_two_in_the_office_above_are_not_to_be_had_by_subtraction():
    rows = [("town", 52, [1, 2, 3]), ("school", 20, [2]), ("home", 30, [3])]
    assert hidden(rows, {1: 2, 2: 20, 3: 30}) == [("school",)]


def test_the_two_in_the_library_and_the_two_in_the_office_are_four_together():
    rows = [("town", 54, [0, 1, 2, 3]), ("library", 2, [1]), ("school", 20, [2]), ("home", 30, [3])]
    assert hidden(rows, {0: 2, 1: 2, 2: 20, 3: 30}) == [("library",), ("school",)]


def test_somebody_with_two_jobs_is_one_person_in_what_is_left():
    rows = [("town", 53, [0, 1, 2, 3]), ("library", 4, [1]), ("school", 20, [2]), ("home", 30, [3])]
    assert hidden(rows, {0: 4, 1: 4, 2: 20, 3: 30}) == [("library",), ("school",)]


def test_a_part_of_unknown_size_is_somebody():
    rows = [("town", 52, [0, 2, 3]), ("school", 20, [2]), ("home", 30, [3])]
    assert hidden(rows, {0: None, 2: 20, 3: 30}) == [("school",)]
    rows[0] = ("town", 50, [0, 2, 3])
    assert hidden(rows, {0: 0, 2: 20, 3: 30}) == []


def test_a_month_without_absence_in_what_is_left_would_tell_about_the_library():
    rows = [
        ("town", 74, [0, 1, 2, 3]),
        ("library", 4, [1]),
        ("school", 20, [2]),
        ("home", 30, [3]),
    ]
    sizes = {0: 20, 1: 4, 2: 20, 3: 30}
    assert hidden(rows, sizes, absence={0: 1, 1: 0, 2: 9, 3: 9}) == [("library",)]
    assert hidden(rows, sizes, absence={0: 0, 1: 0, 2: 9, 3: 9}) == [("library",), ("school",)]
    assert hidden(rows, sizes, absence=dict.fromkeys(range(4), 0)) == [("town",), ("library",)]


def test_a_unit_that_moves_within_the_quarter_belongs_to_two():
    # The crew (part 2 in January, part 3 from February) moves from the north to the south.
    rows = [("north", 33, [1, 2]), ("south", 43, [3, 4]), ("crew", 3, [2, 3]), ("all", 73, [1, 2, 3, 4])]
    assert hidden(rows, {1: 30, 2: 3, 3: 3, 4: 40}) == [("crew",)]
    rows.append(("north without crew", 30, [1]))
    assert hidden(rows, {1: 30, 2: 3, 3: 3, 4: 40}) == [("crew",), ("north without crew",)]


def test_kinds_of_the_same_persons_stand_or_fall_together():
    rows = [
        (unit, kind, n, parts)
        for unit, n, parts in (("library", 4, [1]), ("school", 20, [2]))
        for kind in ("self_certified", "total")
    ]
    assert hidden(rows, {1: 4, 2: 20}, by=("unit", "kind")) == [("library", "self_certified"), ("library", "total")]


def test_a_table_of_one_figure():
    table, of_rows = table_of([(3, [1])], by=())
    frame = disclose(table, by=(), of_rows=of_rows, persons=persons_of({1: 3})).frame
    assert frame["status"].to_list() == ["hidden"]


def test_figures_about_nobody_knows_how_many_are_refused():
    table, of_rows = table_of([("town", None, [1])])
    with pytest.raises(Refusal) as refused:
        disclose(table, by=("unit",), of_rows=of_rows, persons=persons_of({1: None}))
    assert refused.value.problems[0].code == "disclosure.persons_unknown"


def test_the_limit_can_only_be_raised():
    table, of_rows = table_of([("town", 9, [1])])
    with pytest.raises(UsageRefusal):
        disclose(table, by=("unit",), of_rows=of_rows, persons=persons_of({1: 9}), limit=4)


ORGANISATIONS = st.lists(
    st.tuples(st.integers(0, 8), st.sampled_from([0, 1, 2, 4, 5, 8, 30]), st.sampled_from([0, 0, 1, 6])),
    min_size=1,
    max_size=9,
)


@given(ORGANISATIONS)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_no_hidden_row_no_small_rest_and_no_zero_can_be_worked_out(units):
    parents = {number: parent % number if number else None for number, (parent, _, _) in enumerate(units)}
    inside = {number: {number} for number in parents}
    for number in sorted(parents, reverse=True):
        if parents[number] is not None:
            inside[parents[number]] |= inside[number]
    size = {number: persons for number, (_, persons, _) in enumerate(units)}
    absence = {number: days if persons else 0 for number, (_, persons, days) in enumerate(units)}
    rows = [(f"u{n}", sum(size[p] for p in inside[n]), sorted(inside[n])) for n in parents]
    away = {name for (name,) in hidden(rows, size, absence=absence)}
    shown = [row for row in rows if row[0] not in away]
    assert away >= {row[0] for row in rows if row[1] < 5}
    assert not [row for row in rows if row[0] in away and in_span(row[2], [each[2] for each in shown], len(units))]
    for group in smallest_groups([set(each[2]) for each in shown]):
        assert sum(size[part] for part in group) not in range(1, 5)
    for row in rows:
        if row[1] < 5:
            assert most(row, shown, absence) > 0


def smallest_groups(shown):
    """What is left of each shown row of a tree outside the shown rows within it: all else is sums of these."""
    return [row - set().union(*(other for other in shown if other < row)) for row in shown]


def in_span(parts, others, width):
    return rank([*others, parts], width) == rank(others, width)


def rank(rows, width):
    """Exact elimination over fractions, row by row."""
    basis = []
    for row in rows:
        left = [Fraction(int(place in row)) for place in range(width)]
        for lead, known in basis:
            left = [a - left[lead] * b for a, b in zip(left, known, strict=True)]
        lead = next((place for place, value in enumerate(left) if value), None)
        if lead is not None:
            basis.append((lead, [value / left[lead] for value in left]))
    return len(basis)


def most(row, shown, absence):
    """The most absence a hidden row could have, when no part has less than none."""
    matrix = [[int(part in other[2]) for part in absence] for other in shown]
    sums = [sum(absence[part] for part in other[2]) for other in shown]
    goal = [-int(part in row[2]) for part in absence]
    answer = linprog(goal, A_eq=matrix or None, b_eq=sums or None)
    return -answer.fun if answer.status == 0 else float("inf")


@given(st.lists(st.sets(st.integers(0, 7), min_size=1), min_size=1, max_size=8), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_rows_that_overlap_in_any_way_keep_their_secrets(groups, rng):
    size = {part: rng.choice([1, 2, 4, 9, 30]) for part in range(8)}
    rows = [(f"u{n}", sum(size[part] for part in parts), sorted(parts)) for n, parts in enumerate(groups)]
    away = {name for (name,) in hidden(rows, size)}
    shown = [row[2] for row in rows if row[0] not in away]
    assert not [row for row in rows if row[0] in away and in_span(row[2], shown, 8)]


def test_nobody_learns_through_a_unit_that_moved_that_the_library_had_no_absence():
    # The team moved from Culture to Health in the quarter. Health less the home shows that nobody else in Health was
    # away, the team neither, so that the team's one day fell in Culture; and Culture had one day in all.
    rows = [
        ("library", 2, [0]),
        ("culture", 10, [0, 1]),
        ("team", 8, [1, 2]),
        ("health", 26, [2, 3, 4]),
        ("home", 12, [3]),
    ]
    sizes = {0: 2, 1: 8, 2: 8, 3: 12, 4: 6}
    away = {0: 0.0, 1: 1.0, 2: 0.0, 3: 31.5, 4: 0.0}
    assert hidden(rows, sizes, absence=away) == [("library",), ("culture",), ("team",), ("health",)]
    # With a day of absence in the office of Health nothing follows, and the others stand.
    assert hidden(rows, sizes, absence={**away, 4: 1.0}) == [("library",)]
