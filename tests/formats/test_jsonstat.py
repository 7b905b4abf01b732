"""JSON-stat 2, as Statistics Norway's API gives it."""

import json
from typing import Any

import pytest
from desk import Desk, found, rows

from shared import shared_path

CUBE: dict[str, Any] = {
    "class": "dataset",
    "label": "Sykefravær",
    "source": "Statistisk sentralbyrå",
    "id": ["Kjonn", "ContentsCode", "Tid"],
    "size": [2, 1, 2],
    "role": {"time": ["Tid"]},
    "dimension": {
        "Kjonn": {"category": {"index": {"2": 1, "1": 0}, "label": {"1": "Menn", "2": "Kvinner"}}},
        "ContentsCode": {"category": {"label": {"Prosent": "Sykefraværsprosent"}}},
        "Tid": {"category": {"index": ["2024K1", "2024K2"]}},
    },
    "value": [4.8, 4.5, 8.1, None],
    "status": {"3": ":"},
}


def test_a_cube_becomes_rows(desk: Desk) -> None:
    reading = desk.read(benchmarks=desk.put("cube.json", json.dumps(CUBE)))
    assert reading.problems == ()
    assert rows(reading, "benchmarks").select("source", "group", "period", "rate_percent", "status").rows() == [
        ("Statistisk sentralbyrå", "Menn", "2024Q1", 4.8, None),
        ("Statistisk sentralbyrå", "Menn", "2024Q2", 4.5, None),
        ("Statistisk sentralbyrå", "Kvinner", "2024Q1", 8.1, None),
        ("Statistisk sentralbyrå", "Kvinner", "2024Q2", None, ":"),
    ]


def test_values_may_be_sparse_and_time_known_by_its_name(desk: Desk) -> None:
    sparse = {**CUBE, "value": {"0": 4.8}, "role": None, "status": None}
    reading = desk.read(benchmarks=desk.put("cube.json", json.dumps(sparse)))
    assert rows(reading, "benchmarks")["rate_percent"].to_list() == [4.8, None, None, None]
    assert rows(reading, "benchmarks")["period"][1] == "2024Q2"


def test_a_cube_without_time_or_groups(desk: Desk) -> None:
    alone = {**CUBE, "id": ["ContentsCode"], "size": [1], "value": [6.7], "role": None}
    reading = desk.read(benchmarks=desk.put("cube.json", json.dumps(alone)))
    assert found(reading) == [("blank", "period", 1)]


def test_dimensions_can_be_chosen_by_a_profile(desk: Desk) -> None:
    profile = desk.put(
        "p.yaml",
        "table: benchmarks\nsource: SSB\ncolumns: {group: Kjonn label, period: Tid, rate_percent: rate_percent}\n",
    )
    reading = desk.read(str(profile), benchmarks=desk.put("cube.json", json.dumps(CUBE)))
    assert rows(reading, "benchmarks").select("source", "group").row(0) == ("SSB", "Menn")


@pytest.mark.parametrize(
    "content",
    [
        "{", "[]", '"dataset"', json.dumps({**CUBE, "class": "collection"}), json.dumps({**CUBE, "size": [2, 1]}),
        json.dumps({**CUBE, "size": [2, 1, 3]}), json.dumps({**CUBE, "value": {"9": 1}}),
        json.dumps({**CUBE, "id": None}), json.dumps({**CUBE, "status": {"a": ":"}}),
        json.dumps({**CUBE, "role": "Tid"}), json.dumps({**CUBE, "role": {"time": 3}}),
        json.dumps(CUBE).replace("4.8", "7" * 5_000),
        json.dumps({**CUBE, "dimension": {**CUBE["dimension"], "Tid": {"category": {"index": [2023, 2024]}}}}),
        json.dumps({"class": "dataset", "id": [*"abcdefgh"], "size": [10] * 8, "value": {},
                    "dimension": {key: {"category": {"index": [*"0123456789"]}} for key in "abcdefgh"}}),
        json.dumps({key: value for key, value in CUBE.items() if key != "value"}), "[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_whole_cube_is_damaged(desk: Desk, content: str) -> None:
    reading = desk.read(benchmarks=desk.put("cube.json", content))
    assert [code for code, _, _ in found(reading)] == ["damaged_file"]


def test_a_cube_too_large_to_hold(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("naerverk.formats.jsonstat.LARGEST", 100)
    assert found(desk.read(benchmarks=desk.put("cube.json", json.dumps(CUBE)))) == [("line_too_long", None, None)]


def test_a_title_above_is_not_looked_for(desk: Desk) -> None:
    reading = desk.read(absences=desk.put("cube.json", json.dumps(CUBE)))
    assert found(reading)[0] == ("missing_column", "person_id", 1)


def test_a_real_answer_of_the_api(desk: Desk) -> None:
    reading = desk.read(benchmarks=shared_path("data/jsonstat/ssb_05300_jsonstat2.json"))
    assert reading.problems == ()
    assert reading.row_counts == {"benchmarks": 432}
