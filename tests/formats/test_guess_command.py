"""Ingrid has a file nobody can explain: `naerverk guess` looks at it, and its proposal is read by `check`."""

from pathlib import Path

import polars as pl
import pytest
from books import xlsx
from desk import Desk

from naerverk.cli import main
from naerverk.formats import load_profile
from naerverk.formats.clues import by_content, date_forms, is_dates, kind_by_word
from naerverk.formats.guessing import guess, table_for
from naerverk.problems import UsageRefusal
from shared import shared_path

DATA = Path(__file__).parent.parent / "data" / "published"
EXPORT = (
    "Ansattnr;Enhet;Fra dato;Til dato;Fraværskode;Prosent\n"
    "1001;410;02.01.2024;05.01.2024;Egenmelding;100,0\n"
    "1002;411;02.02.2024;05.03.2024;Sykm. gradert;50,5\n"
    "1003;411;02.02.2024;;ZZ9;100\n"
)


def test_a_norwegian_export(desk: Desk) -> None:
    found = guess(desk.put("fravær.csv", EXPORT.encode("latin-1")), desk.folder)
    assert (found.encoding, found.delimiter, found.decimal, found.date_forms) == ("cp1252", ";", ",", ("dd.mm.yyyy",))
    assert found.table == "absences"
    assert found.columns == {
        "person_id": "Ansattnr", "unit_id": "Enhet", "start": "Fra dato", "end": "Til dato", "kind": "Fraværskode",
        "grade_percent": "Prosent", "work_injury": None,
    }  # fmt: skip
    assert [(code.value, code.count, code.meaning) for code in found.codes["kind"]] == [
        ("Egenmelding", 1, "self_certified"), ("Sykm. gradert", 1, "doctor_certified"), ("ZZ9", 1, None),
    ]  # fmt: skip
    assert found.fits[0] == "generic-no"
    assert not found.is_own
    assert found.missing == []


