"""Every action that the code can write in the log has its sentence, and every sentence its action."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from naerverk_web.logbook.sentences import DONE, FAMILIES, REFUSED, actions_of

SITE = Path(__file__).resolve().parents[2]
Writers = dict[tuple[str, str], bool]
"""Functions that write the action they are given, by module and name: whether as refused."""
LOG: Writers = {("naerverk_web.audit.actions", "record"): False, ("naerverk_web.audit.public", "record"): False}
PLACES = {name: "x" for name in ("about", "other", "role", "unit", "permission", "month", "shown")}


def modules() -> dict[str, ast.Module]:
    """The site's code by name, without tests."""
    paths = [path for path in SITE.rglob("*.py") if not {"tests", "migrations"} & set(path.relative_to(SITE).parts)]
    names = [".".join(path.relative_to(SITE.parent).with_suffix("").parts).removesuffix(".__init__") for path in paths]
    return {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in zip(names, paths, strict=True)}


def recorded(site: dict[str, ast.Module]) -> set[tuple[str, bool]]:
    """The actions that are written, and whether as refused; also through functions that hand them on."""
    writers: Writers = {}
    found: set[tuple[str, bool]] = set()
    more = LOG
    while more:
        writers |= more
        more = {}
        for module, tree in site.items():
            for function, call, refused in writing(module, tree, writers):
                name = call.args[0].id if isinstance(call.args[0], ast.Name) else ""
                if name in {each.arg for each in function.args.args}:
                    more |= {(module, function.name): refused}
                else:
                    found |= {(code, refused) for code in codes(call.args[0], function)}
        more = {key: refused for key, refused in more.items() if key not in writers}
    return found


def writing(module: str, tree: ast.Module, writers: Writers) -> Iterator[tuple[ast.FunctionDef, ast.Call, bool]]:
    """The calls of a module that write, each with the function it stands in and whether it writes a refusal."""
    known = {name: refused for (home, name), refused in writers.items() if home == module}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            imported = {each.asname or each.name: writers.get((node.module or "", each.name)) for each in node.names}
            known |= {name: refused for name, refused in imported.items() if refused is not None}
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call) and node.args):
            if isinstance(call.func, ast.Name) and call.func.id in known:
                yield function, call, known[call.func.id] or "refused" in {word.arg for word in call.keywords}


def codes(first: ast.expr, function: ast.FunctionDef) -> Iterator[str]:
    """The texts an argument may be."""
    if isinstance(first, ast.Constant):
        yield first.value
    elif isinstance(first, ast.IfExp):
        yield from [*codes(first.body, function), *codes(first.orelse, function)]
    else:
        assert isinstance(first, ast.Name), f"which action is {ast.unparse(first)}?"
        said = [each for each in ast.walk(function) if isinstance(each, ast.Assign)]
        given = [each.value for each in said if ast.unparse(each.targets[0]) == first.id]
        assert given, f"{function.name}: which action is {first.id}?"
        for each in given:
            yield from codes(each, function)


def test_every_action_has_its_sentence_and_every_sentence_its_action() -> None:
    found = recorded(modules())
    done, refused = ({code for code, is_refused in found if is_refused is each} for each in (False, True))
    assert len(done) > 70
    assert (done - DONE.keys(), DONE.keys() - done) == (set(), set())
    assert (refused - REFUSED.keys(), REFUSED.keys() - refused) == (set(), set())


def in_a_room(code: str) -> set[tuple[str, bool]]:
    return recorded({"naerverk_web.room": ast.parse(f"from naerverk_web.audit.public import record\n{code}")})


def test_an_action_that_cannot_be_told_would_be_found() -> None:
    with pytest.raises(AssertionError, match="which action"):
        in_a_room("def act(name):\n    record(f'people.{name}', by=BY)")
    with pytest.raises(AssertionError, match="which action"):
        in_a_room("def act():\n    record(CODE, by=BY)")
    either = "def act(x):\n    what = 'a.b' if x else 'a.c'\n    record(what, by=BY, refused=True)"
    assert in_a_room(either) == {("a.b", True), ("a.c", True)}
    handed_on = "def note(what):\n    record(what, by=BY, refused=True)\ndef act():\n    note('a.d')"
    assert in_a_room(handed_on) == {("a.d", True)}


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_each_sentence_is_whole_in_each_language(lang: str) -> None:
    for sentence in [*DONE.values(), *REFUSED.values()]:
        with translation.override("en"):
            english = str(sentence)
        with translation.override(lang):
            said = str(sentence)
        assert (said == english) == (lang == "en"), english
        assert sorted(re.findall(r"%\(\w+\)s", said)) == sorted(re.findall(r"%\(\w+\)s", english))
        assert "%" not in said % PLACES


def test_every_action_is_in_one_family() -> None:
    inside = [code for family in FAMILIES for code in actions_of(family)]
    assert sorted(inside) == sorted(DONE.keys() | REFUSED.keys())
