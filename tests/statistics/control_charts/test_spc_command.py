"""naerverk spc: the contract other people's scripts rely on."""

import io
import json
import sys

import pytest

from naerverk.cli import main
from shared import SHARED, shared_path


@pytest.fixture
def spc(monkeypatch, capsys):
    def run(*lines, lang="en"):
        text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode("utf-8", "surrogateescape"))))
        code = main(["spc", "--lang", lang])
        out, err = capsys.readouterr()
        return code, [json.loads(line) for line in out.splitlines()], err

    return run


def series(**options):
    return {"id": "a", "values": [5, 6, 5, 7], "options": options}


def reference_charts():
    path = SHARED / "vectors" / "spc_xmr.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def near(expected):
    """Numbers to the ten or more digits the reference prints."""
    return pytest.approx(expected, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("case", reference_charts(), ids=lambda case: case["id"])
def test_the_reference_package_draws_the_same_chart(spc, case):
    code, [answer], _ = spc(case)
    expected = case["expected"]
    assert code == 0
    assert answer["id"] == case["id"]
    assert [answer[key] for key in ("mean", "lower", "upper")] == near(
        [expected[key] for key in ("mean", "lower", "upper")]
    )
    assert answer["segments"] == [near(segment) for segment in expected["segments"]]
    for key in ("flags", "close_to_limits", "point_type"):
        assert answer[key] == expected[key]


def test_the_reference_charts_are_all_there():
    assert len(shared_path("vectors/spc_xmr.jsonl").read_text(encoding="utf-8").splitlines()) >= 45


def test_answers_come_in_the_order_of_the_questions_and_blank_lines_are_skipped(spc):
    code, answers, err = spc({"id": 2, "values": [1, 2]}, "", {"id": "x", "values": []})
    assert (code, [answer["id"] for answer in answers], err) == (0, [2, "x"], "")
    assert answers[1]["segments"] == [{"start_index0": 0, "mean": None, "lower": None, "upper": None}]


def test_a_missing_month_has_no_type(spc):
    _, [answer], _ = spc({"id": 1, "values": [5, None, 6, 7], "options": None})
    assert answer["point_type"] == ["common_cause", None, "common_cause", "common_cause"]
    assert answer["flags"] == [None] * 4
    assert answer["close_to_limits"] == [False] * 4


def test_the_flag_names_the_length_of_trend_asked_for(spc):
    _, [answer], _ = spc({"id": 1, "values": [9, 1, 2, 3, 4, 5, 0], "options": {"trend_length": 5}})
    assert answer["flags"][1:6] == ["5 Point Trend (Increasing)"] * 5


def test_one_bad_line_leaves_the_others_unharmed(spc):
    code, answers, err = spc(series(), "{not json", series())
    assert code == 1
    assert len(answers) == 2
    assert err.startswith("Error: <stdin>, line 2: This line is not JSON")
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("[1, 2]", "not an object"),
        ('{"values": [1]}', "The key id is missing"),
        ('{"id": 1}', "The key values is missing"),
        ('{"id": 1, "values": 5}', "values must be a list"),
        ('{"id": 1, "values": [1, "2"]}', "Value number 2 is 2, which is not a number"),
        ('{"id": 1, "values": [true]}', "Value number 1 is True"),
        ('{"id": 1, "values": [1, NaN]}', "Value number 2 is nan"),
        ('{"id": 1, "values": [1e999]}', "Value number 1 is inf"),
        ('{"id": 1, "values": [1], "options": [1]}', "options must be a JSON object"),
        ("[" * 100_000, "not JSON"),
        ("\udce6", "not JSON"),
        ('{"id": {"ward": [NaN]}, "values": [1]}', "not JSON"),
        (series(colour="red"), "There is no option colour. The options are: fix_after_n_points, improvement_direction"),
        (series(method="p"), "draws XmR charts only"),
        (series(improvement_direction=0), "improvement_direction is 0. Write 1 when up is good"),
        (series(improvement_direction=True), "improvement_direction is True"),
        (series(screen_outliers="yes"), "screen_outliers is yes"),
        (series(fix_after_n_points=1), "fix_after_n_points is 1"),
        (series(fix_after_n_points=12.5), "fix_after_n_points is 12.5"),
        (series(rebase_at_index1=3), "a list of whole numbers from 1 to 4"),
        (series(rebase_at_index1=[0]), "rebase_at_index1 is [0]"),
        (series(rebase_at_index1=[5]), "rebase_at_index1 is [5]"),
        (series(rebase_at_index1=["2"]), "rebase_at_index1 is ['2']"),
        (series(trend_length=2), "trend_length is 2"),
    ],
)
def test_a_series_that_cannot_be_drawn_is_refused_with_its_line_and_a_way_out(spc, line, words):
    code, answers, err = spc(series(), line)
    assert (code, len(answers)) == (1, 1)
    assert "<stdin>, line 2: " in err
    assert words in err


def test_two_wrong_options_are_both_told(spc):
    _, _, err = spc(series(trend_length=1, method="p"))
    assert len(err.splitlines()) == 2


def test_nothing_in_is_said_in_words(spc):
    code, answers, err = spc("", lang="nb")
    assert (code, answers) == (1, [])
    assert "Det kom ingen serier inn" in err
