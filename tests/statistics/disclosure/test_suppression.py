"""What must be hidden besides what is too small, also when something is out already."""

from naerverk.statistics.disclosure.span import Guard, Span
from naerverk.statistics.disclosure.suppression import connected_blocks, suppress

TOTAL, SMALL, SCHOOL, HOME = {0, 1, 2}, {0}, {1}, {2}
ROWS, PRIMARY, SIZES = [TOTAL, SMALL, SCHOOL, HOME], [False, True, False, False], [54, 4, 20, 30]


def test_the_least_important_row_protects_the_secret():
    assert suppress(ROWS, PRIMARY, importance=SIZES) == [False, True, True, False]


def test_what_is_out_already_stays_out_and_the_rest_is_protected():
    out = [False, False, True, False]
    assert suppress(ROWS, PRIMARY, importance=SIZES, already_out=out) == [False, True, False, True]


def test_a_secret_that_is_out_already_is_lost_and_nothing_is_hidden_for_it():
    everything = [True, False, True, True]
    assert suppress(ROWS, PRIMARY, importance=SIZES, already_out=everything) == [False, True, False, False]
    assert suppress(ROWS, PRIMARY, importance=SIZES, already_out=[True] * 4) == [False] * 4


def test_a_secret_that_earlier_figures_enclose_too_narrowly_is_given_up():
    rows, figures = [{0, 1}, {0}, {1}], [1.0, 0.0]
    out = [True, False, False]
    hidden = suppress(rows, [False, True, True], importance=[1, 0, 1], table=figures, already_out=out)
    assert hidden == [False, True, True]


def test_a_full_total_would_enclose_its_zeros_and_is_hidden():
    rows, figures = [{0, 1, 2}, {0, 1}, {0}, {1}, {2}], [0.0, 0.0, 9.0]
    hidden = suppress(rows, [False, True, True, True, False], importance=[9, 0, 0, 0, 9], table=figures)
    assert hidden[1:4] == [True, True, True]
    assert hidden[0] or hidden[4]


def test_tables_without_a_common_cell_are_decided_apart():
    assert connected_blocks([{0, 1}, {1}, {2}, set()]) == [[0, 1], [2]]
    assert connected_blocks([]) == []


def test_a_span_knows_sums_and_differences():
    span = Span([TOTAL, SMALL, TOTAL])
    assert {1, 2} in span
    assert SCHOOL not in span


def test_a_guard_lets_out_what_tells_nothing_and_no_secret():
    guard = Guard([SMALL])
    guard.take(guard.rest(TOTAL))
    assert guard.exposed_by(guard.rest({1, 2}))
    assert not guard.exposed_by(guard.rest(SCHOOL))
    guard.take(guard.rest(SCHOOL))
    assert not guard.rest({0, 2})
    assert guard.exposed_by(guard.rest(HOME))
    guard.take(guard.rest(SMALL))
    assert not guard.rest(HOME)
