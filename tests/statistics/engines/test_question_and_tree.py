"""Questions that cannot be asked, and trees that grow, move and bite their tails."""

from datetime import date

import pytest

from naerverk.calendar import Month
from naerverk.problems import Refusal, UsageRefusal
from naerverk.statistics.definitions import AGE_BANDS, age_group, band_of
from naerverk.statistics.facts.counts import meeting_node
from naerverk.statistics.question import Question, shortened
from naerverk.statistics.tree import Placement, dated_forest

FIRST, LAST = date(2023, 1, 1), date(2024, 12, 31)


@pytest.mark.parametrize(
    ("by", "first", "last", "code"),
    [
        (("town",), Month(2024, 1), Month(2024, 1), "unknown_dimension"),
        (("unit", "unit"), Month(2024, 1), Month(2024, 1), "dimension_twice"),
        (("month", "year"), Month(2024, 1), Month(2024, 1), "two_period_words"),
        ((), Month(2024, 2), Month(2024, 1), "ends_before_start"),
        ((), Month(1999, 12), Month(2024, 1), "outside_calendar"),
        ((), Month(2024, 1), Month(2036, 1), "outside_calendar"),
    ],
)
def test_what_cannot_be_asked_is_refused(by: tuple[str, ...], first: Month, last: Month, code: str) -> None:
    with pytest.raises(UsageRefusal) as refusal:
        Question(by, first, last)
    assert refusal.value.problems[0].code == f"statistics.{code}"


def test_shortened_names_the_periods_that_are_cut() -> None:
    assert shortened(Question(("quarter",), Month(2024, 2), Month(2024, 9))) == ["2024Q1"]
    assert shortened(Question(("year",), Month(2023, 1), Month(2024, 11))) == ["2024"]
    assert shortened(Question(("year",), Month(2023, 1), Month(2024, 12))) == []
    assert shortened(Question(("month",), Month(2023, 2), Month(2024, 11))) == []


def test_two_units_may_swap_places_but_not_lie_below_each_other() -> None:
    swap = date(2024, 1, 1)
    rows = [
        Placement("a", "b", None, date(2023, 12, 31)),
        Placement("a", None, swap),
        Placement("b", None, None, date(2023, 12, 31)),
        Placement("b", "a", swap),
    ]
    forest = dated_forest(rows, FIRST, LAST)
    paths = {(stay.unit_id, stay.first): forest.paths[stay.node] for stay in forest.stays}
    assert paths[("a", FIRST)] == ("a", "b")
    assert paths[("b", swap)] == ("b", "a")
    with pytest.raises(Refusal) as refusal:
        dated_forest([Placement("a", "b"), Placement("b", "a")], FIRST, LAST)
    assert refusal.value.problems[0].code == "statistics.unit_cycle"


def test_a_unit_stands_alone_while_it_has_no_valid_row_and_a_new_name_is_no_move() -> None:
    rows = [
        Placement("a", "top", date(2023, 2, 1), date(2023, 3, 31)),
        Placement("a", "top", date(2023, 4, 1), date(2023, 4, 30)),
        Placement("a", "top", date(2023, 6, 1), date(2023, 6, 30)),
        Placement("a", "top", date(2025, 1, 1), None),
    ]
    forest = dated_forest(rows, FIRST, LAST)
    stays = [(stay.first, forest.paths[stay.node]) for stay in forest.stays if stay.unit_id == "a"]
    assert stays == [
        (FIRST, ("a",)),
        (date(2023, 2, 1), ("a", "top")),
        (date(2023, 5, 1), ("a",)),
        (date(2023, 6, 1), ("a", "top")),
        (date(2023, 7, 1), ("a",)),
    ]


def test_nodes_of_different_towns_meet_nowhere() -> None:
    assert meeting_node([-1, 0, -1, 2], 1, 3) == -1
    assert meeting_node([-1, 0, 0], 1, 2) == 0


def test_ages_outside_all_classes() -> None:
    assert age_group(2030, 2024) == "-24"
    assert age_group(1700, 2024) == "unknown"
    assert band_of(67, AGE_BANDS) == "67-"
