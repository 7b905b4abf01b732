"""The first run and the search in a real browser: phone and desktop, bokmål and nynorsk, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from browser import fine

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE, DESKTOP = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=900)
WORDS = {
    "nb": {
        "name": "Navnet ditt",
        "email": "E-postadressen din",
        "make": "Lag kontoen",
        "org": "Navnet på virksomheten",
    },
    "nn": {"name": "Namnet ditt", "email": "E-postadressa di", "make": "Lag kontoen", "org": "Namnet på verksemda"},
}
PASSWORD = "fjell vidde skog"


@pytest.fixture(params=[("nb", PHONE, "light"), ("nn", DESKTOP, "dark")], ids=["nb-phone", "nn-desktop"])
def page(
    request: pytest.FixtureRequest, chromium: Browser, live_server: LiveServer, settings: LazySettings
) -> Iterator[Page]:
    settings.SECOND_FACTOR = "off"
    lang, size, scheme = request.param
    window = chromium.new_context(
        viewport=size, locale=lang, base_url=live_server.url, reduced_motion="reduce", color_scheme=scheme
    )
    opened = window.new_page()
    opened.words = WORDS[lang]  # type: ignore[attr-defined]
    yield opened
    window.close()


def test_tor_goes_through_the_first_run_and_finds_his_unit_by_a_key(page: Page, live_server: LiveServer) -> None:
    said, out = page.words, StringIO()  # type: ignore[attr-defined]
    call_command("first_link", site=live_server.url, stdout=out)
    page.goto(next(line.strip() for line in out.getvalue().splitlines() if live_server.url in line))
    fine(page)
    page.get_by_label(said["name"]).fill("Tor")
    page.get_by_label(said["email"]).fill("tor@lyngholt.example")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=again]").fill(PASSWORD)
    page.get_by_role("button", name=said["make"]).click()
    page.get_by_label(said["org"]).fill("Lyngholt kommune")
    fine(page)
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url(f"{live_server.url}/setup/limits")
    fine(page)
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url(f"{live_server.url}/setup/units")
    fine(page)
    page.goto("/units/new")
    page.locator("input[name=name]").fill("Sørlia skole")
    page.locator("input[name=number]").fill("210")
    page.locator("main form button[type=submit]").click()
    page.goto("/")
    fine(page)
    page.keyboard.press("/")
    expect(page.locator("#search-q")).to_be_focused()
    page.keyboard.type("sorlia")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Sørlia skole")).to_be_visible()
    fine(page)
