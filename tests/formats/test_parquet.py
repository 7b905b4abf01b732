"""Parquet: used where it lies when it is canonical, copied when it is nearly so, read as text otherwise."""

from datetime import date, datetime
from pathlib import Path

import polars as pl
from desk import EMPLOYMENTS, UNITS, Desk, found, rows

from naerverk.calendar import Month
from naerverk.formats import read
from naerverk.statistics.question import Question
from naerverk.statistics.rates import rates

SPELLS = pl.DataFrame(
    {
        "person_id": ["1", "2"], "unit_id": [None, "care"], "start": [date(2024, 1, 2), date(2024, 1, 3)],
        "end": [date(2024, 1, 5), None], "kind": ["self_certified", "doctor_certified"], "grade_percent": [100.0, 50.5],
        "work_injury": [None, True],
    }
)  # fmt: skip
JOBS = pl.DataFrame(
    {
        "person_id": ["1", "2"],
        "unit_id": ["care", "care"],
        "start": [date(2020, 1, 1)] * 2,
        "fte_percent": [80.0, 100.0],
    }
)


def put(desk: Desk, name: str, frame: pl.DataFrame) -> Path:
    path = desk.folder / name
    frame.write_parquet(path)
    return path


def test_a_canonical_file_is_used_in_place(desk: Desk) -> None:
    spells, jobs = put(desk, "absences.parquet", SPELLS.with_columns(note=pl.lit("x"))), put(desk, "e.parquet", JOBS)
    reading = desk.read(units=UNITS, employments=jobs, absences=spells)
    assert reading.problems == ()
    assert reading.dataset.absences == (spells,)
    assert reading.dataset.employments == (jobs,)
    assert reading.row_counts == {"units": 3, "employments": 2, "absences": 2}


def test_its_rows_are_checked_all_the_same(desk: Desk) -> None:
    wrong = pl.concat(
        [
            SPELLS,
            SPELLS.head(1).with_columns(start=date(2024, 3, 1), end=date(2024, 2, 1)),
            SPELLS.head(1).with_columns(start=date(2024, 4, 1), end=None, kind=pl.lit("flu")),
            SPELLS.head(1).with_columns(person_id=pl.lit(None, pl.String)),
            SPELLS.tail(1).with_columns(start=date(2024, 6, 1)),
        ]
    )
    path = put(desk, "absences.parquet", wrong)
    reading = desk.read(employments=put(desk, "e.parquet", JOBS), absences=path)
    assert found(reading) == [
        ("end_before_start", "end", 3), ("unknown_kind", "kind", 4), ("blank", "person_id", 5),
        ("overlapping_spells", "start", 6),
    ]  # fmt: skip
    assert reading.row_counts["absences"] == 3
    assert reading.dataset.absences != (path,)
    rejected = desk.rejects.read_text(encoding="utf-8-sig").splitlines()
    assert rejected[0] == "person_id,unit_id,start,end,kind,grade_percent,work_injury,problem"
    assert rejected[1] == "1,,2024-03-01,2024-02-01,self_certified,100.0,,end: end_before_start"
    assert len(rejected) == 4


def test_pieces_meet_at_their_edges(desk: Desk, monkeypatch: object) -> None:
    monkeypatch.setattr("naerverk.formats.tables.PIECE", 1)  # type: ignore[attr-defined]
    spells = pl.concat(
        [SPELLS.head(1), SPELLS.head(1).with_columns(start=date(2024, 1, 5), end=date(2024, 1, 8)), SPELLS.tail(1)]
    )
    reading = desk.read(employments=put(desk, "e.parquet", JOBS), absences=put(desk, "absences.parquet", spells))
    assert found(reading) == [("overlapping_spells", "start", 2)]


def test_types_that_mean_the_same_are_copied(desk: Desk) -> None:
    near = SPELLS.with_columns(
        pl.col("grade_percent").round(0).cast(pl.Int32), pl.col("kind").cast(pl.Categorical),
        pl.col("person_id").cast(pl.Int64),
    ).drop("unit_id", "work_injury")  # fmt: skip
    path = put(desk, "absences.parquet", near)
    reading = desk.read(absences=path)
    assert reading.problems == ()
    assert reading.dataset.absences != (path,)
    canonical = rows(reading, "absences")
    assert canonical["kind"].dtype == pl.String
    assert canonical["grade_percent"].to_list() == [100.0, 50.0]
    assert canonical["unit_id"].to_list() == [None, None]


