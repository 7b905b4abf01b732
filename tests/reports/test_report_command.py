"""`naerverk report` as people meet it."""

from pathlib import Path

import lyngholt
import polars as pl
import pytest

from naerverk.cli import main


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    lyngholt.lyngholt(folder)
    for name in ("units", "employments", "absences"):
        pl.read_parquet(folder / f"{name}.parquet").write_csv(folder / f"{name}.csv")
        (folder / f"{name}.parquet").unlink()
    return folder


def asked(folder: Path, out: Path, *more: str) -> list[str]:
    return ["report", "--data", str(folder), "--unit", "S", "--month", "2025-12", "--out", str(out), *more]


@pytest.mark.parametrize(
    ("lang", "said"), [("nb", "Rapporten for Solbakken"), ("nn", "ligg i"), ("en", "The report of")]
)
def test_amina_gets_a_pdf_and_is_told_where(
    folder: Path, tmp_path: Path, lang: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "solbakken.pdf"
    assert main(asked(folder, out, "--lang", lang)) == 0
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""
    assert out.read_bytes().startswith(b"%PDF-")


def test_a_web_page_with_target_and_own_prices(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "solbakken.html"
    more = [
        "--target",
        "2.0",
        "--target-date",
        "2027-06",
        "--started",
        "2025-01",
        "--wage",
        "610000",
        "--zone",
        "4",
        "--quiet",
    ]
    assert main(asked(folder, out, *more, "--baseline", "2024-11", "--share-in-period", "50")) == 0
    assert capsys.readouterr().err == ""
    text = out.read_text(encoding="utf-8")
    assert "tiltak startet" in text
    assert "Målet er 98,0\N{NO-BREAK SPACE}% nærvær i juni 2027" in text
    assert "610\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr" in text
    assert "5,1\N{NO-BREAK SPACE}%" in text
    assert "i de 12\N{NO-BREAK SPACE}månedene til og med november 2024" in text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (["--out", "report.docx"], "slutter ikke på .pdf eller .html"),
        (["--month", "desember"], "--month desember"),
        (["--unit", "Solbaken"], "Mente du S (Solbakken barnehage)"),
        (["--target", "5"], "både et tall og en måned"),
        (["--target-date", "2027-12"], "både et tall og en måned"),
        (["--target", "5", "--target-date", "snart"], "--target-date snart"),
        (["--started", "2025"], "--started 2025"),
        (["--month", "0001-01"], "Spør om en tid mellom dem"),
        (["--target", "5", "--target-date", "2027-12", "--baseline", "0001-01"], "Spør om en tid mellom dem"),
        (["--target", "nan", "--target-date", "2027-12"], "mål"),
        (["--share-in-period", "500"], "share-in-period er 500"),
    ],
)
def test_a_wrong_question_gets_a_sentence_and_no_file(
    folder: Path, tmp_path: Path, change: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "x.html"
    assert main(asked(folder, out, *change)) == 2
    assert sentence in capsys.readouterr().err
    assert not out.exists()


def test_a_folder_that_is_not_there_is_told(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(asked(folder, tmp_path / "nowhere" / "x.html")) == 2
    assert "nowhere" in capsys.readouterr().err


def test_without_inter_the_pdf_is_made_with_a_word_about_it(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("naerverk.reports.pdf.FONTS", tmp_path / "none")
    assert main(asked(folder, tmp_path / "x.pdf")) == 0
    assert "Inter" in capsys.readouterr().err
    assert (tmp_path / "x.pdf").exists()


def test_a_file_with_errors_gives_no_report(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "absences.csv"
    broken.write_text("person_id,start,end,kind\nS1,2025-03-10,2025-03-01,self_certified\n", encoding="utf-8")
    out = tmp_path / "x.html"
    assert main(asked(folder, out, "--absences", str(broken))) == 1
    assert "absences.csv" in capsys.readouterr().err
    assert not out.exists()
