"""The pages in a real browser: phone and desktop, bokmål and nynorsk, nothing for axe to find, nothing sticks out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from naerverk_web.access.models import Grant
from naerverk_web.conftest import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = ViewportSize(width=360, height=740)
DESKTOP = ViewportSize(width=1280, height=900)
RIGHT = "tre grønne lykter på rad"


@pytest.fixture(
    params=[("nb", PHONE), ("nn", PHONE), ("nb", DESKTOP), ("nn", DESKTOP)],
    ids=["nb-phone", "nn-phone", "nb-desktop", "nn-desktop"],
)
def page(request: pytest.FixtureRequest, chromium: Browser, live_server: LiveServer, cast: Cast) -> Iterator[Page]:
    """Ingrid's browser, before she signs in; at the end its console has nothing to complain about."""
    cast.ingrid.set_password(RIGHT)
    cast.ingrid.save()
    lang, size = request.param
    window = chromium.new_context(viewport=size, locale=lang, base_url=live_server.url, reduced_motion="reduce")
    complaints: list[str] = []
    opened = window.new_page()
    opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    window.close()
    assert [said for said in complaints if "404" not in said] == []


def fine(page: Page) -> None:
    """Axe finds nothing and nothing is wider than the window."""
    found = Axe().run(page).response["violations"]
    assert [(each["id"], node["html"][:160]) for each in found for node in each["nodes"]] == []
    wide: Any = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide[0] <= wide[1], page.url


def test_ingrid_signs_in_gives_a_role_ends_it_and_goes(page: Page, cast: Cast) -> None:
    page.goto("/access")
    fine(page)
    page.locator("#id_username").fill("ingrid@lyngholt.example")
    page.locator("#id_password").fill("feil passord her")
    page.locator("main form button").click()
    expect(page.locator("ds-error-summary, [role=alert]").first).to_be_visible()
    fine(page)
    page.locator("#id_password").fill(RIGHT)
    page.get_by_label("delt datamaskin").check()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"\d/access$"))
    fine(page)
    page.get_by_role("link", name="Gi e").click()
    fine(page)
    page.locator("#id_email").fill("siv@lyngholt.example")
    page.locator("#id_role").select_option("leader")
    page.locator("#id_deputy").check()
    page.locator("#id_appointed_by").fill("Berit")
    page.locator("main form button").click()
    expect(page.locator("#id_unit_error")).to_be_visible()
    fine(page)
    page.locator("#id_unit").select_option("O1")
    page.locator("#id_to_day").fill("2099-12-31")
    page.locator("main form button").click()
    page.wait_for_url(re.compile(r"\d/access$"))
    pk = Grant.objects.get(account=cast.siv, role="leader").pk
    page.locator(f"a[href='/access/{pk}/end']").click()
    fine(page)
    page.locator("main form button").click()
    page.wait_for_url(re.compile(r"\d/access$"))
    for place in ("/account", "/account/password", "/roles"):
        page.goto(place)
        fine(page)
    page.goto("/account")
    page.get_by_role("button", name="Logg ut her").click()
    page.wait_for_url(re.compile(r"\d/sign-in$"))
    page.go_back()
    expect(page.locator("#id_username")).to_be_visible()