def test_sentinels_blank_grades_and_long_decimals_are_tidied_in_a_copy(desk: Desk) -> None:
    for change in (
        {"end": pl.lit(date(9999, 12, 31))}, {"grade_percent": pl.lit(None, pl.Float64)},
        {"grade_percent": pl.lit(33.333)},
    ):  # fmt: skip
        path = put(desk, "absences.parquet", SPELLS.tail(1).with_columns(**change))
        reading = desk.read(absences=path)
        assert reading.errors == ()
        assert reading.dataset.absences != (path,)
        (row,) = rows(reading, "absences").select("end", "grade_percent").rows()
        assert row in ((None, 50.5), (None, 100.0), (None, 33.33))


def test_columns_of_text_are_read_as_text(desk: Desk) -> None:
    text = pl.DataFrame(
        {
            "person_id": ["1", "2", "3"], "start": ["02.01.2024", "x", "2024-01-03"], "kind": ["holiday"] * 3,
            "end": [datetime(2024, 1, 4), None, None], "work_injury": [True, None, False], "list": [[1], [2], []],
            "blob": [b"x", None, b""],
        }
    )  # fmt: skip
    reading = desk.read(absences=put(desk, "absences.parquet", text))
    assert found(reading) == [("unreadable_date", "start", 2)]
    assert rows(reading, "absences").select("start", "end", "work_injury").rows() == [
        (date(2024, 1, 2), date(2024, 1, 4), True), (date(2024, 1, 3), None, False),
    ]  # fmt: skip
    assert "2,x,holiday" in desk.rejects.read_text(encoding="utf-8-sig")


def test_keys_get_one_type_everywhere(desk: Desk) -> None:
    numbers = JOBS.with_columns(pl.col("person_id").cast(pl.Int64), pl.lit(7).cast(pl.Int64).alias("unit_id"))
    jobs = put(desk, "e.parquet", numbers)
    spells = put(
        desk,
        "absences.parquet",
        SPELLS.with_columns(pl.col("person_id").cast(pl.Int32), pl.lit(7).cast(pl.Int32).alias("unit_id")),
    )
    alike = desk.read(employments=jobs, absences=spells)
    assert alike.problems == ()
    assert {rows(alike, table)["person_id"].dtype for table in ("employments", "absences")} == {pl.Int64()}
    mixed = desk.read(units="unit_id,name\n7,Seven\n", employments=jobs, absences=spells)
    assert mixed.problems == ()
    assert {rows(mixed, table)["unit_id"].dtype for table in ("units", "employments", "absences")} == {pl.String()}
    assert rows(mixed, "absences")["person_id"].dtype == pl.Int64


def test_integer_keys_that_all_agree_stay_in_place(desk: Desk) -> None:
    units = put(desk, "units.parquet", pl.DataFrame({"unit_id": [7, 8], "name": ["a", "b"], "parent_id": [None, 7]}))
    jobs = put(desk, "e.parquet", JOBS.with_columns(pl.lit(7).cast(pl.Int64).alias("unit_id")))
    reading = desk.read(units=units, employments=jobs)
    assert reading.problems == ()
    assert reading.dataset.units == (units,)
    unknown = desk.read(
        units=units, employments=put(desk, "e.parquet", JOBS.with_columns(unit_id=pl.lit(9).cast(pl.Int64)))
    )
    assert found(unknown) == [("unknown_unit", "unit_id", 1), ("unknown_unit", "unit_id", 2)]


def test_a_missing_column_and_an_empty_table(desk: Desk) -> None:
    assert found(desk.read(absences=put(desk, "absences.parquet", SPELLS.drop("kind")))) == [
        ("missing_column", "kind", 1)
    ]
    assert found(desk.read(absences=put(desk, "absences.parquet", SPELLS.head(0)))) == [("no_rows_ok", None, None)]
    assert found(desk.read(employments=put(desk, "e.parquet", JOBS.head(0)))) == [("no_rows", None, None)]


