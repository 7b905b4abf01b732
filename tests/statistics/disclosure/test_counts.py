"""Count tables: as little as the reference hides, and nothing can be got back."""

import json
import math
import random
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from naerverk.problems import Refusal
from naerverk.statistics.disclosure import counts
from naerverk.statistics.disclosure.counts import Broken, attack_counts, disclose_counts
from shared import shared_path

SMALL = {
    "id": "library",
    "params": {"maxN": 2, "extra": {}},
    "freq_var": "n",
    "inner_rows": [{"n": 2}, {"n": 7}, {"n": 9}],
    "published": [{"n": 18}, {"n": 2}, {"n": 7}, {"n": 9}],
    "published_is_sum_of_inner_index0": [[0, 1, 2], [0], [1], [2]],
}


def table_of(rng, sides, largest):
    """A table of two or three crossed dimensions, with totals over each."""
    cells = [()]
    for side in sides:
        cells = [(*cell, place) for cell in cells for place in range(side)]
    counts = [rng.choice([0, 0, 1, 2, 3, 5, 8, 20]) for _ in cells]
    names = [()]
    for side in sides:
        names = [(*name, place) for name in names for place in (None, *range(side))]
    sums = [
        [i for i, c in enumerate(cells) if all(n is None or n == p for n, p in zip(name, c, strict=True))]
        for name in names
    ]
    return {
        "id": "made",
        "params": {"maxN": largest},
        "freq_var": "n",
        "inner_rows": [{"n": count} for count in counts],
        "published": [{"n": sum(counts[i] for i in inside)} for inside in sums],
        "published_is_sum_of_inner_index0": sums,
    }


def computed(table):
    """Hidden rows in the span of the shown ones, by exact elimination over fractions."""
    width = len(table["inner_rows"])
    vectors = [
        [Fraction(int(i in set(inside))) for i in range(width)] for inside in table["published_is_sum_of_inner_index0"]
    ]
    basis = []

    def rest(row):
        for lead, known in basis:
            if row[lead]:
                row = [a - row[lead] * b for a, b in zip(row, known, strict=True)]
        return row

    for row, vector in zip(table["published"], vectors, strict=True):
        if not row["suppressed"] and any(left := rest(vector)):
            lead = next(i for i, value in enumerate(left) if value)
            basis.append((lead, [value / left[lead] for value in left]))
    return [n for n, row in enumerate(table["published"]) if row["suppressed"] and not any(rest(vectors[n]))]


def narrow(table):
    """Hidden primary rows that a plain linear programme over non-negative cells pins down to less than 2."""
    width = len(table["inner_rows"])
    matrix = np.array(
        [[float(i in set(inside)) for i in range(width)] for inside in table["published_is_sum_of_inner_index0"]]
    )
    figures = np.array([float(row["n"]) for row in table["published"]])
    shown = [n for n, row in enumerate(table["published"]) if not row["suppressed"]]
    found = []
    for number, row in enumerate(table["published"]):
        if row["primary"] and row["suppressed"]:
            ends = []
            for sign in (1, -1):
                answer = linprog(
                    sign * matrix[number], A_eq=matrix[shown] if shown else None, b_eq=figures[shown] if shown else None
                )
                ends.append(sign * answer.fun if answer.status == 0 else float("inf") * -sign)
            if ends[1] - ends[0] < 2 - 1e-6:
                found.append(number)
    return found


def test_the_reference_tables_hide_no_more_than_the_reference_and_keep_their_secrets():
    tables = json.loads(shared_path("vectors/disclosure_tables.json").read_text())
    ours = [disclose_counts(table) for table in tables]
    for table, answer in zip(tables, ours, strict=True):
        assert [row["primary"] for row in answer["published"]] == [row["primary"] for row in table["published"]]
        assert (
            computed({**answer, "published": [{**row, "n": row[table["freq_var"]]} for row in answer["published"]]})
            == []
        )
        assert attack_counts(answer).recoverable == 0
    hidden, reference = (sum(row["suppressed"] for t in all_ for row in t["published"]) for all_ in (ours, tables))
    assert hidden <= 1.15 * reference


