"""`naerverk law explain`: a sentence per step with its paragraph, in three languages."""

import io
import json

import pytest

from naerverk.cli import main

RUNE = {
    "id": "Rune in January",
    "rule": "employer_period",
    "input": {
        "timeline": [
            {"from": "2026-01-05", "to": "2026-01-16", "type": "sick"},
            {"from": "2026-01-15", "to": "2026-01-16", "type": "work"},
            {"from": "2026-01-26", "to": "2026-02-06", "type": "sick"},
        ]
    },
}
SIV = {"id": "Siv", "rule": "welfare_leave", "input": {"date": "2026-02-01", "taken": []}}


def explain(capsys, tmp_path, content, *options):
    file = tmp_path / "cases.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    code = main(["law", "explain", str(file), *options])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        ("nb", ["Rune in January: arbeidsgiverperioden",
                "- Opplysningene for 15.01.2026 til 16.01.2026 sier ulike ting; arbeid teller, for den opplysningen "
                "veier tyngst (NAVs praksis).",
                "- Arbeidsgiverperioden begynner 05.01.2026, den første hele fraværsdagen; arbeidsgiveren betaler i "
                "opptil 16 kalenderdager, helgene medregnet (folketrygdloven § 8-19 andre ledd)."]),
        ("nn", ["Rune in January: arbeidsgjevarperioden",
                "- Då det nye fråværet byrja 26.01.2026, hadde det gått færre enn 16 dagar utan sjukdom, så teljinga "
                "held fram der ho stoppa (folketrygdlova § 8-19 tredje ledd)."]),
        ("en", ["Rune in January: the employer period",
                "- 31 January 2026 was day number 16: the employer period is complete "
                "(the National Insurance Act § 8-19 first paragraph).",
                "This is worked out by the rules as Nærverk knows them. It is help, not legal advice."]),
    ],
)  # fmt: skip
def test_the_steps_are_told_in_the_language_asked_for(capsys, tmp_path, lang, sentences):
    code, told, _ = explain(capsys, tmp_path, RUNE, "--lang", lang)
    assert code == 0
    for sentence in sentences:
        assert sentence in told.splitlines()


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("nb", "- Retten opphørte 10.02.2026, da personen døde (folketrygdloven § 8-12 første ledd)."),
        ("nn", "- Retten tok slutt 10.02.2026, då personen døydde (folketrygdlova § 8-12 første ledd)."),
        ("en", "- The right ended on 10 February 2026, when the person died ("),
    ],
)
def test_a_right_that_ended_with_a_death_says_so(capsys, tmp_path, lang, said):
    given = {"birth_date": "1970-05-01", "death_date": "2026-02-10"}
    given["timelines"] = [[{"from": "2026-01-05", "to": "2026-02-20", "type": "nav"}]]
    code, out, _ = explain(capsys, tmp_path, {"rule": "maximum_date", "input": given}, "--lang", lang)
    assert code == 0
    assert said in out


def test_what_is_only_from_memory_is_said_to_be(capsys, tmp_path):
    _, told, _ = explain(capsys, tmp_path, SIV, "--lang", "en")
    assert "(the municipal tariff agreement § 14.1; from memory, check it first)." in told


def test_lists_and_lines_and_questions_without_a_name_are_told_alike(capsys, tmp_path):
    nameless = {"rule": "base_amount", "input": {"date": "2026-06-01"}}
    _, as_list, _ = explain(capsys, tmp_path, [SIV, nameless])
    _, as_lines, _ = explain(capsys, tmp_path, json.dumps(SIV) + "\n\n" + json.dumps(nameless) + "\n")
    assert as_list == as_lines
    assert "\ngrunnbeløpet\n" in as_list


def test_a_case_may_come_on_standard_input(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(SIV).encode())))
    assert main(["law", "explain", "-"]) == 0
    assert "velferdspermisjon" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        ("", 1, "no question"),
        ("{oops", 1, "not JSON"),
        ("[4]", 1, "not a question"),
        ('{"id": 1}', 1, "cases.json, line 1: There is no rule"),
        ('{"rule": ["base_amount"]}', 1, "There is no rule “['base_amount']”"),
        (
            '{"rule": "base_amount", "input": {"date": "2026-06-01"}}\n\n{oops',
            1,
            "cases.json, line 3: The line is not JSON",
        ),
        ('\n\n[4]\n{"id": 2}', 1, "cases.json, line 3: The line is not a question"),
        ('{"rule": "base_amount", "input": {"date": "2026-06-01", "multiple": NaN}}', 1, "NaN is no number"),
        ('{"rule": "employer_period", "input": {}}', 1, "“timeline” is missing"),
        ('{"rule": "absence_rate", "input": {}}', 2, "has no paragraph to explain"),
    ],
)
def test_what_cannot_be_told_is_refused_with_words(capsys, tmp_path, content, code, words):
    found, _, said = explain(capsys, tmp_path, content, "--lang", "en")
    assert (found, words in said) == (code, True), said


def test_a_file_that_is_not_there_or_not_text_is_refused(capsys, tmp_path):
    assert main(["law", "explain", str(tmp_path / "nowhere.json"), "--lang", "en"]) == 2
    assert "There is no file" in capsys.readouterr().err
    file = tmp_path / "cases.json"
    file.write_bytes(b"\xff\xff")
    assert main(["law", "explain", str(file), "--lang", "en"]) == 1
    assert "not JSON" in capsys.readouterr().err
