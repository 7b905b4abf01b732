"""The documents are guarded: every command has its page, every link leads somewhere, every dependency says why."""

import itertools
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from naerverk.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_a_reference_page(command):
    page = ROOT / "docs" / "reference" / f"{command}.md"
    assert page.exists(), f"docs/reference/{command}.md is missing"
    assert f"naerverk {command}" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_explains_itself_with_examples(command):
    done = subprocess.run(
        [sys.executable, "-m", "naerverk.cli", command, "--help"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert f"naerverk {command}" in done.stdout.split("options:")[-1], "no example in the help"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), f"{page.name} points to {target}"


def test_every_dependency_says_why_it_is_there():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    wanted = [*project["dependencies"], *itertools.chain(*project["optional-dependencies"].values())]
    for dependency in wanted:
        lines = [line for line in text.splitlines() if f'"{dependency}"' in line]
        assert any("#" in line for line in lines), f"{dependency} has no reason"


def test_decisions_are_short_and_have_their_three_parts():
    for page in ROOT.glob("docs/decisions/[0-9]*.md"):
        text = page.read_text(encoding="utf-8")
        assert re.findall(r"^## (\w+)", text, flags=re.M) == ["Context", "Decision", "Consequence"], page.name
        assert len(text.splitlines()) <= 40, page.name
