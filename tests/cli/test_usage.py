"""A command line that is not understood is answered in the language that was asked for, with exit code 2."""

import argparse
import ast
import gettext
import inspect
import os

import pytest

from naerverk import cli
from naerverk.locale.sentences.usage import SENTENCES

WRONG = [
    ("demo", "nb", "dette mangler: --"),
    ("demo", "nn", "dette manglar: --"),
    ("demo", "en", "the following arguments are required: --"),
    ("demo --out x --employees many", "nb", "--employees: 'many' er ikke en gyldig verdi (int)"),
    ("demo --out", "nn", "--out: treng éin verdi"),
    ("demo --out x --quiet --verbose", "nb", "--verbose: kan ikke brukes sammen med --quiet"),
    ("demo --out x --format pdf", "nn", "'pdf' kan ikkje veljast. Vel ein av desse:"),
    ("demo --out x --colour", "nb", "dette er ukjent her: --colour"),
    ("dmeo", "nb", "'dmeo' kan ikke velges"),
]
NEVER_SAID = {
    "positional arguments", "options", "show this help message and exit",
    ".__call__() not defined", "%r is not callable", 'argument "-" with mode %r',
}  # fmt: skip
"""Of the help, which is English, and of mistakes of ours."""


def said(words, capsys):
    with pytest.raises(SystemExit) as end:
        cli.main(words)
    assert end.value.code == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    return shown.err


@pytest.mark.parametrize(("words", "lang", "sentence"), WRONG)
def test_it_says_what_is_wrong_in_the_language_asked_for(words, lang, sentence, capsys):
    for asked in ([f"--lang={lang}"], ["--lang", lang]):
        command, *rest = words.split()
        shown = said([command, *asked, *rest], capsys)
        assert sentence in shown
        assert shown.startswith("usage: " if lang == "en" else "bruk: ")
        assert (": error: " in shown) == (lang == "en")


def test_without_a_language_it_is_bokmal(capsys):
    assert "dette mangler: " in said(["demo"], capsys)
    assert "dette mangler: COMMAND" in said([], capsys)


@pytest.mark.parametrize("before", [None, "de"])
def test_afterwards_other_programs_have_their_own_language(before, capsys, monkeypatch):
    monkeypatch.delenv("LANGUAGE", raising=False)
    if before:
        monkeypatch.setenv("LANGUAGE", before)
    domain = gettext.textdomain()
    said(["demo", "--lang", "nn"], capsys)
    assert (os.environ.get("LANGUAGE"), gettext.textdomain()) == (before, domain)


def test_every_sentence_of_this_python_is_known():
    """What a user can come to see; a new Python that says something else shows here."""
    known = {text for one in SENTENCES.values() for text in ([one] if isinstance(one, str) else one)}
    raised = set()
    for node in ast.walk(ast.parse(inspect.getsource(argparse))):
        if isinstance(node, ast.FunctionDef) and node.name in OUR_MISTAKES:
            raised |= set(asked_of(node))
    assert set(asked_of(ast.parse(inspect.getsource(argparse)))) - raised - NEVER_SAID <= known


OUR_MISTAKES = {
    "__init__", "add_argument", "add_subparsers", "add_parser", "add_mutually_exclusive_group", "_add_action",
    "_get_positional_kwargs", "_get_optional_kwargs", "_get_handler", "_handle_conflict_error",
    "_add_container_actions",
}  # fmt: skip
"""Where argparse refuses a parser that is written wrongly: our tests meet that, never a user."""


def asked_of(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "ngettext"):
            yield from (one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str))
