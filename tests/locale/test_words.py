"""Every sentence exists in three languages, and numbers look as people write them."""

import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from naerverk import locale
from naerverk.calendar import Month, Quarter
from naerverk.locale import Words
from naerverk.problems import Place, Problem

ROOT = Path(__file__).resolve().parents[2]
ROOMS = sorted(path.stem for path in (ROOT / "src/naerverk/locale/sentences").glob("[a-z]*.py"))


def test_translations_are_complete():
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools/catalogues.py"), "check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("lang", locale.LANGUAGES)
def test_every_sentence_can_be_said(room, lang):
    for code, sentence in locale.english(room).items():
        text = sentence if isinstance(sentence, str) else sentence[1]
        names = {field.split("}")[0] for field in text.split("{")[1:]}
        assert Words(lang).say(f"{room}.{code}", **{**dict.fromkeys(names, "x"), "n": 2})


def test_numbers_dates_and_months():
    nb, en = Words("nb"), Words("en")
    assert nb.number(1200.5) == "1\N{NO-BREAK SPACE}200,5"
    assert en.number(1200.5) == "1,200.5"
    assert nb.number(-0.26, 1) == "\N{MINUS SIGN}0,3"
    assert (nb.number(-0.04, 1), nb.number(Decimal("-0.04"), 1), nb.percent(-0.04)) == (
        "0,0",
        "0,0",
        "0,0\N{NO-BREAK SPACE}%",
    )
    assert nb.percent(6.64) == "6,6\N{NO-BREAK SPACE}%"
    assert en.percent(6.64) == "6.6%"
    assert nb.date(date(2026, 5, 3)) == "03.05.2026"
    assert en.date(date(2026, 5, 3)) == "3 May 2026"
    assert (nb.month(Month(2026, 5)), nb.month_short(Month(2026, 7)), nb.month_short(Month(2026, 9))) == (
        "mai 2026", "juli 26", "sep 26",
    )  # fmt: skip
    assert (nb.quarter(Quarter(2026, 3)), en.quarter(Quarter(2026, 3))) == ("3. kvartal 2026", "Q3 2026")


def test_what_is_put_into_a_sentence_is_written_in_its_language():
    nb = Words("nb")
    values = [date(2026, 5, 3), Month(2026, 5), Quarter(2026, 2), Decimal("1.5"), 1, "u7", True, None]
    assert [nb.write(value) for value in values] == [
        "03.05.2026", "mai 2026", "2. kvartal 2026", "1,5", "1", "u7", "True", "None",
    ]  # fmt: skip


def test_one_and_many():
    assert Words("nb").say("cli.more_problems", n=1) == "og 1 til av samme slag"


def test_a_problem_is_said_with_its_place():
    problem = Problem("cli.file_missing", place=Place("a.csv", 3, "end", "x"), params={"path": "b.csv"})
    assert "b.csv" in Words("nn").say_problem(problem)


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="sv"):
        Words("sv")
