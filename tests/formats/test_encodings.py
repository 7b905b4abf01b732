"""What is written in any of the usual ways is read as it was meant."""

from __future__ import annotations

import csv
import gzip
import io
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from desk import Desk, found, rows
from hypothesis import example, given, settings
from hypothesis import strategies as st

from naerverk.formats import read

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be-mark", "latin-1", "cp1252")


def encoded(text: str, encoding: str) -> bytes:
    """As a program would store it; `utf-16-be-mark` is big-endian with its mark."""
    return b"\xfe\xff" + text.encode("utf-16-be") if encoding == "utf-16-be-mark" else text.encode(encoding)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_encoding_separator_and_line_end(desk: Desk, encoding: str, delimiter: str, end: str) -> None:
    text = end.join(("unit_id,name", "ås,Blåbærhaugen", "ø,Ærlig", "å,")).replace(",", delimiter)
    reading = desk.read(units=encoded(text, encoding))
    assert found(reading) == [("blank", "name", 4)]
    assert rows(reading, "units").select("unit_id", "name").rows() == [("ås", "Blåbærhaugen"), ("ø", "Ærlig")]


def test_the_first_norwegian_letter_may_come_late(desk: Desk) -> None:
    text = "unit_id,name\n" + "".join(f"{n},Avdeling {n}\n" for n in range(120_000)) + "x,Blåbær\n"
    reading = desk.read(units=text.encode("latin-1"))
    assert reading.problems == ()
    assert rows(reading, "units")["name"][-1] == "Blåbær"


def test_letters_split_between_blocks_are_whole(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("naerverk.formats.encoding.BLOCK", 7)
    reading = desk.read(units="unit_id,name\na,ææææææææøøøøøøøøåååååååå\nb,Blåbær\n")
    assert reading.problems == ()
    assert rows(reading, "units")["name"].to_list() == ["ææææææææøøøøøøøøåååååååå", "Blåbær"]


@pytest.mark.parametrize(
    ("declared", "raw", "expected"),
    [
        ("utf-8", "a,Å\nb,B\n".encode("latin-1"), [("undecodable", None, 2)]),
        ("ascii", "a,Å\nb,B\n".encode(), [("undecodable", None, 2)]),
        ("latin-1", "a,Å\nb,B\n".encode("latin-1"), []),
        ("utf-16-le", None, []),
    ],
)
def test_an_encoding_that_a_profile_declares(
    desk: Desk, declared: str, raw: bytes | None, expected: list[tuple[str, str | None, int | None]]
) -> None:
    profile = desk.put("p.yaml", f"table: units\nencoding: {declared}\ncolumns: {{unit_id: unit_id, name: name}}\n")
    content = b"unit_id,name\n" + raw if raw else "unit_id,name\na,Å\n".encode("utf-16-le")
    assert found(desk.read(str(profile), units=content)) == expected


def test_a_mark_at_the_start_goes_before_a_declared_encoding(desk: Desk) -> None:
    profile = desk.put("p.yaml", "table: units\nencoding: latin-1\ncolumns: {unit_id: unit_id, name: name}\n")
    reading = desk.read(str(profile), units="unit_id,name\na,Å\n".encode("utf-8-sig"))
    assert rows(reading, "units")["name"].to_list() == ["Å"]


def test_dates_at_midnight_and_without_leading_zeros(desk: Desk) -> None:
    cells = (
        "2024-03-01",
        "01.03.2024",
        "1.3.2024",
        "2024-03-01T00:00:00",
        "2024-03-01 00:00",
        "2024-03-01 00:00:00.000",
    )
    text = "person_id,start,kind\n" + "".join(f"{n},{cell},holiday\n" for n, cell in enumerate(cells))
    reading = desk.read(absences=text)
    assert reading.problems == ()
    assert set(rows(reading, "absences")["start"]) == {date(2024, 3, 1)}


letters = st.text("abcæøåÆØÅ -;,.\"'\n0123456789", min_size=1, max_size=8).map(str.strip).filter(bool)
days = st.dates(date(1950, 1, 1), date(2040, 1, 1))
jobs = st.tuples(
    letters, letters, days, st.one_of(st.none(), st.integers(0, 4000)),
    st.integers(1, 10_000).map(lambda hundredths: hundredths / 100),
    st.sampled_from(["F", "M", "X", None]), st.one_of(st.none(), st.integers(1900, 2010)),
)  # fmt: skip


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    table=st.lists(jobs, min_size=1, max_size=12, unique=True),
    encoding=st.sampled_from(ENCODINGS),
    delimiter=st.sampled_from(",;\t"),
    decimal=st.sampled_from(".,"),
    date_form=st.sampled_from(["%Y-%m-%d", "%d.%m.%Y"]),
    packed=st.booleans(),
)
@example([("1", "a", date(2020, 1, 1), None, 37.5, None, None)], "utf-16", ";", ",", "%d.%m.%Y", True)
def test_what_is_written_is_what_is_read(
    table: list[tuple[str, str, date, int | None, float, str | None, int | None]],
    encoding: str,
    delimiter: str,
    decimal: str,
    date_form: str,
    packed: bool,
) -> None:
    expected = [
        (person, unit, start, None if length is None else start + timedelta(days=length), fte, sex, born)
        for person, unit, start, length, fte, sex, born in table
    ]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(["person_id", "unit_id", "start", "end", "fte_percent", "sex", "birth_year"])
    for person, unit, start, end, fte, sex, born in expected:
        dates = [day.strftime(date_form) if day else "" for day in (start, end)]
        writer.writerow([person, unit, *dates, str(fte).replace(".", decimal), sex or "", born or ""])
    raw = encoded(out.getvalue(), encoding)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "employments.csv"
        path.write_bytes(gzip.compress(raw) if packed else raw)
        reading = read({"employments": [path]}, workdir=Path(folder))
        result = pl.read_parquet(list(reading.dataset.employments)).select(
            "person_id", "unit_id", "start", "end", "fte_percent", "sex", "birth_year"
        )
    assert reading.errors == ()
    assert result.rows() == expected