def test_csv_and_parquet_of_one_table_are_read_together(desk: Desk) -> None:
    spells = put(desk, "late.parquet", SPELLS)
    early = desk.put("early.csv", "person_id,start,end,kind\n1,2023-01-02,2023-01-03,holiday\n2,2024-01-03,,holiday\n")
    reading = desk.read(employments=EMPLOYMENTS, absences=[early, spells])
    assert [(code, line) for code, _, line in found(reading)] == [
        ("absence_outside_employment", 3), ("overlapping_spells", 2), ("absence_outside_employment", 2),
    ]  # fmt: skip


def test_progress_counts_rows(desk: Desk, tmp_path: Path) -> None:
    path = put(desk, "absences.parquet", SPELLS.with_columns(pl.col("start").cast(pl.String)))
    told: list[tuple[str, int, int]] = []
    (tmp_path / "work").mkdir()
    read(
        {"absences": [path]},
        workdir=tmp_path / "work",
        progress=lambda file, done, total: told.append((file, done, total)),
    )
    assert told == [("absences.parquet", 2, 2)]


def test_integer_keys_with_columns_missing(desk: Desk) -> None:
    units = put(desk, "units.parquet", pl.DataFrame({"unit_id": [7, 8], "name": ["a", "b"]}))
    jobs = JOBS.with_columns(unit_id=pl.lit(7).cast(pl.Int64), birth_year=pl.lit(1980).cast(pl.Int32))
    more = jobs.with_columns(pl.col("birth_year").cast(pl.Int64), person_id=pl.Series(["3", "4"]))
    spells = put(desk, "absences.parquet", SPELLS.drop("unit_id"))
    reading = desk.read(
        units=units, employments=[put(desk, "e.parquet", jobs), put(desk, "f.parquet", more)], absences=spells
    )
    assert reading.problems == ()
    assert reading.row_counts == {"units": 2, "employments": 4, "absences": 2}
    assert reading.dataset.units == (units,)


def test_parents_of_another_type_than_the_units(desk: Desk) -> None:
    odd = pl.DataFrame({"unit_id": [7, 8], "parent_id": [None, "7"], "name": ["a", "b"]})
    reading = desk.read(units=put(desk, "units.parquet", odd))
    assert reading.problems == ()
    assert rows(reading, "units").select("unit_id", "parent_id").rows() == [("7", None), ("8", "7")]


def test_midnights_are_dates_and_other_times_are_not(desk: Desk) -> None:
    midnights = SPELLS.with_columns(pl.col("start", "end").cast(pl.Datetime("us")))
    reading = desk.read(absences=put(desk, "absences.parquet", midnights))
    assert reading.problems == ()
    assert rows(reading, "absences")["end"].to_list() == [date(2024, 1, 5), None]
    later = midnights.with_columns(pl.col("start") + pl.duration(hours=8))
    assert found(desk.read(absences=put(desk, "absences.parquet", later))) == [
        ("unreadable_date", "start", 1), ("unreadable_date", "start", 2),
    ]  # fmt: skip


def test_a_name_with_stars_and_brackets_is_one_file_to_every_engine(desk: Desk) -> None:
    jobs = pl.DataFrame({"person_id": ["1"], "unit_id": ["care"], "start": [date(2020, 1, 1)], "fte_percent": [100.0]})
    named, other = desk.folder / "jobs[1]*.parquet", desk.folder / "jobs1more.parquet"
    jobs.write_parquet(named)
    jobs.with_columns(person_id=pl.lit("2")).write_parquet(other)
    reading = desk.read(employments=named)
    assert (reading.problems, reading.row_counts) == ((), {"employments": 1})
    month = Month(2024, 1)
    for engine in ("polars", "duckdb"):
        found = rates(reading.dataset, Question((), month, month), engine=engine).frame
        assert found["persons"].to_list() == [1]


def test_days_without_end_are_refused(desk: Desk) -> None:
    path = desk.folder / "monthly.parquet"
    days = {"agreed_days": [float("inf")], "total_days": [5.0]}
    pl.DataFrame({"unit_id": ["care"], "month": ["2024-01"], **days}).write_parquet(path)
    assert found(desk.read(monthly=path)) == [("negative", "agreed_days", 1)]
