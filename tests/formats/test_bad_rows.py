"""Values that cannot be true: the row is set aside with its reason, the others are taken in."""

import csv

import pytest
from desk import ABSENCES_HEAD, EMPLOYMENTS, MONTHLY_HEAD, UNITS, Desk, found, rows

from naerverk.formats.complaints import shown

JOBS_HEAD = "person_id,unit_id,start,end,fte_percent,sex,birth_year\n"


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (",,2024-01-02,,holiday,", "person_id", "blank"),
        ("1,,,,holiday,", "start", "blank"),
        ("1,,2024-01-02,,,", "kind", "blank"),
        ("1,,2024-02-30,,holiday,", "start", "unreadable_date"),
        ("1,,02/01/2024,,holiday,", "start", "unreadable_date"),
        ("1,,45292,,holiday,", "start", "unreadable_date"),
        ("1,,24-01-02,,holiday,", "start", "unreadable_date"),
        ("1,,02.01.24,,holiday,", "start", "unreadable_date"),
        ("1,,2024-01-02 13:30,,holiday,", "start", "unreadable_date"),
        ("1,,0001-01-01,,holiday,", "start", "impossible_date"),
        ("1,,2024-01-02,0001-01-01,holiday,", "end", "impossible_date"),
        ("1,,2024-01-02,never,holiday,", "end", "unreadable_date"),
        ("1,,2024-01-02,9999-99-99,holiday,", "end", "unreadable_date"),
        ("1,,2024-01-02,2024-01-01,holiday,", "end", "end_before_start"),
        ("1,,2024-01-02,,flu,", "kind", "unknown_kind"),
        ("1,,2024-01-02,,doctor_certified,-50", "grade_percent", "grade_out_of_range"),
        ("1,,2024-01-02,,doctor_certified,1000 %", "grade_percent", "grade_out_of_range"),
        ("1,,2024-01-02,,doctor_certified,100.01", "grade_percent", "grade_out_of_range"),
        ("1,,2024-01-02,,doctor_certified,half", "grade_percent", "unreadable_number"),
        ("1,,2024-01-02,,doctor_certified,NaN", "grade_percent", "unreadable_number"),
        ("1,,2024-01-02,,doctor_certified,inf", "grade_percent", "unreadable_number"),
        ("1,,2024-01-02,,doctor_certified,1 00", "grade_percent", "unreadable_number"),
        ("1,,2024-01-02,,doctor_certified,5.0.0", "grade_percent", "unreadable_number"),
        ("1,,2024-01-02,,self_certified,50", "grade_percent", "self_certified_graded"),
    ],
)
def test_an_absence_that_cannot_be(desk: Desk, row: str, column: str, code: str) -> None:
    good = "1,,2023-01-02,2023-01-03,self_certified,100\n"
    reading = desk.read(absences=f"{ABSENCES_HEAD}{good}{row}\n")
    assert found(reading) == [(code, column, 3)]
    assert rows(reading, "absences").height == 1


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("1,care,2020-01-01,,0,F,1980", "fte_percent", "fte_out_of_range"),
        ("1,care,2020-01-01,,0.00004,F,1980", "fte_percent", "fte_out_of_range"),
        ("1,care,2020-01-01,,100.5,F,1980", "fte_percent", "fte_out_of_range"),
        ("1,care,2020-01-01,,-80,F,1980", "fte_percent", "fte_out_of_range"),
        ("1,care,2020-01-01,,,F,1980", "fte_percent", "blank"),
        ("1,care,2020-01-01,,80,K,1980", "sex", "unknown_sex"),
        ("1,care,2020-01-01,,80,F,80", "birth_year", "birth_year_out_of_range"),
        ("1,care,2020-01-01,,80,F,1980.5", "birth_year", "unreadable_integer"),
        ("1,care,2020-01-01,2019-12-31,80,F,1980", "end", "end_before_start"),
        ("1,,2020-01-01,,80,F,1980", "unit_id", "blank"),
    ],
)
def test_an_employment_that_cannot_be(desk: Desk, row: str, column: str, code: str) -> None:
    assert found(desk.read(employments=f"{JOBS_HEAD}{row}\n")) == [(code, column, 2)]


