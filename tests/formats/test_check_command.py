"""`naerverk check`: every problem with its place, in the reader's language, and an exit code a script can trust."""

import io
import sys
from pathlib import Path

import pytest
from desk import ABSENCES_HEAD, EMPLOYMENTS, UNITS, Desk

from naerverk.cli import main
from naerverk.cli.progress import reading_progress

GOOD = f"{ABSENCES_HEAD}1,,2024-01-02,2024-01-03,self_certified,\n"
DATA = Path(__file__).parent.parent / "data" / "published"


@pytest.fixture
def folder(desk: Desk) -> Path:
    """The three tables, sound."""
    for table, text in (("units", UNITS), ("employments", EMPLOYMENTS), ("absences", GOOD)):
        desk.put(f"{table}.csv", text)
    return desk.folder


def test_no_problems_is_said_in_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for lang, words in (
        ("nb", "Ingen problemer funnet."),
        ("nn", "Ingen problem funne."),
        ("en", "No problems found."),
    ):
        assert main(["check", "--data", str(folder), "--lang", lang]) == 0
        said = capsys.readouterr()
        assert words in said.out
        assert said.err == ""


def test_an_error_has_its_place_and_exit_code_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "absences.csv").write_text(f"{GOOD}9,,2024-01-02,,holiday,\n", encoding="utf-8")
    assert main(["check", "--data", str(folder)]) == 1
    said = capsys.readouterr().out
    assert "Feil: absences.csv, linje 3, kolonne person_id: Personen 9 har ingen rad blant ansettelsene." in said
    assert "1 feil og 0 advarsler." in said


def test_warnings_alone_are_exit_code_zero(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "absences.csv").write_text(f"{GOOD}1,,2024-03-02,,holiday,\n", encoding="utf-8")
    assert main(["check", "--data", str(folder), "--today", "2024-02-01", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "Warning: absences.csv, line 3, column start: 2024-03-02 is after today." in said
    assert "0 errors and 1 warning." in said


def test_rejected_rows_carry_the_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "absences.csv").write_text(f"{GOOD}1,,2024-02-30,,holiday,\n", encoding="utf-8")
    out = folder / "out" / "rejected.csv"
    assert main(["check", "--data", str(folder), "--rejects", str(out), "--lang", "en"]) == 2
    assert "could not be written" in capsys.readouterr().err
    out.parent.mkdir()
    assert main(["check", "--data", str(folder), "--rejects", str(out), "--lang", "en"]) == 1
    assert f"are in {out}" in capsys.readouterr().out
    assert out.read_text(encoding="utf-8").splitlines()[1] == (
        "1,,2024-02-30,,holiday,,2024-02-30 is not a date. Write it as 2026-05-17 or 17.05.2026."
    )


def test_many_problems_of_one_kind_are_counted_not_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "absences.csv").write_text(GOOD + "1,,x,,holiday,\n" * 300, encoding="utf-8")
    assert main(["check", "--data", str(folder), "--lang", "en"]) == 1
    said = capsys.readouterr().out
    assert "and 100 more of the same kind" in said
    assert "300 errors and 0 warnings." in said


def test_files_with_a_profile(capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(DATA / f"nhs_benchmarking_2024-0{month}.csv") for month in (3, 4)]
    assert main(["check", "--profile", "nhs-england-benchmarking", *files, "--lang", "en"]) == 0
    assert "monthly: 100 rows taken in" in capsys.readouterr().out
    assert main(["check", "--profile", "uci-absenteeism", str(DATA / "uci_absenteeism.csv"), "--lang", "en"]) == 1
    assert "no dates" in capsys.readouterr().out


def test_files_without_a_profile_go_by_their_names(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(folder / "units.csv"), "--lang", "en"]) == 0
    assert "units: 3 rows taken in" in capsys.readouterr().out
    (folder / "units.csv").rename(folder / "orgs.csv")
    assert main(["check", str(folder / "orgs.csv"), "--table", "units", "--lang", "en"]) == 0
    assert main(["check", str(folder / "orgs.csv"), "--lang", "en"]) == 2
    assert "--table" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Give either --data"),
        (["--data", ".", "x.csv"], "Give either --data"),
        (["--data", "nowhere"], "no folder nowhere"),
        (["--profile", "nobody", "x.csv"], "no import profile nobody"),
        (["--profile", "nhs-england", "nowhere.csv"], "no file nowhere.csv"),
    ],
)
def test_usage_errors(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *arguments, "--lang", "en"]) == 2
    assert words in capsys.readouterr().err


class Terminal(io.StringIO):
    """A place where somebody watches."""

    def isatty(self) -> bool:
        return True


def test_a_bar_shows_when_somebody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    from argparse import Namespace

    monkeypatch.setattr(sys, "stderr", Terminal())
    with reading_progress(Namespace(quiet=True, lang="nb")) as silent:
        assert silent is None
    with reading_progress(Namespace(quiet=False, lang="nb")) as shown:
        assert shown is not None
        shown("a.csv", 1, 10)
        shown("a.csv", 10, 10)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with reading_progress(Namespace(quiet=False, lang="nb")) as absent:
        assert absent is None
