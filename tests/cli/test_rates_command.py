"""`naerverk rates` and `naerverk statutory` as Ingrid runs them."""

import json
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest

from naerverk.cli import main
from naerverk.cli.dates import today

UNITS = "unit_id,parent_id,name\ntown,,Town\nward,town,Ward\nschool,town,School\n"
JOBS = "person_id,unit_id,start,end,fte_percent,sex,birth_year\n" + "".join(
    f"p{n},{'ward' if n < 8 else 'school'},2020-01-01,,100,{'F' if n % 2 else 'M'},{1960 + n}\n" for n in range(14)
)
SPELLS = (
    "person_id,start,end,kind,grade_percent\n"
    "p1,2024-01-02,2024-01-03,self_certified,100\n"
    "p2,2024-01-08,2024-03-29,doctor_certified,50\n"
    "p9,2024-02-05,2024-02-09,holiday,100\n"
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name, text in {"units": UNITS, "employments": JOBS, "absences": SPELLS}.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def test_csv_holds_full_precision_and_stderr_says_where_it_comes_from(
    data: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert (
        main(
            ["rates", "--data", str(data), "--by", "unit,month", "--disclose", "off", "--format", "csv", "--lang", "en"]
        )
        == 0
    )
    out, err = capfd.readouterr()
    assert out.splitlines()[0] == "unit,month,agreed_days,absence_days,rate_percent,persons,spells,status"
    assert "ward,2024-01,176.0,11.0,6.25,8,2,none" in out
    assert "January 2024 to March 2024" in err
    assert "Statistics Norway" in err


def test_the_table_is_written_as_the_language_writes_numbers(data: Path, capfd: pytest.CaptureFixture[str]) -> None:
    common = [
        "rates",
        "--data",
        str(data),
        "--by",
        "kind",
        "--from",
        "2024-01",
        "--to",
        "2024-03",
        "--disclose",
        "off",
        "--quiet",
    ]
    assert main(common) == 0
    out, err = capfd.readouterr()
    assert "egenmeldt" in out
    assert "868,0" in out
    assert err == ""


def test_json_and_parquet_hold_the_same_rows(data: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    common = [
        "rates",
        "--data",
        str(data),
        "--by",
        "quarter,sex",
        "--from",
        "2024-02",
        "--to",
        "2024-03",
        "--disclose",
        "off",
    ]
    assert main([*common, "--format", "json", "--lang", "en"]) == 0
    out, err = capfd.readouterr()
    rows = json.loads(out)
    assert "2024Q1 holds only the months asked for" in err
    assert main([*common, "--format", "parquet", "--out", str(tmp_path / "rates.parquet"), "--quiet"]) == 0
    assert pl.read_parquet(tmp_path / "rates.parquet").to_dicts() == rows
    assert pl.read_parquet_metadata(tmp_path / "rates.parquet")["naerverk.definition"].startswith("ssb")


def test_words_in_parquet_are_text_to_every_reader(data: Path, tmp_path: Path) -> None:
    """Also to those who go by Arrow's note in the file (Polars here, pandas elsewhere) and to those who do not."""
    path = tmp_path / "rates.parquet"
    asked = ["--by", "unit,month,kind,sex", "--disclose", "off", "--quiet", "--format", "parquet", "--out", str(path)]
    assert main(["rates", "--data", str(data), *asked]) == 0
    words = ("unit", "month", "kind", "sex", "status")
    assert {pl.read_parquet_schema(path)[name] for name in words} == {pl.String()}
    seen = duckdb.sql(f"SELECT {', '.join(words)} FROM '{path}'")
    assert set(map(str, seen.types)) == {"VARCHAR"}
    assert seen.fetchall() == pl.read_parquet(path, columns=list(words)).select(words).rows()


def test_small_groups_are_hidden_unless_asked_for(data: Path, capfd: pytest.CaptureFixture[str]) -> None:
    common = [
        "rates",
        "--data",
        str(data),
        "--by",
        "unit",
        "--from",
        "2024-01",
        "--to",
        "2024-01",
        "--format",
        "csv",
        "--quiet",
    ]
    assert main([*common, "--disclose", "7"]) == 0
    hidden = capfd.readouterr().out.splitlines()
    assert [line.rsplit(",", 1)[1] for line in hidden[1:]] == ["hidden", "ok", "hidden"]
    assert main(common) == 0
    assert "hidden" not in capfd.readouterr().out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--disclose", "4"], 2),
        (["--disclose", "many"], 2),
        (["--by", "town"], 2),
        (["--from", "January"], 2),
        (["--out", "/no/such/folder/rates.csv"], 2),
        (["--definition", "roster"], 1),
    ],
)
def test_what_cannot_be_answered_is_refused_in_words(
    data: Path, words: list[str], code: int, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["rates", "--data", str(data), *words]) == code
    out, err = capfd.readouterr()
    assert out == ""
    assert "Traceback" not in err
    assert err.strip()


def test_errors_in_the_data_give_no_figures(data: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (data / "absences.csv").write_text(SPELLS + "p1,2024-03-09,2024-03-01,self_certified,100\n", encoding="utf-8")
    assert main(["rates", "--data", str(data)]) == 1
    out, err = capfd.readouterr()
    assert out == ""
    assert "absences.csv" in err


def test_spells_or_sums_but_not_both(data: Path, capfd: pytest.CaptureFixture[str]) -> None:
    sums = data / "monthly.csv"
    sums.write_text("unit_id,month,agreed_days,total_days,persons\nward,2024-01,160,8,8\n", encoding="utf-8")
    assert main(["rates", "--data", str(data)]) == 2
    shown = ["--by", "unit", "--rollup", "--disclose", "off", "--format", "csv", "--quiet"]
    assert main(["rates", "--data", str(data), "--monthly", str(sums), *shown]) == 0
    assert "ward,160.0,8.0,5.0,8,,none" in capfd.readouterr().out
    assert main(["rates", "--data", str(data), "--absences", str(data / "absences.csv"), *shown]) == 0
    assert "ward,496.0," in capfd.readouterr().out
    assert main(["rates"]) == 2
    assert main(["rates", "--absences", str(data / "absences.csv")]) == 2
    assert main(["statutory", "--monthly", str(sums), "--quarter", "2024Q1"]) == 2


def test_statutory_figures_and_the_survey(data: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["statutory", "--data", str(data), "--quarter", "2024Q1", "--lang", "en"]) == 0
    out, err = capfd.readouterr()
    assert "sick child" in out
    assert "total" in out
    assert "regulation" in err
    assert main(["statutory", "--data", str(data), "--quarter", "2024Q1", "--ssb", "--format", "csv", "--quiet"]) == 0
    assert "2024Q1,F,1,1,2,2.0" in capfd.readouterr().out
    assert main(["statutory", "--data", str(data), "--quarter", "spring"]) == 2


def test_parquet_is_not_thrown_at_a_screen(
    data: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert main(["rates", "--data", str(data), "--disclose", "off", "--format", "parquet"]) == 2
    assert capfd.readouterr().out == ""


def test_the_clock_is_read_here() -> None:
    assert isinstance(today(), date)


def rates(data: Path, *words: str) -> int:
    return main(["rates", "--data", str(data), "--by", "month", "--disclose", "off", "--lang", "nb", *words])


def test_months_that_no_file_tells_of_are_named(data: Path, capfd: pytest.CaptureFixture[str]) -> None:
    said = "Det første fraværet i filene begynner i januar 2024, det siste i februar 2024."

    for months in (("--from", "2023-12", "--to", "2024-01"), ("--from", "2024-01", "--to", "2024-03")):
        assert rates(data, *months) == 0
        assert said in capfd.readouterr().err
    assert rates(data, "--from", "2024-01", "--to", "2024-02") == 0
    assert "begynner" not in capfd.readouterr().err
    assert rates(data, "--from", "2024-01", "--to", "2024-03", "--quiet") == 0
    assert "begynner" not in capfd.readouterr().err


def test_an_employer_without_any_absence_is_not_an_employer_that_was_never_absent(
    data: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (data / "absences.csv").write_text(SPELLS.splitlines()[0] + "\n", encoding="utf-8")

    assert rates(data, "--from", "2024-01", "--to", "2024-01") == 0

    assert "Filene har ingen fravær" in capfd.readouterr().err