def test_a_row_with_two_faults_gets_both_and_a_cell_gets_one(desk: Desk) -> None:
    reading = desk.read(absences=f"{ABSENCES_HEAD},,2024-01-32,,flu,500\n")
    assert found(reading) == [
        ("unreadable_date", "start", 2), ("unknown_kind", "kind", 2), ("blank", "person_id", 2),
        ("grade_out_of_range", "grade_percent", 2),
    ]  # fmt: skip


def test_shares_and_rates(desk: Desk) -> None:
    shifts = "person_id,unit_id,date,agreed_share\n1,care,2024-01-02,0.5\n1,care,2024-01-03,0\n1,care,2024-01-04,1.5\n"
    assert found(desk.read(shifts=shifts)) == [
        ("share_out_of_range", "agreed_share", 3), ("share_out_of_range", "agreed_share", 4),
    ]  # fmt: skip
    rates = (
        "source,group,period,rate_percent,kind\nSSB,all,2024K1,6.7,total\nSSB,all,2024K2,101,total\nSSB,all,,5,total\n"
    )
    reading = desk.read(benchmarks=f"{rates}SSB,all,,,total\nSSB,all,2024-05,1,flu\n")
    assert found(reading) == [
        ("rate_out_of_range", "rate_percent", 3), ("blank", "period", 4), ("unknown_kind", "kind", 6),
    ]  # fmt: skip
    assert rows(reading, "benchmarks")["period"].to_list() == ["2024Q1", None]


def test_flags_in_both_languages(desk: Desk) -> None:
    head = "person_id,start,end,kind,work_injury\n"
    text = head + "".join(
        f"{n},2024-01-0{n},2024-01-0{n},holiday,{word}\n"
        for n, word in enumerate(("ja", "NO", "1", "false", "", "maybe"), start=1)
    )
    reading = desk.read(absences=text)
    assert found(reading) == [("unknown_code", "work_injury", 7)]
    assert rows(reading, "absences")["work_injury"].to_list() == [True, False, True, False, None]


def test_percents_with_too_many_decimals_are_rounded_and_said(desk: Desk) -> None:
    jobs = "person_id,unit_id,start,fte_percent\n1,care,2020-01-01,33.33333\n2,care,2020-01-01,33.3333\n"
    spells = "person_id,start,end,kind,grade_percent\n1,2024-01-02,2024-01-03,doctor_certified,66.6667\n"
    reading = desk.read(units=UNITS, employments=jobs, absences=spells)
    assert found(reading) == [("rounded_share", "fte_percent", 2), ("rounded", "grade_percent", 2)]
    assert reading.errors == ()
    assert rows(reading, "employments")["fte_percent"].to_list() == [33.3333, 33.3333]
    assert rows(reading, "absences")["grade_percent"].to_list() == [66.67]


def test_position_shares_that_are_no_percents(desk: Desk) -> None:
    jobs = "person_id,unit_id,start,fte_percent\n1,care,2020-01-01,0.8\n2,care,2020-01-01,1\n"
    reading = desk.read(employments=jobs)
    assert found(reading) == [("looks_like_share", "fte_percent", 2)]
    assert reading.errors == ()


def test_dates_after_today_are_a_warning(desk: Desk) -> None:
    jobs = "person_id,unit_id,start,end,fte_percent\n1,care,2020-01-01,2030-01-01,80\n2,care,2026-12-01,,80\n"
    spells = f"{ABSENCES_HEAD}1,,2026-11-20,2026-11-22,doctor_certified,\n1,,2027-01-01,,holiday,\n"
    months = f"{MONTHLY_HEAD}care,2026-11,120,,,3\ncare,2026-12,100,,,3\n"
    reading = desk.read(employments=jobs, absences=spells, monthly=months)
    assert reading.errors == ()
    assert [(one.place.file, *where) for one, where in zip(reading.problems, found(reading), strict=True)] == [
        ("employments.csv", "after_today", "start", 3),
        ("absences.csv", "after_today", "end", 2),
        ("absences.csv", "after_today", "start", 3),
        ("absences.csv", "absence_outside_employment", "start", 3),
        ("monthly.csv", "after_today", "month", 3),
    ]


