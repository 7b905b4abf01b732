"""The commands in the documents are true: every one is understood, and those of the tutorial and README are run."""

import re
import shlex
from pathlib import Path

import pytest

from naerverk.cli import COMMANDS, _parser, main

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted(path for path in ROOT.glob("docs/**/*.md") if "decisions" not in path.parts)]
FENCED = re.compile(r"^```\w*\n(.*?)^```", re.M | re.S)
INLINE = re.compile(r"`(naerverk [^`\n]+)`")


def commands_in(text):
    """Each `naerverk ...` of a page as words, without what the shell does around it; usage lines are no commands."""
    fenced = "\n".join(FENCED.findall(text)).replace("\\\n", " ")
    lines = [line.strip().removeprefix("$ ") for line in fenced.splitlines()]
    found = [part for line in lines for part in re.split(r"\s*(?:\|\||&&|\|)\s*", line) if part.startswith("naerverk ")]
    for line in [*found, *INLINE.findall(FENCED.sub("", text))]:
        words = _words(line)
        if not any(set(word) & set("[]…") or "..." in word for word in words):
            yield words[1:]


def _words(line):
    # Two blanks or more begin what is said beside a command.
    lexer = shlex.shlex(re.split(r"\s{2,}", line)[0], posix=True, punctuation_chars="<>|&;()")
    lexer.whitespace_split, words = True, []
    for word in lexer:
        if set(word) <= set("<>|&;()"):
            break
        words.append(word)
    return words


def is_command(words):
    return words and words[0] in COMMANDS


ALL = [(page, words) for page in PAGES for words in commands_in(page.read_text(encoding="utf-8")) if is_command(words)]


def test_the_documents_have_commands():
    assert len(ALL) > 40
    assert {words[0] for _, words in ALL} == set(COMMANDS)


@pytest.mark.parametrize(("page", "words"), ALL, ids=[f"{page.stem}-{' '.join(words)[:60]}" for page, words in ALL])
def test_every_command_in_the_documents_is_understood(page, words, capsys):
    try:
        _parser(words).parse_args(words)
        refused = ""
    except SystemExit:
        refused = capsys.readouterr().err.strip().rpartition("\n")[2]
    # In running text a command may be named with the option it is about only; what is written must exist.
    assert not refused or "required" in refused, page.name


def test_the_tutorial_can_be_followed(tmp_path, monkeypatch, capsys):
    page = (ROOT / "docs" / "tutorials" / "first-hour.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    done = []
    for line in "\n".join(FENCED.findall(page)).splitlines():
        words = shlex.split(line, comments=True)
        if words[:1] == ["cd"] and not words[1].startswith(".."):
            monkeypatch.chdir(words[1])
        elif words[:1] == ["naerverk"] and not any(".." in word for word in words) and "<" not in words:
            assert main([*words[1:], *(["--lang", "en"] if "--lang" not in words else [])]) == 0, line
            done.append(words[1])
    said = capsys.readouterr().out
    assert {"demo", "check", "rates", "report", "cost"} <= set(done)
    assert "No problems found." in said


def test_what_cost_prints_for_the_tutorial_is_what_the_claims_say(capsys):
    [words] = [words for page, words in ALL if page.stem == "first-hour" and words[0] == "cost"]
    assert main([*words, "--lang", "en"]) == 0
    said = capsys.readouterr().out
    for amount in ("42,571", "47,007", "89,577"):
        assert amount in said


def test_a_command_that_does_not_exist_would_be_seen():
    [words] = commands_in("```\nnaerverk rates --data d --bye unit > x\n```")
    assert words == ["rates", "--data", "d", "--bye", "unit"]
    with pytest.raises(SystemExit):
        _parser(words).parse_args(words)
