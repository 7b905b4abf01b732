"""`naerverk demo` at the desk: what Ingrid types, what she gets, and what she is told when it cannot be."""

import json

import polars as pl
import pytest

from naerverk.cli import main
from naerverk.locale import LANGUAGES, Words
from naerverk.problems import UsageRefusal
from naerverk.synthetic import make


def demo(*words: object) -> int:
    return main(["demo", "--employees", "50", "--years", "1", *map(str, words)])


def test_ingrid_makes_a_municipality_and_is_told_what_it_is(tmp_path, capsys):
    assert main(["demo", "--years", "1", "--out", str(tmp_path / "lyngholt"), "--lang", "en"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "1,200 employees in 42 units" in err
    assert "January 2025 to December 2025" in err
    assert {path.name for path in (tmp_path / "lyngholt").iterdir()} == {
        "README.md", "absences.csv", "employments.csv", "truth.json", "units.csv",
    }  # fmt: skip


def test_quiet_says_nothing(tmp_path, capsys):
    assert demo("--out", tmp_path, "--quiet") == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_readme_explains_the_files_in_the_language_asked_for(tmp_path, lang):
    assert demo("--out", tmp_path, "--quiet", "--lang", lang, "--format", "parquet") == 0
    text = (tmp_path / "README.md").read_text(encoding="utf-8")
    title = {"nb": "oppdiktet", "nn": "oppdikta", "en": "invented"}[lang]
    assert text.startswith(f"# Lyngholt kommune ({title})")
    assert "naerverk demo --employees 50 --years 1 --seed 7 --until 2025-12 --format parquet --out DIR" in text
    assert all(name in text for name in ("units.parquet", "employments.parquet", "absences.parquet", "truth.json"))
    assert "shifts" not in text


def test_petter_asks_for_the_roster_too(tmp_path):
    assert demo("--out", tmp_path, "--quiet", "--shifts") == 0
    assert pl.read_csv(tmp_path / "shifts.csv").columns == ["person_id", "unit_id", "date", "agreed_share"]
    text = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "shifts.csv" in text
    assert "--shifts" in text


def test_the_last_month_can_be_chosen(tmp_path):
    assert demo("--out", tmp_path, "--quiet", "--until", "2026-06", "--format", "parquet") == 0
    truth = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    assert (truth["first_month"], truth["last_month"]) == ("2025-07", "2026-06")
    starts = pl.read_parquet(tmp_path / "absences.parquet")["start"]
    assert (str(starts.min())[:7], str(starts.max())[:7]) == ("2025-07", "2026-06")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--employees", "49"], "from 50 to 3,000,000"),
        (["--employees", "3000001"], "from 50 to 3,000,000"),
        (["--employees", "-5"], "from 50 to 3,000,000"),
        (["--years", "0"], "from 1 to 10"),
        (["--years", "11"], "from 1 to 10"),
        (["--seed", "-1"], "0 up"),
        (["--until", "2025-13"], "is not a month"),
        (["--until", "december"], "is not a month"),
        (["--until", "2001-06"], "from December 2001 to December 2035"),
        (["--until", "2036-01"], "from December 2001 to December 2035"),
        (["--shifts", "--employees", "100001"], "100,000"),
    ],
)
def test_nonsense_is_a_usage_error_with_words_and_leaves_nothing_behind(tmp_path, capsys, words, told):
    assert demo("--out", tmp_path / "new", "--lang", "en", *words) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_the_library_knows_two_formats(tmp_path):
    with pytest.raises(UsageRefusal) as refused:
        make(50, years=1, seed=7, out=tmp_path, format="xml")
    assert Words("en").say_problem(refused.value.problems[0]) == (
        "There is no format “xml” here. Choose one of csv, parquet."
    )


def test_december_2001_is_early_enough(tmp_path):
    assert demo("--out", tmp_path, "--quiet", "--until", "2001-12") == 0


def test_a_folder_in_use_is_left_alone(tmp_path, capsys):
    diary = tmp_path / "diary.txt"
    diary.write_text("mine")
    assert demo("--out", tmp_path, "--lang", "en") == 1
    assert "--force" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["diary.txt"]


def test_force_replaces_the_files_of_a_demo_and_nothing_else(tmp_path):
    (tmp_path / "diary.txt").write_text("mine")
    assert demo("--out", tmp_path, "--quiet", "--force", "--shifts") == 0
    assert demo("--out", tmp_path, "--quiet", "--force", "--format", "parquet") == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        "README.md", "absences.parquet", "diary.txt", "employments.parquet", "truth.json", "units.parquet",
    }  # fmt: skip
    assert (tmp_path / "diary.txt").read_text() == "mine"


def test_a_file_is_no_folder(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert demo("--out", tmp_path / "file", "--lang", "en") == 1
    assert "the tables need a folder" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_said_with_its_reason(capsys):
    assert demo("--out", "/proc/nowhere", "--lang", "en") == 1
    assert "/proc/nowhere" in capsys.readouterr().err


def test_stopping_halfway_leaves_nothing_half_done(tmp_path, monkeypatch):
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("naerverk.synthetic.municipality.truth_of", stop)
    assert demo("--out", tmp_path / "new", "--quiet") == 130
    assert not (tmp_path / "new").exists()


def test_stopping_halfway_leaves_an_older_demo_as_it_was(tmp_path, monkeypatch):
    assert demo("--out", tmp_path, "--quiet") == 0
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("naerverk.synthetic.municipality.truth_of", stop)
    assert demo("--out", tmp_path, "--quiet", "--force", "--seed", "8") == 130
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
