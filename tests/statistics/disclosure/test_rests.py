"""What is left of a shown row when the shown rows within it are taken away."""

from naerverk.statistics.disclosure.rests import Rest, rests, suppress_with_rests

TOWN, HEALTH, HOME, SCHOOL = frozenset({0, 1, 2, 3}), frozenset({1, 2}), frozenset({2}), frozenset({3})


def test_only_the_largest_rows_within_are_taken_away():
    found = list(rests([TOWN, HEALTH, HOME, SCHOOL], [0, 1, 2, 3]))
    assert found[0] == Rest(0, frozenset({0}), (1, 3), exact=True)
    assert found[1] == Rest(1, frozenset({1}), (2,), exact=True)
    assert found[2] == Rest(2, HOME, (), exact=True)


def test_hidden_rows_stay_in_the_rest():
    [town, _] = rests([TOWN, HEALTH, HOME, SCHOOL], [0, 3])
    assert town.parts == {0, 1, 2}


def test_rows_that_overlap_leave_no_exact_rest():
    [town, *_] = rests([TOWN, frozenset({0, 1}), frozenset({1, 2})], [0, 1, 2])
    assert (town.parts, town.exact) == ({3}, False)


def test_the_same_persons_under_two_names_are_not_within_each_other():
    assert [rest.inside for rest in rests([HEALTH, HEALTH], [0, 1])] == [(), ()]


def test_unsafe_rests_become_secrets_until_none_appears():
    rows, sizes = [TOWN, HEALTH, SCHOOL], [54.0, 30.0, 20.0]
    asked = []

    def unsafe(rest):
        asked.append(rest)
        return rest.parts == {0}

    assert suppress_with_rests(rows, [False] * 3, importance=sizes, unsafe=unsafe, pinned=lambda *rows: False) == [
        False,
        False,
        True,
    ]
    assert {rest.row for rest in asked} == {0, 1, 2}
