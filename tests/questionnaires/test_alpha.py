"""Cronbach's alpha, as Ingrid in HR uses it on a pulse survey."""

import gzip
import json
import random

import pytest

from naerverk.cli import main
from naerverk.problems import Refusal
from naerverk.questionnaires.alpha import Missing, cronbach_alpha, turned

SMALL = [[1, 3, 5, 2, 6], [2, 4, 5, 2, 6], [1, 4, 6, 3, 5]]


def invented(n, k, seed=1):
    """Parallel items: a person's own level plus as much noise again."""
    chance = random.Random(seed)
    level = [chance.gauss(0, 1) for _ in range(n)]
    return [[value + chance.gauss(0, 1) for value in level] for _ in range(k)]


def variance(values):
    mean = sum(values) / len(values)
    return sum((value - mean) ** 2 for value in values) / (len(values) - 1)


def test_alpha_by_hand():
    """k/(k-1) (1 - sum of variances / variance of the sum), counted out."""
    sums = [sum(row) for row in zip(*SMALL, strict=True)]
    by_hand = 3 / 2 * (1 - sum(map(variance, SMALL)) / variance(sums))
    assert cronbach_alpha(SMALL).alpha == pytest.approx(by_hand)
    assert by_hand == pytest.approx(0.96, abs=0.02)


def test_parallel_items_give_the_spearman_brown_value():
    # One item has reliability 1/2, so five together have 5 x 0.5 / (1 + 4 x 0.5) = 0.833.
    found = cronbach_alpha(invented(4000, 5))
    assert found.alpha == pytest.approx(5 / 6, abs=0.01)
    assert (found.n, found.items) == (4000, 5)


def test_the_interval_holds_the_truth_as_often_as_it_says():
    hits = 0
    for seed in range(400):
        found = cronbach_alpha(invented(40, 4, seed))
        hits += found.lower <= 0.8 <= found.upper
    assert 0.92 <= hits / 400 <= 0.98


def test_a_wider_interval_when_more_certainty_is_asked_for():
    usual, strict = cronbach_alpha(invented(50, 4)), cronbach_alpha(invented(50, 4), level=0.99)
    assert strict.lower < usual.lower < usual.alpha < usual.upper < strict.upper


def test_listwise_counts_only_complete_answers():
    holes = [[*SMALL[0], 3], [*SMALL[1], None], [*SMALL[2], 4]]
    assert cronbach_alpha(holes) == cronbach_alpha(SMALL)


def test_pairwise_uses_every_pair_there_is():
    items = [[1, 3, 5, 2, 6, 4, None], [2, 4, 5, 2, None, 4, None], [1, 4, None, 3, 5, 3, 5]]
    pairs = {
        (i, j): [(a, b) for a, b in zip(items[i], items[j], strict=True) if a is not None and b is not None]
        for i in range(3)
        for j in range(3)
    }

    def shared(pair):
        first, second = zip(*pair, strict=True)
        means = sum(first) / len(pair), sum(second) / len(pair)
        return sum((a - means[0]) * (b - means[1]) for a, b in pair) / (len(pair) - 1)

    table = {key: shared(pair) for key, pair in pairs.items()}
    by_hand = 3 / 2 * (1 - sum(table[i, i] for i in range(3)) / sum(table.values()))
    found = cronbach_alpha(items, Missing.PAIRWISE)
    assert found.n == 6  # the last respondent answered one item only
    # An answer without a partner says nothing about how items go together.
    pairs[2, 2] = pairs[2, 2][:-1]
    table[2, 2] = shared(pairs[2, 2])
    by_hand = 3 / 2 * (1 - sum(table[i, i] for i in range(3)) / sum(table.values()))
    assert found.alpha == pytest.approx(by_hand)


def test_where_zero_lies_does_not_matter():
    moved = [[7 - answer for answer in SMALL[0]], SMALL[1], SMALL[2]]
    assert cronbach_alpha([turned(moved[0]), *moved[1:]]).alpha == pytest.approx(cronbach_alpha(SMALL).alpha)
    assert turned([1, None]) == [-1, None]


@pytest.mark.parametrize(
    ("items", "missing", "code"),
    [
        ([[1, 2, 3]], Missing.LISTWISE, "too_few_items"),
        ([[1, 2], [2, 1]], Missing.LISTWISE, "too_few_respondents"),
        ([[], []], Missing.LISTWISE, "too_few_respondents"),
        ([[1, 2, 3, None], [1, 2, None, 4], [None, 2, 3, 4]], Missing.PAIRWISE, "too_few_respondents"),
        ([[1, 2, 3], [4, 4, 4]], Missing.LISTWISE, "constant_item"),
        ([[1, 2, 3], [3, 2, 1]], Missing.LISTWISE, "items_cancel_out"),
    ],
)
def test_answers_that_give_no_alpha_are_refused(items, missing, code):
    with pytest.raises(Refusal, match=code):
        cronbach_alpha(items, missing)


