"""Units and monthly sums: trees that hold together, sums that add up, days that are days."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from desk import MONTHLY_HEAD, UNITS, Desk, found, rows
from hypothesis import given, settings
from hypothesis import strategies as st

from naerverk.formats import read

HEAD = "unit_id,parent_id,name,valid_from,valid_to\n"


def test_a_move_is_a_new_row_of_the_same_unit(desk: Desk) -> None:
    units = f"{HEAD}a,,A,,\nb,,B,,\nc,a,C,,2023-12-31\nc,b,C,2024-01-01,\n"
    assert found(desk.read(units=units)) == []


def test_overlapping_validity(desk: Desk) -> None:
    units = f"{HEAD}a,,A,,\nc,a,C,,2024-01-01\nc,,C,2024-01-01,2024-06-30\nc,,C,2024-07-01,\n"
    reading = desk.read(units=units)
    assert found(reading) == [("overlapping_validity", "valid_from", 4)]
    assert reading.problems[0].params["other_line"] == "3"
    assert found(desk.read(units=f"{HEAD}c,,C,,\nc,,C,,\n")) == [("identical_row", "unit_id", 3)]
    assert found(desk.read(units=f"{HEAD}c,,C,,\nc,,Cc,,\n")) == [("overlapping_validity", "valid_from", 3)]


def test_rings(desk: Desk) -> None:
    reading = desk.read(units=f"{HEAD}a,c,A,,\nb,a,B,,\nc,b,C,,\nd,a,D,,\n")
    assert [code for code, _, _ in found(reading)] == ["unit_cycle"]
    assert set(str(reading.problems[0].params["ring"]).split(" > ")) == {"a", "b", "c"}
    assert found(desk.read(units=f"{HEAD}a,a,A,,\n")) == [("own_parent", "parent_id", 2)]


def test_a_ring_that_exists_on_no_single_day_is_none(desk: Desk) -> None:
    swapped = f"{HEAD}a,b,A,,2023-12-31\nb,,B,,2023-12-31\na,,A,2024-01-01,\nb,a,B,2024-01-01,\n"
    assert found(desk.read(units=swapped)) == []
    overlap = f"{HEAD}a,b,A,,2024-03-31\nb,,B,,2023-12-31\na,,A,2024-04-01,\nb,a,B,2024-01-01,\n"
    assert [code for code, _, _ in found(desk.read(units=overlap))] == ["unit_cycle"]


def test_unknown_parents_and_predecessors(desk: Desk) -> None:
    units = "unit_id,parent_id,name,continues\na,,A,\nb,x,B,\nc,a,C,a; y ;\n"
    assert found(desk.read(units=units)) == [("unknown_unit", "parent_id", 3), ("unknown_unit", "continues", 4)]


links = st.dictionaries(st.sampled_from("abcde"), st.sampled_from("abcde"), max_size=5)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(links)
def test_rings_are_found_when_climbing_never_ends(parents: dict[str, str]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "units.csv"
        lines = [f"{unit},{parents.get(unit, '')},{unit}\n" for unit in "abcde"]
        path.write_text("unit_id,parent_id,name\n" + "".join(lines), encoding="utf-8")
        reading = read({"units": [path]}, workdir=Path(folder))
    codes = {one.code for one in reading.problems}
    own = {unit for unit, parent in parents.items() if unit == parent}
    assert ("formats.own_parent" in codes) == bool(own)
    others = {unit: parent for unit, parent in parents.items() if unit not in own}
    assert ("formats.unit_cycle" in codes) == any(_climbs_for_ever(unit, others) for unit in others)


def _climbs_for_ever(unit: str | None, parents: dict[str, str]) -> bool:
    for _ in range(6):
        unit = parents.get(unit or "")
    return unit is not None


def test_months_are_read_as_months_or_first_days(desk: Desk) -> None:
    reading = desk.read(
        monthly=f"{MONTHLY_HEAD}a,2024-01,120,,,6\na,2024-02-01,110,,,6\na,2024-3,130,,,6\na,2024-04-30,90,,,6\n"
    )
    assert found(reading) == [("unreadable_month", "month", 4), ("unreadable_month", "month", 5)]
    assert rows(reading, "monthly")["month"].to_list() == ["2024-01", "2024-02"]


def test_blank_is_withheld_and_never_zero(desk: Desk) -> None:
    reading = desk.read(monthly=f"{MONTHLY_HEAD}a,2024-01,,,,\na,2024-02,110,,,0\n")
    assert reading.problems == ()
    assert rows(reading, "monthly").select("agreed_days", "total_days").rows() == [(None, None), (110.0, 0.0)]


def test_parts_and_totals(desk: Desk) -> None:
    reading = desk.read(
        monthly=MONTHLY_HEAD
        + "a,2024-01,500,10,20,30\n"
        + "a,2024-02,510,10,20,30.1\n"
        + "a,2024-03,520,10,20.2,30\n"
        + "a,2024-04,530,10,20,35\n"
        + "a,2024-05,540,31,,30\n"
        + "a,2024-06,550,10,20.1,30\n"
        + "a,2024-07,20,,,30\n"
        + "a,2024-08,-1,-2,,\n"
    )
    assert found(reading) == [
        ("sums_differ", "total_days", 3),
        ("parts_exceed_total", "total_days", 4),
        ("parts_below_total", "total_days", 5),
        ("parts_exceed_total", "total_days", 6),
        ("sums_differ", "total_days", 7),
        ("more_absent_than_agreed", "total_days", 8),
        ("negative", "agreed_days", 9),
        ("negative", "self_certified_days", 9),
    ]
    assert {one.code for one in reading.warnings} == {"formats.sums_differ", "formats.parts_below_total"}


def test_one_unit_and_month_twice(desk: Desk) -> None:
    text = f"{MONTHLY_HEAD}a,2024-01,120,,,6\nb,2024-01,90,,,6\na,2024-01,120,,,6\na,2024-01,121,,,6\n"
    assert found(desk.read(monthly=text)) == [("identical_row", "unit_id", 4), ("month_twice", "unit_id", 5)]


def test_a_unit_and_the_units_below_it(desk: Desk) -> None:
    units = f"{UNITS}night,care,Natt\nday,care,Dag\n"
    text = MONTHLY_HEAD + (
        "all,2024-01,400,,,20\nnight,2024-01,100,,,3\nday,2024-01,200,,,12\nhome,2024-01,100,,,5.05\n"
        "all,2024-02,400,,,20\nnight,2024-02,100,,,\nday,2024-02,200,,,12\nhome,2024-02,100,,,50\n"
        "all,2024-03,400,,,20\nnight,2024-03,100,,,1\nday,2024-03,150,,,1\nhome,2024-03,100,,,5\n"
    )
    reading = desk.read(units=units, monthly=text)
    assert found(reading) == [
        ("sums_differ", "total_days", 2), ("units_differ", "agreed_days", 10), ("units_differ", "total_days", 10),
    ]  # fmt: skip
    assert reading.problems[1].params == {"below": 350.0}
    assert reading.errors == ()


def test_the_tree_of_the_month_decides_who_is_below(desk: Desk) -> None:
    units = f"{HEAD}a,,A,,\nb,,B,,\nc,a,C,,2023-12-31\nc,b,C,2024-01-01,\n"
    text = f"{MONTHLY_HEAD}a,2024-01,99,,,9\nb,2024-01,50,,,2\nc,2024-01,40,,,2\n"
    assert found(desk.read(units=units, monthly=text)) == [("units_differ", "agreed_days", 3)]


PERCENTS = [6.7, 8.1, 5.5, 9.2, 4.9, 7.4, 6.1, 8.8]
SIZES = [100, 2000, 400, 900, 150, 3000, 700, 1200]


def test_percents_among_days_are_refused(desk: Desk) -> None:
    lines = [f"u{n},2024-01,{size},,,{rate}\n" for n, (size, rate) in enumerate(zip(SIZES, PERCENTS, strict=True))]
    assert found(desk.read(monthly=MONTHLY_HEAD + "".join(lines))) == [("percent_by_content", "total_days", 2)]
    few = desk.read(monthly=MONTHLY_HEAD + "".join(lines[:4]))
    assert found(few) == [("perhaps_percent", "total_days", 2)]
    assert few.errors == ()


def test_days_that_grow_with_the_unit_are_days(desk: Desk) -> None:
    lines = [
        f"u{n},2024-01,{size},,,{size * rate / 100:.1f}\n"
        for n, (size, rate) in enumerate(zip(SIZES, PERCENTS, strict=True))
    ]
    assert found(desk.read(monthly=MONTHLY_HEAD + "".join(lines))) == []


def test_few_rows_of_days_that_look_flat_by_chance_are_not_refused(desk: Desk) -> None:
    days = zip([20.5, 21, 19.5, 20, 160.5, 161, 158, 160], [0.5, 9.25, 1.5, 6.75, 2.5, 1.75, 12.5, 8.25], strict=True)
    lines = [f"u{n},2024-01,{agreed},,,{lost}\n" for n, (agreed, lost) in enumerate(days)]
    reading = desk.read(monthly=MONTHLY_HEAD + "".join(lines))
    assert found(reading) == [("perhaps_percent", "total_days", 2)]
    assert not reading.errors


def test_agreed_days_of_a_hundred_everywhere_are_percents(desk: Desk) -> None:
    lines = [f"u{n},2024-01,100,,,{rate}\n" for n, rate in enumerate(PERCENTS)]
    assert found(desk.read(monthly=MONTHLY_HEAD + "".join(lines))) == [("percent_by_content", "agreed_days", 2)]
    # A few units of five may well have agreed a hundred days each.
    few = desk.read(monthly=MONTHLY_HEAD + "".join(lines[:3]))
    assert found(few) == [("perhaps_percent", "agreed_days", 2)]
    whole = [f"u{n},2024-01,100,,,{n}\n" for n in range(3)]
    assert found(desk.read(monthly=MONTHLY_HEAD + "".join(whole))) == [("perhaps_percent", "agreed_days", 2)]


def test_an_average_in_the_row_of_the_whole_is_a_percent(desk: Desk) -> None:
    text = f"{MONTHLY_HEAD}all,2024-01,300,,,6\ncare,2024-01,100,,,4\nhome,2024-01,200,,,7\n"
    assert found(desk.read(units=UNITS, monthly=text)) == [("percent_by_content", "total_days", 2)]


@pytest.mark.parametrize("cell", ["6.7 %", "6,7%"])
def test_a_percent_sign_among_days(desk: Desk, cell: str) -> None:
    assert found(desk.read(monthly=f'{MONTHLY_HEAD}a,2024-01,120,,,"{cell}"\n')) == [
        ("percent_for_days", "total_days", 2)
    ]


def test_numbers_of_persons_are_whole(desk: Desk) -> None:
    text = "unit_id,month,agreed_days,persons\na,2024-01,120,7\na,2024-02,120,7.5\na,2024-03,120,-1\n"
    reading = desk.read(monthly=text)
    assert found(reading) == [("unreadable_integer", "persons", 3), ("unreadable_integer", "persons", 4)]
    assert rows(reading, "monthly")["persons"].dtype == pl.Int64


def test_dated_units_keep_their_dates(desk: Desk) -> None:
    reading = desk.read(units=f"{HEAD}a,,A,01.02.2020,31.12.2023\n")
    assert rows(reading, "units").select("valid_from", "valid_to").row(0) == (date(2020, 2, 1), date(2023, 12, 31))


def test_units_that_overlap_in_error_do_not_multiply_the_months(desk: Desk) -> None:
    deep = "".join(f"u{n},u{n - 1},x{copy},,\n" for n in range(1, 25) for copy in range(3))
    reading = desk.read(units=f"{HEAD}u0,,top,,\n{deep}", monthly=f"{MONTHLY_HEAD}u24,2024-01,120,,,6\n")
    assert {code for code, _, _ in found(reading)} == {"overlapping_validity"}
