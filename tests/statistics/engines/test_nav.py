"""NAV's rules give NAV's answers: the reference cases, and what they leave open."""

import json
from typing import Any

import pytest

from naerverk.problems import Refusal
from naerverk.statistics import nav
from shared import shared_path

RULES = {
    "absence_rate": nav.absence_rate,
    "masking": nav.masking,
    "trend": nav.trend,
    "quarter": nav.quarter,
    "benchmark": nav.benchmark,
    "absence_cost": nav.absence_cost,
}


def q(year: int, quarter: int, lost: object, possible: object, persons: int | None = 10) -> dict[str, Any]:
    return {"year": year, "quarter": quarter, "lost_days": lost, "possible_days": possible, "persons": persons}


def test_every_reference_case_of_these_rules() -> None:
    lines = shared_path("vectors/law.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [case for case in map(json.loads, lines) if case["rule"] in RULES]
    wrong = []
    for case in cases:
        answer = RULES[case["rule"]](case["input"])
        if any(answer.get(word) != value for word, value in case["expected"].items()):
            wrong.append((case["id"], case["expected"], answer))
    assert len(cases) >= 38
    assert not wrong


def test_halves_are_rounded_up_before_the_percent_is_made() -> None:
    assert nav.absence_rate({"lost_days": "0.0455", "possible_days": 1})["percent"] == "4.6"


def test_days_of_a_quarter_are_rounded_to_tenths_before_they_are_summed() -> None:
    answer = nav.absence_rate({"quarters": [q(2024, 1, "1.05", "10.04"), q(2024, 2, "1.05", "10.04")]})
    assert (answer["lost_days"], answer["possible_days"]) == ("2.2", "20.0")


def test_the_window_ends_with_the_last_published_quarter_and_leaves_out_quarters_without_data() -> None:
    quarters = [
        q(2024, 2, 9, 10),
        q(2024, 1, 1, 10, 7),
        q(2023, 4, None, None),
        q(2023, 2, 2, 10, None),
        q(2023, 1, 9, 9),
    ]
    answer = nav.absence_rate({"quarters": quarters, "last_published": {"year": 2024, "quarter": 1}})
    assert answer["quarters_used"] == ["2023Q2", "2024Q1"]
    assert (answer["percent"], answer["persons_shown"]) == ("15.0", 7)


def test_the_window_without_a_last_published_quarter_ends_with_the_latest() -> None:
    answer = nav.absence_rate({"quarters": [q(2024, 1, 1, 10), q(2023, 4, 2, 10)], "window_quarters": 1})
    assert answer["quarters_used"] == ["2024Q1"]


def test_no_quarters_give_no_percent() -> None:
    answer = nav.absence_rate({"quarters": []})
    assert (answer["percent"], answer["error"], answer["persons_shown"]) == (None, "no possible days", None)


def test_trend_needs_possible_days_in_both_quarters() -> None:
    assert nav.trend({"quarters": [q(2024, 1, 1, 10), q(2023, 1, 0, 0)]}) == {
        "trend": None,
        "error": "no possible days",
    }
    assert nav.trend({"quarters": []})["error"] == "missing quarter"


def test_benchmark_without_an_industry_is_incomplete() -> None:
    assert nav.benchmark({"employer_percent": "5.0", "industry_percent": None}) == {"result": "incomplete"}


def test_cost_keeps_only_decimals_that_say_something() -> None:
    assert nav.absence_cost({"lost_days": "2.5", "cost_per_day": "4700"})["cost"] == "11750"
    assert nav.absence_cost({"lost_days": "0.5", "cost_per_day": "4701"})["cost"] == "2350.5"


def test_a_missing_word_and_a_number_that_is_none_are_refused_with_the_word() -> None:
    with pytest.raises(Refusal) as missing:
        nav.absence_cost({"lost_days": "1"})
    assert missing.value.problems[0].params == {"word": "cost_per_day"}
    with pytest.raises(Refusal) as wrong:
        nav.absence_rate({"lost_days": "many", "possible_days": "1"})
    assert wrong.value.problems[0].code == "statistics.not_a_number"
