"""Files that are not what they seem: each gets a sentence with its place, and the other files are read."""

import errno
import gzip
import os
import random
import threading
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from desk import ABSENCES_HEAD, EMPLOYMENTS, Desk, found, rows

from naerverk.cli import main
from naerverk.formats.content import undamaged
from naerverk.problems import Refusal, UsageRefusal

ROW = "1,,2024-01-02,2024-01-03,self_certified,\n"
GOOD = ABSENCES_HEAD + ROW


def test_an_empty_file(desk: Desk) -> None:
    assert found(desk.read(absences="")) == [("empty_file", None, None)]
    assert found(desk.read(absences="\n\n  \n")) == [("empty_file", None, None)]
    assert found(desk.read(absences=b"\xef\xbb\xbf")) == [("empty_file", None, None)]


def test_only_a_header_is_a_warning_for_absences_and_an_error_for_employments(desk: Desk) -> None:
    reading = desk.read(absences=ABSENCES_HEAD, employments="person_id,unit_id,start,fte_percent")
    assert found(reading) == [("no_rows", None, None), ("no_rows_ok", None, None)]
    assert [one.code for one in reading.errors] == ["formats.no_rows"]


def test_semicolons_inside_quotes_do_not_split(desk: Desk) -> None:
    text = 'unit_id;name\n"a;b";"Hjem; sykehjem og ""dag"""\n'
    reading = desk.read(units=text)
    assert reading.problems == ()
    assert rows(reading, "units").select("unit_id", "name").row(0) == ("a;b", 'Hjem; sykehjem og "dag"')


def test_line_breaks_inside_quotes_keep_the_line_numbers_right(desk: Desk) -> None:
    text = 'unit_id,name\r\na,"one\r\ntwo\nthree"\r\nb,\r\n"c\n",x\r\nd,\r\n'
    assert found(desk.read(units=text)) == [("blank", "name", 5), ("blank", "name", 8)]


def test_a_header_over_several_lines(desk: Desk) -> None:
    reading = desk.read(units='\n"unit_id","name","a\nb"\nx,,1\n')
    assert found(reading) == [("blank", "name", 4)]


def test_a_cell_of_eight_megabytes_is_refused_and_the_other_rows_are_read(desk: Desk) -> None:
    reading = desk.read(absences=f"{GOOD}{'9' * 8_000_000},,2024-01-02,2024-01-03,self_certified,\n2{ROW[1:]}")
    assert found(reading) == [("long_field", None, 3)]
    assert rows(reading, "absences")["person_id"].to_list() == ["1", "2"]


def test_a_file_without_line_breaks_is_refused_before_it_fills_the_memory(desk: Desk) -> None:
    assert found(desk.read(absences=b"x" * (17 << 20))) == [("line_too_long", None, None)]


def test_a_table_of_a_hundred_thousand_columns_is_refused_at_its_first_row(desk: Desk) -> None:
    wide = ";".join(f"day {number}" for number in range(100_000))
    assert found(desk.read(absences=f"{wide}\n1;2\n")) == [("too_many_columns", None, 1)]
    more = ",".join(f"day {number}" for number in range(1900))
    assert not found(desk.read(absences=f"{ABSENCES_HEAD.strip()},{more}\n{ROW.strip()}{',' * 1900}\n"))


def test_a_first_row_of_one_long_cell_is_no_header(desk: Desk) -> None:
    assert found(desk.read(absences=f"{'x' * 200_000}\n{ABSENCES_HEAD}{ROW}")) == [("header_not_first", None, 2)]
    too_long = f"Fravær\n{'x' * 2_000_000}\n{ABSENCES_HEAD}{ROW}"
    assert found(desk.read(absences=too_long)) == [("header_not_first", None, 3)]


def test_nul_bytes_and_bytes_that_are_no_letters_reject_only_their_rows(desk: Desk) -> None:
    text = GOOD.encode() + b"2,\0,2024-01-02,,self_certified,\n" + "3,ø,2024-01-02,,self_certified,\n".encode()
    text += b"4,\xf8,2024-01-02,,self_certified,\n"
    reading = desk.read(absences=text)
    assert found(reading) == [("nul_byte", None, 3), ("undecodable", None, 5)]
    assert rows(reading, "absences")["person_id"].to_list() == ["1", "3"]
    assert b"4,\xf8,2024-01-02" in desk.rejects.read_bytes()


def test_bytes_that_windows_does_not_know(desk: Desk) -> None:
    text = "unit_id,name\na,Blåbær\nb,Rømøy\n".encode("cp1252") + b"c,x\x81y\n"
    assert found(desk.read(units=text)) == [("undecodable", None, 4)]


def test_utf16_without_a_mark(desk: Desk) -> None:
    assert found(desk.read(absences=GOOD.encode("utf-16-le"))) == [("utf16_without_mark", None, None)]


def test_broken_utf16(desk: Desk) -> None:
    text = ("unit_id,name\na,".encode("utf-16")) + b"\x00\xd8" + "\n".encode("utf-16-le")
    assert found(desk.read(units=text)) == [("undecodable", None, 2)]


