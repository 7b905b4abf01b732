"""`naerverk seasonal`: Berit asks whether July was good, or only July."""

import csv
import io

import pytest

from naerverk import cli
from naerverk.calendar import Month, months_between

UNITS = "unit_id,parent_id,name\ncare,,Care\nhome,care,Home care\nnight,care,Night\n"
SEASON = [30, 40, 20, 0, -5, -10, -60, -20, 0, 5, 0, 0]


def write(folder, last, gap=None):
    """Home care has 40 persons, the night team 8 that may not be shown."""
    rows = ["unit_id,month,agreed_days,total_days,persons"]
    for place, month in enumerate(months_between(Month(2020, 1), last)):
        if month != gap:
            lost = 100 + SEASON[place % 12]
            rows += [f"home,{month.label},800,{lost},40", f"night,{month.label},100,5,3"]
    (folder / "units.csv").write_text(UNITS, encoding="utf-8")
    (folder / "monthly.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def seasonal(capsysbinary):
    """Run the command; exit code, rows of the CSV by month, words on stderr."""

    def run(*words, lang="en"):
        code = cli.main(["seasonal", *map(str, words), "--lang", lang, "--format", "csv"])
        said = capsysbinary.readouterr()
        rows = {row["month"]: row for row in csv.DictReader(io.StringIO(said.out.decode()))}
        return code, rows, said.err.decode()

    return run


def test_july_is_low_every_year_and_adjusted_like_any_other_month(seasonal, tmp_path):
    code, rows, words = seasonal("--data", write(tmp_path, Month(2024, 12)), "--unit", "home", "--disclose", "off")
    assert code == 0
    assert list(rows["2024-07"]) == [
        "month", "agreed_days", "absence_days", "rate_percent", "rolling12_percent",
        "adjusted_agreed_days", "adjusted_absence_days", "adjusted_rate_percent", "status",
    ]  # fmt: skip
    assert float(rows["2024-07"]["rate_percent"]) == 5
    assert float(rows["2024-07"]["rolling12_percent"]) == 12.5
    assert float(rows["2024-07"]["adjusted_rate_percent"]) == pytest.approx(12.5, abs=0.1)
    assert rows["2020-07"]["rolling12_percent"] == ""
    assert "One month says little" in words


def test_three_years_are_refused_with_what_to_do_instead(seasonal, tmp_path):
    code, rows, words = seasonal("--data", write(tmp_path, Month(2022, 12)), lang="nb")
    assert (code, rows) == (1, {})
    assert "Hele måneder på rad med tall: 36. Det trengs 48" in words
    assert "samme måned i fjor" in words


def test_months_that_are_missing_or_not_whole_are_marked_and_adjust_nothing(seasonal, tmp_path):
    write(tmp_path, Month(2025, 1), gap=Month(2020, 6))
    asked = ("--data", tmp_path, "--unit", "home", "--from", "2020-01", "--to", "2025-02", "--disclose", "off")
    code, rows, _ = seasonal(*asked)
    assert code == 0
    assert rows["2020-06"]["status"] == "hidden"
    assert rows["2020-05"]["status"] == "ok"
    assert rows["2020-05"]["adjusted_rate_percent"] == ""
    assert rows["2020-07"]["adjusted_rate_percent"] != ""
    assert rows["2025-02"]["status"] == "incomplete"
    assert rows["2025-02"]["adjusted_rate_percent"] == ""


def test_a_unit_of_three_persons_is_not_shown_and_so_not_adjusted(seasonal, tmp_path):
    code, rows, words = seasonal("--data", write(tmp_path, Month(2024, 12)), "--unit", "night")
    assert (code, rows) == (1, {})
    assert "Whole months in a row with figures: 0." in words


def test_the_whole_employer_is_adjusted_with_disclosure_control_on(seasonal, tmp_path):
    code, rows, _ = seasonal("--data", write(tmp_path, Month(2024, 12)))
    assert code == 0
    assert float(rows["2024-07"]["agreed_days"]) == 900


def test_a_unit_that_is_not_in_the_files_is_named(seasonal, tmp_path):
    code, _, words = seasonal("--data", write(tmp_path, Month(2024, 12)), "--unit", "hme")
    assert code == 2
    assert "No figures for unit hme" in words


def test_people_get_a_table_in_their_language(capsys, tmp_path):
    assert cli.main(["seasonal", "--data", str(write(tmp_path, Month(2024, 12))), "--lang", "nn", "--quiet"]) == 0
    said = capsys.readouterr()
    assert "Fråvær, justert (%)" in said.out.splitlines()[0]
    assert "11,667" in said.out.splitlines()[-1]
