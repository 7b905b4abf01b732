"""The command line's manners: exit codes, words on stderr, never a traceback for what a user did."""

import io
import os
import subprocess
import sys
import types
from importlib.metadata import EntryPoint

import pytest

from naerverk import cli
from naerverk.cli import output
from naerverk.locale import Words
from naerverk.problems import Place, Problem, Refusal, Severity, refuse, refuse_usage


@pytest.fixture
def command(monkeypatch):
    """Put one made-up command in the place of `check`; the test gives it what to do."""

    def put(do):
        module = types.ModuleType("naerverk.cli.check")
        module.EXAMPLES = "naerverk check"
        module.add_arguments = lambda parser: None
        module.run = do
        monkeypatch.setitem(sys.modules, "naerverk.cli.check", module)
        return lambda *words: cli.main(["check", *words])

    return put


def raising(error):
    def do(args):
        raise error

    return do


def test_a_command_that_goes_well_ends_with_zero(command):
    assert command(lambda args: 0)() == 0


def test_wrong_data_end_with_one_and_a_sentence(command, capsys):
    assert command(raising(refuse("cli.file_missing", path="x.csv")))("--lang", "nn") == 1
    assert "Det finst ikkje noka fil x.csv" in capsys.readouterr().err


def test_a_wrong_question_ends_with_two(command, capsys):
    assert command(raising(refuse_usage("cli.file_missing", path="x.csv")))() == 2
    assert capsys.readouterr().out == ""


def test_a_bug_is_said_without_a_traceback(command, capsys):
    run = command(raising(RuntimeError("the cellar is wet\nsecond line")))
    assert run() == 70
    said = capsys.readouterr().err
    assert "RuntimeError: the cellar is wet" in said
    assert "Traceback" not in said
    assert "second line" not in said


def test_verbose_shows_the_traceback_of_a_bug(command, capsys):
    assert command(raising(RuntimeError("wet")))("--verbose") == 70
    assert "Traceback" in capsys.readouterr().err


def test_ctrl_c_is_answered(command, capsys):
    assert command(raising(KeyboardInterrupt()))() == 130
    assert "Stoppet" in capsys.readouterr().err


def test_a_reader_that_leaves_is_no_error():
    make_noise = "import sys; sys.argv=['naerverk','--help']; from naerverk.cli import run; run()"
    done = subprocess.run(
        f'{sys.executable} -c "{make_noise}" | head -1', shell=True, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""


def test_a_broken_pipe_inside_a_command_ends_quietly(command, monkeypatch):
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as gone:
        monkeypatch.setattr(sys, "stdout", gone)
        assert command(raising(BrokenPipeError()))() == 0


def test_no_command_or_an_unknown_one_is_a_usage_error(command, capsys):
    command(lambda args: 0)
    for words in ([], ["dance"], ["check", "--lang", "sv"]):
        with pytest.raises(SystemExit) as stopped:
            cli.main(words)
        assert stopped.value.code == 2


def test_the_console_script_leaves_with_the_code(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["naerverk", "--version"])
    with pytest.raises(SystemExit) as stopped:
        cli.run()
    assert stopped.value.code == 0


def test_a_problem_is_said_with_file_line_and_column(capsys):
    place = Place("absences.csv", 7, "end", "x")
    problem = Problem("cli.file_missing", Severity.WARNING, place, {"path": "b"})
    line = output.problem_line(problem, Words("nb"))
    assert line.startswith("Advarsel: absences.csv, linje 7, kolonne end: Det finnes ingen fil b.")


@pytest.mark.parametrize(
    ("place", "start"),
    [(Place(), "Error: There"), (Place("a.csv"), "Error: a.csv: "), (Place("a", 2), "Error: a, line 2: ")],
)
def test_less_place_is_said_with_less(place, start):
    assert output.problem_line(Problem("cli.file_missing", place=place, params={"path": "b"}), Words("en")).startswith(
        start
    )


def test_many_problems_of_one_kind_are_counted_not_listed(monkeypatch):
    heard = io.StringIO()
    monkeypatch.setattr(sys, "stderr", heard)
    many = [Problem("cli.file_missing", params={"path": n}) for n in range(output.SHOWN_PER_CODE + 3)]
    output.say_problems(many, Words("en"))
    assert len(heard.getvalue().splitlines()) == output.SHOWN_PER_CODE + 1
    assert "and 3 more" in heard.getvalue()


def test_a_problem_without_words_is_a_bug_of_ours_and_said_so(command, capsys):
    assert command(raising(refuse("cli.nobody_wrote_this")))() == 70
    assert "Traceback" not in capsys.readouterr().err


def test_the_number_left_out_is_the_number_there_is_and_not_the_number_kept(command, capsys):
    problems = [Problem("cli.file_missing", place=Place("x.csv", line), params={"path": "x"}) for line in range(200)]
    assert command(raising(Refusal(*problems, counts={"cli.file_missing": 70_000})))("--lang", "en") == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == output.SHOWN_PER_CODE + 1
    assert said[-1].strip() == "and 69,980 more of the same kind"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_a_full_disk_is_no_bug_and_no_traceback():
    question = '{"id": 1, "rule": "quarter", "input": {"from": {"year": 2024, "quarter": 1}, "minus_quarters": 1}}'
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "naerverk.cli", "law", "--lang", "en"],
            input=question, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("There is no room to write (No space left on device).")
    assert len(done.stderr.splitlines()) == 1


def test_a_bug_in_another_language_is_said_without_a_traceback_too(command, capsys):
    class PanicException(BaseException):
        """What Polars raises when it panics is no Exception."""

    assert command(raising(PanicException("out-of-range date")))("--lang", "nn") == 70
    said = capsys.readouterr().err
    assert said.startswith("Noko gjekk gale inne i Nærverk (PanicException: out-of-range date)")


def test_the_list_of_commands_says_what_each_of_them_does(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    lines = [line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines() if line.startswith("    ")]
    said = {words[0]: words[1] for words in lines if len(words) == 2}
    assert said["rates"].startswith("absence rates")
    assert said["backup"].startswith("a copy of the whole site")
    assert not [name for name, text in said.items() if text.startswith("(")]


def test_a_command_of_others_that_cannot_be_loaded_does_not_hide_the_rest(capsys, monkeypatch):
    broken = EntryPoint("theirs", "not_there.at_all", "naerverk.commands")
    monkeypatch.setattr(cli, "_commands_of_others", lambda: {"theirs": broken})
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    assert "(not_there.at_all)" in capsys.readouterr().out