@given(st.integers(0, 10_000), st.sampled_from([(3, 3), (4, 2), (2, 3, 2), (6, 3)]), st.integers(1, 3))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_nothing_can_be_got_back_by_a_slower_attack(seed, sides, largest):
    answer = disclose_counts(table_of(random.Random(seed), sides, largest))
    for row in answer["published"]:
        assert row["primary"] == (row["n"] <= largest)
        assert row["suppressed"] or not row["primary"]
    assert computed(answer) == []
    assert narrow(answer) == []
    assert attack_counts(answer).recoverable == 0


def test_the_attack_finds_what_was_left_open():
    naive = {**SMALL, "published": [{"n": 18}, {"n": 2, "primary": True, "suppressed": True}, {"n": 7}, {"n": 9}]}
    broken = attack_counts(naive)
    assert (broken.hidden, broken.recoverable, broken.narrowest_interval) == (1, 1, 0)


def test_the_attacker_sees_only_what_is_shown():
    blank = [{**row, "n": None if row["suppressed"] else row["n"]} for row in disclose_counts(SMALL)["published"]]
    answer = {**SMALL, "published": blank, "inner_rows": None}
    assert attack_counts(answer) == Broken(2, 0, 9.0)


def test_shown_counts_that_contradict_each_other_are_refused():
    wrong = {**SMALL, "published": [{"n": 18}, {"suppressed": True}, {"n": 7}, {"n": 19}]}
    with pytest.raises(Refusal) as refused:
        attack_counts(wrong)
    assert refused.value.problems[0].code == "disclosure.counts_disagree"


def test_a_table_with_everything_hidden_leaves_everything_open():
    away = {"n": None, "primary": True, "suppressed": True}
    assert attack_counts({**SMALL, "published": [away] * 4}) == Broken(4, 0, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"published": [3]},
        {"published": [{"n": None}] * 4},
        {"published_is_sum_of_inner_index0": [[0]]},
        {"published_is_sum_of_inner_index0": [[0, -1], [0], [1], [2]]},
    ],
)
def test_what_is_no_published_table_is_not_attacked(wrong):
    with pytest.raises(Refusal) as refused:
        attack_counts({**SMALL, **wrong})
    assert refused.value.problems[0].code == "disclosure.not_a_table"


def test_zeros_that_are_no_secret_are_not_hidden_to_protect_others():
    counts = [2, 0, 5, 3, 4, 6]
    rows = [[0, 1, 2, 3, 4, 5], [0, 1, 2], [3, 4, 5], [0, 3], [1, 4], [2, 5], [0], [1], [2], [3], [4], [5]]
    table = {
        **SMALL,
        "params": {"maxN": 2, "extra": {"protectZeros": False}},
        "inner_rows": [{"n": count} for count in counts],
        "published": [{"n": sum(counts[cell] for cell in cells)} for cells in rows],
        "published_is_sum_of_inner_index0": rows,
    }
    hidden = [row["n"] for row in disclose_counts(table)["published"] if row["suppressed"]]
    assert hidden == [2, 5, 3, 6]


def test_a_second_row_is_hidden_to_protect_the_first():
    assert [row["suppressed"] for row in disclose_counts(SMALL)["published"]] == [False, True, True, False]


def test_a_table_without_small_counts_is_shown_whole():
    answer = disclose_counts({**SMALL, "params": {"maxN": 1}})
    assert not any(row["suppressed"] for row in answer["published"])
    assert attack_counts(answer) == type(attack_counts(answer))(0, 0, None)


def test_zeros_are_small_unless_the_table_says_otherwise():
    zero = {
        **SMALL,
        "inner_rows": [{"n": 0}, {"n": 7}, {"n": 9}],
        "published": [{"n": 16}, {"n": 0}, {"n": 7}, {"n": 9}],
    }
    assert disclose_counts(zero)["published"][1]["primary"]
    shown = {**zero, "params": {"maxN": 2, "extra": {"protectZeros": False}}}
    assert not any(row["suppressed"] for row in disclose_counts(shown)["published"])


