"""The smiley as a browser shows it: alone on a phone, and within the page of another site if that is allowed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from naerverk_web.conftest import Cast
from naerverk_web.insight.tests.test_smileys import address, adopt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@contextmanager
def intranet(page: str) -> Iterator[str]:
    """Another site, with this page."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def opened(chromium: Browser, there: str, **how: object) -> Page:
    page = chromium.new_context(**how).new_page()  # type: ignore[arg-type]
    page.goto(there)
    return page


@pytest.mark.parametrize(("lang", "word"), [("nb", "I rute"), ("nn", "I rute"), ("en", "On track")])
def test_on_a_phone_in_the_dark_and_on_paper(
    seen: Cast, live_server: LiveServer, chromium: Browser, lang: str, word: str
) -> None:
    adopt(seen, presence=60)
    there = f"{live_server.url}{address(seen)}?lang={lang}"
    page = opened(chromium, there, viewport={"width": 320, "height": 400}, color_scheme="dark")
    expect(page.get_by_role("heading", name="Solbakken barnehage")).to_be_visible()
    expect(page.get_by_text(word, exact=True)).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.context.cookies() == []
    page.emulate_media(media="print")
    expect(page.get_by_text(word, exact=True)).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("allowed", [True, False])
def test_within_the_intranet_only_where_that_is_allowed(
    seen: Cast, live_server: LiveServer, chromium: Browser, settings: Settings, allowed: bool
) -> None:
    adopt(seen, presence=60)
    frame = f'<html lang="nb"><title>I</title><iframe src="{live_server.url}{address(seen)}" title="Smiley"></iframe>'
    with intranet(frame) as there:
        settings.SMILEY_FRAMES = [there] if allowed else []
        page = opened(chromium, there)
        page.wait_for_load_state("networkidle")
        inside = page.frame_locator("iframe").get_by_text("I rute", exact=True)
        if allowed:
            expect(inside).to_be_visible()
        else:
            expect(inside).to_have_count(0)
        page.context.close()
