"""Each page has its paragraph of help, and the words of the pages are those of the glossary."""

from pathlib import Path

import pytest
from django.urls import URLPattern, get_resolver
from django.utils import translation

from naerverk_web.conftest import Cast
from naerverk_web.project.glossary import TERMS
from naerverk_web.project.help import HELP

GLOSSARY = Path(__file__).resolve().parents[4] / "GLOSSARY.md"


def names(resolver, room=""):
    for each in resolver.url_patterns:
        if isinstance(each, URLPattern):
            yield f"{room}{each.name}"
        else:
            yield from names(each, f"{each.namespace}:" if each.namespace else room)


def test_help_is_for_pages_that_exist():
    assert sorted(HELP.keys() - set(names(get_resolver()))) == []


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
