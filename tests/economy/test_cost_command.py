"""`naerverk cost` as people and scripts meet it."""

import json

import pytest

from naerverk.cli import main

SIX_WEEKS = ["cost", "--wage", "540000", "--fte", "100", "--from", "2026-01-05", "--to", "2026-02-13", "--grade", "100"]
RATES = ["--holiday-rate", "12", "--pension", "14", "--zone", "1"]


def test_ingrids_script_reads_employer_state_and_total(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SIX_WEEKS, *RATES, "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["employer"] == pytest.approx(42_571, abs=1)
    assert answer["state"] == pytest.approx(47_007, abs=1)
    assert answer["total"] == pytest.approx(89_577, abs=1)
    assert answer["working_days"] == {"in_period": 12, "after_early": 18, "after_late": 0}
    assert {one["code"] for one in answer["assumptions"]} >= {"wage_year", "base_amount", "replacement_rate"}


@pytest.mark.parametrize(
    ("lang", "phrases"),
    [
        (
            "nb",
            ["Verdi av tapt arbeid", "42\N{NO-BREAK SPACE}571\N{NO-BREAK SPACE}kr", "Budsjetteffekt", "anslag", "14,1"],
        ),
        ("nn", ["Arbeidsgivaren", "47\N{NO-BREAK SPACE}007\N{NO-BREAK SPACE}kr", "Føresetnader", "ein femdel"]),
        ("en", ["Value of lost work", "NOK\N{NO-BREAK SPACE}89,577", "Budget effect", "assumption", "14.1%"]),
    ],
)
def test_berit_reads_both_views_and_every_assumption(
    lang: str, phrases: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*SIX_WEEKS, "--lang", lang, "--admin-hours", "4", "--hour-cost", "500"]) == 0
    text = capsys.readouterr().out
    for phrase in phrases:
        assert phrase in text
    assert "{" not in text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (["--to", "2026-01-01"], "Siste dag kan ikke være før den første"),
        (["--from", "i går"], "--from er i går"),
        (["--pension", "140"], "pension er 140"),
    ],
)
def test_a_wrong_question_gets_a_sentence(change: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SIX_WEEKS, *change]) == 2
    told = capsys.readouterr()
    assert sentence in told.err
    assert told.out == ""
