"""Figures are made while others work: nobody waits, nothing is half done, and the newest data win."""

from pathlib import Path

from naerverk_web.project.tests.sites import fresh

TELL = "from naerverk_web.project.tests.at_once import all_stories; all_stories()"


def test_figures_are_made_while_others_work_and_whoever_is_killed(tmp_path: Path) -> None:
    """The stories are in `at_once`; the one that does not hold is named in what this says."""
    with fresh(tmp_path / "site") as site:
        site.run("migrate", "-v0")
        site.run("shell", "--no-imports", "-c", TELL)
