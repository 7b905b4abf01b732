"""`naerverk statutory`: the quarterly figures the law asks for, as scripts and Ingrid meet them."""

import csv
import io
import json

import pytest

from naerverk import cli

UNITS = "unit_id,parent_id,name\nschool,,School\n"
JOBS = """person_id,unit_id,start,end,fte_percent,sex
siv,school,2020-01-01,,100,F
rune,school,2020-01-01,,50,M
"""
ABSENCES = """person_id,unit_id,start,end,kind,grade_percent
siv,,2026-07-01,2026-07-02,self_certified,100
siv,,2026-07-06,2026-07-10,holiday,100
rune,,2026-08-03,2026-09-01,doctor_certified,50
rune,,2026-09-07,2026-09-07,child_sick,100
"""


@pytest.fixture
def folder(tmp_path):
    for name, text in {"units": UNITS, "employments": JOBS, "absences": ABSENCES}.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def statutory(capsysbinary):
    """Run the command in English; exit code, text on stdout, words on stderr."""

    def run(*words):
        code = cli.main(["statutory", *map(str, words), "--lang", "en"])
        said = capsysbinary.readouterr()
        return code, said.out.decode(), said.err.decode()

    return run


def test_the_quarter_in_csv_has_the_columns_of_the_regulation(statutory, folder):
    code, out, words = statutory("--data", folder, "--quarter", "2026Q3", "--format", "csv")
    assert code == 0
    assert out.splitlines()[0] == "quarter,sex,cause,length,possible_days,cases,lost_days,lost_percent"
    found = {(row["sex"], row["cause"], row["length"]): row for row in csv.DictReader(io.StringIO(out))}
    # 66 working days from July to September 2026: Siv less five of holiday, Rune half of them.
    assert found["F", "own_sickness", "<=3"]["lost_days"] == "2.0"
    assert found["F", "own_sickness", "total"]["possible_days"] == "61.0"
    # 22 working days in half a position, half away.
    assert found["M", "own_sickness", "17-56"]["lost_days"] == "5.5"
    assert found["total", "own_sickness", "total"]["cases"] == "2"
    assert found["M", "sick_child", "total"]["lost_days"] == "0.5"
    assert "Definition: the statistics regulation" in words
    assert "Period 2026-07/2026-09" in words


def test_json_and_csv_say_the_same_and_out_names_the_file(statutory, folder, tmp_path):
    asked = ("--data", folder, "--quarter", "2026Q3", "--quiet")
    objects = json.loads(statutory(*asked, "--format", "json")[1])
    path = tmp_path / "statutory.csv"
    code, out, words = statutory(*asked, "--format", "csv", "--out", path)
    assert (code, out, words) == (0, "", "")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [{name: str(value) for name, value in row.items()} for row in objects] == rows


@pytest.mark.parametrize(
    ("lang", "phrases"),
    [
        ("nb", ["egen sykdom", "sykt barn", "kvinner", "menn", "alle"]),
        ("nn", ["eigen sjukdom", "sjukt barn", "kvinner", "menn", "alle"]),
        ("en", ["own sickness", "sick child", "women", "men", "total"]),
    ],
)
def test_the_table_is_in_the_language_asked_for(folder, capsys, lang, phrases):
    assert cli.main(["statutory", "--data", str(folder), "--quarter", "2026Q3", "--lang", lang]) == 0
    text = capsys.readouterr().out
    for phrase in phrases:
        assert phrase in text


def test_statistics_norways_survey(statutory, folder):
    code, out, words = statutory("--data", folder, "--quarter", "2026Q3", "--ssb", "--format", "csv")
    assert code == 0
    assert out.splitlines() == [
        "quarter,sex,persons,certifications,lost_working_days,lost_days",
        "2026Q3,F,1,1,2,2.0",
        "2026Q3,M,0,0,0,0.0",
        "2026Q3,X,0,0,0,0.0",
        "2026Q3,unknown,0,0,0,0.0",
        "2026Q3,total,1,1,2,2.0",
    ]
    assert "Definition: Statistics Norway" in words


@pytest.mark.parametrize("quarter", ["2026Q5", "2026-3", "third", ""])
def test_what_is_no_quarter_is_a_usage_error(statutory, folder, quarter):
    code, out, words = statutory("--data", folder, "--quarter", quarter)
    assert (code, out) == (2, "")
    assert "is not a quarter. Write it as 2024Q3" in words


def test_the_quarter_must_be_named(folder):
    with pytest.raises(SystemExit) as stopped:
        cli.main(["statutory", "--data", str(folder)])
    assert stopped.value.code == 2


def test_monthly_sums_have_no_cases_and_are_refused(statutory, tmp_path):
    path = tmp_path / "monthly.csv"
    path.write_text("unit_id,month,agreed_days,total_days\nschool,2026-07,100,5\n", encoding="utf-8")
    code, out, words = statutory("--monthly", path, "--quarter", "2026Q3")
    assert (code, out) == (2, "")
    assert "count cases by length" in words


def test_without_holiday_or_leave_the_regulation_cannot_be_followed(statutory, folder):
    text = "\n".join(line for line in ABSENCES.splitlines() if "holiday" not in line)
    (folder / "absences.csv").write_text(text + "\n", encoding="utf-8")
    code, out, words = statutory("--data", folder, "--quarter", "2026Q3")
    assert (code, out) == (1, "")
    assert "no rows of holiday or leave" in words
    # The survey asks for no possible days.
    assert statutory("--data", folder, "--quarter", "2026Q3", "--ssb")[0] == 0


def test_an_error_in_a_row_gives_no_figures_and_a_warning_does_not_stop_them(statutory, folder):
    path = folder / "absences.csv"
    path.write_text(ABSENCES + "siv,,2018-01-02,2018-01-03,self_certified,100\n", encoding="utf-8")
    code, out, words = statutory("--data", folder, "--quarter", "2026Q3")
    assert code == 0
    assert "2026Q3" in out
    assert words.startswith("Warning: absences.csv, line 6")
    path.write_text(ABSENCES + "siv,,2026-08-09,2026-08-03,self_certified,100\n", encoding="utf-8")
    code, out, words = statutory("--data", folder, "--quarter", "2026Q3")
    assert (code, out) == (1, "")
    assert words.startswith("Error: absences.csv, line 6")


def test_a_quarter_that_no_file_tells_of_is_said(statutory, folder):
    code, _, words = statutory("--data", folder, "--quarter", "2026Q4")
    assert code == 0
    assert "The first absence in the files begins in July 2026, the last in September 2026." in words
    assert "nobody was absent" not in statutory("--data", folder, "--quarter", "2026Q3")[2]