def test_the_proposal_is_read_by_check(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    path = desk.put("fravær.csv", EXPORT.encode("latin-1"))
    out = desk.folder / "profile.yaml"
    assert main(["guess", str(path), "--out", str(out), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "column kind: from Fraværskode" in said
    assert "ZZ9 (1): not known" in said
    assert "# ? ZZ9 (1)" in out.read_text(encoding="utf-8")
    assert main(["check", "--profile", str(out), str(path), "--lang", "en"]) == 1
    said = capsys.readouterr().out
    assert "line 4, column Fraværskode: ZZ9 is not a known kind" in said
    assert "1 error and 0 warnings." in said
    filled_in = out.read_text(encoding="utf-8").replace("kind:\n    Egen", "kind:\n    ZZ9: other_leave\n    Egen")
    out.write_text(filled_in, encoding="utf-8")
    assert main(["check", "--profile", str(out), str(path), "--lang", "en"]) == 0
    assert "No problems found." in capsys.readouterr().out


def test_what_is_printed_is_a_profile_with_the_findings_as_comments(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    path = desk.put("fravær.csv", EXPORT.encode("latin-1"))
    assert main(["guess", str(path), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("# fravær.csv looks like this:\n#   format: CSV\n")
    profile = desk.put("profile.yaml", said)
    assert load_profile(str(profile)).only_table() == "absences"


def test_employments_and_absences_are_told_apart(desk: Desk) -> None:
    jobs = "Ansattnr;Enhet;Fra dato;Til dato;Prosent;Kjønn\n1;2;01.01.2020;;80;K\n"
    found = guess(desk.put("x.csv", jobs), desk.folder)
    assert found.table == "employments"
    assert [(code.value, code.meaning) for code in found.codes["sex"]] == [("K", "F")]


def test_canonical_files_need_no_profile(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    path = desk.put("u.csv", "unit_id\tname\na\tA\n")
    assert main(["guess", str(path), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "separator: tab" in said
    assert "has the columns of the table units already" in said


def test_columns_without_telling_names_are_told_by_their_cells(desk: Desk) -> None:
    absences = "A;B;C;D;E\n1001;02/01/2024;05/01/2024;Egenmelding;100\n1002;13/02/2024;15/03/2024;Sykmelding;50\n"
    found = guess(desk.put("x.csv", absences), desk.folder)
    assert found.table == "absences"
    assert {name: source for name, source in found.columns.items() if source} == {
        "person_id": "A", "start": "B", "end": "C", "kind": "D", "grade_percent": "E",
    }  # fmt: skip
    assert found.date_forms == ("dd/mm/yyyy",)
    jobs = guess(desk.put("y.csv", "A;B;C\n1001;2020-01-02;100\n1002;2020-01-02;80\n"), desk.folder)
    assert jobs.table == "employments"
    assert jobs.missing == ["unit_id"]
    assert "# ? unit_id:" in jobs.proposal()


def test_the_clues() -> None:
    american = [pl.Series(["01/13/2024", "02/14/2024", ""])]
    assert date_forms(american) == ("mm/dd/yyyy",)
    assert date_forms([pl.Series(["20240113", "x"])]) == ("yyyymmdd",)
    assert date_forms([]) == ()
    assert not is_dates(pl.Series(["", ""]))
    assert kind_by_word("Permisjon uten lønn") == "unpaid_leave"
    assert kind_by_word("X1") is None
    assert by_content([pl.Series(["2024-01-01"]), pl.Series(["12"])]) == (None, {})


@pytest.mark.parametrize(
    ("file", "profile", "table"),
    [
        ("nhs_benchmarking_2024-03.csv", "nhs-england-benchmarking", "monthly"),
        ("nhs_sickness_absence_2024-04.csv", "nhs-england", "monthly"),
        ("ssb_fylke.csv", "ssb-published", "benchmarks"),
        ("ks_legemeldt.csv", "ks-published", "benchmarks"),
        ("uci_absenteeism.csv", "uci-absenteeism", "absences"),
    ],
)
def test_published_files_are_recognised(file: str, profile: str, table: str, tmp_path: Path) -> None:
    found = guess(DATA / file, tmp_path)
    assert (found.fits[0], found.table) == (profile, table)
    out = tmp_path / "proposed.yaml"
    out.write_text(found.proposal(), encoding="utf-8")
    assert load_profile(str(out)) == load_profile(profile)


def test_the_uci_file_is_said_to_give_no_rates(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guess", str(DATA / "uci_absenteeism.csv"), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "nobody's agreed working time is given" in said
    assert "not found" not in said.split("table:")[1]


def test_a_file_that_is_nothing_we_know(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guess", str(desk.put("x.csv", "a,b\n1,2\n")), "--lang", "en"]) == 1
    said = capsys.readouterr().out
    assert "none of the tables" in said
    assert "by hand" in said


def test_a_spreadsheet_and_a_place_that_cannot_be_written(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    path = xlsx(desk.folder / "x.xlsx", [["Enhetsnr", "Enhetsnavn"], [1, "A"]])
    assert main(["guess", str(path), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "format: XLSX" in said
    assert "encoding" not in said
    assert main(["guess", str(path), "--out", str(desk.folder / "no" / "p.yaml"), "--lang", "en"]) == 1
    assert "Could not write" in capsys.readouterr().err


def test_a_missing_file_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guess", "nowhere.csv", "--lang", "nn"]) == 2
    assert "inga fil nowhere.csv" in capsys.readouterr().err


def test_which_table_a_file_holds(desk: Desk) -> None:
    generic = load_profile("generic-no")
    assert table_for(desk.put("x.csv", EXPORT), generic, desk.folder) == "absences"
    assert table_for(desk.put("units.csv", "a\n"), generic, desk.folder) == "units"
    assert table_for(desk.put("units.csv", "a\n"), None, desk.folder) == "units"
    assert table_for(desk.put("y.csv", "a\n"), load_profile("ks-published"), desk.folder) == "benchmarks"
    for name, text, profile in (("y.csv", "a\n1\n", None), ("y.csv", "a,b\n1,2\n", generic)):
        with pytest.raises(UsageRefusal):
            table_for(desk.put(name, text), profile, desk.folder)


def test_the_real_spreadsheet_of_another_civil_service(tmp_path: Path) -> None:
    found = guess(shared_path("data/nics/nics_absence_2023_24_tables.xlsx"), tmp_path)
    assert found.table is None
