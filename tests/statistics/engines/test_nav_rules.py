"""NAV's rules in small cases of our own: masking, trend, the quarter before, the industry, the cost."""

import pytest

from naerverk.statistics import nav


def quarter(year, number, lost=None, possible=None, persons=None):
    return {"year": year, "quarter": number, "lost_days": lost, "possible_days": possible, "persons": persons}


def test_a_sum_is_masked_when_no_quarter_with_data_has_five_persons():
    small = [quarter(2024, 1, 3, 60, 4), quarter(2024, 2, 3, 60, 4), quarter(2024, 3, None, None, 40)]
    hidden = {"percent": None, "lost_days": None, "possible_days": None}
    assert nav.masking({"quarters": small}) == {"masked": True, **hidden}
    assert nav.masking({"quarters": [quarter(2024, 1)]}) == {"masked": False, **hidden}
    assert nav.masking({"quarters": [*small, quarter(2024, 4, "4.5", 60, 5)]}) == {
        "masked": False,
        "percent": "5.8",
        "lost_days": "10.5",
        "possible_days": "180",
    }


def test_the_trend_is_the_rounded_percent_less_that_of_the_year_before():
    quarters = [quarter(2023, 2, 5, 100, 12), quarter(2024, 1, 9, 100, 12), quarter(2024, 2, "5.26", 100, None)]
    found = nav.trend({"quarters": quarters})
    assert found == {"trend": "0.3", "persons": 12, "quarters_used": ["2024Q2", "2023Q2"]}
    earlier = nav.trend({"quarters": quarters, "last_published": {"year": 2024, "quarter": 1}})
    assert earlier == {"trend": None, "error": "missing quarter"}


def test_quarters_are_counted_back_over_the_turn_of_the_year():
    assert nav.quarter({"from": {"year": 2024, "quarter": 2}, "minus_quarters": 3}) == {"year": 2023, "quarter": 3}


@pytest.mark.parametrize(
    ("own", "industry", "quarters", "expected"),
    [
        ("5.5", "5.0", 4, "middle"),
        ("5.6", "5.0", 4, "over"),
        ("4.5", "5.0", 4, "middle"),
        ("4.4", "5.0", 4, "under"),
        ("9.9", "5.0", 3, "incomplete"),
        (None, "5.0", 4, "masked"),
        (None, None, 4, "incomplete"),
    ],
)
def test_an_employer_is_over_or_under_its_industry_from_more_than_a_tenth_away(own, industry, quarters, expected):
    asked = {"employer_percent": own, "industry_percent": industry, "quarters": quarters}
    assert nav.benchmark(asked) == {"result": expected}


def test_cost_from_a_percent_of_possible_days():
    assert nav.absence_cost({"percent": "5.5", "possible_days": 200, "cost_per_day": 3000}) == {"cost": "33000"}
