"""What a published file with blanks gives away."""

import polars as pl
import pytest

from naerverk.statistics.disclosure.published_file import FileAttack, attack_file, parents_of

PARENTS = {"org": "care system", "org|doctors": "org", "org|nurses": "org", "org|managers": "org", "care system": None}


def attack(**numbers):
    rows = [(unit.replace("_", "|"), "2026-03", *pair) for unit, pair in numbers.items()]
    schema = {"unit_id": pl.String, "month": pl.String, "agreed_days": pl.Float64, "total_days": pl.Float64}
    return attack_file(pl.DataFrame(rows, schema=schema, orient="row"), PARENTS)


def test_one_blank_is_the_total_less_the_others():
    assert attack(org=(100, 5), org_doctors=(None, None), org_nurses=(60, 3)) == FileAttack(1, 1, 0)


def test_two_blanks_hold():
    assert attack(org=(100, 5), org_doctors=(None, None), org_nurses=(None, None)) == FileAttack(2, 0, 0)


def test_a_full_total_leaves_nothing_for_its_blanks():
    rows = {"org": (60.00001, 3), "org_doctors": (None, None), "org_nurses": (60, 3), "org_managers": (None, None)}
    assert attack(**rows) == FileAttack(2, 2, 2)


def test_one_of_the_two_numbers_is_enough():
    assert attack(org=(100, 3), org_doctors=(None, None), org_nurses=(60, 3), org_managers=(None, None)) == FileAttack(
        2, 2, 2
    )


def test_what_is_worked_out_goes_on_to_the_next_sum():
    rows = {"org": (None, None), "org_doctors": (40, 2), "org_nurses": (None, None), "care system": (100, 5)}
    assert attack(**rows) == FileAttack(2, 2, 0)


def test_without_a_total_nothing_follows():
    assert attack(org=(None, None), org_doctors=(None, None), org_nurses=(60, 3)) == FileAttack(2, 0, 0)


def test_a_blank_total_is_the_sum_of_what_is_below():
    assert attack(org=(None, None), org_doctors=(40, 2), org_nurses=(60, 3)) == FileAttack(1, 1, 0)


def test_units_without_a_row_are_passed_through():
    parents = {"ward": "house", "house": "town", "town": None, "school": "town"}
    rows = [("town", "2026-03", 50.0, 5.0), ("ward", "2026-03", None, None), ("school", "2026-03", 20.0, 2.0)]
    frame = pl.DataFrame(rows, schema=["unit_id", "month", "agreed_days", "total_days"], orient="row")
    assert attack_file(frame, parents) == FileAttack(1, 1, 0)


TREE = {"ward": "house", "kitchen": "house", "house": "town", "school": "town", "town": None}


def attack_tree(*months):
    rows = [
        (unit, f"2026-{number:02}", None if days is None else 10.0 * days, days)
        for number, month in enumerate(months, 1)
        for unit, days in month.items()
    ]
    schema = {"unit_id": pl.String, "month": pl.String, "agreed_days": pl.Float64, "total_days": pl.Float64}
    return attack_file(pl.DataFrame(rows, schema=schema, orient="row"), TREE)


def test_a_withheld_unit_is_seen_past():
    full = {"town": 12.0, "house": None, "ward": None, "kitchen": 12.0, "school": None}
    assert attack_tree(full) == FileAttack(3, 3, 2)
    room = {**full, "town": 15.0}
    assert attack_tree(room) == FileAttack(3, 0, 0)


def test_what_is_worked_out_goes_down_as_well():
    month = {"town": 20.0, "house": None, "ward": None, "kitchen": 4.0, "school": 6.0}
    assert attack_tree(month) == FileAttack(2, 2, 0)


def test_staff_of_the_units_own_is_one_more_unknown():
    complete = {"town": 20.0, "house": 10.0, "ward": 4.0, "kitchen": 3.0, "school": 10.0}
    blank = {**complete, "ward": None}
    assert attack_tree(blank) == FileAttack(1, 1, 0)
    assert attack_tree(complete, blank) == FileAttack(1, 0, 0)
    assert attack_tree(complete, {**complete, "school": None}) == FileAttack(1, 1, 0)
    assert attack_tree(complete, {**blank, "house": None}) == FileAttack(2, 1, 0)


def test_parents_are_read_from_the_units():
    assert parents_of(pl.DataFrame({"unit_id": ["a"], "parent_id": ["b"]})) == {"a": "b"}


@pytest.mark.parametrize("months", [1, 3])
def test_months_are_attacked_one_by_one(months):
    rows = [
        (unit, f"2026-0{m}", *pair)
        for m in range(1, months + 1)
        for unit, pair in {"org": (100.0, 5.0), "org|doctors": (None, None), "org|nurses": (60.0, 3.0)}.items()
    ]
    frame = pl.DataFrame(rows, schema=["unit_id", "month", "agreed_days", "total_days"], orient="row")
    assert attack_file(frame, PARENTS) == FileAttack(months, months, 0)
