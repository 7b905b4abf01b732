"""Spreadsheets: what people see in the cells is what is read, and what would go wrong silently is said."""

import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from books import ods, rewrite, xlsx
from desk import Desk, found, rows

from naerverk.formats.spreadsheet import text_of

HEAD = ["person_id", "unit_id", "start", "end", "kind", "grade_percent", "work_injury"]
SPELL = [1001, "care", date(2024, 1, 2), date(2024, 1, 5), "doctor_certified", 50.5, True]


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_cells_are_read_as_people_see_them(desk: Desk, ending: str) -> None:
    path = desk.folder / f"absences.{ending}"
    cells = [HEAD, SPELL[:6], [1002, None, date(2024, 2, 1), None, "self_certified", 100]]
    reading = desk.read(absences=xlsx(path, cells) if ending == "xlsx" else ods(path, cells))
    assert reading.problems == ()
    assert rows(reading, "absences").drop("work_injury", "_line").rows() == [
        ("1001", "care", date(2024, 1, 2), date(2024, 1, 5), "doctor_certified", 50.5),
        ("1002", None, date(2024, 2, 1), None, "self_certified", 100.0),
    ]


def test_line_numbers_are_those_of_the_sheet(desk: Desk) -> None:
    path = xlsx(desk.folder / "absences.xlsx", [[], HEAD, SPELL, [], [None] * 7, [1, None, "x", None, "holiday", None]])
    assert found(desk.read(absences=path)) == [("unreadable_date", "start", 6)]


def test_a_table_that_starts_in_another_column(desk: Desk) -> None:
    path = xlsx(desk.folder / "units.xlsx", [[None, None, "unit_id", "name"], [None, None, "a", "A"]])
    assert rows(desk.read(units=path), "units")["unit_id"].to_list() == ["a"]


@pytest.mark.parametrize(("from_1904", "number"), [(False, 45293), (True, 43831)])
def test_dates_stored_as_bare_numbers_are_read_and_said(desk: Desk, from_1904: bool, number: int) -> None:
    spells = [HEAD, [1, None, number, None, "holiday", 100], [1, None, 12, None, "holiday", 100]]
    reading = desk.read(absences=xlsx(desk.folder / "absences.xlsx", spells, from_1904=from_1904))
    assert found(reading) == [("dates_were_numbers", "start", 2), ("unreadable_date", "start", 3)]
    assert rows(reading, "absences")["start"].to_list() == [date(2024, 1, 2)]


def test_rows_with_merged_cells_are_set_aside(desk: Desk) -> None:
    def merge(book: object, sheet: object) -> None:
        sheet.merge_range(2, 0, 3, 0, "1001")  # type: ignore[attr-defined]

    cells = [HEAD, SPELL, SPELL, SPELL, [1003, *SPELL[1:]]]
    reading = desk.read(absences=xlsx(desk.folder / "absences.xlsx", cells, merge))
    assert found(reading) == [("merged_cells", None, 3), ("merged_cells", None, 4)]
    assert reading.problems[0].params == {"cells": "A3:A4"}
    assert rows(reading, "absences")["person_id"].to_list() == ["1001", "1003"]
    assert len(desk.rejects.read_text(encoding="utf-8-sig").splitlines()) == 3


def test_a_title_in_merged_cells_above_the_header(desk: Desk) -> None:
    def title(book: object, sheet: object) -> None:
        sheet.merge_range(0, 0, 0, 5, "Fravær 2024")  # type: ignore[attr-defined]

    reading = desk.read(absences=xlsx(desk.folder / "absences.xlsx", [[], [], HEAD, SPELL], title))
    assert found(reading) == [("header_not_first", None, 3)]


def test_formulas_give_their_values_and_failed_ones_are_not_blanks(desk: Desk) -> None:
    def formulas(book: object, sheet: object) -> None:
        sheet.write_formula(1, 5, "=25+25", value=50)  # type: ignore[attr-defined]
        sheet.write_formula(2, 3, "=1/0", value="#DIV/0!")  # type: ignore[attr-defined]

    path = xlsx(desk.folder / "first.xlsx", [HEAD, SPELL, [1002, *SPELL[1:]], [1003, *SPELL[1:]]], formulas)
    reading = desk.read(absences=path)
    assert found(reading) == [("formula_without_value", None, 3)]
    assert reading.problems[0].params == {"cells": "D3"}
    assert rows(reading, "absences")["grade_percent"].to_list() == [50.0, 50.5]
    bare = rewrite(
        path, desk.folder / "bare.xlsx", "xl/worksheets/sheet1.xml", lambda xml: xml.replace("<v>50</v>", "")
    )
    assert found(desk.read(absences=bare))[0] == ("formula_without_value", None, 2)


