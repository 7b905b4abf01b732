"""Funnels: Berit the director asks which units stand out, and gets no league table."""

import csv
import gzip
import io
import math
import random
import sys

import pytest

from naerverk.cli import main
from naerverk.problems import Refusal
from naerverk.statistics.control_charts.funnel import Flag, funnel, tau_squared, winsorised
from shared import shared_path


def units(seed, spread, n=200, centre=0.07):
    """Invented units: true levels around a centre, sizes from 500 to 50,000 days, days drawn independently."""
    chance = random.Random(seed)
    sizes = [chance.uniform(500, 50_000) for _ in range(n)]
    levels = [chance.gauss(centre, spread) for _ in range(n)]
    lost = [
        min(max(size * level + chance.gauss(0, math.sqrt(size * centre * (1 - centre))), 0), size)
        for size, level in zip(sizes, levels, strict=True)
    ]
    return lost, sizes


def test_the_plain_score_is_the_textbook_formula():
    found = funnel([50, 80, 70], [1000, 1000, 1000])
    error = math.sqrt(200 / 3000 * 2800 / 3000 / 1000)
    assert found.centre == pytest.approx(200 / 3000)
    assert found.points[0].plain.z == pytest.approx((0.05 - 200 / 3000) / error)
    assert found.points[0].plain.lower == pytest.approx(200 / 3000 - 3 * error)
    assert found.points[0].plain.upper == pytest.approx(200 / 3000 + 3 * error)


def test_a_curve_of_limits_goes_through_those_of_the_units():
    lost, agreed = units(9, 0.02, n=30)
    found = funnel(lost, agreed)
    for point, whole in zip(found.points, agreed, strict=True):
        assert found.limits(whole) == pytest.approx((point.adjusted.lower, point.adjusted.upper))


def test_without_spread_between_units_both_models_agree():
    found = funnel([70, 71, 69, 70], [1000, 1000, 1000, 1000])
    assert found.tau == 0
    assert all(point.plain == point.adjusted for point in found.points)
    assert {point.plain.flag for point in found.points} == {Flag.ORDINARY}


@pytest.mark.parametrize("spread", [0.01, 0.02])
def test_the_spread_that_was_planted_is_found_but_for_the_tails(spread):
    # Moving in the outer tenths takes about a fifth of a normal spread away, so that outliers cannot hide.
    lost, agreed = units(7, spread, n=2000)
    assert funnel(lost, agreed).tau / spread == pytest.approx(0.78, abs=0.05)


def test_where_no_spread_was_planted_hardly_any_is_found():
    lost, agreed = units(7, 0.0, n=2000)
    assert funnel(lost, agreed).tau < 0.001


def test_with_overdispersion_hardly_any_ordinary_unit_is_special():
    lost, agreed = units(8, 0.015)
    found = funnel(lost, agreed)
    assert sum(point.plain.flag is not Flag.ORDINARY for point in found.points) > 80
    assert sum(point.adjusted.flag is not Flag.ORDINARY for point in found.points) <= 4


def test_a_unit_that_truly_stands_out_is_still_seen():
    lost, agreed = units(9, 0.01)
    found = funnel([*lost, 6000, 0], [*agreed, 40_000, 40_000])
    assert [point.adjusted.flag for point in found.points[-2:]] == [Flag.HIGH, Flag.LOW]


def test_limits_stay_between_nothing_and_everything():
    found = funnel([1, 1, 90, 1], [10, 10, 100, 10])
    assert all(0 <= point.plain.lower <= point.plain.upper <= 1 for point in found.points)


def test_an_outlier_moves_in_to_its_neighbours():
    assert winsorised([100.0, *range(10), -100.0], 0.1) == [9, *range(10), 0]
    assert winsorised([5.0, 1.0]) == [5.0, 1.0]


def test_the_spread_by_hand():
    """z = 4, -4, 0, errors 1: mean z2 = 32/3; (32 - 2) / (3 - 3/3) = 15."""
    assert tau_squared([4, -4, 0], [1, 1, 1]) == pytest.approx(15)


@pytest.mark.parametrize(
    ("numerators", "denominators", "code"),
    [
        ([1, 2], [10, 10], "too_few_units"),
        ([0, 0, 0], [9, 9, 9], "no_variation"),
        ([9, 9, 9], [9, 9, 9], "no_variation"),
    ],
)
def test_what_cannot_be_compared_is_refused(numerators, denominators, code):
    with pytest.raises(Refusal, match=code):
        funnel(numerators, denominators)


def english_hospitals(month):
    with gzip.open(shared_path("data/nhs/nhs_benchmarking_2023-2024.csv.gz"), "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["DATE"] == month and row["STAFF_GROUP"] == "All staff groups":
                yield row["ORG_CODE"], row["FTE_DAYS_LOST"], row["FTE_DAYS_AVAILABLE"]


# The command


@pytest.fixture
def command(monkeypatch, capsys):
    def run(text, lang="en"):
        raw = text if isinstance(text, bytes) else text.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        code = main(["funnel", "--lang", lang])
        out, err = capsys.readouterr()
        return code, list(csv.DictReader(io.StringIO(out))), err

    return run


def test_240_of_280_english_organisations_look_special_and_26_are(command):
    rows = "\n".join(",".join(row) for row in english_hospitals("2024-12-31"))
    code, found, _ = command(f"unit,numerator,denominator\n{rows}\n")
    assert (code, len(found)) == (0, 280)
    assert sum(row["flag"] != "ordinary" for row in found) == 240
    assert sum(row["flag_adjusted"] != "ordinary" for row in found) == 26


def test_rows_come_back_in_order_in_per_cent(command):
    code, found, err = command("unit;numerator;denominator\nAhus;1,5;20\nOppdal;2;20\nStord;0;10\n")
    assert (code, err) == (0, "")
    assert [row["unit"] for row in found] == ["Ahus", "Oppdal", "Stord"]
    assert [float(row["rate_percent"]) for row in found] == pytest.approx([7.5, 10, 0])
    assert float(found[0]["upper"]) == pytest.approx(7 + 300 * math.sqrt(0.07 * 0.93 / 20))


def test_a_withheld_unit_keeps_its_row_without_limits(command):
    _, found, _ = command("unit,numerator,denominator\na,1,20\nb,,20\nc,2,20\nd,1,\ne,1,30\n")
    assert [row["z"] != "" for row in found] == [True, False, True, False, True]
    assert found[1]["flag_adjusted"] == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("unit,lost,agreed\na,1,2\n", "There is no column numerator in <stdin>"),
        (
            "unit,numerator,denominator\na,1,20\nb,-1,20\nc,1,20\n",
            "<stdin>, line 3, column numerator: The numerator -1",
        ),
        ("unit,numerator,denominator\na,1,20\nb,30,20\nc,1,20\n", "The numerator 30 must lie between zero"),
        ("unit,numerator,denominator\na,1,20\nb,1,0\nc,1,20\n", "column denominator: The denominator 0"),
        (
            "unit,numerator,denominator\na,1,20\na,1,20\nc,1,20\n",
            "line 2, column unit: The unit a has more than one row",
        ),
        ("", "<stdin>"),
        ("unit,numerator,denominator\na,1,20\n", "at least 3 units with figures; there are 1"),
    ],
)
def test_rows_that_give_no_funnel_are_refused_with_line_and_column(command, text, words):
    code, found, err = command(text)
    assert (code, found) == (1, [])
    assert words in err
