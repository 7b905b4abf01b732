"""Ingrid brings three years of files in, with three mistakes in them, and undoes a later import. No help, no mouse."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from journeys.conftest import Site
from journeys.person import Person
from journeys.town import PASSWORD

pytestmark = pytest.mark.browser

BACKWARDS, UNKNOWN_CODE, NOBODY = 100, 200, 300
"""Lines with an absence that ends before it begins, with a code nobody knows, and of a person nobody has heard of."""


@pytest.fixture
def ingrid(empty_site: Site, at_keyboard: Callable[[Site], Person]) -> Person:
    """Signed in with her password."""
    person = at_keyboard(empty_site)
    person.opens("/imports/")
    person.writes("E-mail", "ingrid@lyngholt.example")
    person.writes("Passord", PASSWORD)
    person.follows("Sign in")
    return person


@pytest.fixture
def files(empty_site: Site) -> Path:
    """The three files, with mistakes on three lines of the absences."""
    folder = empty_site.data / "files"
    path = folder / "absences.csv"
    with path.open(newline="") as file:
        rows = list(csv.reader(file))
    start, end = rows[0].index("start"), rows[0].index("end")
    rows[BACKWARDS - 1][start], rows[BACKWARDS - 1][end] = rows[BACKWARDS - 1][end], "2023-01-01"
    rows[UNKNOWN_CODE - 1][rows[0].index("kind")] = "F99"
    rows[NOBODY - 1][0] = "p999999"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    return folder


@pytest.mark.first("nb-desktop")
def test_ingrid_brings_three_years_in_and_undoes_a_month(ingrid: Person, files: Path) -> None:
    brings(ingrid, *(files / f"{name}.csv" for name in ("units", "employments", "absences")))
    waits_for(ingrid, "The files have %(n)s problems that need you. Nothing is brought in yet.", n=3)
    says_what_the_code_means(ingrid)
    waits_for(ingrid, "The files have %(n)s problems that need you. Nothing is brought in yet.", n=2)
    mends_the_dates(ingrid)
    waits_for(ingrid, "The files have %(n)s problem that needs you. Nothing is brought in yet.", n=1)
    leaves_the_stranger_out(ingrid)
    waits_for(ingrid, "The files can be read. Say what they hold, and we show what changes.")
    ingrid.chooses("Everybody: jobs that are not in the file are taken away, also from earlier months")
    ingrid.chooses("All absences of a period: others in the period are taken away")
    ingrid.writes("First day of the period", "2023-01-01")
    ingrid.writes("Last day of the period", "2025-12-31")
    confirms(ingrid)
    brings(ingrid, one_more(files))
    waits_for(ingrid, "The files can be read. Say what they hold, and we show what changes.")
    ingrid.chooses("Only some: other absences stay as they are")
    confirms(ingrid)
    ingrid.follows("Undo this import")
    ingrid.reads("The import has been undone. Everything is as it was before.")


def brings(ingrid: Person, *files: Path) -> None:
    """Hand files in."""
    ingrid.goes_by_menu("Setup")
    ingrid.follows("Imports")
    ingrid.follows("Import files")
    ingrid.hands_in("Files", *files)
    ingrid.follows("Check the files")


def says_what_the_code_means(ingrid: Person) -> None:
    """Once; it is kept."""
    ingrid.follows("Say what %(n)s absence code means", n=1)
    ingrid.chooses("F99", ingrid.says("Unpaid leave"))
    ingrid.follows("Save and check again")


def mends_the_dates(ingrid: Person) -> None:
    """One of the mistakes is mended on the page."""
    ingrid.follows("Mend or leave out")
    ingrid.reads("Line %(line)s", line=BACKWARDS)
    ingrid.writes("end", ingrid.value_of("start"))
    ingrid.follows("Save and check again")


def leaves_the_stranger_out(ingrid: Person) -> None:
    """Another is left out, with a reason."""
    ingrid.follows("Mend or leave out")
    ingrid.reads("Line %(line)s", line=NOBODY)
    ingrid.presses("Leave this row out")
    ingrid.writes("Why is the row left out?", "Ikkje tilsett her")
    ingrid.follows("Leave it out")


def confirms(ingrid: Person) -> None:
    """See what changes, and say yes to it."""
    ingrid.follows("Show what changes")
    waits_for(ingrid, "The files are in order. Look at what they change, and confirm.")
    ingrid.follows("Confirm and bring in")
    waits_for(ingrid, "The files are in.")


def one_more(files: Path) -> Path:
    """A file with a single absence, of somebody who is never away."""
    with (files / "absences.csv").open(newline="") as file:
        away = {row["person_id"] for row in csv.DictReader(file)}
    with (files / "employments.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if not row["end"] and row["start"] < "2025-12-01"]
    person = next(row["person_id"] for row in rows if row["person_id"] not in away)
    path = files / "januar.csv"
    path.write_text(f"person_id,start,end,kind\n{person},2025-12-15,2025-12-16,self_certified\n")
    return path


def waits_for(person: Person, text: str, **given: object) -> None:
    """Progress that reloads the page when it is done."""
    words = re.compile(re.escape(person.says(text, **given)))
    expect(person.page.locator("main").get_by_text(words).first).to_be_visible(timeout=120_000)
    person.looks()