def test_the_first_sheet_or_the_one_a_profile_names(desk: Desk) -> None:
    path = xlsx(desk.folder / "book.xlsx", [["unit_id", "name"], ["a", "A"]], sheets=("Forside", "Enheter & lag"))
    assert found(desk.read(units=path)) == [("empty_file", None, None)]
    profile = "table: units\nsheet: {}\ncolumns: {{unit_id: unit_id, name: name}}\n"
    named = desk.put("named.yaml", profile.format("Enheter & lag"))
    assert desk.read(str(named), units=path).row_counts == {"units": 1}
    wrong = desk.put("wrong.yaml", profile.format("Ansatte"))
    reading = desk.read(str(wrong), units=path)
    assert found(reading) == [("sheet_missing", None, None)]
    assert reading.problems[0].params == {"sheet": "Ansatte", "sheets": "Forside, Enheter & lag"}


def test_locked_and_old_workbooks(desk: Desk) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    locked = desk.put("locked.xlsx", ole + "EncryptedPackage".encode("utf-16-le"))
    old = desk.put("old.xlsx", ole + "Workbook".encode("utf-16-le"))
    assert found(desk.read(absences=locked)) == [("password_protected", None, None)]
    assert found(desk.read(absences=old)) == [("old_excel", None, None)]
    sealed = ods(desk.folder / "sealed.ods", [HEAD], manifest="<manifest:encryption-data/>")
    assert found(desk.read(absences=sealed)) == [("password_protected", None, None)]


def test_a_zip_bomb_is_not_opened(desk: Desk) -> None:
    path = desk.folder / "absences.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", b"\0" * (64 << 20))
    assert path.stat().st_size < 100_000
    assert found(desk.read(absences=path)) == [("packed_too_hard", None, None)]


def test_an_archive_that_lies_about_its_size_is_damaged(desk: Desk) -> None:
    whole = xlsx(desk.folder / "whole.xlsx", [HEAD, SPELL]).read_bytes()
    with zipfile.ZipFile(desk.folder / "whole.xlsx") as book:
        size = book.getinfo("xl/worksheets/sheet1.xml").file_size
    lying = desk.put("lying.xlsx", whole.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little")))
    assert found(desk.read(absences=lying)) == [("damaged_file", None, None)]


def test_an_archive_that_is_no_workbook(desk: Desk) -> None:
    path = desk.folder / "absences.xlsx"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("hello.txt", "hello")
    assert found(desk.read(absences=path)) == [("damaged_file", None, None)]


@pytest.mark.parametrize("lost", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"])
def test_a_workbook_with_a_part_missing_is_damaged_or_read(desk: Desk, lost: str) -> None:
    whole = xlsx(desk.folder / "whole.xlsx", [HEAD])
    path = desk.folder / "absences.xlsx"
    with zipfile.ZipFile(whole) as book, zipfile.ZipFile(path, "w") as copy:
        for entry in book.namelist():
            if entry != lost:
                copy.writestr(entry, book.read(entry))
    codes = {one.code for one in desk.read(absences=path).problems}
    assert codes <= {"formats.damaged_file", "formats.no_rows_ok", "formats.empty_file"}
    assert codes


def test_two_cells_in_far_corners_do_not_fill_the_memory(desk: Desk) -> None:
    path = xlsx(desk.folder / "far.xlsx", [HEAD], lambda book, sheet: sheet.write(1_000_000, 16_000, "x"))
    assert found(desk.read(absences=path)) == [("sheet_too_large", None, None)]
    attributes = 'office:value-type="string" table:number-columns-repeated="16000"'
    cell = f"<table:table-cell {attributes}><text:p>x</text:p></table:table-cell>"
    many = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    assert found(desk.read(absences=ods(desk.folder / "far.ods", [HEAD], many))) == [("sheet_too_large", None, None)]


def test_the_empty_rows_a_spreadsheet_adds_below_are_nothing(desk: Desk) -> None:
    cell = '<table:table-cell table:number-columns-repeated="16384"/>'
    empty = f'<table:table-row table:number-rows-repeated="1048574">{cell}</table:table-row>'
    reading = desk.read(units=ods(desk.folder / "units.ods", [["unit_id", "name"], ["a", "A"]], empty))
    assert reading.problems == ()


def test_a_cell_to_the_right_of_the_header(desk: Desk) -> None:
    path = xlsx(desk.folder / "units.xlsx", [["unit_id", "name"], ["a", "A", None, "note"], ["b", "B"]])
    assert found(desk.read(units=path)) == [("cell_count", None, 2)]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (True, "yes"), (False, "no"), (7.0, "7"), (7.5, "7.5"), (1e300, "1e+300"),
        ("a\0b", "a\N{REPLACEMENT CHARACTER}b"), (date(2024, 1, 2), "2024-01-02"),
        (datetime(2024, 1, 2), "2024-01-02"), (datetime(2024, 1, 2, 3), "2024-01-02T03:00:00"),
        (time(3), "03:00:00"), (timedelta(hours=3), "3:00:00"),
    ],
)  # fmt: skip
def test_cells_as_text(cell: object, text: str) -> None:
    assert text_of(cell) == text


def test_a_packed_spreadsheet(desk: Desk, tmp_path: Path) -> None:
    book = xlsx(tmp_path / "plain.xlsx", [["unit_id", "name"], ["a", "A"]]).read_bytes()
    assert desk.read(units=desk.put("units.xlsx.gz", book)).row_counts == {"units": 1}