def test_a_used_column_twice_is_refused_and_an_unused_one_is_not(desk: Desk) -> None:
    assert found(desk.read(absences="person_id,start,Start,kind\n1,2024-01-02,2024-01-03,holiday\n")) == [
        ("duplicate_column", "start", 1)
    ]
    assert found(desk.read(absences="person_id,start,kind,note,note\n1,2024-01-02,holiday,a,b\n")) == []


def test_the_header_again_in_the_middle(desk: Desk) -> None:
    assert found(desk.read(absences=GOOD + GOOD)) == [("repeated_header", None, 3), ("identical_row", "person_id", 4)]


def test_a_missing_column_names_the_nearest(desk: Desk) -> None:
    reading = desk.read(absences="personid,start,kind\n1,2024-01-02,holiday\n")
    assert found(reading) == [("missing_column_near", "person_id", 1)]
    assert reading.problems[0].params["nearest"] == "personid"
    assert found(desk.read(absences="a,b\n1,2\n"))[0] == ("missing_column", "person_id", 1)


def test_a_title_above_the_header(desk: Desk) -> None:
    reading = desk.read(absences=f"Fravær 2024;\n\n{GOOD.replace(',', ';')}")
    assert found(reading) == [("header_not_first", None, 3)]


def test_norwegian_headers_are_pointed_to_the_shipped_profile(desk: Desk) -> None:
    reading = desk.read(absences="Ansattnr;Fra dato;Fraværskode\n1;01.02.2024;Egenmelding\n")
    assert [one.params["profile"] for one in reading.problems if one.code == "formats.try_profile"] == ["generic-no"]


def test_rows_with_too_few_or_too_many_cells(desk: Desk) -> None:
    text = f"{ABSENCES_HEAD}1,,2024-01-02\n1,,2024-02-02,2024-02-03,self_certified,,x\n{ROW.rstrip()},,,\n"
    reading = desk.read(absences=text)
    assert found(reading) == [("cell_count", None, 2), ("cell_count", None, 3)]
    assert reading.problems[0].params == {"found": 3, "expected": 6}
    assert rows(reading, "absences").height == 1


def test_a_stray_quote_rejects_its_row(desk: Desk) -> None:
    reading = desk.read(units='unit_id,name\na,"Bamse" Hansen\nb,Per "Pelle" Olsen\nc,"C"\n')
    assert found(reading) == [("stray_quote", None, 2)]
    assert rows(reading, "units")["unit_id"].to_list() == ["b", "c"]


@pytest.mark.parametrize("rest", ["\nb,B\n", '\nb,"B"\nc,C\n'])
def test_a_quote_that_never_closes_refuses_the_file_and_says_where_it_opened(desk: Desk, rest: str) -> None:
    assert found(desk.read(units=f'unit_id,name\nx,X\na,"Bamse{rest}')) == [("unclosed_quote", None, 3)]
    assert found(desk.read(units=f'unit_id,"name{rest}')) == [("unclosed_quote", None, 1)]


def test_a_name_that_lies_about_the_content(desk: Desk) -> None:
    book = desk.put("absences.xlsx", GOOD)
    pdf = desk.put("absences.csv", b"%PDF-1.7 ...")
    parquet = desk.put("absences.parquet", GOOD)
    for path in (book, pdf, parquet):
        assert found(desk.read(absences=path)) == [("wrong_content", None, None)]


