"""One's notices in a real browser: phone and desktop, both languages, light and dark; nothing for axe to find."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from browser import fine
from naerverk_web.conftest import Cast
from naerverk_web.notices.models import Preference
from naerverk_web.notices.public import tell, unread

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESKTOP = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=900)


@pytest.mark.parametrize(("lang", "scheme", "size"), [("nb", "light", PHONE), ("nn", "dark", DESKTOP)])
def test_ingrid_reads_what_waits_by_keyboard(
    lang: str, scheme: Any, size: ViewportSize, chromium: Browser, live_server: LiveServer, cast: Cast
) -> None:
    tell(cast.ingrid.pk, "import_failed", link="/account")
    tell(cast.ingrid.pk, "month_ready", month="mai 2026", link="/")
    session = cast.client("ingrid").cookies["sessionid"].value
    window = chromium.new_context(viewport=size, locale=lang, base_url=live_server.url, color_scheme=scheme)
    window.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = window.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto("/notices/")
    fine(page)
    first = page.locator("main .nv-card a").first
    first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server.url}/")
    page.goto("/notices/")
    page.locator("input[value=weekly]").check()
    page.locator("main form.nv-form button").press("Enter")
    expect(page.locator("input[value=weekly]")).to_be_checked()
    fine(page)
    window.close()
    assert complaints == []
    assert unread(cast.ingrid.pk) == 1
    assert Preference.objects.get().mail == "weekly"
