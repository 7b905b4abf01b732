"""A person is away for one reason at a time: the fast tools agree with the obvious ones."""

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from naerverk.records import Kind
from naerverk.synthetic.spells import first_come, is_free, no_spells, spells, together

ranges = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 40), st.integers(0, 9)), max_size=25)


def arrays(rows):
    person, start, length = (np.array([row[i] for row in rows], dtype=np.int64) for i in range(3))
    return person, start, start + length


@settings(deadline=None, max_examples=100)
@given(ranges, st.integers(0, 3))
def test_first_come_keeps_ranges_apart(rows, gap):
    person, start, end = arrays(rows)
    kept = first_come(person, start, end, gap)
    taken = [(person[i], start[i], end[i]) for i in kept]
    assert taken == sorted(taken)
    for (p, _, e), (q, s, _) in pairwise(taken):
        assert p != q or s > e + gap
    for someone in {p for p, _, _ in rows}:
        earliest = min(s for p, s, _ in rows if p == someone)
        assert (someone, earliest) in {(p, s) for p, s, _ in taken}


@settings(deadline=None, max_examples=100)
@given(ranges, ranges, st.integers(0, 3))
def test_free_means_no_busy_day_near(busy_rows, asked_rows, gap):
    person, start, end = arrays(busy_rows)
    kept = first_come(person, start, end, 0)
    busy = together((no_spells(), spells(person[kept], start[kept], end[kept], Kind.HOLIDAY)))
    days = {(p, d) for p, s, e in zip(busy.person, busy.start, busy.end, strict=True) for d in range(s, e + 1)}
    person, start, end = arrays(asked_rows)
    free = is_free(busy, person, start, end, gap)
    for answer, p, s, e in zip(free, person, start, end, strict=True):
        assert answer == (not any((p, d) in days for d in range(s - gap, e + gap + 1)))
