"""Ingrid (HR) gives the files she has; `read` gives canonical tables."""

import os
from datetime import date
from pathlib import Path
from threading import Thread

import pytest
from desk import ABSENCES_HEAD, EMPLOYMENTS, UNITS, Desk, found, rows

from naerverk.formats import find, read
from naerverk.problems import Refusal, Severity, UsageRefusal
from naerverk.records import SCHEMA


def test_sound_files_become_canonical_tables(desk: Desk) -> None:
    jobs = (
        "person_id;unit_id;start;end;fte_percent;sex\n1;care;01.01.2020;;37,5;F\n2;care;2020-01-01;9999-12-31;100;m\n"
    )
    spells = "person_id,start,end,kind\n1,2024-01-01,2024-01-03,self_certified\n2,2024-02-01,,Doctor_Certified\n"
    reading = desk.read(units=UNITS, employments=jobs, absences=spells)
    assert reading.problems == ()
    assert reading.row_counts == {"units": 3, "employments": 2, "absences": 2}
    assert reading.source == "units.csv, employments.csv, absences.csv"
    employments = rows(reading, "employments")
    assert employments["fte_percent"].to_list() == [37.5, 100.0]
    assert employments["end"].to_list() == [None, None]
    assert employments["sex"].to_list() == ["F", "M"]
    absences = rows(reading, "absences")
    assert absences["grade_percent"].to_list() == [100.0, 100.0]
    assert absences["kind"].to_list() == ["self_certified", "doctor_certified"]
    for table in ("units", "employments", "absences"):
        assert [name for name in rows(reading, table).columns if not name.startswith("_")] == [
            column.name for column in SCHEMA[table]
        ]


def test_errors_stop_the_figures_and_warnings_do_not(desk: Desk) -> None:
    row = "1,,2024-01-01,2024-01-10,self_certified,\n"
    warned = desk.read(employments=EMPLOYMENTS, absences=f"{ABSENCES_HEAD}{row}{row}")
    warned.refuse_errors()
    assert [one.severity for one in warned.warnings] == [Severity.WARNING]
    wrong = desk.read(employments=EMPLOYMENTS, absences=f"{ABSENCES_HEAD}9{row}")
    with pytest.raises(Refusal) as refusal:
        wrong.refuse_errors()
    assert [one.code for one in refusal.value.problems] == ["formats.unknown_person"]


def test_columns_may_be_spelled_a_little_otherwise_and_come_in_any_order(desk: Desk) -> None:
    text = "Kind,END, Start ,PERSON ID,comment\nself_certified,2024-01-03,2024-01-02,1,hello\n"
    reading = desk.read(absences=text)
    assert reading.problems == ()
    assert rows(reading, "absences").select("person_id", "start", "end").row(0) == (
        "1", date(2024, 1, 2), date(2024, 1, 3),
    )  # fmt: skip


def test_blank_rows_and_a_missing_last_line_break_do_no_harm(desk: Desk) -> None:
    text = f"{ABSENCES_HEAD}\n1,,2024-01-02,2024-01-03,self_certified,\n,,,,,\n\n2,,2024-13-02,,self_certified,"
    assert found(desk.read(absences=text)) == [("unreadable_date", "start", 6)]


def test_blank_rows_between_full_ones(desk: Desk) -> None:
    text = f"{ABSENCES_HEAD}1,,2024-01-02,2024-01-03,self_certified,\n,,,,,\n , ,,,,\n2,,x,,self_certified,\n"
    reading = desk.read(absences=text)
    assert found(reading) == [("unreadable_date", "start", 5)]
    assert desk.rejects.read_text(encoding="utf-8").splitlines()[1].startswith("2,,x,")


def test_identical_rows_are_counted_once_also_across_files(desk: Desk) -> None:
    text = f"{ABSENCES_HEAD}1,,2024-01-01,2024-01-10,self_certified,\n"
    first, second = desk.put("january.csv", text), desk.put("again.csv", text)
    reading = desk.read(absences=[first, second])
    assert found(reading) == [("identical_row", "person_id", 2)]
    assert reading.problems[0].place.file == "again.csv"
    assert reading.problems[0].params == {"other_file": "january.csv", "other_line": "2"}
    assert rows(reading, "absences").height == 1


