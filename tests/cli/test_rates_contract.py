"""`naerverk rates` as a contract: columns, words, protection and exit codes that other people's scripts rely on."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from naerverk import cli

UNITS = "unit_id,parent_id,name\nhealth,,Health\nhome,health,Home\nnight,health,Night\n"
CAST = ("amina", "jonas", "siv", "ingrid", "rune", "berit", "petter")
JOBS = "person_id,unit_id,start,end,fte_percent,sex,birth_year\n" + "".join(
    f"{name},{unit},2020-01-01,,100,{sex},1980\n"
    for name, unit, sex in [
        *((name, "home", "F") for name in CAST),
        *((f"n{number}", "night", "M") for number in range(6)),
    ]
)
ABSENCES = """person_id,unit_id,start,end,kind,grade_percent
rune,,2024-01-02,2024-01-04,self_certified,100
siv,,2024-02-01,2024-03-27,doctor_certified,50
"""
SUMS = """unit_id,month,agreed_days,self_certified_days,doctor_certified_days,total_days,persons
home,2024-01,100,1,4,5,20
night,2024-01,60,0,3,3,3
"""


@pytest.fixture
def folder(tmp_path):
    return files(tmp_path / "data", units=UNITS, employments=JOBS, absences=ABSENCES)


def files(folder, **tables):
    folder.mkdir(exist_ok=True)
    for table, text in tables.items():
        (folder / f"{table}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def rates(capsysbinary):
    """Run the command in English; exit code, bytes on stdout, words on stderr."""

    def run(*words):
        code = cli.main(["rates", *map(str, words), "--lang", "en"])
        said = capsysbinary.readouterr()
        return code, said.out, said.err.decode()

    return run


def rows(answer):
    code, out, words = answer
    assert code == 0, words
    return list(csv.DictReader(io.StringIO(out.decode())))


def test_columns_are_the_names_asked_for_in_their_order_and_then_the_figures(rates, folder):
    answer = rates("--data", folder, "--by", "month, unit,kind", "--format", "csv")
    head = answer[1].decode().splitlines()[0]
    assert head == "month,unit,kind,agreed_days,absence_days,rate_percent,persons,spells,status"
    found = rows(answer)
    assert [row["kind"] for row in found[:3]] == ["self_certified", "doctor_certified", "total"]
    assert {row["status"] for row in found} == {"ok"}
    [home] = [row for row in found if (row["month"], row["unit"], row["kind"]) == ("2024-01", "home", "total")]
    # Rune was away three of the 22 working days of January; seven people have 154.
    assert (home["agreed_days"], home["absence_days"], home["persons"], home["spells"]) == ("154.0", "3.0", "7", "1")
    assert float(home["rate_percent"]) == 100 * 3 / 154


def test_months_left_out_are_taken_from_the_data_and_said(rates, folder):
    _, _, words = rates("--data", folder)
    assert "Months: January 2024 to March 2024" in words
    assert "Definition: Statistics Norway" in words
    assert "Source: units.csv, employments.csv, absences.csv" in words


def test_half_of_the_months_may_be_given_and_quiet_says_nothing(rates, folder):
    answer = rates("--data", folder, "--from", "2024-02", "--by", "month", "--format", "csv", "--quiet")
    assert answer[2] == ""
    assert [row["month"] for row in rows(answer)] == ["2024-02", "2024-03"]


def test_months_given_are_not_said_again_but_a_quarter_cut_short_is(rates, folder):
    _, _, words = rates("--data", folder, "--by", "quarter", "--from", "2024-02", "--to", "2024-03")
    assert "Months:" not in words
    assert "2024Q1 holds only the months asked for" in words


def test_the_table_for_people_has_words_in_their_language(folder, capsys):
    assert cli.main(["rates", "--data", str(folder), "--by", "unit,kind,length,sex", "--lang", "nb"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Enhet")
    assert lines[1].split()[:4] == ["health", "egenmeldt", "<=3", "kvinner"]
    assert lines[1].endswith("vist")


def test_a_parquet_file_carries_where_its_figures_come_from(rates, folder, tmp_path):
    path = tmp_path / "rates.parquet"
    asked = ("--data", folder, "--by", "unit,month")
    assert rates(*asked, "--format", "parquet", "--out", path)[:2] == (0, b"")
    facts = pl.read_parquet_metadata(path)
    assert facts["naerverk.definition"].startswith("ssb ")
    assert (facts["naerverk.period"], facts["naerverk.population"]) == ("2024-01/2024-03", "employed")
    assert facts["naerverk.computed_at"].startswith("20")
    objects = json.loads(rates(*asked, "--format", "json")[1])
    assert pl.read_parquet(path).to_dicts() == objects
    assert pl.read_parquet(io.BytesIO(rates(*asked, "--format", "parquet")[1])).to_dicts() == objects


@pytest.mark.parametrize("engine", ["polars", "duckdb", "reference"])
def test_every_engine_gives_the_same_bytes(rates, folder, engine):
    asked = ("--data", folder, "--by", "unit,quarter,length", "--length-classes", "nav", "--format", "csv")
    answer = rates(*asked, "--engine", engine)
    assert rows(answer)
    assert answer[1] == rates(*asked)[1]


def test_a_hidden_unit_takes_its_only_sibling_with_it(rates, folder):
    few = JOBS.replace("n4,night,2020-01-01,,", "n4,night,2020-01-01,2020-12-31,")
    files(folder, employments=few.replace("n5,night,2020-01-01,,", "n5,night,2020-01-01,2020-12-31,"))
    asked = ("--data", folder, "--by", "unit", "--format", "csv")
    protected = {row["unit"]: row for row in rows(rates(*asked))}
    # Home is Health less Night, so that Home would give Night away.
    assert {unit: row["status"] for unit, row in protected.items()} == {
        "health": "ok", "home": "hidden", "night": "hidden",
    }  # fmt: skip
    figures = ("agreed_days", "absence_days", "rate_percent", "persons", "spells")
    assert {protected["night"][name] for name in figures} == {""}
    exact = {row["unit"]: row for row in rows(rates(*asked, "--disclose", "off"))}
    assert {row["status"] for row in exact.values()} == {"none"}
    assert exact["night"]["persons"] == "4"


@pytest.mark.parametrize("limit", ["4", "-1", "none", "5.5", ""])
def test_the_limit_is_never_lowered(rates, folder, limit):
    code, out, words = rates("--data", folder, "--by", "unit", f"--disclose={limit}")
    assert (code, out) == (2, b"")
    assert "protects too few" in words


def test_monthly_sums_are_protected_by_the_persons_they_name(rates, tmp_path):
    folder = files(tmp_path / "sums", units=UNITS, monthly=SUMS)
    asked = ("--data", folder, "--by", "unit", "--format", "csv")
    found = rows(rates(*asked, "--no-rollup"))
    assert [(row["unit"], row["rate_percent"], row["status"]) for row in found] == [
        ("home", "5.0", "ok"),
        ("night", "", "hidden"),
    ]
    exact = rows(rates(*asked, "--disclose", "off"))
    assert [(row["unit"], row["persons"], row["spells"], row["status"]) for row in exact] == [
        ("health", "", "", "none"),
        ("home", "20", "", "none"),
        ("night", "3", "", "none"),
    ]


TREE = "unit_id,parent_id,name\nhealth,,Health\nhome,health,Home\nnight,health,Night\nday,health,Day\n"


def test_a_unit_above_without_a_row_of_its_own_counts_as_many_as_the_largest_below_it(rates, tmp_path):
    folder = files(tmp_path / "sums", units=TREE, monthly=SUMS + "day,2024-01,90,1,2,3,12\n")
    found = rows(rates("--data", folder, "--by", "unit", "--format", "csv"))
    # The three of the night and, so that they cannot be worked out, one unit more; nobody knows how many Health are.
    assert [(row["unit"], row["absence_days"], row["persons"], row["status"]) for row in found] == [
        ("day", "", "", "hidden"),
        ("health", "11.0", "", "ok"),
        ("home", "5.0", "20", "ok"),
        ("night", "", "", "hidden"),
    ]


def test_a_quarter_of_monthly_sums_counts_the_persons_of_its_largest_month(rates, tmp_path):
    folder = files(tmp_path / "sums", monthly=SUMS + "night,2024-02,60,0,3,3,4\nhome,2024-02,90,0,9,9,21\n")
    found = rows(rates("--data", folder, "--by", "unit,quarter", "--format", "csv"))
    assert [(row["unit"], row["absence_days"], row["persons"], row["status"]) for row in found] == [
        ("home", "14.0", "", "ok"),
        ("night", "", "", "hidden"),
    ]


def test_what_is_left_of_a_unit_is_not_taken_for_many_because_its_parts_do_not_say_how_many(rates, tmp_path):
    # Health has 30, and the wards in Home have 10 and 19: at most one person is left in Health's own office.
    units = "unit_id,parent_id,name\nhealth,,Health\nhome,health,Home\neast,home,East\nwest,home,West\n"
    sums = "unit_id,month,agreed_days,total_days,persons\n"
    sums += "health,2024-01,600,33,30\neast,2024-01,200,10,10\nwest,2024-01,380,19,19\n"
    folder = files(tmp_path / "sums", units=units, monthly=sums)
    found = rows(rates("--data", folder, "--by", "unit", "--format", "csv"))
    assert {row["unit"]: row["status"] for row in found}["health"] == "ok"
    assert {row["unit"] for row in found if row["status"] == "hidden"} >= {"home"}


def test_monthly_sums_without_persons_cannot_be_protected_and_are_refused_in_words(rates, tmp_path):
    bare = "\n".join(line.rpartition(",")[0] for line in SUMS.splitlines()) + "\n"
    path = files(tmp_path / "sums", monthly=bare) / "monthly.csv"
    code, out, words = rates("--monthly", path, "--by", "unit")
    assert (code, out) == (1, b"")
    assert "--disclose off" in words
    assert rates("--monthly", path, "--by", "unit", "--disclose", "off")[0] == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--by", "unit,colour"), "colour is not something figures can be split by"),
        (("--by", "unit,unit"), "names something twice"),
        (("--by", "month,year"), "cannot be asked for at once"),
        (("--from", "2024-13"), "--from 2024-13 is not a month"),
        (("--to", "March"), "--to March is not a month"),
        (("--from", "2024-03", "--to", "2024-01"), "comes before the first"),
        (("--from", "1890-01"), "Ask for a time between them"),
    ],
)
def test_a_question_that_cannot_be_asked_is_a_usage_error_without_figures(rates, folder, options, said):
    code, out, words = rates("--data", folder, *options)
    assert (code, out) == (2, b"")
    assert said in words


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--definition", "regulation"), "definition regulation"),
        (("--definition", "roster"), "definition roster"),
        (("--by", "rolling12"), "twelve whole months in the data"),
    ],
)
def test_what_the_files_cannot_answer_is_refused_with_a_sentence(rates, folder, options, said):
    code, out, words = rates("--data", folder, *options)
    assert (code, out) == (1, b"")
    assert said in words


def test_a_roster_is_counted_by_its_shifts(rates, folder):
    files(folder, shifts="person_id,unit_id,date,agreed_share\nrune,home,2024-01-03,1\nrune,home,2024-01-06,0.5\n")
    asked = ("--data", folder, "--definition", "roster", "--by", "unit", "--no-rollup", "--disclose", "off")
    found = {row["unit"]: row for row in rows(rates(*asked, "--format", "csv"))}
    assert (found["home"]["agreed_days"], found["home"]["absence_days"]) == ("1.5", "1.0")
    assert found["night"]["rate_percent"] == ""


def test_an_unknown_unit_is_an_error_with_its_line_and_there_are_no_figures(rates, folder):
    files(folder, employments=JOBS + "aud,cellar,2020-01-01,,100,F,1990\n")
    code, out, words = rates("--data", folder, "--by", "unit")
    assert (code, out) == (1, b"")
    assert "employments.csv, line 15, column unit_id" in words
    assert "cellar" in words


def test_a_warning_stands_on_stderr_beside_the_figures(rates, folder):
    files(folder, absences=ABSENCES + "rune,,2018-01-02,2018-01-04,self_certified,100\n")
    code, out, words = rates("--data", folder, "--format", "json", "--from", "2024-01", "--to", "2024-03")
    assert code == 0
    assert len(json.loads(out)) == 1
    assert words.startswith("Warning: absences.csv, line 4")


def test_a_table_named_twice_over_is_a_choice_and_both_named_is_none(rates, folder):
    files(folder, monthly=SUMS)
    code, out, words = rates("--data", folder)
    assert (code, out) == (2, b"")
    assert "both absences and monthly sums" in words
    both = ("--monthly", folder / "monthly.csv", "--absences", folder / "absences.csv")
    assert rates("--data", folder, *both)[:2] == (2, b"")


def test_without_files_or_without_employments_nothing_can_be_counted(rates, folder):
    code, out, words = rates("--by", "unit")
    assert (code, out) == (2, b"")
    assert "No files are named" in words
    code, out, words = rates("--absences", folder / "absences.csv")
    assert (code, out) == (2, b"")
    assert "who was employed" in words


def test_a_kind_of_file_that_can_give_no_rate_is_refused_with_the_reason(rates):
    path = Path(__file__).resolve().parent.parent / "data" / "published" / "uci_absenteeism.csv"
    code, out, words = rates("--profile", "uci-absenteeism", "--absences", path)
    assert (code, out) == (1, b"")
    assert "dates" in words
    assert "who was employed" not in words


def test_data_that_fill_no_month_say_so(rates, folder):
    files(folder, absences=ABSENCES.splitlines()[0] + "\nrune,,2024-01-09,2024-01-10,self_certified,100\n")
    code, out, words = rates("--data", folder)
    assert (code, out) == (1, b"")
    assert "Say which months you want with --from and --to" in words


@pytest.mark.parametrize(
    "option", [("--engine", "abacus"), ("--format", "stone"), ("--definition", "guess"), ("--length-classes", "x")]
)
def test_a_word_nobody_has_heard_of_is_a_usage_error(folder, option):
    with pytest.raises(SystemExit) as stopped:
        cli.main(["rates", "--data", str(folder), *option])
    assert stopped.value.code == 2


def test_a_reader_that_leaves_ends_the_command_quietly(tmp_path):
    make = f"{sys.executable} -m naerverk.cli demo --employees 200 --out {tmp_path} --force --quiet"
    ask = f"{sys.executable} -m naerverk.cli rates --data {tmp_path} --by unit,month,kind,length,sex --quiet"
    done = subprocess.run(
        f"{make} >/dev/null 2>&1; {ask} --disclose off --format csv | head -2",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("unit,month,kind,length,sex,")
    assert done.stderr == ""