def test_pairs_that_do_not_fit_together_are_refused():
    # Without the fourth person the second item varies less and goes along with the others more than it can.
    items = [[1, 3.5, 5, 2, 6], [2, 4, 5, None, 6], [1, 4, 5, 2, 6]]
    with pytest.raises(Refusal, match=r"questionnaires\.pairs_do_not_fit"):
        cronbach_alpha(items, Missing.PAIRWISE)
    assert cronbach_alpha(items).alpha < 1


# The command


@pytest.fixture
def alpha(tmp_path, capsys):
    def run(text, *options, lang="en", name="answers.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        code = main(["alpha", str(path), "--lang", lang, *options])
        out, err = capsys.readouterr()
        return code, json.loads(out) if out else None, err

    return run


TEXT = "who,A1,A2,A3\n1,1,2,6\n2,3,4,3\n3,5,5,1\n4,2,2,4\n5,6,6,2\n"


def test_the_command_prints_one_line_with_five_figures(alpha):
    code, found, err = alpha(TEXT, "--items", "A1,A2,A3", "--reverse", "A3", "--min", "1", "--max", "6")
    assert (code, err) == (0, "")
    assert list(found) == ["alpha", "lower", "upper", "n", "items"]
    assert found["alpha"] == pytest.approx(cronbach_alpha(SMALL).alpha)
    assert (found["n"], found["items"]) == (5, 3)


def test_semicolons_decimal_commas_blanks_and_gzip_are_read(alpha):
    text = "A1;A2\n1,5;2\n3;4\n5;5\n2;\n6;6\n"
    code, found, _ = alpha(gzip.compress(text.encode()), "--items", "A1,A2", name="answers.csv.gz")
    assert (code, found["n"]) == (0, 4)
    code, found, _ = alpha(text, "--items", "A1,A2", "--missing", "pairwise")
    assert found["n"] == 4


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--items", "A1"], "A scale needs at least 2 items"),
        (["--items", "A1,A1,A2"], "A1 is named more than once"),
        (["--items", "A1,a1,A2"], "A1 is named more than once"),
        (["--items", "A1,A2", "--reverse", "A3"], "A3 is in --reverse but not in --items"),
        (["--items", "A1,A2", "--min", "6", "--max", "1"], "--min (6) must be below --max (1)"),
    ],
)
def test_a_wrong_question_is_a_usage_error(alpha, options, words):
    code, found, err = alpha(TEXT, *options)
    assert (code, found) == (2, None)
    assert words in err


def test_an_unknown_item_is_told_with_the_columns_there_are(alpha):
    code, _, err = alpha(TEXT, "--items", "A1,A9", lang="nb")
    assert code == 1
    assert "Det er ingen kolonne A9" in err
    assert "who, A1, A2, A3" in err


def test_answers_outside_the_scale_are_told_with_line_and_column(alpha):
    code, _, err = alpha(TEXT, "--items", "A1,A2,A3", "--min", "2", "--max", "5")
    assert code == 1
    assert "line 2, column A1: The answer 1 is below the lowest there is, 2." in err
    assert "line 6, column A2: The answer 6 is above the highest there is, 5." in err


def test_one_end_of_the_scale_is_enough(alpha):
    code, _, err = alpha(TEXT, "--items", "A1,A2,A3", "--max", "5")
    assert code == 1
    assert "below" not in err
    assert alpha("A1,A2\n1,2\n,2\n3,3\n2,1\n", "--items", "A1,A2", "--min", "1")[0] == 0


def test_an_answer_that_is_no_number_is_told_with_its_place(alpha):
    code, _, err = alpha("A1,A2\n1,2\nmye,3\n3,3\n2,1\n", "--items", "A1,A2")
    assert code == 1
    assert "line 3, column A1" in err
    assert "Traceback" not in err


def test_a_row_that_cannot_be_split_is_told_with_its_line(alpha):
    code, _, err = alpha("A1,A2\n1,2\n1,2,3,4\n3,3\n2,1\n", "--items", "A1,A2")
    assert code == 1
    assert "line 3" in err


def test_a_column_that_is_there_twice_is_told(alpha):
    code, _, err = alpha("A1,a1,A2\n1,2,3\n2,2,1\n3,3,3\n", "--items", "A1,A2")
    assert code == 1
    assert "line 1, column A1" in err


def test_a_file_that_is_not_there_is_told(capsys):
    assert main(["alpha", "nowhere.csv", "--items", "A1,A2", "--lang", "en"]) == 2
    assert "nowhere.csv" in capsys.readouterr().err


def test_a_spreadsheet_under_a_csv_name_is_refused(alpha):
    code, _, err = alpha(b"\xd0\xcf\x11\xe0" + b"\0" * 600, "--items", "A1,A2")
    assert code == 1
    assert "Traceback" not in err


def test_everybody_answering_alike_is_told(alpha):
    code, _, err = alpha("A1,A2\n1,2\n2,2\n3,2\n", "--items", "A1,A2")
    assert code == 1
    assert "item number 2 in --items alike" in err
