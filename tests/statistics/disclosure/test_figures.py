"""Free tables of figures: few persons are hidden, and so is what would give them away."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naerverk.problems import Refusal, UsageRefusal
from naerverk.statistics.disclosure.figures import disclose
from naerverk.statistics.disclosure.span import Span
from naerverk.statistics.table import Origin, Table

ORIGIN = Origin("ssb", "2026-03", "employed", "test")


def table_of(rows, by=("unit",)):
    """Rows of (names..., persons, parts), with made-up figures."""
    frame = pl.DataFrame(
        [(*row[: len(by)], 200.0, 10.0, 5.0, row[-2], 1, "none") for row in rows],
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


def hidden(rows, sizes, by=("unit",), limit=5):
    table, of_rows = table_of(rows, by)
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


@given(st.lists(st.tuples(st.integers(0, 8), st.sampled_from([1, 2, 4, 5, 8, 30])), min_size=1, max_size=9))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_no_hidden_row_and_no_small_rest_can_be_computed(units):
    parents = {number: parent % number if number else None for number, (parent, _) in enumerate(units)}
    inside = {number: {number} for number in parents}
    for number in sorted(parents, reverse=True):
        if parents[number] is not None:
            inside[parents[number]] |= inside[number]
    size = {number: persons for number, (_, persons) in enumerate(units)}
    rows = [(f"u{n}", sum(size[p] for p in inside[n]), sorted(inside[n])) for n in parents]
    away = {name for (name,) in hidden(rows, size)}
    span = Span(row[2] for row in rows if row[0] not in away)
    assert not [row for row in rows if row[0] in away and row[2] in span]
    assert not [number for number in parents if size[number] < 5 and [number] in span]
    assert away >= {row[0] for row in rows if row[1] < 5}
