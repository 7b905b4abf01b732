"""The first rows as they will be read, while columns are being chosen: the same as when they are read."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from hypothesis import example, given, settings
from hypothesis import strategies as st

from formats.desk import Desk
from naerverk.formats import load_profile, read
from naerverk.formats.layout import Header
from naerverk.formats.previewing import as_read

HEAD = ["Ansattnr", "Enhet", "Fra dato", "Til dato", "Fraværskode", "Prosent"]
DAYS = ["02.01.2024", "2024-01-05", "31.12.9999", "30.02.2024", "1.1.24", "", "i går", "20240107"]
CELLS = [
    st.sampled_from(["1001", "1002", " 7 ", ""]),
    st.sampled_from(["410", ""]),
    st.sampled_from(DAYS),
    st.sampled_from(DAYS),
    st.sampled_from(["Egenmelding", "sykmelding", "FERIE", "ZZ9", ""]),
    st.sampled_from(["100", "50,5", "50.5", "1 00", "100 %", "halv", "-1", ""]),
]
BY_ITSELF = ("unreadable", "unknown_kind", "other_decimal_mark")


@example(
    [
        ("1001", "", "02.01.2024", "31.12.9999", "Egenmelding", "100,0"),
        ("1002", "410", "2024-01-05", "", "sykmelding", "50,5"),
        ("1002", "", "30.02.2024", "i går", "ZZ9", "50.5"),
    ]
)
@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.lists(st.tuples(*CELLS), min_size=1, max_size=6))
def test_each_cell_is_read_as_it_will_be(rows: list[tuple[str, ...]]) -> None:
    layout = load_profile("generic-no").layouts("absences")[0]
    columns = as_read(Header(tuple(HEAD)), rows, layout)
    with TemporaryDirectory() as folder:
        file, work = Path(folder) / "absences.csv", Path(folder) / "work"
        text = io.StringIO()
        csv.writer(text, delimiter=";").writerows([HEAD, *rows])
        file.write_text(text.getvalue(), "utf-8")
        work.mkdir()
        reading = read({"absences": [file]}, workdir=work, profile=load_profile("generic-no"))
        sound = pl.read_parquet(list(reading.dataset.absences)).rows(named=True) if reading.dataset.absences else []
    told = {
        (one.place.line, one.place.column, one.code.removeprefix("formats."))
        for one in reading.problems
        if any(each in one.code for each in BY_ITSELF)
    }
    names = dict(zip(["person_id", "unit_id", "start", "end", "kind", "grade_percent"], HEAD, strict=True))
    flaws = {
        (line, names[one.column.name], flaw)
        for one in columns
        for line, flaw in enumerate(one.flaws, 2)
        if flaw and any(rows[line - 2])
    }
    assert flaws == told
    seen = [{one.column.name: one.values[n] for one in columns} for n in range(len(rows))]
    kept = [{name: row[name] for name in names} for row in sound]
    assert all(row in [{**each, "grade_percent": each["grade_percent"] or 100.0} for each in seen] for row in kept)


def test_what_the_file_does_not_have_is_left_out(desk: Desk) -> None:
    layout = load_profile("generic-no").layouts("absences")[0]
    found = as_read(Header(("Ansattnr", "Noe")), [["1001", "x"], ["1002"], []], layout)
    assert [(one.column.name, one.texts) for one in found] == [("person_id", ["1001", "1002", ""])]
    assert as_read(Header(()), [], layout) == []
