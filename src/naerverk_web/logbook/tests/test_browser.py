"""The log in a real browser: phone and desktop, both languages, light and dark, by keyboard, on paper."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from browser import fine
from naerverk_web.audit.public import record
from naerverk_web.conftest import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESKTOP = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=900)


@pytest.mark.parametrize(("lang", "scheme", "size"), [("nb", "light", PHONE), ("nn", "dark", DESKTOP)])
def test_the_data_protection_officer_answers_rune_by_keyboard(
    lang: str, scheme: Any, size: ViewportSize, chromium: Browser, live_server: LiveServer, cast: Cast
) -> None:
    for number in ("1001", "1002"):
        for _ in range(60):
            record("absence.read", by=cast.viewer("ingrid").actor, about=("person", number), purpose="correct by hand")
        record("people.person_read", by=cast.viewer("aud").actor, about=("person", number), refused=True)
    session = cast.client("dpo").cookies["sessionid"].value
    window = chromium.new_context(viewport=size, locale=lang, base_url=live_server.url, color_scheme=scheme)
    window.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = window.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto("/log")
    fine(page)
    page.locator("#id_person").focus()
    page.keyboard.type("1001")
    page.keyboard.press("Enter")
    rows = page.locator("main tbody tr")
    expect(rows).to_have_count(50)
    expect(rows.first).to_contain_text("1001")
    expect(page.locator("details .nv-asked")).to_be_hidden()
    fine(page)
    page.locator("main a[rel=next]").press("Enter")
    expect(rows).to_have_count(11)
    page.locator("main a[rel=prev]").press("Enter")
    expect(rows).to_have_count(50)
    page.goto("/log?refused=on&kind=people")
    rows.nth(1).locator("td").last.locator("a").press("Enter")
    expect(page).to_have_url(f"{live_server.url}/log?person=1001")
    page.goto("/log?person=77")
    expect(page.locator("main .nv-empty")).to_be_visible()
    fine(page)
    page.goto("/log")
    page.emulate_media(media="print")
    expect(page.locator("main .nv-asked")).to_be_hidden()
    expect(rows.first).to_be_visible()
    window.close()
    assert complaints == []