@pytest.mark.parametrize("sentinel", ["9999-12-31", "4712-12-31", "31.12.9999", "9999-12-31T00:00:00", ""])
def test_sentinels_mean_still_going_on(desk: Desk, sentinel: str) -> None:
    reading = desk.read(
        units=f"unit_id,name,valid_from,valid_to\ncare,Care,,{sentinel}\n",
        employments=f"{JOBS_HEAD}1,care,2020-01-01,{sentinel},80,F,1980\n",
        absences=f"{ABSENCES_HEAD}1,,2024-01-02,{sentinel},doctor_certified,\n",
    )
    assert reading.problems == ()
    assert [rows(reading, table)[end].to_list() for table, end in (("employments", "end"), ("absences", "end"))] == [
        [None], [None],
    ]  # fmt: skip


def test_the_decimal_mark_is_one_throughout(desk: Desk) -> None:
    head = "unit_id;month;agreed_days;total_days\n"
    reading = desk.read(
        monthly=f"{head}a;2024-01;1 234,5;10\na;2024-02;1\N{NO-BREAK SPACE}234,5;11,25\na;2024-03;1.234;9\n"
    )
    assert found(reading) == [("other_decimal_mark", "agreed_days", 4)]
    assert rows(reading, "monthly")["agreed_days"].to_list() == [1234.5, 1234.5]


def test_a_mended_row_can_be_read_again(desk: Desk) -> None:
    text = f"{ABSENCES_HEAD}1,,2024-01-02,2024-01-03,flu,\n2,,2024-01-02,2024-01-03,holiday,\n"
    reading = desk.read(employments=EMPLOYMENTS, absences=text)
    assert reading.rejected == (desk.rejects,)
    written = desk.rejects.read_text(encoding="utf-8")
    assert written == f"{ABSENCES_HEAD.strip()},problem\n1,,2024-01-02,2024-01-03,flu,,kind: unknown_kind\n"
    mended = desk.put("mended.csv", written.replace("flu", "self_certified"))
    again = desk.read(absences=mended)
    assert again.problems == ()
    assert rows(again, "absences").height == 1


def test_rejected_rows_keep_the_form_of_their_file(desk: Desk) -> None:
    text = "unit_id;name\nø1;\nø2;Blåbærhaugen\n".encode("utf-16")
    desk.read(units=text, employments=b"person_id;unit_id;start;fte_percent;note\n1;\xf8;x;10;\xe5\n")
    assert desk.rejects.read_bytes().decode("utf-16") == "unit_id;name;problem\r\nø1;;name: blank\r\n"
    beside = desk.rejects.with_name("rejected-employments.csv")
    assert beside.read_bytes().splitlines()[1] == b"1;\xf8;x;10;\xe5;start: unreadable_date"


def test_a_value_is_shown_on_one_line_and_not_too_long(desk: Desk) -> None:
    assert shown("a\nb\x07") == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}"
    assert len(shown("x" * 500) or "") == 80
    reading = desk.read(absences=f"{ABSENCES_HEAD}1,,{'x' * 500},,holiday,\n")
    assert len(reading.problems[0].place.value or "") == 80


def test_rows_of_files_with_one_name_are_given_back_in_files_of_their_own(desk: Desk) -> None:
    files = []
    for place in ("north", "south", "west"):
        (desk.folder / place).mkdir()
        files.append(desk.put(f"{place}/absences.csv", f"{ABSENCES_HEAD}{place},,x,,holiday,\n"))
    written = desk.read(absences=files).rejected
    assert [path.name for path in written] == ["rejected.csv", "rejected-absences.csv", "rejected-absences-2.csv"]
    assert [path.read_text(encoding="utf-8").splitlines()[1].split(",")[0] for path in written] == [
        "north", "south", "west",
    ]  # fmt: skip


def test_rows_given_back_a_third_time_keep_every_problem(desk: Desk) -> None:
    head = ABSENCES_HEAD.replace("\n", ",problem,problem_2\n")
    desk.read(absences=f"{head}1,,x,,holiday,,first,second\n")
    assert desk.rejects.read_text(encoding="utf-8").splitlines()[0].endswith(",problem,problem_2,problem_3")


def test_what_a_spreadsheet_would_run_is_given_back_with_an_apostrophe(desk: Desk) -> None:
    bad = "=cmd|'/c calc'!A0,,2024-13-01,,\"@SUM(1)\",-5\n"
    desk.found(absences=ABSENCES_HEAD + bad)
    [row] = csv.DictReader(desk.rejects.read_text("utf-8").splitlines())
    assert (row["person_id"], row["kind"], row["grade_percent"]) == ("'=cmd|'/c calc'!A0", "'@SUM(1)", "-5")