def test_rows_beyond_all_bounds_that_hang_together_are_refused():
    table = {**SMALL, "published": [{"n": 2}] * 20_001, "published_is_sum_of_inner_index0": [[0]] * 20_001}
    with pytest.raises(Refusal) as refused:
        disclose_counts(table)
    (problem,) = refused.value.problems
    assert (problem.code, problem.params["rows"]) == ("disclosure.too_large", 20_001)


def test_a_long_table_of_many_years_is_protected_year_by_year(monkeypatch):
    """No row adds up two years: what is hidden in each is what would be hidden were it a table of its own."""
    monkeypatch.setattr(counts, "MOST_TOGETHER", 16)
    years = [table_of(random.Random(year), (3, 3), 3) for year in range(30)]
    cells = len(years[0]["inner_rows"])
    name = years[0]["freq_var"]
    together = {
        **years[0],
        "inner_rows": [row for year in years for row in year["inner_rows"]],
        "published": [row for year in years for row in year["published"]],
        "published_is_sum_of_inner_index0": [
            [cells * number + cell for cell in row]
            for number, year in enumerate(years)
            for row in year["published_is_sum_of_inner_index0"]
        ],
    }
    assert len(together["published"]) == 30 * 16
    found = [(row[name], row["primary"], row["suppressed"]) for row in disclose_counts(together)["published"]]
    alone = [row for year in years for row in disclose_counts(year)["published"]]
    assert found == [(row[name], row["primary"], row["suppressed"]) for row in alone]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"freq_var": "m"}, "disclosure.not_a_table"),
        ({"params": {}}, "disclosure.not_a_table"),
        ({"params": None}, "disclosure.not_a_table"),
        ({"published_is_sum_of_inner_index0": [[0]]}, "disclosure.not_a_table"),
        ({"published_is_sum_of_inner_index0": [[0, 1, 9], [0], [1], [2]]}, "disclosure.not_a_table"),
        ({"published_is_sum_of_inner_index0": [[0, 1], [0], [1], [2]]}, "disclosure.wrong_sum"),
        ({"inner_rows": [{"n": -1}, {"n": 7}, {"n": 9}]}, "disclosure.not_a_table"),
        ({"inner_rows": [{"n": True}, {"n": 7}, {"n": 9}]}, "disclosure.not_a_table"),
        ({"published": None}, "disclosure.not_a_table"),
    ],
)
def test_what_is_no_table_is_refused(wrong, code):
    with pytest.raises(Refusal) as refused:
        disclose_counts({**SMALL, **wrong})
    assert refused.value.problems[0].code == code


def test_a_count_that_nothing_published_holds_is_left_open_at_the_top():
    alone = {**SMALL, "published": [{"n": 18, "primary": True, "suppressed": True}, {"n": 2}, {"n": 7}, {"n": 9}]}
    alone["published_is_sum_of_inner_index0"] = [[0, 1, 2, 3], [0], [1], [2]]
    alone["inner_rows"] = [*SMALL["inner_rows"], {"n": 0}]
    broken = attack_counts(alone)
    assert (broken.recoverable, broken.narrowest_interval) == (0, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"params": {"maxN": math.nan}},
        {"params": {"maxN": math.inf}},
        {"params": {"maxN": 2, "extra": ["protectZeros"]}},
        {"published_is_sum_of_inner_index0": [[math.inf]]},
    ],
)
def test_numbers_that_json_writers_make_up_are_refused(wrong):
    table = {"freq_var": "n", "params": {"maxN": 2}, "inner_rows": [{"n": 2}], "published": [{"n": 2}]}
    with pytest.raises(Refusal) as refused:
        disclose_counts({**table, "published_is_sum_of_inner_index0": [[0]], **wrong})
    assert refused.value.problems[0].code == "disclosure.not_a_table"


def test_cells_may_have_any_numbers_in_an_attack():
    shown, hidden = {"n": 4}, {"n": 1, "suppressed": True, "primary": True}
    table = {"freq_var": "n", "published": [shown, hidden], "published_is_sum_of_inner_index0": [[10**12, 7], [7]]}
    assert attack_counts(table) == Broken(1, 0, 4.0)
