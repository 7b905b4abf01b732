"""Each page has its paragraph of help, and the words of the pages are those of the glossary."""

from pathlib import Path

import pytest
from django.urls import URLPattern, get_resolver
from django.utils import translation

from access_matrix.routes import table
from naerverk_web.conftest import Cast
from naerverk_web.project.glossary import TERMS
from naerverk_web.project.help import HELP

GLOSSARY = Path(__file__).resolve().parents[4] / "GLOSSARY.md"


NO_PAGES = {
    "access:provider", "access:provider_back", "notices:open",  # lead on to another page
    "access:review_file", "people:leaderless_file", "intake:rejects", "logbook:log_file",
    "insight:csv", "insight:csv_years", "insight:xlsx", "insight:pdf",
    "project:health",  # for machines
    "outside:smiley",  # for others, and within their pages
    "design:gallery", "design:how",  # for those who build pages
}  # fmt: skip


def named(resolver, room="", before=""):
    """Each address as it is written in the rooms, and the name of its view."""
    for each in resolver.url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield route, f"{room}{each.name}"
        else:
            yield from named(each, f"{each.namespace}:" if each.namespace else room, route)


def test_help_is_for_pages_that_exist():
    assert sorted((HELP.keys() | NO_PAGES) - {name for _, name in named(get_resolver())}) == []


def test_every_page_has_its_help():
    """What can be opened and is no file has a paragraph in `help.py`; the access matrix knows every address."""
    opened = {route for route, row in table().items() if "GET" in row.methods}
    pages = {name for route, name in named(get_resolver()) if route in opened} - NO_PAGES
    assert len(pages) > 50
    assert sorted(pages - HELP.keys()) == []


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_help_is_short_and_in_the_readers_language(language):
    for paragraph in HELP.values():
        with translation.override("en"):
            english = str(paragraph)
        with translation.override(language):
            assert str(paragraph) != english
            assert len(str(paragraph)) < 260


def test_help_is_opened_in_place_by_the_same_line_everywhere(cast: Cast):
    for name, page in {"amina": "/", "ingrid": "/units/", "it": "/setup/limits", "rune": "/words"}.items():
        html = cast.client(name).get(page, follow=True).content.decode()
        assert html.count("<summary>Hjelp til denne siden</summary>") == 1


def rows():
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in GLOSSARY.read_text().splitlines()]
    return {line[0]: line[1:3] for line in lines if len(line) == 4}


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.key)
def test_the_site_and_the_glossary_use_the_same_words(term):
    with translation.override("en"):
        english = str(term.word)
    for language, word in zip(("nb", "nn"), rows()[english], strict=True):
        with translation.override(language):
            assert str(term.word) == word


def test_each_word_can_be_pointed_to(cast: Cast):
    html = cast.client("rune").get("/words").content.decode()
    assert all(f'id="{term.key}"' in html for term in TERMS)
    assert len({term.key for term in TERMS}) == len(TERMS)
