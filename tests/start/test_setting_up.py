"""What set-up installs: who only wants to see the site does not wait for what tests and checks need."""

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import start

ROOT = Path(__file__).resolve().parents[2]
MADE_BY_SET_UP = ("tools/fonts.py", "tools/assets.py", "tools/hatch_build.py", "tools/catalogues.py")
ONLY_WITH_JAVA = {"pyspark"}


def locked(name: str) -> dict[str, str]:
    """Versions by distribution."""
    lines = (ROOT / name).read_text("utf-8").splitlines()
    found = (re.match(r"([\w.-]+)(?:\[.*\])?==([^\s;]+)", line) for line in lines)
    return {each[1].lower(): each[2] for each in found if each}


def imported(file: Path) -> Iterator[str]:
    for line in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(line, ast.Import):
            yield from (name.name.partition(".")[0] for name in line.names)
        elif isinstance(line, ast.ImportFrom) and line.level == 0 and line.module:
            yield line.module.partition(".")[0]


def test_both_locks_hold_the_same_versions() -> None:
    site, everything = locked(start.SITE), locked(start.EVERYTHING)
    assert len(site) > 30
    assert site.items() < everything.items()


def test_the_site_never_imports_what_only_tests_have() -> None:
    files = [file for file in (ROOT / "src").rglob("*.py") if not {"tests", "conftest.py"} & set(file.parts)]
    files += [ROOT / name for name in MADE_BY_SET_UP]
    ours = {"naerverk", "naerverk_web", "tools"} | {path.stem for path in (ROOT / "tools").glob("*.py")}
    known = packages_distributions()
    site = locked(start.SITE)
    strangers = {
        (name, str(file.relative_to(ROOT)))
        for file in files
        for name in imported(file)
        if name not in ours | sys.stdlib_module_names | ONLY_WITH_JAVA
        if not any(each.lower().replace("_", "-") in site for each in known.get(name, []))
    }
    assert len(files) > 300
    assert not strangers


@pytest.mark.parametrize(
    ("done", "asked", "enough"),
    [
        ("now requirements.lock", start.SITE, True),
        ("now requirements.lock", start.EVERYTHING, False),
        ("now requirements-dev.lock", start.SITE, True),
        ("now requirements-dev.lock", start.EVERYTHING, True),
        ("before requirements-dev.lock", start.SITE, False),
        ("now", start.SITE, False),
        ("", start.SITE, False),
        (None, start.SITE, False),
    ],
)
def test_what_is_there_is_not_set_up_again(done, asked, enough, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(start, "STAMP", tmp_path / "set-up-for")
    monkeypatch.setattr(start, "tool", lambda _: __file__)
    if done is not None:
        start.STAMP.write_text(done)
    assert start.is_set_up("now", asked) is enough


def test_a_program_that_is_gone_is_set_up_again(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(start, "STAMP", tmp_path / "set-up-for")
    monkeypatch.setattr(start, "tool", lambda _: str(tmp_path / "gone"))
    start.STAMP.write_text(f"now {start.SITE}")
    assert not start.is_set_up("now", start.SITE)


@pytest.mark.parametrize(
    ("done", "everything_anew"), [("now requirements.lock", False), ("before requirements.lock", True)]
)
def test_tests_add_to_a_site_that_may_be_running(done, everything_anew, monkeypatch, tmp_path) -> None:
    installed, made = [], []
    monkeypatch.setattr(start, "STAMP", tmp_path / "set-up-for")
    monkeypatch.setattr(start, "tool", lambda _: __file__)
    monkeypatch.setattr(start, "wanted_state", lambda: "now")
    monkeypatch.setattr(start, "install", lambda _, lock_file: installed.append(lock_file.name))
    monkeypatch.setattr(start, "make", made.append)
    start.STAMP.write_text(done)
    start.setup()
    assert (installed, made) == (([], [start.EVERYTHING]) if everything_anew else ([start.EVERYTHING], []))
    assert start.is_set_up("now", start.EVERYTHING)


@pytest.mark.parametrize(("words", "which"), [([], start.EVERYTHING), (["--site"], start.SITE)])
def test_whoever_installs_for_others_leaves_the_tests_out(words, which, monkeypatch) -> None:
    asked = []
    monkeypatch.setattr(start, "setup", asked.append)
    assert start.main(["setup", *words]) == 0
    assert asked == [which]
