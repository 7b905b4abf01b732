"""Rows about the same person, compared with a slow and obvious second way."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import polars as pl
import pytest
from desk import ABSENCES_HEAD, EMPLOYMENTS, UNITS, Desk, found, rows
from hypothesis import given, settings
from hypothesis import strategies as st

from naerverk.formats import read
from naerverk.formats.neighbours import FAR, unbroken

FIRST = date(2024, 1, 1)
DAYS = 40
Spell = tuple[str, str | None, int, int | None]
Job = tuple[str, str, int, int | None, int]


def test_overlaps_within_one_employment(desk: Desk) -> None:
    text = ABSENCES_HEAD + (
        "1,,2024-01-01,2024-01-31,doctor_certified,\n"
        "1,,2024-01-05,2024-01-06,holiday,\n"
        "1,,2024-01-20,2024-01-22,self_certified,\n"
        "1,,2024-02-01,,doctor_certified,\n"
        "1,,2025-02-01,2025-02-02,holiday,\n"
    )
    reading = desk.read(employments=EMPLOYMENTS, absences=text)
    assert found(reading) == [("overlapping_spells", "start", line) for line in (3, 4, 6)]
    assert [one.params["other_line"] for one in reading.problems] == ["2", "2", "5"]


def test_two_jobs_may_both_have_absence_but_not_twice_through_a_blank_unit(desk: Desk) -> None:
    jobs = f"{EMPLOYMENTS}1,home,2020-01-01,,20,F\n"
    both = "1,care,2024-01-01,2024-01-05,self_certified,\n1,home,2024-01-01,2024-01-05,self_certified,\n"
    assert found(desk.read(employments=jobs, absences=ABSENCES_HEAD + both)) == []
    anywhere = f"{ABSENCES_HEAD}{both}1,,2024-01-05,2024-01-08,holiday,\n"
    assert found(desk.read(employments=jobs, absences=anywhere)) == [
        ("overlapping_spells", "start", 2), ("overlapping_spells", "start", 3),
    ]  # fmt: skip


def test_unknown_persons_and_units(desk: Desk) -> None:
    absences = f"{ABSENCES_HEAD}8,,2024-01-01,,holiday,\n1,moon,2023-01-01,2023-01-02,holiday,\n"
    shifts = "person_id,unit_id,date,agreed_share\n9,care,2024-01-02,1\n1,mars,2024-01-02,1\n1,mars,2024-01-02,1\n"
    assert desk.found(absences=absences, shifts=shifts) == [
        ("unknown_person", "person_id", 2),
        ("unknown_unit", "unit_id", 3),
        ("absence_outside_employment", "start", 3),
        ("unknown_person", "person_id", 2),
        ("unknown_unit", "unit_id", 3),
        ("unknown_unit", "unit_id", 4),
        ("identical_row", "person_id", 4),
    ]


def test_a_person_whose_row_was_rejected_is_not_also_unknown(desk: Desk) -> None:
    jobs = f"{EMPLOYMENTS}7,care,2020-01-01,,800,F\n"
    units = f"{UNITS}night,,\n"
    absences = f"{ABSENCES_HEAD}7,,2024-01-01,,holiday,\n1,night,2024-01-01,,holiday,\n"
    assert desk.found(units=units, employments=jobs, absences=absences) == [
        ("blank", "name", 5),
        ("fte_out_of_range", "fte_percent", 4),
        ("absence_outside_employment", "start", 3),
    ]


def test_of_very_many_spells_outside_employment_all_are_counted_and_each_file_shows_its_first(desk: Desk) -> None:
    jobs = EMPLOYMENTS + "3,care,2024-01-01,2024-01-31,100,F\n3,care,2024-03-01,,100,F\n"
    days = [date(2015, 1, 1) + timedelta(days=number) for number in range(250)]
    once = "".join(f"1,,{day},{day},holiday,\n" for day in days)
    gap = "".join(f"3,,{day},{day},holiday,\n" for day in days)
    files = [desk.put("absences1.csv", ABSENCES_HEAD + once), desk.put("absences2.csv", ABSENCES_HEAD + gap)]
    reading = desk.read(employments=jobs, absences=files)
    assert reading.counts == {"formats.absence_outside_employment": 500}
    shown = [(one.place.file, one.place.line) for one in reading.problems]
    assert shown == [(file.name, line) for file in files for line in range(2, 202)]


def test_absence_outside_employment(desk: Desk) -> None:
    text = ABSENCES_HEAD + (
        "2,,2019-12-20,2020-01-05,holiday,\n"
        "2,,2024-06-30,2024-06-30,holiday,\n"
        "2,,2024-07-01,,doctor_certified,\n"
        "1,home,2024-01-01,2024-01-02,holiday,\n"
        "1,care,2025-01-01,,doctor_certified,\n"
    )
    reading = desk.read(employments=EMPLOYMENTS, absences=text)
    assert found(reading) == [("absence_outside_employment", "start", line) for line in (2, 4, 5)]
    assert reading.errors == ()
    assert rows(reading, "absences").height == 5


def test_dated_changes_of_one_job_are_one_employment(desk: Desk) -> None:
    jobs = "person_id,unit_id,start,end,fte_percent\n1,care,2020-01-01,2023-12-31,50\n1,care,2024-01-01,,80\n"
    text = f"{ABSENCES_HEAD}1,,2023-12-20,2024-01-10,doctor_certified,\n1,care,2024-01-20,2024-01-21,holiday,\n"
    assert found(desk.read(employments=jobs, absences=text)) == []
    gap = jobs.replace("2024-01-01", "2024-01-03")
    assert found(desk.read(employments=gap, absences=text)) == [("absence_outside_employment", "start", 2)]


def test_jobs_over_a_hundred_percent(desk: Desk) -> None:
    head = "person_id,unit_id,start,end,fte_percent\n"
    reading = desk.read(
        employments=head
        + "1,care,2020-01-01,2020-06-30,60\n1,home,2020-07-01,,60\n"
        + "2,care,2020-01-01,,60\n2,home,2020-03-01,2020-04-01,50\n2,home,2021-03-01,,50\n"
        + "3,care,2020-01-01,,37.5\n3,home,2020-01-01,,62.5\n"
    )
    assert found(reading) == [("jobs_over_100", "fte_percent", 5)]
    assert reading.problems[0].params == {"percent": 110.0}
    assert found(desk.read(employments=f"{head}1,care,2020-01-01,,60\n1,care,2020-01-01,,60\n")) == [
        ("identical_row", "person_id", 3)
    ]


def test_jobs_outside_the_time_of_their_unit_are_told_once_for_each_unit(desk: Desk) -> None:
    units = (
        "unit_id,parent_id,name,valid_from,valid_to\nall,,Kommunen,,\n"
        "care,all,Hjemmetjenesten,,2024-05-31\ncare,all,Hjemmetjenesten,2024-06-01,2025-12-31\nhome,all,Hjemmet,2024-06-01,\n"
    )
    head = "person_id,unit_id,start,end,fte_percent\n"
    jobs = "1,care,2020-01-01,2025-12-31,80\n2,care,2020-01-01,,80\n3,home,2024-06-01,,50\n"
    reading = desk.read(units=units, employments=f"{head}{jobs}4,all,1999-01-01,,50\n")
    assert found(reading) == [("job_outside_unit", "unit_id", 3)]
    jobs += "4,home,2024-05-31,2024-07-01,50\n5,home,2023-01-01,,50\n"
    reading = desk.read(units=units, employments=head + jobs)
    assert [(one.place.line, one.place.value, one.params) for one in reading.problems] == [
        (3, "care", {"n": 1}),
        (5, "home", {"n": 2}),
    ]
    assert not reading.errors


def test_unsorted_rows_are_sorted_in_shares(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("naerverk.formats.spells.SHARE", 2)
    monkeypatch.setattr("naerverk.formats.spells.DETAIL_ROWS", 1)
    text = ABSENCES_HEAD + (
        "2,,2024-03-01,2024-03-02,holiday,\n1,,2024-02-01,2024-02-05,holiday,\n"
        "2,,2024-01-01,2024-03-01,holiday,\n1,,2024-01-01,2024-02-01,holiday,\n"
    )
    assert found(desk.read(employments=EMPLOYMENTS, absences=text)) == [
        ("overlapping_spells", "start", 2), ("overlapping_spells", "start", 3),
    ]  # fmt: skip


def test_without_employments_only_the_spells_themselves_are_checked(desk: Desk) -> None:
    text = f"{ABSENCES_HEAD}1,,2024-01-01,2024-01-05,holiday,\n1,,2024-01-05,,holiday,\n"
    assert found(desk.read(absences=text)) == [("overlapping_spells", "start", 3)]


def test_unbroken_periods() -> None:
    jobs = pl.DataFrame(
        [("a", 1, 5), ("a", 2, 3), ("a", 6, 9), ("a", 11, 12), ("b", 1, 2), ("b", 4, None)],
        schema=["person_id", "start", "end"], orient="row",
    ).with_columns(start=_day("start"), end=_day("end").fill_null(FAR))  # fmt: skip
    assert unbroken(jobs, ["person_id"]).rows() == [
        ("a", _date(1), _date(9)), ("a", _date(11), _date(12)), ("b", _date(1), _date(2)), ("b", _date(4), FAR),
    ]  # fmt: skip


def _day(name: str) -> pl.Expr:
    return pl.lit(FIRST) + pl.duration(days=pl.col(name))


def _date(number: int) -> date:
    return FIRST + timedelta(days=number)


people = st.sampled_from(["1", "2", "3"])
units = st.sampled_from(["care", "home"])
stays = st.tuples(st.integers(0, DAYS), st.one_of(st.none(), st.integers(0, 12)))


def _period(stay: tuple[int, int | None]) -> tuple[int, int | None]:
    start, length = stay
    return start, None if length is None else min(DAYS, start + length)


spells_invented = st.lists(
    st.builds(lambda person, unit, stay: (person, unit, *_period(stay)), people, st.one_of(st.none(), units), stays),
    max_size=12, unique=True,
)  # fmt: skip
jobs_invented = st.lists(
    st.builds(lambda person, unit, stay, fte: (person, unit, *_period(stay), fte), people, units, stays,
              st.sampled_from([20, 50, 80])),
    min_size=1, max_size=8, unique=True,
)  # fmt: skip


@pytest.mark.parametrize(("few_named", "chunk"), [(0.0, 50_000), (1.1, 3)])
@settings(max_examples=60, deadline=None, derandomize=True)
@given(spells=spells_invented, jobs=jobs_invented)
def test_the_quick_checks_agree_with_looking_at_every_day(
    few_named: float, chunk: int, spells: list[Spell], jobs: list[Job]
) -> None:
    with (
        TemporaryDirectory() as folder,
        patch("naerverk.formats.spells.FEW_NAMED", few_named),
        patch("naerverk.formats.delimited.CHUNK_ROWS", chunk),
    ):
        place = Path(folder)
        (place / "employments.csv").write_text(
            "person_id,unit_id,start,end,fte_percent\n" + "".join(_line(job) for job in jobs), encoding="utf-8"
        )
        (place / "absences.csv").write_text(
            "person_id,unit_id,start,end,kind\n" + "".join(_line((*spell, "holiday")) for spell in spells),
            encoding="utf-8",
        )
        files = {table: [place / f"{table}.csv"] for table in ("employments", "absences")}
        reading = read(files, workdir=place)
    told = {(one.code.removeprefix("formats."), one.place.line) for one in reading.problems}
    told -= {("no_rows_ok", None)}
    assert {line for code, line in told if code == "unknown_person"} == _strangers(spells, jobs)
    assert {line for code, line in told if code == "absence_outside_employment"} == _outside(spells, jobs)
    assert {line for code, line in told if code == "overlapping_spells"} == _later_of_overlapping(spells)
    assert ("jobs_over_100" in {code for code, _ in told}) == _is_crowded(jobs)


def _line(row: tuple[object, ...]) -> str:
    cells = [_date(cell).isoformat() if isinstance(cell, int) and place < 4 else cell for place, cell in enumerate(row)]
    return ",".join("" if cell is None else str(cell) for cell in cells) + "\n"


def _days(start: int, end: int | None) -> set[int]:
    return set(range(start, (DAYS + 5 if end is None else end) + 1))


def _strangers(spells: list[Spell], jobs: list[Job]) -> set[int]:
    employed = {job[0] for job in jobs}
    return {line for line, spell in enumerate(spells, start=2) if spell[0] not in employed}


def _outside(spells: list[Spell], jobs: list[Job]) -> set[int]:
    lines = set()
    for line, (person, unit, start, end) in enumerate(spells, start=2):
        covered: set[int] = set()
        for who, where, first, last, _ in jobs:
            if who == person and unit in (None, where):
                covered |= _days(first, last)
        if person in {job[0] for job in jobs} and not _days(start, end) <= covered:
            lines.add(line)
    return lines


def _later_of_overlapping(spells: list[Spell]) -> set[int]:
    """The lines that must be named: in each clash the one that starts later; across units the one with a unit."""
    lines = set()
    for line, (person, unit, start, end) in enumerate(spells, start=2):
        for other_line, (who, where, first, last) in enumerate(spells, start=2):
            if line == other_line or who != person or not _days(start, end) & _days(first, last):
                continue
            if unit == where and (start, line) > (first, other_line):
                lines.add(line)
            if unit is not None and where is None:
                lines.add(line)
    return lines


def _is_crowded(jobs: list[Job]) -> bool:
    for person in {job[0] for job in jobs}:
        for day in range(DAYS + 5):
            if sum(fte for who, _, first, last, fte in jobs if who == person and day in _days(first, last)) > 100:
                return True
    return False