def test_damaged_archives(desk: Desk) -> None:
    noise = random.Random(1).randbytes(200_000)
    whole = gzip.compress(GOOD.encode() + noise)
    cut = desk.put("cut.csv", whole[: len(whole) // 2])
    fake = desk.put("fake.csv", b"\x1f\x8b not gzip at all")
    parquet = desk.put("absences.parquet", b"PAR1 nothing more")
    book = desk.put("absences.xlsx", b"PK\x03\x04 nothing more")
    for path in (cut, fake, parquet, book):
        assert found(desk.read(absences=path)) == [("damaged_file", None, None)], path


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
def test_an_archive_that_was_cut_off_on_its_way_is_damaged_wherever_that_shows(desk: Desk, cut: float) -> None:
    noise = random.Random(7)
    text = ABSENCES_HEAD + "".join(f"{noise.random()},,2024-01-02,2024-01-03,self_certified,\n" for _ in range(60_000))
    packed = gzip.compress(text.encode())
    path = desk.put("absences.csv", packed[: int(len(packed) * cut)]).rename(desk.folder / "absences.csv.gz")
    reading = desk.read(absences=path)
    assert [one.code for one in reading.errors] == ["formats.damaged_file"]
    assert reading.errors[0].params == {"format": "gzip"}


@pytest.mark.parametrize("seed", range(12))
def test_parquet_with_bytes_overwritten_is_damaged_or_read_and_never_half_read(desk: Desk, seed: int) -> None:
    jobs = pl.DataFrame(
        {"person_id": [str(n) for n in range(500)], "unit_id": "care", "start": date(2020, 1, 1), "fte_percent": 50.0}
    )
    jobs.write_parquet(desk.folder / "employments.parquet")
    raw = bytearray((desk.folder / "employments.parquet").read_bytes())
    place = random.Random(seed).randrange(4, len(raw) - 8)
    raw[place : place + 40] = b"\xff" * len(raw[place : place + 40])
    (desk.folder / "employments.parquet").write_bytes(raw)
    reading = desk.read(employments=desk.folder / "employments.parquet")
    damaged = [one.code for one in reading.errors] == ["formats.damaged_file"]
    assert damaged != ("employments" in reading.row_counts)


def test_a_row_is_given_back_though_its_encoding_cannot_write_the_reason(desk: Desk) -> None:
    # The reason shows a bell as U+FFFD, and Windows-1252 has no such sign.
    path = desk.put("absences.csv", (ABSENCES_HEAD + "ærlig,,\x07,,self_certified,\n").encode("latin-1"))
    assert main(["check", "--data", str(desk.folder), "--rejects", str(desk.rejects), "--lang", "en"]) == 1
    given_back = desk.rejects.read_text(encoding="cp1252")
    assert "ærlig,,\x07,,self_certified,," in given_back
    assert "? is not a date" in given_back
    assert path.exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_rejects_on_a_full_disk_are_said_not_to_be_written(desk: Desk) -> None:
    desk.rejects = Path("/dev/full")
    with pytest.raises(UsageRefusal) as refusal:
        desk.read(absences=ABSENCES_HEAD + "1,,2024-01-02,2024-01-03,x,\n")
    assert refusal.value.problems[0].code == "formats.rejects_not_written"


def test_what_stops_the_machine_is_not_blamed_on_the_file(desk: Desk) -> None:
    with pytest.raises(OSError, match="No space left"), undamaged(desk.folder / "absences.csv", "absences.csv"):
        raise OSError(errno.ENOSPC, "No space left on device")
    with pytest.raises(OSError, match="No space left"), undamaged(desk.folder / "absences.csv", "absences.csv"):
        raise pl.exceptions.ComputeError("No space left on device (os error 28)")
    with pytest.raises(Refusal), undamaged(desk.folder / "absences.parquet", "absences.parquet"):
        raise pl.exceptions.ComputeError("Invalid argument (os error 22)")


def test_a_file_name_that_is_no_text_can_be_said_and_exported(desk: Desk) -> None:
    path = Path(os.fsdecode(os.fsencode(desk.folder) + b"/frav\xe6r.csv"))
    path.write_text(GOOD, encoding="utf-8")
    reading = desk.read(absences=path)
    assert reading.source == "frav\N{REPLACEMENT CHARACTER}r.csv"
    assert reading.source.encode()


def test_what_came_through_a_pipe_keeps_the_name_it_came_by(desk: Desk) -> None:
    os.mkfifo(desk.folder / "absences")
    writer = threading.Thread(target=(desk.folder / "absences").write_text, args=(GOOD,))
    writer.start()
    assert desk.read(absences=desk.folder / "absences").source == "absences"
    writer.join()


def test_a_gzip_bomb_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("naerverk.formats.encoding.BOMB_SIZE", 1 << 20)
    bomb = desk.put("absences.csv.gz", ABSENCES_HEAD + "\n" * (8 << 20))
    assert found(desk.read(absences=bomb)) == [("packed_too_hard", None, None)]


def test_a_packed_parquet_bomb_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("naerverk.formats.content.BOMB_SIZE", 1 << 20)
    monkeypatch.setattr("naerverk.formats.content.BOMB_RATIO", 20)
    bomb = desk.put("absences.parquet.gz", b"PAR1" + b"\0" * (8 << 20))
    assert found(desk.read(absences=bomb)) == [("packed_too_hard", None, None)]


def test_gzip_is_known_by_its_content(desk: Desk) -> None:
    assert desk.read(absences=desk.put("absences.csv.gz", GOOD)).row_counts == {"absences": 1}
    assert desk.read(absences=gzip.compress(GOOD.encode())).row_counts == {"absences": 1}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_nobody_may_read(desk: Desk) -> None:
    path = desk.put("absences.csv", GOOD)
    path.chmod(0)
    with pytest.raises(UsageRefusal):
        desk.read(absences=path)


def test_a_file_that_cannot_be_opened_says_why(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = desk.put("absences.csv", GOOD)

    def refuse(self: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UsageRefusal) as refusal:
        desk.read(absences=path)
    assert refusal.value.problems[0].code == "formats.cannot_open"
    assert refusal.value.problems[0].params == {"reason": "Permission denied"}


def test_one_bad_file_does_not_hide_the_problems_of_the_others(desk: Desk) -> None:
    reading = desk.read(employments=f"{EMPLOYMENTS}3,care,2020-01-01,,0,F\n", absences=b"")
    assert found(reading) == [("fte_out_of_range", "fte_percent", 4), ("empty_file", None, None)]