def test_two_files_of_the_same_name_are_told_apart(desk: Desk) -> None:
    (desk.folder / "other").mkdir()
    first = desk.put("absences.csv", f"{ABSENCES_HEAD}1,,2024-01-01,2024-01-10,x,\n")
    second = desk.put("other/absences.csv", f"{ABSENCES_HEAD}1,,2024-01-01,2024-01-10,y,\n")
    assert [one.place.file for one in desk.read(absences=[first, second]).problems] == ["absences.csv", str(second)]


def test_more_problems_than_are_kept_are_still_counted(desk: Desk) -> None:
    text = ABSENCES_HEAD + "1,,2024-01-01,2024-01-10,flu,\n" * 1000
    reading = desk.read(absences=text)
    assert reading.counts == {"formats.unknown_kind": 1000}
    assert reading.number_of(Severity.ERROR) == 1000
    assert len(reading.problems) == 200


def test_find_goes_by_the_names_of_the_files(tmp_path: Path) -> None:
    for name in ("units.CSV", "Employments.csv.gz", "absences.xlsx", "notes.txt", "monthly.doc", "shifts.parquet"):
        (tmp_path / name).touch()
    (tmp_path / "benchmarks.csv").mkdir()
    assert find(tmp_path) == {
        "units": [tmp_path / "units.CSV"],
        "employments": [tmp_path / "Employments.csv.gz"],
        "absences": [tmp_path / "absences.xlsx"],
        "shifts": [tmp_path / "shifts.parquet"],
    }


@pytest.mark.parametrize(
    ("names", "code"), [((), "no_tables"), (("notes.csv",), "no_tables"), (("units.csv", "units.ods"), "table_twice")]
)
def test_find_refuses_a_folder_that_leaves_a_doubt(tmp_path: Path, names: tuple[str, ...], code: str) -> None:
    for name in names:
        (tmp_path / name).touch()
    with pytest.raises(UsageRefusal) as refusal:
        find(tmp_path)
    assert refusal.value.problems[0].code == f"formats.{code}"


def test_find_refuses_what_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path, code in ((tmp_path / "file", "not_a_folder"), (tmp_path / "nowhere", "folder_missing")):
        with pytest.raises(UsageRefusal) as refusal:
            find(path)
        assert refusal.value.problems[0].code == f"formats.{code}"


def test_paths_that_are_no_files_are_a_usage_error(tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    for path, code in ((tmp_path, "is_a_folder"), (tmp_path / "nowhere.csv", "file_missing")):
        with pytest.raises(UsageRefusal) as refusal:
            read({"absences": [path]}, workdir=work)
        assert refusal.value.problems[0].code == f"formats.{code}"


def test_progress_is_told_in_bytes_of_the_file(desk: Desk, tmp_path: Path) -> None:
    path = desk.put("absences.csv", ABSENCES_HEAD + "1,,2024-01-01,2024-01-10,self_certified,\n" * 3)
    told: list[tuple[str, int, int]] = []
    work = tmp_path / "work"
    work.mkdir()
    read({"absences": [path]}, workdir=work, progress=lambda file, done, total: told.append((file, done, total)))
    size = path.stat().st_size
    assert told == [("absences.csv", size, size)]


def test_the_rejected_rows_never_overwrite_a_file_that_is_read(desk: Desk) -> None:
    desk.rejects = desk.put("absences.csv", f"{ABSENCES_HEAD}1,,x,,holiday,\n")
    with pytest.raises(UsageRefusal) as refusal:
        desk.read(absences=desk.rejects)
    assert refusal.value.problems[0].code == "formats.rejects_is_input"
    assert desk.rejects.read_text(encoding="utf-8").startswith(ABSENCES_HEAD)


def test_a_pipe_is_read_like_a_file(desk: Desk) -> None:
    pipe = desk.folder / "pipe"
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_text, args=("unit_id,name\na,A\n",), kwargs={"encoding": "utf-8"})
    writer.start()
    assert rows(desk.read(units=pipe), "units")["unit_id"].to_list() == ["a"]
    writer.join()
