"""`naerverk law` with good lines, bad lines, and lines among others."""

import json

import pytest
from asking import ask

from naerverk.cli import main

GOOD = {"id": "good", "rule": "quarter", "input": {"from": {"year": 2026, "quarter": 1}, "minus_quarters": 1}}


def refused(monkeypatch, capsys, line, *options):
    """The code and the sentence of one line that cannot be answered."""
    said = ask(monkeypatch, capsys, line, options=("--lang", "en", *options))
    assert said.code == 1
    assert "Traceback" not in said.words
    answer = said.answers[0]
    assert answer["error"] in said.words
    assert "<stdin>, line 1" in said.words
    return answer["code"], answer["error"]


def question(rule, **words):
    return {"id": 1, "rule": rule, "input": words}


def stretch(first, last, kind="sick"):
    return {"from": first, "to": last, "type": kind}


def test_one_bad_line_among_many_leaves_the_others_answered(monkeypatch, capsys):
    said = ask(monkeypatch, capsys, GOOD, b"{not json", {"id": "odd", "rule": "astrology", "input": {}}, b"", GOOD)
    assert said.code == 1
    assert [answer.get("id") for answer in said.answers] == ["good", None, "odd", "good"]
    assert [sorted(answer) for answer in said.answers] == [
        ["id", "result"], ["code", "error", "id"], ["code", "error", "id"], ["id", "result"],
    ]  # fmt: skip
    assert "linje 2" in said.words
    assert "linje 3" in said.words


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"{not json", "law.not_json"),
        (b'{"id": 1, "rule": "base_amount", "input": {"date": "2026-01-01", "multiple": NaN}}', "law.not_json"),
        (b'{"id": 1, "rule": "base_amount", "input": {"date": "2026-01-01", "multiple": 1e999999999999999999999}}',
         "law.not_json"),
        (b"\xff\xfe", "law.not_json"),
        (b"[" * 100_000, "law.not_json"),
        ([1, 2], "law.not_question"),
        ({"id": 1, "input": {}}, "law.not_question"),
        ({"id": 1, "rule": "astrology", "input": {}}, "law.unknown_rule"),
        ({"id": 1, "rule": ["a"], "input": {}}, "law.unknown_rule"),
        ({"id": 1, "rule": "employer_period", "input": None}, "law.input_not_object"),
        ({"id": 1, "rule": "absence_rate", "input": 4}, "law.input_not_object"),
        (question("quarter", minus_quarters=1, **{"from": {"year": 2026, "quarter": 7}}), "law.words_wrong"),
        (question("employer_period"), "law.word_missing"),
        (question("employer_period", timeline=["monday"]), "law.input_not_object"),
        (question("employer_period", timeline={}), "law.not_a_list"),
        (question("employer_period", timeline=[stretch("2026-01-09", "2026-01-05")]), "law.from_after_to"),
        (question("employer_period", timeline=[stretch("2026-02-30", "2026-03-01")]), "law.not_a_day"),
        (question("employer_period", timeline=[stretch("2026-W01-1", "2026-03-01")]), "law.not_a_day"),
        (question("employer_period", timeline=[stretch(20260105, "2026-03-01")]), "law.not_a_day"),
        (question("employer_period", timeline=[stretch("0001-01-01", "0001-01-05")]), "law.day_out_of_range"),
        (question("employer_period", timeline=[stretch("1990-01-01", "1990-01-05")]), "law.not_known_before"),
        (question("employer_period", timeline=[stretch("2026-01-05", "2026-01-09", "bored")]), "law.unknown_kind"),
        (question("employer_period", timeline=[stretch("2026-01-05", "2026-01-09", ["sick"])]), "law.unknown_kind"),
        (question("employer_period", timeline=[], employer_period_already_complete="yes"), "law.not_a_flag"),
        (question("employer_period", timeline=[], already_paid_by_nav=[{"from": "2026-01-02", "to": "2026-01-01"}]),
         "law.from_after_to"),
        (question("maximum_date", birth_date="2026-02-01", timelines=[[stretch("2026-01-05", "2026-01-09", "nav")]]),
         "law.born_after_case"),
        (question("maximum_date", birth_date="1980-02-01", timelines=[stretch("2026-01-05", "2026-01-09", "nav")]),
         "law.not_a_list"),
        (question("base_amount", date="1960-01-01"), "law.not_known_before"),
        (question("base_amount", year_average=2027), "law.not_set_yet"),
        (question("base_amount", year_average="1990"), "law.not_a_whole_number"),
        (question("base_amount", date="2026-01-01", multiple="six"), "law.not_a_number"),
        (question("base_amount", date="2026-01-01", multiple=-1), "law.not_a_number"),
        (question("sick_note_check", periods=[stretch("2026-01-05", "2026-01-09", "graded") | {"grade": 101}]),
         "law.not_a_whole_number"),
        (question("sick_note_check", periods=[stretch("2026-01-05", "2026-01-09", "graded") | {"grade": -1}]),
         "law.not_a_whole_number"),
        (question("sick_note_check", periods=[stretch("2026-01-05", "2026-01-09", "waiting") | {"employer_input": 7}]),
         "law.not_a_text"),
        (question("grade_limit", jobs=[{"income_share": 0.5, "grade": 120}]), "law.not_a_number"),
        (question("grade_limit", jobs=[{"income_share": 1.5, "grade": 20}]), "law.not_a_number"),
        (question("follow_up_case", records=[{"kind": "self_certified", "from": "2026-01-05", "to": "2026-01-06",
                                              "employer": ["A"]}]), "law.not_a_text"),
        (question("deadline", kind="yesterday", case_start="2026-01-05"), "law.unknown_kind"),
        (question("deadline", kind="case_duration_weeks", case_start="2026-01-05", case_end="2026-01-01"),
         "law.from_after_to"),
        (question("self_certification", start="2026-01-05", scheme="generous"), "law.unknown_scheme"),
        (question("self_certification", start="2026-01-05", scheme={"days_per_occasion": 17}), "law.scheme_too_long"),
        (question("duties", case_start="2026-01-05", exceptions={"follow_up_plan": "no_time"}),
         "law.unknown_exception"),
        (question("duties", case_start="2026-01-05", exceptions={"a_plan": "too_ill_to_return"}), "law.unknown_kind"),
        (question("duties", case_start="2026-01-05", exceptions=["x"]), "law.input_not_object"),
        (question("duties", case_start="2026-01-05", case_end="2026-01-04"), "law.from_after_to"),
        (question("duties", case_start="2026-01-05", maximum_date="2025-01-04"), "law.maximum_before_case"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_refused_with_words(monkeypatch, capsys, line, code):
    found, sentence = refused(monkeypatch, capsys, line)
    assert found == code
    assert sentence.endswith(".")


def test_no_questions_at_all_is_said(monkeypatch, capsys):
    said = ask(monkeypatch, capsys, options=("--lang", "en"))
    assert (said.code, said.answers) == (1, [])
    assert "no question" in said.words


def test_words_no_rule_looked_at_are_told(monkeypatch, capsys):
    said = ask(monkeypatch, capsys, question("base_amount", date="2026-06-01", mulitple=6))
    assert said.answers[0]["result"]["words_not_used"] == ["mulitple"]


def test_numbers_keep_what_was_written(monkeypatch, capsys):
    said = ask(monkeypatch, capsys, question("base_amount", date="2019-04-30", multiple=0.5))
    assert said.answers[0]["result"]["yearly"] == 48441.5


@pytest.mark.parametrize("words", [["explain"], ["--unchecked"]])
def test_a_question_that_cannot_be_asked_so_is_a_usage_error(capsys, words):
    assert main(["law", *words, "--lang", "en"]) == 2
    assert capsys.readouterr().err.startswith("Error")


def test_ingrid_lists_the_parameters_for_people_and_for_programs(capsys):
    assert main(["law", "parameters", "--lang", "en"]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[0].split()[:2] == ["parameter", "value"]
    assert "need checking" in said.err
    assert main(["law", "parameters", "--format", "json", "--quiet"]) == 0
    said = capsys.readouterr()
    listed = json.loads(said.out)
    assert {"key": "sick_pay.weekdays_total", "value": "248", "unit": "weekdays", "since": "1998-01-01",
            "reference": "ftrl. § 8-12 (1)", "sure": "A", "checked": "2026-11-21"} in listed  # fmt: skip
    assert said.err == ""
    assert main(["law", "parameters", "--format", "csv", "--quiet"]) == 0
    assert capsys.readouterr().out.startswith("key,value,unit,since,reference,sure,checked\n")


def test_the_unchecked_are_those_from_memory_or_not_looked_at_for_a_year(capsys):
    assert main(["law", "parameters", "--unchecked", "--format", "json", "--quiet"]) == 0
    unchecked = json.loads(capsys.readouterr().out)
    by_key = {(row["key"], row["since"]): row for row in unchecked}
    assert by_key["welfare_leave.days", "2000-01-01"]["checked"] == "aldri"
    assert by_key["employer_period.covid", "2022-07-01"]["value"] == ""
    assert by_key["follow_up.plan", "2007-03-01"]["sure"] == "C"
    assert all(row["sure"] == "C" or row["checked"] < "2027" for row in unchecked)


def test_when_all_are_checked_that_is_said(capsys, monkeypatch):
    sure = {"one": next(p for p in _parameters().values() if not p.unchecked(p.checked_on))}
    monkeypatch.setattr("naerverk.cli.law.parameters", lambda: sure)
    monkeypatch.setattr("naerverk.law.parameters.CHECK_EVERY", _years(200))
    assert main(["law", "parameters", "--lang", "en"]) == 0
    assert "1 parameter. All are checked" in capsys.readouterr().err


def _parameters():
    from naerverk.law.parameters import parameters

    return {key: p for key, p in parameters().items() if p.checked_on}


def _years(count):
    from datetime import timedelta

    return timedelta(days=366 * count)
