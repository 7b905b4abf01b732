"""Everybody of the cast, and one who has not signed in, goes everywhere they can go, and looks at what is there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import cycle

import pytest
from playwright.sync_api import APIRequestContext, Browser

from journeys.conftest import VARIANTS, Site
from journeys.looking import bare_in_forced_colours, crushed, unreached, wrong_on_paper
from journeys.person import Person
from journeys.strangers import addresses_with_ids, addresses_without_ids
from journeys.walking import Found, walk
from naerverk_web.project.cast import CAST

pytestmark = pytest.mark.browser
NOBODY = ""
EVERYBODY = (NOBODY, *(member.name for member in CAST))
# Where the gallery of the design shows each thing by itself it is no page of the site.
WORKSHOP = "design/"


def looks() -> Iterator[object]:
    """Everybody in one language and window each, those with most pages in the opposite one too; Rune in each run."""
    twice = ("Amina", "Berit", "Ingrid")
    opposite = {"nb-phone": "nn-desktop", "nn-phone": "nb-desktop", "nb-desktop": "nn-phone", "nn-desktop": "nb-phone"}
    for name, variant in zip(EVERYBODY, cycle(VARIANTS), strict=False):
        for each in (variant, opposite[variant])[: 1 + (name in twice)]:
            marks = () if name == "Rune" else pytest.mark.full
            yield pytest.param(name, each, marks=marks, id=f"{name or 'nobody'}-{each}")


@pytest.mark.parametrize("most", [2, pytest.param(1000, marks=pytest.mark.full)])
@pytest.mark.parametrize("name", EVERYBODY, ids=[name or "nobody" for name in EVERYBODY])
def test_every_link_leads_somewhere(name: str, most: int, lyngholt: Site, chromium: Browser) -> None:
    with chromium.new_context(base_url=lyngholt.address) as window:
        found = walked(window.request, name, lyngholt, most=most)
    assert found.all_wrong() == []
    assert len(found.pages) > (8 if name else 2)


@pytest.mark.parametrize(("name", "at_keyboard"), list(looks()), indirect=["at_keyboard"])
def test_every_page_is_as_pages_are(name: str, at_keyboard: Callable[[Site], Person], lyngholt: Site) -> None:
    person = at_keyboard(lyngholt)
    found = walked(person.page.request, name, lyngholt, most=1, lang=person.lang)
    for there in (pages[0] for kind, pages in found.pages.items() if not kind.startswith(WORKSHOP)):
        person.opens(there)
        assert unreached(person.page) == [], there
        assert crushed(person.page) == [], there
        assert bare_in_forced_colours(person.page) == [], there
        assert wrong_on_paper(person.page) == [], there


def walked(ask: APIRequestContext, name: str, site: Site, *, most: int, lang: str = "nb") -> Found:
    """From the home page by links, and every address of the site itself, filled in with what is Amina's.

    Nobody has the address of her unit's smiley, where everybody gets what they ask for in the language of the address.
    """
    starts = ["/", *addresses_without_ids(), *addresses_with_ids(site.ids)]
    if name:
        sign_in(ask, name, site)
    else:
        starts.append(f"/smiley/{site.ids['token']}?lang={lang}")
    return walk(ask.get, starts, most=most, signed_in=bool(name))


def sign_in(ask: APIRequestContext, name: str, site: Site) -> None:
    """By the button of the demo."""
    key = next(member.key for member in CAST if member.name == name)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', ask.get("/sign-in").text())
    assert token is not None
    sent = {"csrfmiddlewaretoken": token[1]}
    assert ask.post(f"/demo/sign-in/{key}", form=sent, headers={"Referer": site.address}).ok
