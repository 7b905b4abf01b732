"""Ingrid (HR) gives the files she has; `read` gives canonical tables and says what is wrong with the rest."""

from datetime import date
from pathlib import Path

import polars as pl

from naerverk.formats import find, read
from naerverk.problems import Severity

UNITS = "unit_id,parent_id,name\nall,,Kommunen\ncare,all,Hjemmetjenesten\n"
EMPLOYMENTS = (
    "person_id;unit_id;start;end;fte_percent;sex\n1;care;01.01.2020;;37,5;F\n2;care;2020-01-01;9999-12-31;100;M\n"
)


def _folder(tmp_path: Path, **tables: str) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    for table, text in tables.items():
        (folder / f"{table}.csv").write_text(text, encoding="utf-8")
    return folder


def _codes(tmp_path: Path, **tables: str) -> list[tuple[str, int | None]]:
    work = tmp_path / "work"
    work.mkdir()
    folder = _folder(tmp_path, **{"units": UNITS, "employments": EMPLOYMENTS, **tables})
    reading = read(find(folder), workdir=work, today=date(2026, 11, 21))
    return [(problem.code.removeprefix("formats."), problem.place.line) for problem in reading.problems]


def test_sound_files_become_canonical_tables(tmp_path: Path) -> None:
    absences = "person_id,start,end,kind\n1,2024-01-01,2024-01-03,self_certified\n2,2024-02-01,,doctor_certified\n"
    folder = _folder(tmp_path, units=UNITS, employments=EMPLOYMENTS, absences=absences)
    work = tmp_path / "work"
    work.mkdir()
    reading = read(find(folder), workdir=work)
    assert reading.problems == ()
    assert reading.row_counts == {"units": 2, "employments": 2, "absences": 2}
    assert reading.source == "units.csv, employments.csv, absences.csv"
    jobs = pl.read_parquet(list(reading.dataset.employments))
    assert jobs["fte_percent"].to_list() == [37.5, 100.0]
    assert jobs["end"].to_list() == [None, None]
    spells = pl.read_parquet(list(reading.dataset.absences))
    assert spells["grade_percent"].to_list() == [100.0, 100.0]
    assert spells["unit_id"].dtype == pl.String


def test_an_overlap_is_found_through_a_blank_unit(tmp_path: Path) -> None:
    absences = (
        "person_id,unit_id,start,end,kind\n"
        "1,,2024-01-01,2024-01-10,self_certified\n"
        "1,care,2024-01-10,2024-01-12,doctor_certified\n"
    )
    assert _codes(tmp_path, absences=absences) == [("overlapping_spells", 3)]


def test_identical_rows_are_counted_once(tmp_path: Path) -> None:
    row = "1,2024-01-01,2024-01-10,self_certified\n"
    work = tmp_path / "work"
    work.mkdir()
    folder = _folder(tmp_path, units=UNITS, employments=EMPLOYMENTS, absences=f"person_id,start,end,kind\n{row}{row}")
    reading = read(find(folder), workdir=work)
    assert [problem.severity for problem in reading.problems] == [Severity.WARNING]
    assert reading.row_counts["absences"] == 1


def test_canonical_parquet_is_used_where_it_lies(tmp_path: Path) -> None:
    folder = _folder(tmp_path, units=UNITS, employments=EMPLOYMENTS)
    spells = pl.DataFrame(
        {
            "person_id": ["1"], "start": [date(2024, 1, 1)], "end": [None], "kind": ["doctor_certified"],
            "grade_percent": [50.0], "note": ["x"],
        },
        schema_overrides={"end": pl.Date},
    )  # fmt: skip
    spells.write_parquet(folder / "absences.parquet")
    work = tmp_path / "work"
    work.mkdir()
    reading = read(find(folder), workdir=work)
    assert reading.problems == ()
    assert reading.dataset.absences == (folder / "absences.parquet",)
